"""The digest in words: five sentences for everybody, then the figures for who wants to know more."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.digest.figures import FEWEST, Figure, Hidden
from bot.domain.digest.findings import Change, Findings, Gap
from bot.domain.digest.tables import Row
from bot.domain.digest.telling import Digest
from bot.domain.digest.weeks import OF_A_BLOCK, weeks_of
from bot.i18n import Markup, Speaker
from bot.render import digest_words as say

MOST = 5
"""Sentences before the figures."""
WHO = ("lang", "channel", "time")
"""The tables that show whom the circle misses."""


def sentences(t: Speaker, digest: Digest, found: Findings) -> Markup:
    """Five sentences at most, one thing each."""
    asked, never = [*_asked_and_helped(t, digest)], [*_never(t, digest)]
    fast, waiting = [*_how_fast(t, digest)], [_waiting(t, digest)]
    gaps = [*_hardest(t, found), *_missing(t, found)]
    # Where there is more to say, first how fast it went is left to the figures, then who waits to the picture.
    for less in (fast, waiting):
        if len(asked) + len(never) + len(fast) + len(gaps) + len(waiting) > MOST:
            less.clear()
    return Markup(" ".join([*asked, *never, *fast, *gaps, *waiting]))


def _never(t: Speaker, digest: Digest) -> Iterator[Markup]:
    """How many asked and got no help, of the last four weeks of which that can be said."""
    block = digest.block
    row = block.whole if block is not None and block.by_week else None
    if block is None or row is None or row.helped is None:
        return
    # i18n: Week overview; {asked} and {count} are 5 or more, {days} is "2 November to 29 November".
    yield t._(
        "Of the {asked} people who asked from {days}, {count} got no help.",
        asked=row.asked,
        days=say.days(t, weeks_of(block.number)[0], OF_A_BLOCK),
        count=row.asked - row.helped,
    )


def _asked_and_helped(t: Speaker, digest: Digest) -> Iterator[Markup]:
    if digest.by_week:
        yield _asked(t, digest.now.asked)
        yield _helped(t, digest.now.helped)
        return
    row = digest.block.whole if digest.block and not digest.block.by_week else None
    if row is None:
        # i18n: Week overview of a neighbourhood in which few people ask for help: said instead of numbers.
        yield t._("Few people ask for help here, so we count four weeks together.")
        return
    # i18n: Week overview: how many people asked for help in four weeks, where few ask in one week.
    yield t.n(
        "In four weeks {count} person asked for help.",
        "In four weeks {count} people asked for help.",
        row.asked,
    )
    if row.helped is not None:
        # i18n: Week overview: how many of the people who asked were helped, and how many got no help.
        yield t._(
            "{count} of them were helped, {others} were not.", count=row.helped, others=row.asked - row.helped
        )
    elif row.under_half:
        # i18n: Week overview: of the people who asked; the number itself is too small to show.
        yield t._("Fewer than half of them were helped.")


def _asked(t: Speaker, count: Figure) -> Markup:
    if isinstance(count, int):
        # i18n: Week overview, first sentence: how many people asked for help.
        return t.n(
            "This week {count} person asked for help.", "This week {count} people asked for help.", count
        )
    # i18n: Week overview, first sentence, where the number is too small to show. {number} is always 5.
    return t._("This week fewer than {number} people asked for help.", number=FEWEST)


def _helped(t: Speaker, count: Figure) -> Markup:
    if isinstance(count, int):
        # i18n: Week overview: for how many people help was done this week.
        return t.n("{count} person was helped.", "{count} people were helped.", count)
    if count is Hidden.SOME:
        # i18n: Week overview: people were helped, but the number could point at a few persons. {number} is always 5.
        return t._("{number} people or more were helped.", number=FEWEST)
    # i18n: Week overview: the number of people who were helped is too small to show. {number} is always 5.
    return t._("Fewer than {number} people were helped.", number=FEWEST)


def _how_fast(t: Speaker, digest: Digest) -> Iterator[Markup]:
    if digest.found_within == 24:
        # i18n: Week overview: of those who found a neighbour, half or more had one within a day.
        yield t._("Most of those who found somebody did so within a day.")
    elif digest.found_within is not None:
        within = say.hours(t, digest.found_within)
        # i18n: Week overview: of those who found a neighbour, half or more had one in {time} ("3 hours").
        yield t._("Most of those who found somebody did so within {time}.", time=Markup(within))


def _hardest(t: Speaker, found: Findings) -> Iterator[Markup]:
    """For what help is hard to find, where that is more than chance."""
    real = found.real_gaps("category")
    for gap in real[:1]:
        kind = Markup(say.group(t, "category", gap.kind))
        if gap.about == "soon":
            # i18n: Week overview: {kind} is a kind of help, as "A lift".
            yield t._("People wait longest for: {kind}.", kind=kind)
        else:
            # i18n: Week overview: {kind} is a kind of help, as "A lift".
            yield t._("Help is hardest to find for: {kind}.", kind=kind)
    if not real and any(gap.table == "category" for gap in found.gaps):
        # i18n: Week overview: no kind of help stands out more than chance would make it.
        yield t._("No kind of help is clearly harder to find than another.")


def _missing(t: Speaker, found: Findings) -> Iterator[Markup]:
    for gap in found.real_gaps(*WHO)[:1]:
        name = Markup(say.group(t, gap.table, gap.kind))
        if gap.about == "helped":
            # i18n: Week overview: {name} is a group of neighbours, as "Arabic" or "New neighbours".
            yield t._("{name}: helped less often than others.", name=name)
        else:
            # i18n: Week overview: {name} is a group of neighbours, as "Arabic" or "New neighbours".
            yield t._("{name}: help came later than for others.", name=name)


def _waiting(t: Speaker, digest: Digest) -> Markup:
    people = sum(digest.waiting.values())
    if people < FEWEST:
        # i18n: Week overview: so few people wait for help that we show no number.
        return t._("Few people still wait.")
    # i18n: Week overview: how many people wait for help, rounded down.
    return t.n("At least {count} person still waits.", "At least {count} people still wait.", people)


def figures(t: Speaker, digest: Digest, found: Findings) -> list[Markup]:
    """Paragraphs with titles: whom we miss, who helps, members, what changed, what is not measured."""
    parts = [_changes(t, digest, found)]
    if digest.block is not None and digest.block.whole is not None:
        # i18n: Title in the week overview, above figures of four weeks; {days} is "2 November to 29 November".
        title = t._("<b>Four weeks: {days}</b>", days=say.days(t, weeks_of(digest.block.number)[0], 4))
        parts.append(Markup(f"{title}\n{say.of_row(t, digest.block.whole)}"))
        parts.append(_missed(t, digest.block.tables, found))
    if digest.block is not None:
        parts += [_load(t, digest), _members(t, digest)]
    # i18n: At the end of the week overview: what its numbers leave out.
    parts.append(t._("Money and the coordinator's time are not measured here."))
    return [part for part in parts if part]


def _missed(t: Speaker, tables: dict[str, tuple[Row, ...]], found: Findings) -> Markup:
    # i18n: Title in the week overview: which groups get help less often than others.
    lines = [t._("<b>Whom do we miss?</b>")]
    for name in WHO:
        rows = tables[name]
        if not rows:
            # i18n: Week overview: {groups} is "By language", "With or without a phone" or "New or known for longer".
            lines.append(t._("{groups}: too few people to compare.", groups=_groups(t, name)))
            continue
        lines += [
            # i18n: A line of a list: {name} is a group of neighbours, {numbers} is "15 asked, 9 were helped".
            t._("• {name}: {numbers}", name=Markup(say.group(t, name, row.kind)), numbers=say.of_row(t, row))
            for row in rows
        ]
        lines += [_gap(t, gap) for gap in found.gaps if gap.table == name]
    return Markup("\n".join(lines))


def _groups(t: Speaker, table: str) -> Markup:
    names = {
        # i18n: Week overview: how people are grouped.
        "lang": t._("By language"),
        # i18n: Week overview: how people are grouped.
        "channel": t._("With or without a phone"),
        # i18n: Week overview: how people are grouped.
        "time": t._("New or known for longer"),
    }
    return names[table]


def _gap(t: Speaker, gap: Gap) -> Markup:
    """One group beside the others, and what chance would make of it."""
    low, high = gap.usual
    values = {
        "name": Markup(say.group(t, gap.table, gap.kind)), "got": gap.got, "of": gap.of, "low": low, "high": high,
    }  # fmt: skip
    if gap.about == "helped":
        # i18n: {got} of the {of} people of a group were helped; by chance it would be between {low} and {high}.
        text = t._("  {name}: {got} of {of} helped; chance alone gives {low} to {high}.", **values)
    else:
        # i18n: Of the {of} people of a group who were helped, {got} had somebody within a day; the rest as above.
        text = t._("  {name}: {got} of {of} within a day; chance alone gives {low} to {high}.", **values)
    # i18n: After a comparison of groups: it is so large that it is hardly chance.
    real = t._("<b>This is more than chance.</b>")
    # i18n: After a comparison of groups: the difference may well be chance.
    noise = t._("This can be chance.")
    return Markup(f"{text} {real if gap.real else noise}")


def _changes(t: Speaker, digest: Digest, found: Findings) -> Markup:
    if not found.changes:
        return Markup("")
    # i18n: Title in the week overview: this week beside earlier weeks.
    title = t._("<b>Compared with before</b>")
    return Markup("\n".join([title, *(change_line(t, change) for change in found.changes)]))


def change_line(t: Speaker, change: Change) -> Markup:
    """How many now, how many a week before, and whether that is more than chance."""
    usual = round(change.before / change.times)
    values = {"now": change.now, "usual": usual}
    if change.what == "asked":
        # i18n: How many people asked for help: {now} this time, {usual} usually.
        text = t._("• Asked for help: {now}. Usual: {usual}.", **values)
    else:
        # i18n: How many people were helped: {now} this time, {usual} usually.
        text = t._("• Were helped: {now}. Usual: {usual}.", **values)
    # i18n: After two numbers: the difference is so large that it is hardly chance.
    real = t._("<b>This is more than chance.</b>")
    # i18n: After two numbers: the difference may well be chance.
    noise = t._("This can be chance.")
    return Markup(f"{text} {real if change.real else noise}")


def _load(t: Speaker, digest: Digest) -> Markup:
    if digest.block is None:
        return Markup("")
    load = digest.block.load
    lines = [
        # i18n: Title in the week overview: about those who give help.
        t._("<b>Who helps?</b>"),
        # i18n: {people} is "at least 10 people" or "fewer than 5 people".
        t._("• Gave help: {people}", people=say.about(t, load.helpers)),
        # i18n: People who gave help and also asked for it; {people} is "at least 10 people".
        t._("• Gave help and asked for it too: {people}", people=say.about(t, load.both)),
        # i18n: Helpers who were asked 4 times in 7 days, the most that is allowed; {people} is "at least 10 people".
        t._(
            "• Were asked as often as we allow (4 times in a week): {people}",
            people=say.about(t, load.at_cap),
        ),
    ]
    if load.busiest is not None:
        # i18n: How much of the help came from the tenth of the helpers who helped most: {count} of every 10 times.
        lines.append(t._("• The busiest tenth gave {count} of every 10 times.", count=load.busiest))
    else:
        # i18n: Instead of how much the busiest helpers did: they would be fewer than five people.
        lines.append(t._("• How the work is shared: too few helpers to show."))
    return Markup("\n".join(lines))


def _members(t: Speaker, digest: Digest) -> Markup:
    if digest.block is None:
        return Markup("")
    load = digest.block.load
    return Markup(
        "\n".join(
            [
                # i18n: Title in the week overview: about all members of the neighbourhood.
                t._("<b>Members</b>"),
                # i18n: New members; {people} is "at least 10 people" or "fewer than 5 people".
                t._("• New: {people}", people=say.about(t, load.new)),
                # i18n: Members who did nothing for 90 days; {people} is "at least 10 people".
                t._("• Silent for 90 days: {people}", people=say.about(t, load.silent)),
                # i18n: Members who left; {people} is "at least 10 people".
                t._("• Left: {people}", people=say.about(t, load.left)),
            ]
        )
    )
