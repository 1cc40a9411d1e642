"""What a digest tells: every number in it, and no number besides.

Three rules, simple enough to be said to anybody:

- **Who asked is told exactly**, week by week, where they are five or more; a week of fewer is left out of
  everything else. A buurt where few ask is told by four weeks at once (`blocks.Buurt.by_week`). The groups among
  them (by kind of help, by language, paper or phone, new or settled) are told for fixed blocks of four weeks, never
  for a window that slides, by the rule of `tables`. The numbers of the weeks add up to those of the block.
- **Who was helped in a week** is told where at least five more asked in it and the four weeks before.
- **All other people** (who waits, helpers, members) are told in fives, rounded down: so no difference with an
  exact number is known better than to five.

Of the five whom each figure needs, neighbours without a phone are one together with who speaks for them (`blocks`).

What was told of a week is told again in later digests, never counted anew over other weeks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from statistics import median

from bot.domain.digest.blocks import Begins, Buurt
from bot.domain.digest.figures import FEWEST, Figure, Hidden
from bot.domain.digest.happening import DONE_TO_THEM, LEFT, Happening
from bot.domain.digest.requests import LOOK_BACK, Request, people, requests_of
from bot.domain.digest.tables import KINDS, Row, table, total
from bot.domain.digest.weeks import LINE, OF_A_BLOCK, told_block, weeks_of

HOURS = (1, 3, 6, 12, 24, 48, 72, 168)
"""A median of hours is told as the first of these that is not below it."""
CAP, CAP_LASTS = 4, timedelta(days=7)
"""Nobody is asked more often than this."""
SILENT_FOR = timedelta(days=90)
AGES = ("this_week", "last_week", "longer")
WEEKS_NEEDED = 40
"""How many weeks of events before the week are read, besides who joined and who left."""


@dataclass(frozen=True)
class Span:
    """A week, or four weeks that are told as one."""

    week: int
    """The (first) week."""
    weeks: int
    asked: Figure
    helped: Figure
    """Of a week: for whom help was done in it. Of four weeks: who of the askers was helped by the week after."""


@dataclass(frozen=True)
class Load:
    """Those who gave help, and members, of a block; people in fives, rounded down."""

    helpers: int
    both: int
    """Who gave help and asked for it."""
    busiest: int | None
    """Of ten times that help was given, how many came from the busiest tenth of the helpers; None where that tenth
    is fewer than five people."""
    at_cap: int
    """Who was asked four times in seven days."""
    new: int
    left: int
    silent: int
    """Members of 90 days and more who did nothing in the last 90 days of it."""


@dataclass(frozen=True)
class Block:
    """Four weeks that are over for a week at least."""

    number: int
    by_week: bool
    whole: Row | None
    """Everybody who asked; None for fewer than five."""
    tables: dict[str, tuple[Row, ...]]
    """The rows of each of KINDS; empty where only one could be shown."""
    load: Load


@dataclass(frozen=True)
class Digest:
    """All that is told of a week."""

    week: int
    by_week: bool
    """Whether this week is told by itself; else `now` holds no number of it."""
    now: Span
    offered: Figure
    found_within: int | None
    """Half of those who found somebody in this week found them within this many hours (one of HOURS)."""
    waiting: dict[str, int]
    """People whose request had nobody when the week ended, by when they asked (AGES), in fives."""
    line: tuple[Span, ...]
    """Twelve weeks up to this one where it is told by the week; else the last three blocks that were told whole."""
    block: Block | None
    """The last block that may be told; None before the buurt's first."""

    @property
    def quiet(self) -> bool:
        """Nothing can be said in numbers."""
        spans = [self.now, *self.line]
        told = any(isinstance(each, int) for span in spans for each in (span.asked, span.helped))
        return not (told or self.has_rows or any(self.waiting.values()) or isinstance(self.offered, int))

    @property
    def has_rows(self) -> bool:
        """There is a block with people in it."""
        return self.block is not None and self.block.whole is not None

    @property
    def has_something_to_draw(self) -> bool:
        """There is at least one chart."""
        drawn = any(isinstance(span.asked, int) for span in self.line) or any(self.waiting.values())
        return drawn or (self.block is not None and any(self.block.tables.values()))


