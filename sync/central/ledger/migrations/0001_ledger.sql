-- The centre's ledger. Ids are 16 bytes, hashes 32, times milliseconds since 1970 (0: never).

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE office (
  id           BLOB PRIMARY KEY,
  name         TEXT NOT NULL,
  municipality TEXT NOT NULL,
  county       TEXT NOT NULL,
  code         TEXT NOT NULL UNIQUE,
  created_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id          BLOB PRIMARY KEY,
  sign_key    BLOB NOT NULL,
  seal_key    BLOB NOT NULL,
  office      BLOB NOT NULL REFERENCES office(id),
  role        TEXT NOT NULL,
  series      TEXT NOT NULL,
  officer     BLOB NOT NULL,
  app         TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL,
  revoked_at  INTEGER NOT NULL,
  waiting     INTEGER NOT NULL,
  forks       INTEGER NOT NULL,
  clock_off   INTEGER NOT NULL,
  UNIQUE (office, series)
) STRICT, WITHOUT ROWID;

-- Of a code's secret only the hash is here.
CREATE TABLE code (
  hash       BLOB PRIMARY KEY,
  office     BLOB NOT NULL REFERENCES office(id),
  role       TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  device     BLOB NOT NULL,
  used_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
  id     BLOB PRIMARY KEY,
  device BLOB NOT NULL,
  seq    INTEGER NOT NULL,
  hash   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The logs of a device are named in every answer to it.
CREATE INDEX log_device ON log(device);

-- Entries that contradict each other are both kept; n is the order of arrival.
CREATE TABLE entry (
  n     INTEGER PRIMARY KEY,
  log   BLOB NOT NULL,
  seq   INTEGER NOT NULL,
  prev  BLOB NOT NULL,
  hash  BLOB NOT NULL,
  event BLOB NOT NULL,
  UNIQUE (log, seq, hash)
) STRICT;

-- Whether a device holds an event itself is asked for every row it gets.
CREATE INDEX entry_event ON entry(event);

CREATE TABLE event (
  n           INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE,
  record      BLOB NOT NULL,
  kind        INTEGER NOT NULL,
  device      BLOB NOT NULL,
  grp         BLOB NOT NULL,
  body        BLOB NOT NULL,
  payload     BLOB NOT NULL,
  held        TEXT NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;

-- Sharing a record brings all its events in order of arrival.
CREATE INDEX event_record ON event(record, n) WHERE held = '';
-- A device is told of what is kept back in every answer.
CREATE INDEX event_held ON event(device, n) WHERE held <> '';

CREATE TABLE record (
  id     BLOB PRIMARY KEY,
  office BLOB NOT NULL,
  state  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- pos and hash are the end of the feed; the row is what makes positions follow
-- the order of commits.
CREATE TABLE scope (
  n    INTEGER PRIMARY KEY,
  id   TEXT NOT NULL UNIQUE,
  pos  INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE feed (
  scope  INTEGER NOT NULL REFERENCES scope(n),
  pos    INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  record BLOB NOT NULL,
  event  BLOB NOT NULL,
  fresh  INTEGER NOT NULL,
  hash   BLOB NOT NULL,
  PRIMARY KEY (scope, pos)
) STRICT, WITHOUT ROWID;
