"""What follows from a digest: computed from what it tells and from nothing else, so that it gives nothing away.

A difference is a finding only where chance alone would hardly ever make it: each has an exact test (`chance`), and
all tests of one digest are held to one chance of five in a hundred together (Holm).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.digest import chance
from bot.domain.digest.figures import Figure
from bot.domain.digest.tables import KINDS, Row
from bot.domain.digest.telling import Digest, Span
from bot.domain.digest.weeks import OF_A_BLOCK


@dataclass(frozen=True)
class Gap:
    """One group of askers beside all others of its table."""

    table: str
    """One of KINDS."""
    kind: str
    about: str
    """`helped`: of who asked, who was helped; `soon`: of who was helped, for whom it was within a day."""
    of: int
    got: int
    others_of: int
    others_got: int
    usual: tuple[int, int]
    """Between which numbers `got` lies in 19 of 20 cases if only chance makes the groups."""
    p: float
    """The chance of a difference like this; after Holm."""

    @property
    def real(self) -> bool:
        """More than chance."""
        return self.p < chance.RARE

    @property
    def worse(self) -> bool:
        return self.got * self.others_of < self.others_got * self.of


@dataclass(frozen=True)
class Change:
    """This week beside the four before it; or these four weeks beside the four before them."""

    what: str
    """`asked` or `helped`."""
    now: int
    before: int
    times: int
    """How many times longer the time before was: 4 or 1."""
    p: float
    """After Holm."""

    @property
    def real(self) -> bool:
        return self.p < chance.RARE


@dataclass(frozen=True)
class Findings:
    """Every comparison that a digest allows."""

    gaps: tuple[Gap, ...]
    changes: tuple[Change, ...]

    def real_gaps(self, *tables: str) -> list[Gap]:
        """Groups that do worse than others, more than by chance; the clearest first."""
        found = [gap for gap in self.gaps if gap.real and gap.worse and gap.table in tables]
        return sorted(found, key=lambda gap: gap.p)


def findings(digest: Digest) -> Findings:
    """Every comparison of a digest."""
    gaps = _gaps(digest)
    changes = _changes(digest)
    adjusted = chance.holm([gap.p for gap in gaps] + [change.p for change in changes])
    return Findings(
        tuple(replace(gap, p=p) for gap, p in zip(gaps, adjusted, strict=False)),
        tuple(replace(change, p=p) for change, p in zip(changes, adjusted[len(gaps) :], strict=True)),
    )


def _gaps(digest: Digest) -> list[Gap]:
    if digest.block is None:
        return []
    found = []
    for name in KINDS:
        rows = digest.block.tables[name]
        found += _compared(name, "helped", [(row.kind, row.asked, row.helped) for row in rows])
        found += _compared(name, "soon", [(row.kind, row.helped or 0, row.soon) for row in rows])
    return found


def _compared(name: str, about: str, rows: Sequence[tuple[str, int, int | None]]) -> list[Gap]:
    told = [(kind, of, got) for kind, of, got in rows if got is not None]
    whole, whole_got = sum(of for _, of, _ in told), sum(got for _, _, got in told)
    return [
        Gap(
            name,
            kind,
            about,
            of,
            got,
            whole - of,
            whole_got - got,
            chance.usual(of, whole, whole_got),
            chance.apart(of, got, whole, whole_got),
        )
        # Of two groups the second says what the first says.
        for kind, of, got in (told if len(told) > 2 else _worst(told))
    ]


def _worst(told: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    return [min(told, key=lambda each: each[2] / each[1])] if len(told) == 2 else []


def _changes(digest: Digest) -> list[Change]:
    *before, now = digest.line or (digest.now,)
    times = OF_A_BLOCK if digest.by_week else 1
    earlier = before[-times:]
    if len(earlier) < times or not _one_after_the_other([*earlier, now]):
        return []
    found = []
    for what in ("asked", "helped"):
        current: Figure = getattr(now, what)
        past: list[Figure] = [getattr(span, what) for span in earlier]
        numbers = [each for each in past if isinstance(each, int)]
        if isinstance(current, int) and len(numbers) == len(past):
            found.append(
                Change(what, current, sum(numbers), times, chance.changed(current, sum(numbers), times))
            )
    return found


def _one_after_the_other(spans: Sequence[Span]) -> bool:
    return all(one.week + one.weeks == other.week for one, other in pairwise(spans))


def least_helped(rows: Sequence[Row]) -> Row | None:
    """The row in which the smallest share was helped, where there are two or more to compare."""
    told = [row for row in rows if row.helped is not None]
    return min(told, key=lambda row: (row.helped or 0) / row.asked) if len(told) > 1 else None
