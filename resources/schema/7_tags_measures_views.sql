-- What a person notes of samples, what programs measured of them, and views (user_version 7).
-- tags: ",tag,tag," in the order they were given, or empty. rating: 1 to 5; 0 is none.
ALTER TABLE samples ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE samples ADD COLUMN rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5);
CREATE INDEX samples_by_tags ON samples (tags) WHERE tags <> '';
-- Covers the ids of a split and the number of its samples.
CREATE INDEX samples_by_split ON samples (split, trashed);
CREATE INDEX samples_by_rating ON samples (rating) WHERE rating > 0;
-- One number a sample for each measure: sharpness, a checkpoint's score, ...
CREATE TABLE measures (
    name   TEXT NOT NULL,
    sample INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    value  REAL NOT NULL,
    PRIMARY KEY (name, sample)
) WITHOUT ROWID;
CREATE INDEX measures_by_value ON measures (name, value);
CREATE INDEX measures_by_sample ON measures (sample);
-- source: what measured it ("step 400 of demo-01"). samples, least, most: of its values, which need not
-- be read for them.
CREATE TABLE measure_sources (
    name    TEXT PRIMARY KEY,
    source  TEXT NOT NULL,
    samples INTEGER NOT NULL,
    least   REAL NOT NULL,
    most    REAL NOT NULL
) WITHOUT ROWID;
-- definition: JSON, {"query", "split", "sort", "descending"}; empty for a view that was deleted.
CREATE TABLE saved_views (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL DEFAULT ''
);
-- joined: 1 belongs to the step of the edit before it, and is undone and done again with it.
ALTER TABLE edits ADD COLUMN joined INTEGER NOT NULL DEFAULT 0 CHECK (joined IN (0, 1));
-- From here on a caption or question whose text is empty counts as one that is not there.
