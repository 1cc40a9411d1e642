"""What follows from a digest: computed from what it tells and from nothing else, so that it gives nothing away.

A difference is a finding only where chance alone would hardly ever make it: each has an exact test (`chance`), and
all tests of one digest are held to one chance of five in a hundred together (`chance.together`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.digest import chance
from bot.domain.digest.figures import Figure
from bot.domain.digest.tables import KINDS
from bot.domain.digest.telling import Digest, Span
from bot.domain.digest.weeks import OF_A_BLOCK


@dataclass(frozen=True)
class Gap:
    """One group of askers beside all other askers of the block."""

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
    """Between which numbers `got` is no finding: chance may well make it."""
    p: float
    """The chance of a difference like this, counted together with all others."""

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
    """Counted together with all others."""

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
    tests = len(gaps) + len(changes)
    return Findings(
        tuple(
            replace(
                gap,
                usual=chance.usual(gap.of, gap.of + gap.others_of, gap.got + gap.others_got, tests),
                p=chance.together(gap.p, tests),
            )
            for gap in gaps
        ),
        tuple(replace(change, p=chance.together(change.p, tests)) for change in changes),
    )


def _gaps(digest: Digest) -> list[Gap]:
    block = digest.block
    if block is None or block.whole is None or block.whole.helped is None:
        return []
    whole, found = block.whole, []
    for name in KINDS:
        rows = block.tables[name]
        told = [(row.kind, row.asked, row.helped) for row in rows if row.helped is not None]
        found += _beside(name, "helped", told, len(rows), block.whole.asked, block.whole.helped)
        soon = [(row.kind, row.helped or 0, row.soon) for row in rows if row.soon is not None]
        if whole.soon is not None:
            found += _beside(name, "soon", soon, len(rows), block.whole.helped, whole.soon)
    return found


def _beside(
    name: str, about: str, told: list[tuple[str, int, int]], rows: int, whole: int, whole_got: int
) -> list[Gap]:
    """Each row that is told beside everybody else, whether they are told by row or not."""
    if len(told) == rows == 2:  # the one says what the other says
        told = [min(told, key=lambda each: each[2] / each[1])]
    return [
        Gap(
            name,
            kind,
            about,
            of,
            got,
            whole - of,
            whole_got - got,
            (0, of),
            chance.apart(of, got, whole, whole_got),
        )
        for kind, of, got in told
    ]


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
