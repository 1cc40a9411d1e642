-- Newcomers whom a member knows, what a buurt asks of helpers, what coordinators decide and how it is appealed, and the confidant.

-- 1: a member's word lets a newcomer in too (beside `admission` = 'approval').
ALTER TABLE buurt ADD COLUMN vouching INTEGER NOT NULL DEFAULT 0 CHECK (vouching IN (0, 1));
-- After so many years a certificate of conduct is asked for again.
ALTER TABLE buurt ADD COLUMN vog_years INTEGER NOT NULL DEFAULT 3 CHECK (vog_years BETWEEN 1 AND 5);

-- The link with which a newcomer who waits asks a neighbour to say that they know them.
CREATE TABLE vouch_link (
  resident_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  code TEXT NOT NULL UNIQUE
) STRICT;

-- What a buurt asks for a kind of help; a kind without a row is as `bot/domain/marks.py` says.
CREATE TABLE buurt_mark (
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  mark TEXT NOT NULL CHECK (mark IN ('home', 'childcare', 'money')),
  first_yes INTEGER NOT NULL CHECK (first_yes IN (0, 1)),
  vog INTEGER NOT NULL CHECK (vog IN (0, 1)),
  PRIMARY KEY (buurt_id, mark)
) STRICT, WITHOUT ROWID;

-- For what a coordinator said yes to this helper; for visits at home that is resident.visits_allowed.
CREATE TABLE trusted (
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  mark TEXT NOT NULL CHECK (mark IN ('childcare', 'money')),
  PRIMARY KEY (resident_id, mark)
) STRICT, WITHOUT ROWID;

-- On which day (a local date) a coordinator saw a certificate of conduct, and when its lack was told. Never the paper.
CREATE TABLE vog (
  resident_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  seen_on TEXT,
  told_at TEXT
) STRICT;

-- What a reporter wants the coordinators to read: until the report is closed.
CREATE TABLE case_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX case_line_by_report ON case_line (report_id);

-- A coordinator warned, paused or removed somebody. It can be appealed once, and taken back.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  report_id INTEGER REFERENCES report (id) ON DELETE SET NULL,
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  decided_by INTEGER REFERENCES resident (id) ON DELETE SET NULL,
  kind TEXT NOT NULL CHECK (kind IN ('warned', 'paused', 'removed')),
  reason TEXT NOT NULL CHECK (reason IN ('unkind', 'bounds', 'money', 'absent', 'untrue', 'other')),
  at TEXT NOT NULL,
  until TEXT,
  state TEXT NOT NULL DEFAULT 'stands' CHECK (state IN ('stands', 'appealed', 'upheld', 'lifted', 'over')),
  -- The words of an appeal, until it is decided.
  appeal TEXT
) STRICT;
CREATE INDEX decision_by_resident ON decision (resident_id, state);
CREATE INDEX decision_by_decider ON decision (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX decision_by_report ON decision (report_id) WHERE report_id IS NOT NULL;
CREATE INDEX decision_appealed ON decision (buurt_id) WHERE state = 'appealed';

-- Who was removed before this can appeal as well.
INSERT INTO decision (resident_id, buurt_id, kind, reason, at)
SELECT id, buurt_id, 'removed', 'other', seen_at FROM resident WHERE state = 'removed' AND buurt_id IS NOT NULL;

-- Whom one can talk to in confidence: a member who agreed to it, or somebody outside the bot.
CREATE TABLE confidant (
  buurt_id INTEGER PRIMARY KEY REFERENCES buurt (id) ON DELETE CASCADE,
  resident_id INTEGER REFERENCES resident (id) ON DELETE CASCADE,
  name TEXT,
  contact TEXT,
  CHECK ((resident_id IS NULL) <> (name IS NULL))
) STRICT;
CREATE INDEX confidant_by_resident ON confidant (resident_id) WHERE resident_id IS NOT NULL;

-- The link with which a coordinator asks somebody to be the confidant.
CREATE TABLE confidant_link (
  buurt_id INTEGER PRIMARY KEY REFERENCES buurt (id) ON DELETE CASCADE,
  code TEXT NOT NULL UNIQUE,
  expires_at TEXT NOT NULL
) STRICT;

-- Who wrote to a confidant, so that each can answer the other. Not what was said.
CREATE TABLE confided (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  confidant_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  UNIQUE (resident_id, confidant_id)
) STRICT;
CREATE INDEX confided_by_confidant ON confided (confidant_id);
