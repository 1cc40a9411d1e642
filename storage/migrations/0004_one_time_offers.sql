-- An offer for one day is put to neighbours who may like it, few at a time.
CREATE TABLE invitation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  offer_id INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  resident_id INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  -- What they asked for with their yes: a request that stood open, or one made of it.
  request_id INTEGER REFERENCES post (id) ON DELETE SET NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'yes', 'no', 'silent', 'withdrawn')),
  asked_at TEXT NOT NULL,
  answered_at TEXT,
  UNIQUE (offer_id, resident_id)
) STRICT;
CREATE INDEX invitation_by_resident ON invitation (resident_id);
CREATE INDEX invitation_by_request ON invitation (request_id) WHERE request_id IS NOT NULL;

-- Who asked for this kind of help lately.
CREATE INDEX post_asked_lately ON post (buurt_id, category, created_at) WHERE kind = 'request';
