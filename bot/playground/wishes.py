"""What the seeded neighbours ask for themselves while the clock moves, so that every week has its own story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.calendar import at_local, local

AT = (time(9, 40), time(14, 20))
"""Two neighbours a day ask something, at these local times."""
SENTENCES = {
    "nl": (
        "Kan iemand morgen een boodschap voor mij doen?",
        "Wie wil morgen bij mij koffie komen drinken?",
        "Wie kan mij overmorgen naar het ziekenhuis brengen?",
        "Wil iemand morgenmiddag samen wandelen?",
        "Kan iemand overmorgen boodschappen voor mij halen?",
    ),
    "ar": (
        "هل يمكن لأحد أن يشتري لي بعض الأغراض غدا؟",
        "أحتاج إلى توصيلة بالسيارة إلى المستشفى غدا",
        "هل يمكن لأحد أن يساعدني في رسالة من البلدية غدا؟",
    ),
}


@dataclass(frozen=True)
class Wish:
    """At a moment (UTC) a neighbour (Telegram account) writes a sentence."""

    at: datetime
    account: int
    sentence: str


def wishes(people: Sequence[tuple[int, str]], after: datetime, zone: ZoneInfo, rng: Random) -> Iterator[Wish]:
    """Wishes without end, the first one after `after`; `people` are accounts with the language they write.

    Everybody has a turn before somebody asks again.
    """
    turn: list[tuple[int, str]] = []
    said = 0
    day = local(after, zone).date()
    while True:
        for clock_time in AT:
            at = at_local(day, clock_time, zone)
            if at <= after:
                continue
            turn = turn or rng.sample(people, k=len(people))
            account, lang = turn.pop()
            sentences = SENTENCES[lang]
            yield Wish(at, account, sentences[said % len(sentences)])
            said += 1
        day += timedelta(days=1)
