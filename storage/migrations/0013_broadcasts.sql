-- Broadcasts to a buurt, coordinators who come and go with two persons' yes, CBS codes, and whom an act was about.

ALTER TABLE buurt ADD COLUMN cbs_code TEXT
  CHECK (cbs_code GLOB 'BU[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]');
CREATE UNIQUE INDEX buurt_by_cbs_code ON buurt (cbs_code) WHERE cbs_code IS NOT NULL;

-- What a coordinator did was about this resident, as in event.who: unlinked when they are erased.
ALTER TABLE event ADD COLUMN about TEXT;
CREATE INDEX event_by_about ON event (about) WHERE about IS NOT NULL;

CREATE TABLE broadcast (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  made_by INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('draft', 'sending', 'sent', 'stopped')),
  -- The language of the text for readers in whose language there is none.
  lang TEXT,
  created_at TEXT NOT NULL,
  begun_at TEXT,
  reached INTEGER,
  unreachable INTEGER
) STRICT;
CREATE INDEX broadcast_by_buurt ON broadcast (buurt_id, state);
CREATE INDEX broadcast_by_maker ON broadcast (made_by);

CREATE TABLE broadcast_text (
  broadcast_id INTEGER NOT NULL REFERENCES broadcast (id) ON DELETE CASCADE,
  lang TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (broadcast_id, lang)
) STRICT, WITHOUT ROWID;

-- Who got it, until it is counted.
CREATE TABLE broadcast_copy (
  broadcast_id INTEGER NOT NULL REFERENCES broadcast (id) ON DELETE CASCADE,
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  PRIMARY KEY (broadcast_id, resident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_copy_by_resident ON broadcast_copy (resident_id);

-- Somebody is asked to become coordinator, or a second person must say yes to taking the role from one.
CREATE TABLE handover (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('join', 'removal')),
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  proposed_by INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'yes', 'no', 'withdrawn')),
  expires_at TEXT NOT NULL,
  CHECK (resident_id <> proposed_by)
) STRICT;
CREATE INDEX handover_by_buurt ON handover (buurt_id, state);
CREATE INDEX handover_by_resident ON handover (resident_id);
CREATE INDEX handover_by_proposer ON handover (proposed_by);
