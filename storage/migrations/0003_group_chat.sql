-- A buurt's group chat, which a coordinator linked, and the calls for help in it.

ALTER TABLE buurt ADD COLUMN group_chat INTEGER;
CREATE UNIQUE INDEX buurt_by_group_chat ON buurt (group_chat) WHERE group_chat IS NOT NULL;

-- A code that links the group in which its maker uses it.
CREATE TABLE group_link (
  code TEXT PRIMARY KEY,
  buurt_id INTEGER NOT NULL REFERENCES buurt (id) ON DELETE CASCADE,
  made_by INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX group_link_by_maker ON group_link (made_by);

-- One message in a group about one request. The token is all that its link says.
CREATE TABLE group_call (
  post_id INTEGER PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE,
  chat_id INTEGER NOT NULL,
  token TEXT NOT NULL UNIQUE,
  outbox_id INTEGER,
  message_id INTEGER,
  at TEXT NOT NULL,
  over INTEGER NOT NULL DEFAULT 0 CHECK (over IN (0, 1))
) STRICT;
CREATE INDEX group_call_by_chat ON group_call (chat_id, at);
CREATE INDEX group_call_unsent ON group_call (outbox_id) WHERE message_id IS NULL;

-- They came by the link in the group: nobody put the question to them.
ALTER TABLE ask ADD COLUMN came INTEGER NOT NULL DEFAULT 0 CHECK (came IN (0, 1));
