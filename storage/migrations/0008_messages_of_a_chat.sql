-- A chat is as urgent as the most urgent message that waits for it.

CREATE INDEX outbox_of_chat ON outbox (chat_id, urgency, id) WHERE state = 'waiting';
