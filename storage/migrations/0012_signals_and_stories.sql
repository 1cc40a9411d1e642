-- Barriers that people ran into, and stories that two people let us tell. Texts are read from here when sent.

-- Who said it is known here only, so that they can be answered and can take it back; the record of events holds an
-- unreadable mark in the place of a person. `at` is the beginning of the local day.
CREATE TABLE signal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  theme TEXT NOT NULL
    CHECK (theme IN ('office', 'money', 'discrimination', 'access', 'language', 'loneliness', 'other')),
  state TEXT NOT NULL CHECK (state IN ('counted', 'written', 'proposed', 'agreed')),
  words TEXT,
  at TEXT NOT NULL,
  -- The number of the week in whose overview the sentence stands.
  week INTEGER,
  CHECK ((words IS NULL) = (state = 'counted'))
) STRICT;
CREATE INDEX signal_by_resident ON signal (resident_id, at);
CREATE INDEX signal_by_buurt ON signal (buurt_id, theme, at);
CREATE INDEX signal_by_state ON signal (buurt_id, state) WHERE words IS NOT NULL;

-- A story needs a yes of both: who tells it, and the other of the two.
CREATE TABLE story (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  category TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'asked', 'offered', 'agreed')),
  words TEXT,
  -- Whether the first name of who tells it stands under it.
  named INTEGER NOT NULL DEFAULT 0 CHECK (named IN (0, 1)),
  at TEXT NOT NULL,
  week INTEGER,
  CHECK ((words IS NULL) = (state IN ('planned', 'asked'))),
  CHECK (resident_id <> other_id)
) STRICT;
CREATE INDEX story_by_resident ON story (resident_id);
CREATE INDEX story_by_other ON story (other_id);
CREATE INDEX story_by_buurt ON story (buurt_id, state);
