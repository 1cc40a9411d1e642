-- The whole loop: residents, posts, asks, matches, relay, commitments, due work, inbox, outbox, events.
-- Moments are UTC texts like 2026-11-23T09:00:00Z: they sort as they read.

CREATE TABLE buurt (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  gemeente TEXT NOT NULL,
  timezone TEXT NOT NULL DEFAULT 'Europe/Amsterdam',
  admission TEXT NOT NULL DEFAULT 'approval' CHECK (admission IN ('approval', 'open')),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE buurt_postcode (
  postcode TEXT NOT NULL CHECK (postcode GLOB '[1-9][0-9][0-9][0-9]'),
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  PRIMARY KEY (postcode, buurt_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE buurt_neighbour (
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  neighbour_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  PRIMARY KEY (buurt_id, neighbour_id),
  CHECK (buurt_id <> neighbour_id)
) STRICT, WITHOUT ROWID;

-- A postcode of no known buurt: who would like to take part once there is one.
CREATE TABLE interest (
  resident_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  postcode TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE resident (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL UNIQUE,
  name TEXT NOT NULL DEFAULT '',
  lang TEXT NOT NULL,
  spoken TEXT NOT NULL DEFAULT '',
  buurt_id INTEGER REFERENCES buurt (id),
  state TEXT NOT NULL CHECK (state IN ('invited', 'waiting', 'member', 'paused', 'removed')),
  adult INTEGER CHECK (adult IN (0, 1)),
  visits_allowed INTEGER NOT NULL DEFAULT 0 CHECK (visits_allowed IN (0, 1)),
  reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
  safety_card_at TEXT,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX resident_by_buurt ON resident (buurt_id, state);

CREATE TABLE role (
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('coordinator', 'builder')),
  PRIMARY KEY (resident_id, buurt_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_by_buurt ON role (buurt_id, role);

CREATE TABLE invite (
  code TEXT PRIMARY KEY,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  made_by INTEGER REFERENCES resident (id) ON DELETE SET NULL,
  -- What the operator gives with it: whoever uses the code becomes coordinator or community builder.
  role TEXT CHECK (role IN ('coordinator', 'builder')),
  expires_at TEXT NOT NULL,
  uses_left INTEGER NOT NULL CHECK (uses_left >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX invite_by_maker ON invite (made_by) WHERE made_by IS NOT NULL;

CREATE TABLE draft (
  resident_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  flow TEXT NOT NULL,
  step TEXT NOT NULL,
  data TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE post (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('request', 'offer')),
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id),
  category TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'open', 'matched', 'done', 'expired', 'closed')),
  time TEXT NOT NULL,
  days TEXT NOT NULL DEFAULT '',
  parts TEXT NOT NULL DEFAULT '',
  max_per_week INTEGER NOT NULL DEFAULT 2 CHECK (max_per_week BETWEEN 1 AND 4),
  words TEXT,
  voice TEXT,
  coffee INTEGER NOT NULL DEFAULT 0 CHECK (coffee IN (0, 1)),
  for_name TEXT,
  for_resident_id INTEGER REFERENCES resident (id) ON DELETE SET NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  nobody_left_at TEXT,
  ended_at TEXT
) STRICT;
CREATE INDEX post_by_resident ON post (resident_id, state);
CREATE INDEX post_open_by_buurt ON post (buurt_id, kind, category) WHERE state = 'open';
CREATE INDEX post_by_buurt ON post (buurt_id, state);
CREATE INDEX post_by_helped ON post (for_resident_id) WHERE for_resident_id IS NOT NULL;

CREATE TABLE ask (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  post_id INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'yes', 'no', 'silent', 'withdrawn')),
  asked_at TEXT NOT NULL,
  answered_at TEXT,
  UNIQUE (post_id, resident_id)
) STRICT;
CREATE INDEX ask_by_resident ON ask (resident_id, asked_at);

CREATE TABLE match (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  post_id INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  requester_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  helper_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('offered', 'agreed', 'ended')),
  door_code TEXT NOT NULL,
  address TEXT,
  helper_shares INTEGER NOT NULL DEFAULT 0 CHECK (helper_shares IN (0, 1)),
  requester_shares INTEGER NOT NULL DEFAULT 0 CHECK (requester_shares IN (0, 1)),
  created_at TEXT NOT NULL,
  ended_at TEXT,
  CHECK (requester_id <> helper_id)
) STRICT;
-- The database itself sees to it that two yeses at once make one match.
CREATE UNIQUE INDEX match_one_live ON match (post_id) WHERE state IN ('offered', 'agreed');
CREATE INDEX match_by_requester ON match (requester_id, state);
CREATE INDEX match_by_helper ON match (helper_id, state);
CREATE INDEX match_with_address ON match (post_id) WHERE address IS NOT NULL;

-- The relay that a resident has open: at most one, closed by itself.
CREATE TABLE relay (
  resident_id INTEGER PRIMARY KEY REFERENCES resident (id) ON DELETE CASCADE,
  match_id INTEGER NOT NULL REFERENCES match (id) ON DELETE CASCADE,
  closes_at TEXT NOT NULL
) STRICT;
CREATE INDEX relay_by_match ON relay (match_id);

-- Which delivered message belongs to which relay, so that a reply finds its way. No content.
CREATE TABLE relay_message (
  chat_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  match_id INTEGER NOT NULL REFERENCES match (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relay_message_by_match ON relay_message (match_id);

CREATE TABLE commitment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  match_id INTEGER NOT NULL REFERENCES match (id) ON DELETE CASCADE,
  state TEXT NOT NULL
    CHECK (state IN ('no_time', 'time_agreed', 'confirmed', 'done', 'missed', 'cancelled')),
  starts_at TEXT,
  proposed_by INTEGER REFERENCES resident (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX commitment_by_match ON commitment (match_id);
CREATE INDEX commitment_by_proposer ON commitment (proposed_by) WHERE proposed_by IS NOT NULL;

CREATE TABLE block (
  one_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_by_other ON block (other_id);

CREATE TABLE report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- A report outlives the account of the one who made it.
  reporter_id INTEGER REFERENCES resident (id) ON DELETE SET NULL,
  reported_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id),
  created_at TEXT NOT NULL,
  closed_at TEXT
) STRICT;
CREATE INDEX report_open ON report (buurt_id) WHERE closed_at IS NULL;
CREATE INDEX report_by_reported ON report (reported_id);
CREATE INDEX report_by_reporter ON report (reporter_id) WHERE reporter_id IS NOT NULL;

-- Keyed hashes of accounts that were removed or reported: erasing is no way back in.
CREATE TABLE barred_account (
  account_hash TEXT PRIMARY KEY,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE due (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  at TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, subject)
) STRICT;
CREATE INDEX due_by_time ON due (at, id);

CREATE TABLE inbox (
  update_id INTEGER PRIMARY KEY,
  chat_id INTEGER NOT NULL,
  payload TEXT,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'set_aside')),
  tries INTEGER NOT NULL DEFAULT 0,
  received_at TEXT NOT NULL
) STRICT;
CREATE INDEX inbox_waiting ON inbox (chat_id, update_id) WHERE state = 'waiting';

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL,
  resident_id INTEGER REFERENCES resident (id) ON DELETE SET NULL,
  lang TEXT,
  kind TEXT NOT NULL,
  params TEXT NOT NULL,
  edit INTEGER,
  reply_to INTEGER,
  remove INTEGER NOT NULL DEFAULT 0 CHECK (remove IN (0, 1)),
  not_after TEXT,
  holds TEXT,
  match_id INTEGER,
  about TEXT NOT NULL DEFAULT '',
  urgency INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('later', 'waiting', 'sent', 'dropped', 'failed')),
  message_id INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (chat_id, id) WHERE state = 'waiting';
CREATE INDEX outbox_by_chat ON outbox (chat_id);
CREATE INDEX outbox_by_resident ON outbox (resident_id) WHERE resident_id IS NOT NULL;
CREATE INDEX outbox_by_match ON outbox (match_id) WHERE match_id IS NOT NULL;
CREATE INDEX outbox_ended ON outbox (ended_at) WHERE ended_at IS NOT NULL;

-- Append-only: what happened, when, to whom by id, with language and category as they were then. No text.
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  buurt_id INTEGER,
  who TEXT,
  post_id INTEGER,
  category TEXT,
  lang TEXT,
  detail TEXT
) STRICT;
CREATE INDEX event_by_buurt ON event (buurt_id, at);
CREATE INDEX event_by_who ON event (who);
CREATE INDEX event_by_post ON event (post_id);
