// Package keyring keeps who may open a data folder, in the file keys.json: one
// random data key, wrapped once for every officer under a key made from her
// password, and the device's own private keys sealed under the data key.
//
// The file says names, roles and ids in clear, since the sign-in must list
// them; it holds no password and nothing of a client. A stranger who changes or
// drops a slot is noticed at the next unlock, since a code over all slots is
// kept under the data key. The file is always replaced as a whole.
//
// What it does not do: it encrypts no database. It only holds the key.
package keyring
