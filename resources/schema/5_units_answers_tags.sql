-- Phrases that are hidden whole, answers of several people, object tags (user_version 5).
-- spans: JSON [[begin, end], ...], bytes of the caption's text. text_hash: contentHash of that text; the
-- row counts only while the caption still reads so.
CREATE TABLE phrases (
    caption   INTEGER PRIMARY KEY REFERENCES captions (id) ON DELETE CASCADE,
    text_hash TEXT NOT NULL,
    spans     TEXT NOT NULL
);
-- JSON [[answer, score], ...], the likeliest first: soft targets. Empty: the answer alone is right.
ALTER TABLE questions ADD COLUMN answers TEXT NOT NULL DEFAULT '[]';
-- What a detector names in a picture, JSON [[word, probability], ...], the likeliest first.
CREATE TABLE object_tags (
    sample INTEGER PRIMARY KEY REFERENCES samples (id) ON DELETE CASCADE,
    tags   TEXT NOT NULL
);
