"""Typed ids, so that a resident's number is never taken for a post's."""

from typing import NewType

ResidentId = NewType("ResidentId", int)
BuurtId = NewType("BuurtId", int)
PostId = NewType("PostId", int)
AskId = NewType("AskId", int)
MatchId = NewType("MatchId", int)
CommitmentId = NewType("CommitmentId", int)
ReportId = NewType("ReportId", int)
DecisionId = NewType("DecisionId", int)
ConfidedId = NewType("ConfidedId", int)
InvitationId = NewType("InvitationId", int)
ResourceId = NewType("ResourceId", int)
BroadcastId = NewType("BroadcastId", int)
HandoverId = NewType("HandoverId", int)
DueId = NewType("DueId", int)
OutboxId = NewType("OutboxId", int)
AccountId = NewType("AccountId", int)
"""A Telegram user id (up to 52 bits); also the id of the private chat with that user."""
MessageId = NewType("MessageId", int)
"""A Telegram message id, unique within its chat only."""
