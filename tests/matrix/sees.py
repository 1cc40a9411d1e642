"""Who may read what of whom in this neighbourhood: names, words, addresses and accounts."""

from __future__ import annotations

import re

from tests.matrix.cells import Place, Told
from tests.matrix.neighbourhood import MEMBERS, secret

NAME, WORDS, ADDRESS, ACCOUNT = "name", "words", "address", "account"
Mark = tuple[str, str]
"""Whose, and what of them."""

SEEN_BY_COORDINATOR = ("waiting", "builder", "neighbour", "paused", "requester", "helper", "helped")
VOUCH = ("one apart", "other apart")
"""Newcomers, new helpers, the parties of reports, and who vouches for a newcomer or becomes the confidant."""

SEES: dict[str, frozenset[Mark]] = {
    "requester": frozenset({("helper", NAME), ("helper", WORDS)}),
    # Their address was given to this helper for one appointment.
    "helper": frozenset({("requester", NAME), ("requester", WORDS), ("requester", ADDRESS)}),
    "one apart": frozenset({("other apart", NAME), ("helper", WORDS)}),
    "other apart": frozenset({("one apart", NAME)}),
    # Somebody asks for somebody else: both know each other.
    "helped": frozenset({("neighbour", NAME), ("neighbour", WORDS)}),
    "neighbour": frozenset({("helped", NAME), ("builder", NAME)}),
    # Who waits, who helps for the first time, the two of a report; the words of open requests, not whose they are.
    # Who lets their story be told with their first name.
    "builder": frozenset({("requester", NAME)}),
    "coordinator": frozenset(
        {(who, NAME) for who in (*SEEN_BY_COORDINATOR, *VOUCH)}
        | {(who, WORDS) for who in ("requester", "neighbour", "coordinator", "one apart")}
    ),
}
"""Of others; everybody may read what is their own. Who is not here may read of nobody."""
CONFIDANT = ("neighbour", NAME)
"""Everybody of the buurt may know who the confidant is."""
SEES |= {who: SEES.get(who, frozenset()) | {CONFIDANT} for who in MEMBERS}


def marks(place: Place) -> dict[Mark, re.Pattern[str]]:
    """How each thing of each person is recognised in the parameters of a message."""
    found = {}
    for who, person in place.there.people.items():
        if person.name:
            found[who, NAME] = re.compile(rf"\b{person.name}\b")
        found[who, ACCOUNT] = re.compile(rf"\b{person.account}\b")
        found[who, WORDS] = re.compile(rf"(?:woorden|concept) {_tail(who)}")
        found[who, ADDRESS] = re.compile(f"Lindenstraat {_tail(who)}")
    return found


def _tail(who: str) -> str:
    return rf"{secret(who, '').strip()}\b"


def leaks(place: Place, marked: dict[Mark, re.Pattern[str]], told: Told) -> list[Mark]:
    """What a message says of people of whom its reader may not know it; in a group nobody may be known."""
    reader = next((who for who, each in place.there.people.items() if each.account == told.chat), "")
    return [
        mark
        for mark, pattern in marked.items()
        if mark[0] != reader and mark not in SEES.get(reader, frozenset()) and pattern.search(told.params)
    ]
