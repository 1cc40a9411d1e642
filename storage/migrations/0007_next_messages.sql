-- The next messages to leave stand in indexes of their own, so that thousands that wait cost the first eight nothing.

CREATE INDEX outbox_next ON outbox (urgency, id) WHERE state = 'waiting';
CREATE INDEX outbox_of_chat ON outbox (chat_id, urgency, id) WHERE state = 'waiting';
