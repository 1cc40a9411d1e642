-- Neighbours without a phone for whom the same person speaks count as one towards the five people of a figure:
-- whoever enters made-up neighbours would else learn of the one who is not. NULL: they spoke for themselves.

ALTER TABLE event ADD COLUMN voice TEXT;
CREATE INDEX event_by_voice ON event (voice) WHERE voice IS NOT NULL;
