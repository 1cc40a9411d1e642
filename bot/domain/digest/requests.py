"""Requests and what became of them, read from the events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.digest.happening import DONE, SAID_YES, Happening

LOOK_BACK = timedelta(days=60)
"""How long ago a request may have been posted that still waits."""
_ENDS = frozenset({"missed", "went_wrong", "no_time", "closed", "expired"}) | DONE


@dataclass
class Request:
    """One request; the moments are None where it did not come to that."""

    posted: Happening
    matched: datetime | None = None
    """The first time that its writer said yes to somebody."""
    done: list[tuple[datetime, str | None]] = field(default_factory=list)
    """When help was given, and by whom as far as is known; more than once where it returns."""
    waits: bool = True
    """There was nobody for it when the events ended."""
    _willing: list[str] = field(default_factory=list)

    @property
    def who(self) -> str | None:
        return self.posted.who

    def follow(self, each: Happening) -> None:
        """Take in the next event about it."""
        if each.kind in SAID_YES and each.who is not None and each.who not in self._willing:
            self._willing.append(each.who)
        elif each.kind == "matched":
            self.matched = self.matched or each.at
            self.waits = False
        elif each.kind in ("said_no", "let_go"):
            # Who stood by was asked once more, and cannot any longer; or their yes was not answered.
            self._willing = [who for who in self._willing if who != each.who]
        elif each.kind == "preferred_other":
            del self._willing[:1]
        elif each.kind == "dropped_out":
            self._willing = [who for who in self._willing if who != each.who]
            self.waits = each.detail != "requester"
        elif each.kind in _ENDS:
            self.waits = False
            if each.kind in DONE:
                # The first who is willing is offered; who dropped out or was not wanted is no longer among them.
                self.done.append((each.at, self._willing[0] if self._willing else None))

    def found_within(self, lasts: timedelta) -> bool:
        """Whether there was somebody within that time."""
        return self.matched is not None and self.matched - self.posted.at <= lasts


def requests_of(happenings: Sequence[Happening], until: datetime) -> list[Request]:
    """The requests of a buurt as they stand at `until`, in the order in which they were posted."""
    found: dict[int, Request] = {}
    for each in happenings:
        if each.at >= until or each.post_id is None:
            continue
        if each.kind == "posted_request":
            found.setdefault(each.post_id, Request(each))
        elif each.post_id in found:
            found[each.post_id].follow(each)
    return list(found.values())


def people(whos: Iterable[str | None]) -> set[str]:
    """Everybody once; who is not known is nobody."""
    return {who for who in whos if who is not None}
