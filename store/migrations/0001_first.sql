-- The change log comes first: event, log and entry are the truth. record is what
-- the events of a record fold to. All tables after record are projections that
-- hold only what lists filter, sort and show; they can be made anew at any time.
-- Ids are 16 bytes, moments are milliseconds since 1970, days and times of day
-- are text as people write them down (2026-11-22, 2026-11-22T10:15).

-- What this PC knows about itself and the centre, one JSON or raw value a key.
CREATE TABLE meta(
	key TEXT PRIMARY KEY,
	value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Logs of this PC, one of them current. sent is how far the centre has signed;
-- stamp and at are the last ones given, number the last of a referral.
CREATE TABLE log(
	n INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	seq INTEGER NOT NULL,
	hash BLOB NOT NULL,
	sent INTEGER NOT NULL DEFAULT 0,
	current INTEGER NOT NULL,
	stamp INTEGER NOT NULL,
	number INTEGER NOT NULL,
	at INTEGER NOT NULL,
	reason TEXT NOT NULL,
	began_at INTEGER NOT NULL
) STRICT;

-- Every event this PC holds, by whomever it was written. own: 0 from the centre,
-- 1 written here, 2 shipped with the program. log and seq: its place in our logs,
-- 0 for others. payload is NULL when it was taken away or never given; missing:
-- the centre should be asked for it. applied: 0 when it needs a newer program.
CREATE TABLE event(
	n INTEGER PRIMARY KEY,
	eid BLOB NOT NULL UNIQUE,
	rec BLOB NOT NULL,
	kind INTEGER NOT NULL,
	own INTEGER NOT NULL,
	log INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	applied INTEGER NOT NULL,
	missing INTEGER NOT NULL,
	body BLOB NOT NULL,
	payload BLOB
) STRICT;
-- History of a record, and what of it still waits for the centre.
CREATE INDEX event_of_record ON event(rec, own, log, seq);
-- What to ask the centre for.
CREATE INDEX event_missing ON event(n) WHERE missing = 1;
-- What a newer program should try again.
CREATE INDEX event_unapplied ON event(n) WHERE applied = 0;

-- The hash chains of our logs.
CREATE TABLE entry(
	log INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	hash BLOB NOT NULL,
	eid BLOB NOT NULL,
	PRIMARY KEY(log, seq)
) STRICT, WITHOUT ROWID;

-- How far each scope was followed. relisting: the centre was restored and the
-- scope is being listed from its beginning.
CREATE TABLE cursor(
	scope TEXT PRIMARY KEY,
	pos INTEGER NOT NULL,
	hash BLOB NOT NULL,
	top_pos INTEGER NOT NULL,
	top_hash BLOB NOT NULL,
	relisting INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Through which scopes a record is seen here. stale: not seen again yet since the
-- re-listing began.
CREATE TABLE via(
	scope TEXT NOT NULL,
	rec BLOB NOT NULL,
	stale INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY(scope, rec)
) STRICT, WITHOUT ROWID;
-- Is the record still seen through any scope.
CREATE INDEX via_record ON via(rec);

-- The centre's word on events it keeps back.
CREATE TABLE verdict(
	eid BLOB PRIMARY KEY,
	rec BLOB NOT NULL,
	code TEXT NOT NULL,
	at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- State of a record in lists.
CREATE INDEX verdict_of_record ON verdict(rec);

-- What the events of a record fold to (merge.State). conflict: two values of one
-- field wait to be settled. left: out of all scopes, kept for unsent work only.
CREATE TABLE record(
	n INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	kind INTEGER NOT NULL,
	conflict INTEGER NOT NULL,
	left INTEGER NOT NULL DEFAULT 0,
	state BLOB NOT NULL
) STRICT;
-- Whole kinds, in the order in which records were made.
CREATE INDEX record_of_kind ON record(kind, id);
-- What Today shows to be settled.
CREATE INDEX record_conflict ON record(kind) WHERE conflict = 1;

-- Forms begun and not saved. They never leave this PC.
CREATE TABLE draft(
	id BLOB PRIMARY KEY,
	officer BLOB NOT NULL,
	form TEXT NOT NULL,
	title TEXT NOT NULL,
	body BLOB NOT NULL,
	saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Settings of an officer, or of this PC (officer of 16 zero bytes).
CREATE TABLE setting(
	officer BLOB NOT NULL,
	key TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY(officer, key)
) STRICT, WITHOUT ROWID;

-- Clients, and index cards of clients of other offices. pos grows with every
-- change: it is the order of the list and the row of the search index.
CREATE TABLE client(
	pos INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	given TEXT NOT NULL,
	father TEXT NOT NULL,
	family TEXT NOT NULL,
	maiden TEXT NOT NULL,
	birth TEXT NOT NULL,
	sex TEXT NOT NULL,
	municipality TEXT NOT NULL,
	phone TEXT NOT NULL,
	category TEXT NOT NULL,
	last_visit TEXT NOT NULL,
	office BLOB NOT NULL,
	card_only INTEGER NOT NULL,
	conflict INTEGER NOT NULL,
	words TEXT NOT NULL,
	numbers TEXT NOT NULL
) STRICT;
-- Same birthday, for likely duplicates.
CREATE INDEX client_birth ON client(birth);

-- Same number, phone or document, for likely duplicates.
CREATE TABLE client_key(
	key TEXT NOT NULL,
	client BLOB NOT NULL,
	PRIMARY KEY(key, client)
) STRICT, WITHOUT ROWID;
-- Keys of one client, to replace them.
CREATE INDEX client_key_of ON client_key(client);

-- Search by the beginning of words: names and numbers, folded.
CREATE VIRTUAL TABLE client_words USING fts5(words, content='', contentless_delete=1, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0');
-- Search by any part of a number.
CREATE VIRTUAL TABLE client_numbers USING fts5(numbers, content='', contentless_delete=1, tokenize='trigram');
-- What the search indexes hold, for the check.
CREATE VIRTUAL TABLE client_words_held USING fts5vocab(client_words, instance);
CREATE VIRTUAL TABLE client_numbers_held USING fts5vocab(client_numbers, instance);

-- Everything that happened with a client, or without a name.
CREATE TABLE timeline(
	id BLOB PRIMARY KEY,
	kind INTEGER NOT NULL,
	client BLOB NOT NULL,
	at TEXT NOT NULL,
	category TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The client's page, and her latest visit and category.
CREATE INDEX timeline_of_client ON timeline(client, at);

CREATE TABLE consultation(
	id BLOB PRIMARY KEY,
	client BLOB NOT NULL,
	held_at TEXT NOT NULL,
	officer BLOB NOT NULL,
	category TEXT NOT NULL,
	topics TEXT NOT NULL,
	place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The register, the latest visit first.
CREATE INDEX consultation_held ON consultation(held_at, id);
-- Visits of a client.
CREATE INDEX consultation_client ON consultation(client, held_at);

CREATE TABLE referral(
	id BLOB PRIMARY KEY,
	client BLOB NOT NULL,
	consultation BLOB NOT NULL,
	institution BLOB NOT NULL,
	officer BLOB NOT NULL,
	status TEXT NOT NULL,
	final INTEGER NOT NULL,
	due_on TEXT NOT NULL,
	sort TEXT NOT NULL,
	words TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The list: open ones by due day, then those that ended.
CREATE INDEX referral_sort ON referral(sort, id);
-- Referrals of a client, and of a visit.
CREATE INDEX referral_client ON referral(client, sort);
CREATE INDEX referral_consultation ON referral(consultation);

CREATE TABLE followup(
	id BLOB PRIMARY KEY,
	client BLOB NOT NULL,
	due_on TEXT NOT NULL,
	what TEXT NOT NULL,
	status TEXT NOT NULL,
	open INTEGER NOT NULL,
	officer BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- What is due, and what was promised to a client.
CREATE INDEX followup_due ON followup(open, due_on);
CREATE INDEX followup_client ON followup(client, due_on);

CREATE TABLE handout(
	id BLOB PRIMARY KEY,
	client BLOB NOT NULL,
	consultation BLOB NOT NULL,
	sheet BLOB NOT NULL,
	version INTEGER NOT NULL,
	language TEXT NOT NULL,
	given_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Who holds a sheet, and what was given at a visit.
CREATE INDEX handout_sheet ON handout(sheet, client, version);
CREATE INDEX handout_consultation ON handout(consultation);

-- Who works here, for names beside dates.
CREATE TABLE officer(
	id BLOB PRIMARY KEY,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	office BLOB NOT NULL,
	active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The directory, for names beside referrals and for the search in them.
CREATE TABLE institution(
	id BLOB PRIMARY KEY,
	name TEXT NOT NULL,
	words TEXT NOT NULL
) STRICT, WITHOUT ROWID;
