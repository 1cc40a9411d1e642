"""Who asked and what became of it, in groups of five people or more: the rule that keeps single people out.

The unit is a person in a week, or a person in four weeks where a buurt is told by four weeks. Everybody has one
value of each kind: that of the first request of that time. Then:

1. *Merging.* A row of fewer than five joins the row of others, and so does the next smallest as long as the others
   are fewer than five.
2. *Splitting.* How many of a row were helped is told only where at least five were and at least five were not. The
   rows that are not split are, together, held to the same: else the smallest split row joins them. The helped
   are split in the same way into those who had somebody within a day and those who waited longer.
3. *Half.* Of a row of twelve or more that is not split it is told whether fewer than half were helped: so a group
   of whom almost nobody is helped does not disappear.

The five are people with a voice of their own (`blocks`); what is told is how many people they are. Of the twelve,
each who shares a voice takes one away as well: who speaks for six of whom five were helped would know of the rest.

Why nothing can be subtracted: every table divides the same people, and within "helped within a day", "helped
later" and "not helped" the tables say nothing of each other. So whatever group one puts together from the rows,
there is a neighbourhood with the very same figures in which that group has at least five people (deal the labels
so that they fall together), unless it is surely empty. The tests attack this with sums, differences, complements.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, TypeVar

from bot.domain.digest.figures import FEWEST

OTHERS = ""
"""The row of everybody who is in no row of their own."""
SOON = timedelta(days=1)
HALF_OF = 12
"""Of so many people "fewer than half" still leaves room for five, which "none to four" would not."""
KINDS = ("category", "lang", "channel", "time")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Unit:
    """A person in a week (or in four) in which they asked."""

    who: str
    """Who speaks for them: five of these are needed."""
    week: int
    labels: Mapping[str, str]
    """Their value of each of KINDS."""
    helped: bool
    """Some request of that time was done by the end of the week after it."""
    soon: bool
    """They were helped, and there was somebody within a day."""


@dataclass(frozen=True)
class Row:
    """A group of a table. All are people, at least five."""

    kind: str
    asked: int
    helped: int | None = None
    """At least five, and at least five fewer than asked; None where that is not so."""
    soon: int | None = None
    """Of those, who had somebody within a day; at least five, and at least five fewer than helped."""
    under_half: bool = False
    """Where `helped` is not told and HALF_OF or more asked: fewer than half of them were helped."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


People = frozenset[str]


def split(groups: Mapping[Key, tuple[People, People]]) -> set[Key]:
    """Which groups may be told in two parts: each part is at least five people, and so are those of the others."""
    told = {key for key, parts in groups.items() if min(map(len, parts)) >= FEWEST}
    while told and told != groups.keys():
        rest = [parts for key, parts in groups.items() if key not in told]
        pools = (frozenset[str]().union(*(parts[side] for parts in rest)) for side in (0, 1))
        if min(map(len, pools)) >= FEWEST:
            break
        told.discard(min(told, key=lambda key: (sum(map(len, groups[key])), str(key))))
    return told


def merged(groups: Mapping[str, People]) -> list[str]:
    """Which groups have a row of their own, largest first; all others together are at least five, or nobody."""
    own = sorted(groups, key=lambda value: (-len(groups[value]), value))
    others: set[str] = set()
    while own and (len(groups[own[-1]]) < FEWEST or 0 < len(others) < FEWEST):
        others |= groups[own.pop()]
    return own


def total(units: Sequence[Unit]) -> Row | None:
    """Everybody as one row; None for fewer than five."""
    return _rows({OTHERS: units})[0] if len(_people(units)) >= FEWEST else None


def table(units: Sequence[Unit], kind: str, whole: Row | None) -> tuple[Row, ...]:
    """The rows by one of KINDS, largest first and others last; none where only one row could be shown.

    `whole`: the row of everybody; where it is not split, no row is.
    """
    by_value: dict[str, list[Unit]] = {}
    for unit in units:
        by_value.setdefault(unit.labels[kind], []).append(unit)
    own = merged({value: _people(group) for value, group in by_value.items()})
    groups = {value: by_value[value] for value in own}
    others = [unit for unit in units if unit.labels[kind] not in groups]
    if others:
        groups[OTHERS] = others
    if whole is None or not own or len(groups) < 2:
        return ()
    return _rows(groups, helped=whole.helped is not None, soon=whole.soon is not None)


def _rows(groups: Mapping[str, Sequence[Unit]], helped: bool = True, soon: bool = True) -> tuple[Row, ...]:
    """One row a group, split as far as may be told."""
    got = {key: [unit for unit in group if unit.helped] for key, group in groups.items()}
    told: set[str] = set()
    if helped:
        told = split(
            {
                key: (_people(got[key]), _people([unit for unit in group if not unit.helped]))
                for key, group in groups.items()
            }
        )
    pools: dict[str | None, list[Unit]] = {key: got[key] for key in told}
    if told != groups.keys():
        pools[None] = [unit for key in groups if key not in told for unit in got[key]]
    fast: set[str | None] = set()
    if soon and told:
        fast = split(
            {
                key: (
                    _people([unit for unit in group if unit.soon]),
                    _people([unit for unit in group if not unit.soon]),
                )
                for key, group in pools.items()
            }
        )
    return tuple(
        Row(
            key,
            len(groups[key]),
            len(got[key]) if key in told else None,
            sum(unit.soon for unit in got[key]) if key in fast and key in told else None,
            helped
            and key not in told
            and 2 * _voices(groups[key]) - len(groups[key]) >= HALF_OF
            and 2 * len(got[key]) < len(groups[key]),
        )
        for key in sorted(groups, key=lambda key: (key == OTHERS, -len(groups[key]), key))
    )


def _people(units: Sequence[Unit]) -> People:
    return frozenset(unit.who for unit in units)


def _voices(units: Sequence[Unit]) -> int:
    return len({(unit.who, unit.week) for unit in units})
