-- The coordinator's morning: who wants a call, what was put off, when a summary comes; and where else people can go.

-- Somebody wants a call. Not why, and not the number: that went to the coordinators and is kept nowhere.
CREATE TABLE call_back (
  resident_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  asked_at TEXT NOT NULL,
  -- The coordinator who said that they are calling.
  taken_by INTEGER REFERENCES resident (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX call_back_by_buurt ON call_back (buurt_id, asked_at);
CREATE INDEX call_back_by_taker ON call_back (taken_by) WHERE taken_by IS NOT NULL;

-- What a coordinator put off: it comes last until the next day.
CREATE TABLE put_off (
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (resident_id, kind, row_id)
) STRICT, WITHOUT ROWID;

-- At which local hour a coordinator gets a summary, on days when something waits.
CREATE TABLE morning (
  resident_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  hour INTEGER NOT NULL CHECK (hour BETWEEN 8 AND 12)
) STRICT;

-- Where people of a buurt can go: the list behind /wegwijzer.
CREATE TABLE resource (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  kind TEXT NOT NULL
    CHECK (kind IN ('team', 'doctor', 'food', 'library', 'discrimination', 'police', 'other')),
  name TEXT NOT NULL,
  phone TEXT,
  site TEXT,
  address TEXT,
  hours TEXT,
  languages TEXT NOT NULL DEFAULT '',
  -- A local date: when somebody last looked whether this is right.
  checked_on TEXT NOT NULL
) STRICT;
CREATE INDEX resource_by_buurt ON resource (buurt_id);

-- A request that a coordinator handed over to a professional, and whether that helped.
CREATE TABLE handed_over (
  post_id INTEGER PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  helped INTEGER CHECK (helped IN (0, 1))
) STRICT;
