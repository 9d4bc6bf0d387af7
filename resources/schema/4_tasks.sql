-- Labelled tasks (user_version 4): classification, regression, generation of text, of single texts, of
-- pairs of texts or of pictures with a text.
-- kind: 0 classification (target: a label), 1 regression (target: a number), 2 generation (target: a
-- text). context: the second text of a pair, or what a question is about; may be empty.
CREATE TABLE tasks (
    name TEXT PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2))
);
CREATE TABLE examples (
    id      INTEGER PRIMARY KEY,
    sample  INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    task    TEXT NOT NULL REFERENCES tasks (name),
    source  TEXT NOT NULL,
    context TEXT NOT NULL,
    target  TEXT NOT NULL
);
CREATE INDEX examples_by_sample ON examples (sample);
