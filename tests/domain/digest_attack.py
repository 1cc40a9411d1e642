"""An attacker: everything that was told over the weeks as sums of unknown groups, narrowed down until nothing moves.

Every group of people is a name with the least and the most it can be. What adds up narrows the parts and the whole
(differences, complements, sums over all tables), what is part of something else narrows both. A group is found
when it is known to be somebody, and to be four at most.

Who entered neighbours without a phone takes these out of every group first (`mine`): a group is all others in it. One
of the five may be the attacker's own voice then, so that a group is found that is three others at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from bot.domain.digest.figures import FEWEST, Figure, Hidden
from bot.domain.digest.tables import Row
from bot.domain.digest.telling import AGES, Block, Digest
from bot.domain.digest.weeks import weeks_of

ENDLESS = 10**6


class Attack:
    """What is known of groups, and how they are made of each other."""

    def __init__(self, mine: Mapping[str, int] | None = None) -> None:
        self.mine = mine or {}
        """How many in a group are the attacker's own; none where it does not stand here."""
        self.fewest = FEWEST if mine is None else FEWEST - 1
        self.least: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.sums: list[tuple[str, list[str]]] = []

    def know(self, group: str, least: int = 0, most: int = ENDLESS) -> str:
        """A group and its bounds; what is known of it twice counts together."""
        self.least[group] = max(least, self.least.get(group, 0))
        self.most[group] = min(most, self.most.get(group, ENDLESS))
        return group

    def shown(self, group: str, least: int, most: int) -> str:
        """A group of which so many people are shown, of whom at least five have a voice of their own."""
        mine = self.mine.get(group, 0)
        needed = FEWEST - (mine > 0)
        return self.know(group, max(least - mine, needed), most - mine)

    def too_few(self, group: str) -> str:
        """A group that is said to be too few."""
        return self.know(group, 0, FEWEST - 1 - (self.mine.get(group, 0) > 0))

    def fives(self, group: str, people: int) -> str:
        """A group of which the number is shown in fives."""
        return self.shown(group, people, people + FEWEST - 1) if people else self.too_few(group)

    def adds_up(self, whole: str, parts: Iterable[str]) -> None:
        """The parts make the whole, and nobody is in two."""
        members = list(parts)
        for each in (whole, *members):
            self.know(each)
        self.sums.append((whole, members))

    def within(self, part: str, whole: str) -> None:
        """Everybody of the one is in the other: the rest is a group as well."""
        self.adds_up(whole, [part, f"{whole} without {part}"])

    def leaks(self) -> list[str]:
        """The groups that are known to be one to four people."""
        self._narrow()
        return [each for each in self.least if self.least[each] >= 1 and self.most[each] < self.fewest]

    def _narrow(self) -> None:
        moved = True
        while moved:
            moved = False
            for whole, parts in self.sums:
                least, most = sum(self.least[each] for each in parts), sum(self.most[each] for each in parts)
                moved |= self._set(whole, least, most)
                for each in parts:
                    others_least, others_most = least - self.least[each], most - self.most[each]
                    moved |= self._set(each, self.least[whole] - others_most, self.most[whole] - others_least)
                    least = others_least + self.least[each]
                    most = others_most + self.most[each]

    def _set(self, group: str, least: int, most: int) -> bool:
        tighter = least > self.least[group] or most < self.most[group]
        self.know(group, least, most)
        assert self.least[group] <= self.most[group], f"{group} cannot be: the figures contradict each other"
        return tighter


def attack(digests: list[Digest], mine: Mapping[str, int] | None = None) -> Attack:
    """Everything that these digests of one buurt tell, from its first week on."""
    found = Attack(mine)
    asked: dict[int, str] = {}
    for digest in digests:
        for span in digest.line:
            if span.weeks == 1:
                asked[span.week] = _know(found, f"asked in {span.week}", span.asked)
                _know(found, f"helped in {span.week}", span.helped)
    for week in asked:
        # Who was helped in a week had asked in it or before: no more are helped than had asked.
        before = [asked[each] for each in sorted(asked) if each <= week]
        if min(asked) == digests[0].week and len(before) == 1:
            found.within(f"helped in {week}", before[0])
    seen: set[int] = set()
    for digest in digests:
        for back, age in enumerate(AGES[:2]):
            waiting = found.fives(f"waiting at {digest.week}: {age}", digest.waiting[age])
            if digest.week - back in asked:
                found.within(waiting, asked[digest.week - back])
        if digest.block is not None and digest.block.number not in seen:
            seen.add(digest.block.number)
            _block(found, digest.block, asked)
    return found


def _know(found: Attack, group: str, shown: Figure) -> str:
    if isinstance(shown, int):
        return found.shown(group, shown, shown)
    if shown is Hidden.FEW:
        return found.too_few(group)
    return found.shown(group, FEWEST, ENDLESS) if shown is Hidden.SOME else found.know(group)


def _block(found: Attack, block: Block, asked: dict[int, str]) -> None:
    name = f"block {block.number}"
    weeks = [asked[week] for week in weeks_of(block.number) if week in asked]
    if block.by_week:
        # A week of fewer than five is left out of the block, and known to be.
        told = [week for week in weeks if found.least[week] >= found.fewest]
        if told:
            found.adds_up(name, told)
    if block.whole is None:
        return
    whole = _row(found, name, block.whole)
    tables = {kind: rows for kind, rows in block.tables.items() if rows}
    for kind, rows in tables.items():
        names = [_row(found, f"{name} {kind} {row.kind}", row) for row in rows]
        for part in ("", " helped", " not", " soon", " later"):
            found.adds_up(whole + part, [each + part for each in names])
            for pair in combinations(names, 2):
                found.adds_up("+".join(pair) + part, [each + part for each in pair])
    # Every table divides the same people: what of one row is in the rows of another table.
    for (one, rows), (other, columns) in combinations(tables.items(), 2):
        for part in (" helped", " not", " soon", " later"):
            for row in rows:
                inside = [f"{name}{part}: {row.kind}&{column.kind}" for column in columns]
                found.adds_up(f"{name} {one} {row.kind}{part}", inside)
            for column in columns:
                inside = [f"{name}{part}: {row.kind}&{column.kind}" for row in rows]
                found.adds_up(f"{name} {other} {column.kind}{part}", inside)
    load = block.load
    helpers = found.fives(f"{name} helpers", load.helpers)
    both = found.fives(f"{name} both", load.both)
    found.within(both, helpers)


def _row(found: Attack, name: str, row: Row) -> str:
    found.shown(name, row.asked, row.asked)
    found.adds_up(name, [f"{name} helped", f"{name} not"])
    found.adds_up(f"{name} helped", [f"{name} soon", f"{name} later"])
    if row.helped is not None:
        found.shown(f"{name} helped", row.helped, row.helped)
    elif row.under_half:
        found.know(f"{name} helped", 0, (row.asked - 1) // 2 - found.mine.get(f"{name} helped", 0))
    if row.soon is not None:
        found.shown(f"{name} soon", row.soon, row.soon)
    return name