def tell(happenings: Sequence[Happening], week: int, begins: Begins) -> Digest:
    """The digest of a week, from what happened since WEEKS_NEEDED weeks before it (and who ever joined or left)."""
    end = begins(week + 1)
    until = [each for each in happenings if each.at < end]
    requests = requests_of(until, end)
    buurt = Buurt(until, requests, begins)
    by_week = buurt.by_week(week // OF_A_BLOCK)
    here = [each for each in until if each.at >= begins(week)]
    number = told_block(week)
    seen = bool(until) and until[0].at < begins(weeks_of(number)[-1] + 1)
    return Digest(
        week=week,
        by_week=by_week,
        now=_span(buurt, week),
        offered=buurt.shown(people(each.who for each in here if each.kind == "posted_offer"), week),
        found_within=_found_within(requests, buurt, week),
        waiting={age: buurt.fives(whos, week) for age, whos in who_waits(buurt, week).items()},
        line=_line(buurt, week, by_week),
        block=_block(buurt, number) if seen else None,
    )


def _span(buurt: Buurt, week: int) -> Span:
    """One week; without a number where its block is told whole."""
    if not buurt.by_week(week // OF_A_BLOCK):
        return Span(week, 1, Hidden.UNTOLD, Hidden.UNTOLD)
    since, until = buurt.begins(week), buurt.begins(week + 1)
    helped = people(each.who for each in buurt.requests if any(since <= at < until for at, _ in each.done))
    told = {
        each: buurt.asked(each)
        for each in range(week - OF_A_BLOCK, week + 1)
        if buurt.by_week(each // OF_A_BLOCK) and buurt.enough(buurt.asked(each), each)
    }
    around = sum(len(whos) for whos in told.values())
    voices = sum(buurt.voices(whos, each) for each, whos in told.items())
    shown = buurt.shown(helped, week)
    if shown is not Hidden.FEW and (
        around < len(helped) + FEWEST or voices < buurt.voices(helped, week) + FEWEST
    ):
        shown = Hidden.SOME
    return Span(week, 1, buurt.shown(buurt.asked(week), week), shown)


def _whole_span(buurt: Buurt, block: int) -> Span:
    row = total(buurt.units(block))
    helped: Figure = Hidden.UNTOLD if row is None or row.helped is None else row.helped
    return Span(weeks_of(block)[0], OF_A_BLOCK, row.asked if row else Hidden.FEW, helped)


def _line(buurt: Buurt, week: int, by_week: bool) -> tuple[Span, ...]:
    if by_week:
        return tuple(
            _span(buurt, each)
            for each in range(week - LINE + 1, week + 1)
            if buurt.by_week(each // OF_A_BLOCK)
        )
    last = told_block(week)
    blocks = range(last - LINE // OF_A_BLOCK + 1, last + 1)
    return tuple(_whole_span(buurt, each) for each in blocks if not buurt.by_week(each))


def _found_within(requests: Sequence[Request], buurt: Buurt, week: int) -> int | None:
    since, until = buurt.begins(week), buurt.begins(week + 1)
    lasted: dict[str, timedelta] = {}
    for each in requests:
        if each.who is not None and each.matched is not None and since <= each.matched < until:
            lasted.setdefault(each.who, each.matched - each.posted.at)
    if not buurt.enough(lasted, week):
        return None
    hours = median(each / timedelta(hours=1) for each in lasted.values())
    return next((edge for edge in HOURS if hours <= edge), None)


def who_waits(buurt: Buurt, week: int) -> dict[str, set[str]]:
    """People whose request has nobody when a week ends, each by the age (AGES) of their oldest."""
    since = buurt.begins(week + 1) - LOOK_BACK
    oldest: dict[str, str] = {}
    for each in buurt.requests:
        if each.waits and each.who is not None and each.posted.at >= since:
            newer = sum(each.posted.at < buurt.begins(first) for first in (week, week - 1))
            oldest.setdefault(each.who, AGES[newer])
    return {age: {who for who, its in oldest.items() if its == age} for age in AGES}


def _block(buurt: Buurt, number: int) -> Block:
    units = buurt.units(number)
    whole = total(units)
    tables = {kind: table(units, kind, whole) for kind in KINDS}
    return Block(number, buurt.by_week(number), whole, tables, _load(buurt, number))


def _load(buurt: Buurt, number: int) -> Load:
    weeks = weeks_of(number)
    since, until = buurt.begins(weeks[0]), buurt.begins(weeks[-1] + 1)
    given = Counter(
        helper
        for each in buurt.requests
        for at, helper in each.done
        if helper is not None and since <= at < until
    )
    here = [each for each in buurt.happenings if since <= each.at < until]
    asked = people(each.who for each in buurt.posted(weeks[0], weeks[-1]))
    told = partial(buurt.fives, week=weeks[-1])
    return Load(
        helpers=told(set(given)),
        both=told(given.keys() & asked),
        busiest=_busiest(given, buurt.voices(given, weeks[-1])),
        at_cap=told(_at_cap(here)),
        new=told({who for who, at in buurt.joined.items() if since <= at < until}),
        left=told(people(each.who for each in here if each.kind in LEFT)),
        silent=told(_silent(buurt, buurt.begins(weeks[-1] + 1))),
    )


def _busiest(given: Counter[str], voices: int) -> int | None:
    tenth = voices // 10
    if tenth < FEWEST:
        return None
    return round(10 * sum(count for _, count in given.most_common(tenth)) / given.total())


def _at_cap(here: Sequence[Happening]) -> set[str]:
    """Who had CAP questions within CAP_LASTS."""
    asked: dict[str, list[Happening]] = {}
    for each in here:
        if each.kind == "asked" and each.who is not None:
            asked.setdefault(each.who, []).append(each)
    return {
        who
        for who, mine in asked.items()
        if any(last.at - first.at < CAP_LASTS for first, last in zip(mine, mine[CAP - 1 :], strict=False))
    }


def _silent(buurt: Buurt, end: datetime) -> set[str]:
    """Members of SILENT_FOR and longer who did nothing for so long before `end`."""
    quiet = {who for who, at in buurt.joined.items() if at < end - SILENT_FOR}
    for each in buurt.happenings:
        left = each.kind in LEFT and each.at < end
        acted = end - SILENT_FOR <= each.at < end and each.kind not in DONE_TO_THEM
        if each.who is not None and (left or acted):
            quiet.discard(each.who)
    return quiet
