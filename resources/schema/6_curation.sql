-- What a person says of rewrites and of what was retrieved (user_version 6).
-- mark: 0 none, 1 too easy, 2 too hard, 3 wrong (a negative that is true, a positive that is false, a
-- neighbour that does not fit). What is marked is not trained on.
ALTER TABLE rewrites ADD COLUMN mark INTEGER NOT NULL DEFAULT 0 CHECK (mark BETWEEN 0 AND 3);
ALTER TABLE neighbours ADD COLUMN mark INTEGER NOT NULL DEFAULT 0 CHECK (mark BETWEEN 0 AND 3);
-- What a person asks of a rule's rows. settings: JSON, {"off": 1, "score": name, "least": number,
-- "most": number}, all of them optional.
CREATE TABLE rewrite_rules (
    id       INTEGER PRIMARY KEY,
    rule     TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL DEFAULT '{}'
);
-- The edit log holds these too. Its CHECK on the field's name named the fields of the time, so the two
-- tables are made anew without one: what an unknown name means is refused where edits are read.
CREATE TABLE new_edits (
    id     INTEGER PRIMARY KEY,
    label  TEXT NOT NULL,
    field  TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE new_edit_changes (
    edit   INTEGER NOT NULL REFERENCES new_edits (id) ON DELETE CASCADE,
    row    INTEGER NOT NULL,
    before NOT NULL,
    after  NOT NULL,
    PRIMARY KEY (edit, row)
) WITHOUT ROWID;
INSERT INTO new_edits SELECT id, label, field, undone FROM edits;
INSERT INTO new_edit_changes SELECT edit, row, before, after FROM edit_changes;
DROP TABLE edit_changes;
DROP TABLE edits;
ALTER TABLE new_edits RENAME TO edits;
ALTER TABLE new_edit_changes RENAME TO edit_changes;
