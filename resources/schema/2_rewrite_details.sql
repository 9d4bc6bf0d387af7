-- What a rewriter knows of its rows (user_version 2).
-- spans: JSON, [[begin, end], ...], the bytes of `text` that differ from the caption; [] for all of it.
-- scores: JSON, {"name": number}. rejection: why the row must not be used; empty for a good one.
-- parent_hash: content hash of the caption's text when the row was made; a changed caption makes the
-- row stale. Rows that came with the data set have none and are never stale.
ALTER TABLE rewrites ADD COLUMN spans TEXT NOT NULL DEFAULT '[]';
ALTER TABLE rewrites ADD COLUMN scores TEXT NOT NULL DEFAULT '{}';
ALTER TABLE rewrites ADD COLUMN rejection TEXT NOT NULL DEFAULT '';
ALTER TABLE rewrites ADD COLUMN parent_hash TEXT NOT NULL DEFAULT '';
