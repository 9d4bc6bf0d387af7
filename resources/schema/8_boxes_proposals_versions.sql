-- Boxes that a person draws, what a model proposes, versions of the data (user_version 8).
-- deleted: 1 for a box that counts as one that is not there, so that drawing and deleting one are
-- edits of a field like any other.
ALTER TABLE regions ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1));
-- What was undone is looked for at every edit.
CREATE INDEX edits_by_undone ON edits (undone);
-- What a model said of a sample, apart from the data until a person accepts it.
-- kind: 0 a caption, 1 the answer to a question, 2 a box (text: what is in it). question: of answers.
-- score: how sure the model was, 0 to 1. source: which model ("step-400 of demo-01").
-- state: 0 not there, 1 waits for a person, 2 accepted, 3 rejected.
CREATE TABLE proposals (
    id       INTEGER PRIMARY KEY,
    sample   INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    kind     INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    question TEXT NOT NULL,
    text     TEXT NOT NULL,
    x1       REAL NOT NULL,
    y1       REAL NOT NULL,
    x2       REAL NOT NULL,
    y2       REAL NOT NULL,
    score    REAL NOT NULL,
    source   TEXT NOT NULL,
    state    INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3)
);
CREATE INDEX proposals_by_sample ON proposals (sample, state);
CREATE INDEX proposals_waiting ON proposals (state) WHERE state = 1;
-- Names that a person gave to states of the data. What the data was then is in versions/ beside the
-- database, by its content hash. definition: JSON, {"version": hash, "made": Unix time}; empty for a
-- name that was taken away.
CREATE TABLE data_versions (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL DEFAULT ''
);
