-- What matching reads of each candidate stands in the indexes alone: in a large buurt it looks at thousands.

DROP INDEX post_open_by_buurt;
CREATE INDEX post_open_by_buurt ON post (buurt_id, kind, category, resident_id, state, time, days, parts, max_per_week)
  WHERE state = 'open';
DROP INDEX ask_by_resident;
CREATE INDEX ask_by_resident ON ask (resident_id, asked_at, state);
DROP INDEX match_by_helper;
CREATE INDEX match_by_helper ON match (helper_id, state, created_at);
DROP INDEX commitment_by_match;
CREATE INDEX commitment_by_match ON commitment (match_id, state);
