"""The people of a week and of a block: who asked, with their labels and what became of it.

Everybody is counted, and five are needed: for that, neighbours without a phone count together with whoever speaks for
them, as one. Whoever enters made-up neighbours knows all of these, and subtracts them from every figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.digest.figures import FEWEST, Figure, Hidden, fives
from bot.domain.digest.happening import PAPER, Happening, became_member
from bot.domain.digest.requests import Request, people
from bot.domain.digest.tables import SOON, Unit
from bot.domain.digest.weeks import weeks_of

NEW_FOR = timedelta(days=90)
"""How long somebody is new."""
Begins = Callable[[int], datetime]
"""The moment at which a week begins."""


class Buurt:
    """What the events say of a buurt, by week. `begins` gives the moments (UTC) between its weeks."""

    def __init__(self, happenings: Sequence[Happening], requests: Sequence[Request], begins: Begins) -> None:
        self.happenings = happenings
        self.requests = requests
        self.begins = begins
        self._asked: dict[int, set[str]] = {}
        self._voices: dict[str, list[tuple[datetime, str]]] = {}
        self.joined: dict[str, datetime] = {}
        self.on_paper: set[str] = set()
        for each in happenings:
            if each.who is not None and became_member(each):
                self.joined.setdefault(each.who, each.at)
                if each.detail == PAPER:
                    self.on_paper.add(each.who)
            if each.who is not None and each.voice is not None:
                self._voices.setdefault(each.who, []).append((each.at, each.voice))

    def voice(self, who: str, week: int) -> str:
        """Who spoke for somebody last before a week ended: for all but neighbours without a phone they themselves."""
        known = self._voices.get(who)
        if known is None:
            return who
        end = self.begins(week + 1)
        return next((voice for at, voice in reversed(known) if at < end), who)

    def voices(self, whos: Iterable[str], week: int) -> int:
        """How many speak for these people."""
        return len({self.voice(who, week) for who in whos})

    def enough(self, whos: Iterable[str], week: int) -> bool:
        """Whether a figure of a week (or of weeks of which it is the last) may be about these people."""
        return self.voices(whos, week) >= FEWEST

    def shown(self, whos: set[str], week: int) -> Figure:
        """How many they are, as it may be shown."""
        return len(whos) if self.enough(whos, week) else Hidden.FEW

    def fives(self, whos: set[str], week: int) -> int:
        """How many they are, rounded down to fives; 0 where they are too few to be told."""
        return fives(len(whos)) if self.enough(whos, week) else 0

    def posted(self, first: int, last: int) -> list[Request]:
        """The requests of the weeks `first` to `last`."""
        since, until = self.begins(first), self.begins(last + 1)
        return [each for each in self.requests if since <= each.posted.at < until]

    def asked(self, week: int) -> set[str]:
        """Who asked in a week."""
        if week not in self._asked:
            self._asked[week] = people(each.who for each in self.posted(week, week))
        return self._asked[week]

    def by_week(self, block: int) -> bool:
        """Whether a block is told week by week; else only as a whole, when it is over.

        That is settled before it begins: by the week, unless the buurt was there for the whole block before
        it and fewer than five people asked in two or more of that block's weeks.
        """
        before = weeks_of(block - 1)
        if not self.happenings or self.happenings[0].at > self.begins(before[0]):
            return True
        return sum(not self.enough(self.asked(week), week) for week in before) < 2

    def units(self, block: int) -> list[Unit]:
        """The people of a block: of each week in which at least five asked, or of all four weeks at once."""
        weeks = weeks_of(block)
        if not self.by_week(block):
            return self.units_of(weeks[0], weeks[-1])
        told = [week for week in weeks if self.enough(self.asked(week), week)]
        return [unit for week in told for unit in self.units_of(week, week)]

    def units_of(self, first: int, last: int) -> list[Unit]:
        """Everybody who asked in these weeks, once; what became of it is looked at a week later."""
        looked_at = self.begins(last + 2)
        by_person: dict[str, list[Request]] = {}
        for each in self.posted(first, last):
            if each.who is not None:
                by_person.setdefault(each.who, []).append(each)
        found = []
        for who, mine in by_person.items():
            helped = any(at < looked_at for each in mine for at, _ in each.done)
            soon = helped and any(each.found_within(SOON) for each in mine)
            found.append(Unit(self.voice(who, last), first, self._labels(who, mine[0].posted), helped, soon))
        return found

    def _labels(self, who: str, first: Happening) -> Mapping[str, str]:
        joined = self.joined.get(who)
        since = joined if joined is not None and joined <= first.at else None
        return {
            "category": first.category or "other",
            "lang": first.lang or "nl",
            "channel": "paper" if since and who in self.on_paper else "phone",
            "time": "new" if since is not None and first.at - since < NEW_FOR else "settled",
        }
