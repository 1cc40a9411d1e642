"""Rows of a simulated buurt, written as they stand at the end; the bot itself makes and changes them step by step."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import AccountId, BuurtId, MatchId, PostId, ResidentId
from bot.domain.model import AskState, CommitmentState, MatchState
from bot.domain.paper import Consent
from storage.database import Transaction, to_text


def _maybe(moment: datetime | None) -> str | None:
    return None if moment is None else to_text(moment)


async def add_resident(
    tx: Transaction,
    *,
    account: AccountId,
    name: str,
    lang: str,
    spoken: frozenset[str],
    buurt_id: BuurtId,
    joined: datetime,
    seen: datetime,
) -> ResidentId:
    """A member whom no message reaches: nobody has their account."""
    return ResidentId(
        await tx.insert(
            "INSERT INTO resident (account, name, lang, spoken, buurt_id, state, adult, visits_allowed, reachable,"
            " created_at, seen_at) VALUES (?, ?, ?, ?, ?, 'member', 1, 1, 0, ?, ?)",
            (account, name, lang, " ".join(sorted(spoken)), buurt_id, to_text(joined), to_text(seen)),
        )
    )


async def add_paper(tx: Transaction, who: ResidentId, contact: ResidentId | None, at: datetime) -> None:
    """They have no phone; somebody answers for them, after asking them."""
    await tx.insert(
        "INSERT INTO paper_neighbour (resident_id, contact_id, consent, consent_at, noted_by) VALUES (?, ?, ?, ?, ?)",
        (who, contact, Consent.SPOKEN, to_text(at), contact),
    )


async def add_ask(
    tx: Transaction,
    post_id: PostId,
    who: ResidentId,
    state: AskState,
    asked_at: datetime,
    answered_at: datetime | None,
) -> None:
    """A question to a helper and what became of it."""
    await tx.insert(
        "INSERT INTO ask (post_id, resident_id, state, asked_at, answered_at) VALUES (?, ?, ?, ?, ?)",
        (post_id, who, state, to_text(asked_at), _maybe(answered_at)),
    )


async def add_match(
    tx: Transaction,
    post_id: PostId,
    requester: ResidentId,
    helper: ResidentId,
    state: MatchState,
    door_code: str,
    created_at: datetime,
    ended_at: datetime | None,
) -> MatchId:
    """Two who were brought together."""
    return MatchId(
        await tx.insert(
            "INSERT INTO match (post_id, requester_id, helper_id, state, door_code, created_at, ended_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (post_id, requester, helper, state, door_code, to_text(created_at), _maybe(ended_at)),
        )
    )


async def add_commitment(
    tx: Transaction, match_id: MatchId, state: CommitmentState, starts_at: datetime | None
) -> int:
    """What the two agreed on; returns its id."""
    return await tx.insert(
        "INSERT INTO commitment (match_id, state, starts_at) VALUES (?, ?, ?)",
        (match_id, state, _maybe(starts_at)),
    )
