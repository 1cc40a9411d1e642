"""Where a free sentence goes: never a guess, because a private line must not reach the wrong neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.ids import MatchId


@dataclass(frozen=True)
class ToRelay:
    """To the other person of this match."""

    match_id: MatchId


@dataclass(frozen=True)
class ToDraft:
    """An answer to the open question."""


@dataclass(frozen=True)
class NewPost:
    """Read as the beginning of a new post."""


@dataclass(frozen=True)
class RelayEnded:
    """Meant for a neighbour with whom contact has ended: nobody gets it."""


@dataclass(frozen=True)
class Choose:
    """Two or more are possible: the bot asks."""

    matches: tuple[MatchId, ...]
    draft: bool
    new_post: bool


Route = ToRelay | ToDraft | NewPost | RelayEnded | Choose


def route(
    *,
    reply_to: MatchId | None,
    relay: MatchId | None,
    draft: bool,
    matches: Sequence[MatchId],
    left_alone: bool = False,
) -> Route:
    """Decide by what the resident has open.

    `reply_to`: the match of the relayed message that the sentence replies to; `relay`: the relay that the
    resident opened; `draft`: a question is open; `matches`: their agreed matches; `left_alone`: the question was
    open for long and the sentence reads like a new need.
    """
    if reply_to is not None:
        return ToRelay(reply_to) if reply_to in matches else RelayEnded()
    if relay is not None:
        if relay not in matches:
            return RelayEnded()
        return Choose((relay,), draft=True, new_post=False) if draft else ToRelay(relay)
    if draft:
        return Choose((), draft=True, new_post=True) if left_alone else ToDraft()
    if matches:
        return Choose(tuple(matches), draft=False, new_post=True)
    return NewPost()
