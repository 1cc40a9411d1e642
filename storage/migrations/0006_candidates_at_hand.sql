-- What matching goes by, of everybody who may be asked, side by side for each buurt and kind of help: a decision
-- reads one range of rows. All of it stands elsewhere too. Whatever changes there makes the rows of that resident
-- anew, in the same transaction and from the one view below, so that the two cannot drift apart.
CREATE TABLE candidate (
  buurt_id INTEGER NOT NULL,
  category TEXT NOT NULL,
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  offer_id INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  time TEXT NOT NULL,
  days TEXT NOT NULL,
  parts TEXT NOT NULL,
  max_per_week INTEGER NOT NULL,
  spoken TEXT NOT NULL,
  adult INTEGER,
  visits_allowed INTEGER NOT NULL,
  beyond INTEGER NOT NULL,
  silent_in_row INTEGER NOT NULL,
  -- How they answered until now.
  yes INTEGER NOT NULL,
  no INTEGER NOT NULL,
  silent INTEGER NOT NULL,
  -- Moments of the last questions, with a space between them, and of those from a neighbouring buurt.
  asked TEXT,
  asked_near TEXT,
  last_ask TEXT,
  last_task TEXT,
  PRIMARY KEY (buurt_id, category, resident_id, offer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX candidate_by_resident ON candidate (resident_id);
CREATE INDEX candidate_by_offer ON candidate (offer_id);

CREATE VIEW candidate_facts AS
SELECT
  o.buurt_id, o.category, o.resident_id, o.id AS offer_id, o.time, o.days, o.parts, o.max_per_week,
  coalesce(nullif(r.spoken, ''), r.lang), r.adult, r.visits_allowed, r.beyond, r.silent_in_row,
  (SELECT count(*) FROM event e WHERE e.who = 'r' || r.id AND e.kind = 'said_yes'),
  (SELECT count(*) FROM event e WHERE e.who = 'r' || r.id AND e.kind = 'said_no'),
  (SELECT count(*) FROM event e WHERE e.who = 'r' || r.id AND e.kind = 'silent'),
  -- Four weeks are counted (see storage/candidates.py); one more, for a clock that was put back.
  (SELECT group_concat(e.at, ' ') FROM event e WHERE e.who = 'r' || r.id AND e.kind = 'asked'
    AND e.at > (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', max(n.at), '-35 days') FROM event n
      WHERE n.who = 'r' || r.id AND n.kind = 'asked')),
  (SELECT group_concat(e.at, ' ') FROM event e WHERE e.who = 'r' || r.id AND e.kind = 'asked'
    AND e.detail = 'near' AND e.at > (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', max(n.at), '-35 days') FROM event n
      WHERE n.who = 'r' || r.id AND n.kind = 'asked')),
  -- Who was told "already solved" before they could answer may be asked again soon.
  (SELECT max(a.asked_at) FROM ask a WHERE a.resident_id = r.id AND a.state <> 'withdrawn'),
  (SELECT max(m.created_at) FROM match m JOIN commitment c ON c.match_id = m.id
    WHERE m.helper_id = r.id AND c.state <> 'cancelled')
FROM post o JOIN resident r ON r.id = o.resident_id
WHERE o.kind = 'offer' AND o.state = 'open' AND r.state = 'member' AND r.reachable = 1;

-- To put a resident in here is to make their rows anew.
CREATE VIEW candidate_changed AS SELECT NULL AS resident_id;
CREATE TRIGGER candidate_made_anew INSTEAD OF INSERT ON candidate_changed BEGIN
  DELETE FROM candidate WHERE resident_id = NEW.resident_id;
  INSERT INTO candidate SELECT * FROM candidate_facts WHERE resident_id = NEW.resident_id;
END;

CREATE TRIGGER candidate_by_new_offer AFTER INSERT ON post WHEN NEW.kind = 'offer' BEGIN
  INSERT INTO candidate_changed VALUES (NEW.resident_id);
END;
CREATE TRIGGER candidate_by_changed_offer
AFTER UPDATE OF kind, state, buurt_id, category, time, days, parts, max_per_week ON post
WHEN 'offer' IN (OLD.kind, NEW.kind) BEGIN
  INSERT INTO candidate_changed VALUES (NEW.resident_id);
END;
CREATE TRIGGER candidate_by_changed_resident
AFTER UPDATE OF lang, spoken, state, adult, visits_allowed, reachable, beyond, silent_in_row ON resident
-- Whoever does anything is set reachable, mostly once more.
WHEN (OLD.lang, OLD.spoken, OLD.state, OLD.adult, OLD.visits_allowed, OLD.reachable, OLD.beyond, OLD.silent_in_row)
  IS NOT (NEW.lang, NEW.spoken, NEW.state, NEW.adult, NEW.visits_allowed, NEW.reachable, NEW.beyond, NEW.silent_in_row)
BEGIN
  INSERT INTO candidate_changed VALUES (NEW.id);
END;
CREATE TRIGGER candidate_by_new_event AFTER INSERT ON event
WHEN NEW.kind IN ('asked', 'said_yes', 'said_no', 'silent') AND NEW.who GLOB 'r*' BEGIN
  INSERT INTO candidate_changed VALUES (CAST(substr(NEW.who, 2) AS INTEGER));
END;
CREATE TRIGGER candidate_by_unlinked_event AFTER UPDATE ON event
WHEN OLD.kind IN ('asked', 'said_yes', 'said_no', 'silent') AND OLD.who GLOB 'r*' BEGIN
  INSERT INTO candidate_changed VALUES (CAST(substr(OLD.who, 2) AS INTEGER));
END;
CREATE TRIGGER candidate_by_forgotten_event AFTER DELETE ON event
WHEN OLD.kind IN ('asked', 'said_yes', 'said_no', 'silent') AND OLD.who GLOB 'r*' BEGIN
  INSERT INTO candidate_changed VALUES (CAST(substr(OLD.who, 2) AS INTEGER));
END;
CREATE TRIGGER candidate_by_new_ask AFTER INSERT ON ask BEGIN
  INSERT INTO candidate_changed VALUES (NEW.resident_id);
END;
CREATE TRIGGER candidate_by_changed_ask AFTER UPDATE OF state, asked_at ON ask BEGIN
  INSERT INTO candidate_changed VALUES (NEW.resident_id);
END;
CREATE TRIGGER candidate_by_deleted_ask AFTER DELETE ON ask BEGIN
  INSERT INTO candidate_changed VALUES (OLD.resident_id);
END;
CREATE TRIGGER candidate_by_new_commitment AFTER INSERT ON commitment BEGIN
  INSERT INTO candidate_changed SELECT helper_id FROM match WHERE id = NEW.match_id;
END;
CREATE TRIGGER candidate_by_changed_commitment AFTER UPDATE OF state ON commitment BEGIN
  INSERT INTO candidate_changed SELECT helper_id FROM match WHERE id = NEW.match_id;
END;
CREATE TRIGGER candidate_by_deleted_commitment AFTER DELETE ON commitment BEGIN
  INSERT INTO candidate_changed SELECT helper_id FROM match WHERE id = OLD.match_id;
END;
CREATE TRIGGER candidate_by_deleted_match AFTER DELETE ON match BEGIN
  INSERT INTO candidate_changed VALUES (OLD.helper_id);
END;

INSERT INTO candidate SELECT * FROM candidate_facts ORDER BY buurt_id, category, resident_id, offer_id;

-- What it held beside these was for matching.
DROP INDEX post_open_by_buurt;
CREATE INDEX post_open_by_buurt ON post (buurt_id, kind, category, resident_id) WHERE state = 'open';
