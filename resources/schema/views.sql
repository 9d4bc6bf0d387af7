-- Made anew by each connection, not kept in the file: a view of the file may not read JSON, since no
-- schema that comes with a foreign file is trusted (database.cpp).

-- Rewrites with all that speaks against each: what a check found when the row was made, then what its
-- rule asks for now.
CREATE TEMP VIEW judged_rewrites AS
SELECT r.id, r.sample, r.caption, r.text, r.rule, r.polarity, r.spans, r.scores,
       CASE
           WHEN r.rejection <> '' THEN r.rejection
           WHEN s.settings IS NULL THEN ''
           WHEN json_extract(s.settings, '$.off') THEN 'by its rule: turned off'
           WHEN json_extract(r.scores, '$.' || json_extract(s.settings, '$.score')) <
                json_extract(s.settings, '$.least') THEN 'by its rule: the score is too low'
           WHEN json_extract(r.scores, '$.' || json_extract(s.settings, '$.score')) >
                json_extract(s.settings, '$.most') THEN 'by its rule: the score is too high'
           ELSE ''
       END AS rejection,
       r.parent_hash, r.mark
FROM rewrites r
JOIN captions c ON c.id = r.caption AND c.text <> ''
LEFT JOIN rewrite_rules s ON s.rule = r.rule;
