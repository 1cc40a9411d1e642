-- Neighbours without a phone. Each is a row of `resident` like everybody, so that they are asked, matched, reminded
-- and counted by what is there already. Their account is a number below every one that Telegram gives out: no chat
-- has it, no update comes from it. (To leave it empty the column would have to allow that, and SQLite can only build
-- the whole table anew for it, with every table that refers to it.)

CREATE TABLE paper_neighbour (
  resident_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  -- Who is told and answers for them, after asking them. NULL: nobody at this moment.
  contact_id INTEGER REFERENCES resident (id) ON DELETE SET NULL,
  -- Who was asked to become their contact, and has not answered.
  asked_id INTEGER REFERENCES resident (id) ON DELETE SET NULL,
  -- The contact's own number, where they gave it for the printed sheet.
  contact_phone TEXT,
  -- How the neighbour agreed to take part, when that was noted, and by whom.
  consent TEXT NOT NULL CHECK (consent IN ('spoken', 'paper')),
  consent_at TEXT NOT NULL,
  noted_by INTEGER REFERENCES resident (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX paper_by_contact ON paper_neighbour (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX paper_by_asked ON paper_neighbour (asked_id) WHERE asked_id IS NOT NULL;
CREATE INDEX paper_by_noter ON paper_neighbour (noted_by) WHERE noted_by IS NOT NULL;

-- For which of these neighbours somebody pressed a button last: what they type then answers a question to that one.
CREATE TABLE speaking_for (
  speaker_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  resident_id INTEGER NOT NULL REFERENCES paper_neighbour (resident_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX speaking_by_neighbour ON speaking_for (resident_id);

-- Those of a buurt, among thousands who have a phone.
CREATE INDEX resident_on_paper ON resident (buurt_id) WHERE account < -9007199254740992;
