-- Matching in waves: what a question was expected to bring, how far a request may look, what people wish.

ALTER TABLE ask ADD COLUMN chance REAL NOT NULL DEFAULT 0 CHECK (chance BETWEEN 0 AND 1);
ALTER TABLE ask ADD COLUMN ring TEXT NOT NULL DEFAULT 'own' CHECK (ring IN ('own', 'near'));
-- When somebody who stood by was asked once more; outside the count of questions a week.
ALTER TABLE ask ADD COLUMN again_at TEXT;

ALTER TABLE post ADD COLUMN waves INTEGER NOT NULL DEFAULT 0;
-- Whom else the writer let us ask ('near', 'group', 'coordinator'), and who was asked by now.
ALTER TABLE post ADD COLUMN may_widen TEXT NOT NULL DEFAULT 'coordinator';
ALTER TABLE post ADD COLUMN widened TEXT NOT NULL DEFAULT '';

-- What the resident let us do for the last request; the next one begins with it.
ALTER TABLE resident ADD COLUMN may_widen TEXT NOT NULL DEFAULT 'coordinator';
-- They agreed to be asked by neighbouring buurten.
ALTER TABLE resident ADD COLUMN beyond INTEGER NOT NULL DEFAULT 0 CHECK (beyond IN (0, 1));
ALTER TABLE resident ADD COLUMN silent_in_row INTEGER NOT NULL DEFAULT 0;
-- When they were asked, once, whether they still want to be asked; and what they like to do for others.
ALTER TABLE resident ADD COLUMN still_asked_at TEXT;
ALTER TABLE resident ADD COLUMN give_asked_at TEXT;

-- What somebody told about themselves and asks of the other, for visits at home. NULL: did not say.
CREATE TABLE visit_preference (
  resident_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  gender TEXT CHECK (gender IN ('woman', 'man')),
  pets INTEGER CHECK (pets IN (0, 1)),
  smokes INTEGER CHECK (smokes IN (0, 1)),
  wish_gender TEXT CHECK (wish_gender IN ('woman', 'man')),
  wish_language TEXT,
  wish_no_pets INTEGER NOT NULL DEFAULT 0 CHECK (wish_no_pets IN (0, 1)),
  wish_no_smoking INTEGER NOT NULL DEFAULT 0 CHECK (wish_no_smoking IN (0, 1))
) STRICT;

-- What matching learns of each candidate, read without the event table itself.
CREATE INDEX event_of_asks ON event (who, at, kind, detail)
  WHERE kind IN ('asked', 'said_yes', 'said_no', 'silent');
-- Who offers this kind of help.
DROP INDEX post_open_by_buurt;
CREATE INDEX post_open_by_buurt ON post (buurt_id, kind, category, resident_id) WHERE state = 'open';
