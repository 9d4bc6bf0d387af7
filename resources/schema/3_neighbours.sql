-- Pictures and texts of the unpaired collections that retrieval found for a pair (user_version 3).
-- kind: 1 picture, 2 text, as in samples. scores: JSON, {"name": number}. rejection: why the row must
-- not be used; empty for a good one. query_hash: content hash of all that the search depended on; a row
-- with another one is stale.
CREATE TABLE neighbours (
    id         INTEGER PRIMARY KEY,
    sample     INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    neighbour  INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    kind       INTEGER NOT NULL CHECK (kind IN (1, 2)),
    method     TEXT NOT NULL,
    rank       INTEGER NOT NULL,
    score      REAL NOT NULL,
    scores     TEXT NOT NULL,
    rejection  TEXT NOT NULL,
    query_hash TEXT NOT NULL
);
CREATE INDEX neighbours_by_sample ON neighbours (sample, kind, rank);
CREATE INDEX neighbours_by_neighbour ON neighbours (neighbour);
