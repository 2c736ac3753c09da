-- Events that the centre named and that are not here, not even by name: those a
-- PC wrote after the copy it was put back from. The centre is asked for them.
CREATE TABLE wanted(
	eid BLOB PRIMARY KEY,
	rec BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- A record that leaves takes what is wanted of it along.
CREATE INDEX wanted_of_record ON wanted(rec);
