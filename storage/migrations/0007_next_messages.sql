-- The next messages to leave stand in an index of their own, so that thousands that wait cost the first eight nothing.

CREATE INDEX outbox_next ON outbox (urgency, id) WHERE state = 'waiting';
