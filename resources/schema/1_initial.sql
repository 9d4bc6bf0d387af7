-- A project's first schema (user_version 1). Later files change it; this one stays as it is.

CREATE TABLE project (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL
);

-- kind: 0 pair, 1 image, 2 text. A text has no picture: its path and hash are empty.
CREATE TABLE samples (
    id         INTEGER PRIMARY KEY,
    kind       INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    split      TEXT NOT NULL,
    collection TEXT NOT NULL,
    image_path TEXT NOT NULL,
    image_hash TEXT NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    trashed    INTEGER NOT NULL DEFAULT 0 CHECK (trashed IN (0, 1))
);
CREATE INDEX samples_by_hash ON samples (image_hash) WHERE image_hash <> '';

CREATE TABLE captions (
    id     INTEGER PRIMARY KEY,
    sample INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    text   TEXT NOT NULL,
    style  TEXT NOT NULL
);
CREATE INDEX captions_by_sample ON captions (sample);

CREATE TABLE questions (
    id     INTEGER PRIMARY KEY,
    sample INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    text   TEXT NOT NULL,
    answer TEXT NOT NULL,
    type   TEXT NOT NULL
);
CREATE INDEX questions_by_sample ON questions (sample);

-- Boxes are fractions of the picture's sides.
CREATE TABLE regions (
    id     INTEGER PRIMARY KEY,
    sample INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    x1     REAL NOT NULL,
    y1     REAL NOT NULL,
    x2     REAL NOT NULL,
    y2     REAL NOT NULL,
    label  TEXT NOT NULL,
    colour TEXT NOT NULL
);
CREATE INDEX regions_by_sample ON regions (sample);

-- polarity: 1 still true of the picture, -1 false of it.
CREATE TABLE rewrites (
    id       INTEGER PRIMARY KEY,
    sample   INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    caption  INTEGER NOT NULL REFERENCES captions (id) ON DELETE CASCADE,
    text     TEXT NOT NULL,
    rule     TEXT NOT NULL,
    polarity INTEGER NOT NULL CHECK (polarity IN (1, -1))
);
CREATE INDEX rewrites_by_sample ON rewrites (sample);
CREATE INDEX rewrites_by_caption ON rewrites (caption);

-- Full-text indices over the tables above. The program brings them up to date, new rows in bulk at
-- the end of their transaction: a trigger makes FTS5 flush at each row, which is twenty times slower.
CREATE VIRTUAL TABLE caption_search USING fts5 (
    text, content = 'captions', content_rowid = 'id', columnsize = 0,
    tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE question_search USING fts5 (
    text, answer, content = 'questions', content_rowid = 'id', columnsize = 0,
    tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE region_search USING fts5 (
    label, colour, content = 'regions', content_rowid = 'id', columnsize = 0,
    tokenize = 'porter unicode61');

-- The edit log: each step holds one field of some rows, before and after. Steps that are undone
-- stay until another edit is made.
CREATE TABLE edits (
    id     INTEGER PRIMARY KEY,
    label  TEXT NOT NULL,
    field  TEXT NOT NULL CHECK (field IN ('trashed', 'split', 'caption')),
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE edit_changes (
    edit   INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
    row    INTEGER NOT NULL,
    before NOT NULL,
    after  NOT NULL,
    PRIMARY KEY (edit, row)
) WITHOUT ROWID;

CREATE TABLE notes (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Where each sample's regions lie in features/<set>.bin.
CREATE TABLE feature_slots (
    feature_set TEXT NOT NULL,
    sample      INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    offset      INTEGER NOT NULL,
    regions     INTEGER NOT NULL,
    PRIMARY KEY (feature_set, sample)
) WITHOUT ROWID;
