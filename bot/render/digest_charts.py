"""The digest as at most four charts, each with a title that says what it shows, and the same in words."""

from __future__ import annotations

from bot.domain.digest.figures import Figure
from bot.domain.digest.findings import Findings, Gap
from bot.domain.digest.tables import HALF_OF, Row
from bot.domain.digest.telling import AGES, Block, Digest
from bot.domain.digest.weeks import weeks_of
from bot.i18n import Markup, Speaker
from bot.render import digest_words as say
from bot.render.charts.chart import Bar, Bars, Chart, Lines, Point

MOST_BARS = 7
"""Categories beyond these are in the words alone."""


def charts(t: Speaker, digest: Digest, found: Findings) -> list[Chart]:
    """The charts for which there is something to show."""
    block = digest.block
    made: list[Chart | None] = [
        _by_category(t, block, found) if block and block.tables["category"] else None,
        _line(t, digest, found),
        _ages(t, digest) if any(digest.waiting.values()) else None,
        _by_language(t, block, found) if block and _told(block.tables["lang"]) else None,
    ]
    return [chart for chart in made if chart is not None]


def in_words(t: Speaker, made: list[Chart]) -> Markup:
    """What the charts show, for who cannot see them."""
    parts = []
    for chart in made:
        if isinstance(chart, Lines):
            said = [_at(point) for point in chart.points if any(point.texts)]
            body = f"{' / '.join(chart.names)} · {', '.join(said)}"
        else:
            body = "; ".join(f"{bar.label}: {bar.text}{_rest(bar)}" for bar in chart.bars)
        parts.append(f"<b>{t.user(chart.title)}</b>\n{t.user(body)}")
    return Markup("\n".join(parts))


def _at(point: Point) -> str:
    said = " / ".join(text for text in point.texts if text)
    return f"{point.label}: {said}" if point.label else said


def _rest(bar: Bar) -> str:
    said = bar.inner_text or bar.over
    return f" / {said}" if said else ""


def _by_category(t: Speaker, block: Block, found: Findings) -> Bars:
    rows = block.tables["category"]
    worst = found.real_gaps("category")
    if worst:
        kind = say.group(t, "category", worst[0].kind)
        title = (
            # i18n: Title of a chart; {kind} is a kind of help, as "A lift".
            t.label("{kind}: the longest wait", kind=kind)
            if worst[0].about == "soon"
            # i18n: Title of a chart; {kind} is a kind of help, as "A lift".
            else t.label("{kind}: hardest to find help for", kind=kind)
        )
    else:
        # i18n: Title of a chart; {kind} is a kind of help, as "A lift".
        title = t.label("Asked for most: {kind}", kind=say.group(t, "category", rows[0].kind))
    if any(row.helped is not None for row in rows):
        # i18n: Under the title of a chart; {days} is "2 November to 29 November".
        note = t.label("People who asked, and (dark) who were helped. {days}", days=_days(t, block))
    else:
        # i18n: Under the title of a chart; {days} is "2 November to 29 November".
        note = t.label("People who asked. {days}", days=_days(t, block))
    return Bars(_plain(title), tuple(_bar(t, "category", row) for row in rows[:MOST_BARS]), _plain(note))


def _bar(t: Speaker, table: str, row: Row) -> Bar:
    name, asked = say.group(t, table, row.kind), t.number(row.asked)
    if row.helped is None:
        over, short = _over(t, row)
        return Bar(name, row.asked, asked, over=over, over_short=short)
    # i18n: In the dark part of a bar: how many of these people were helped. Very short.
    inner = t._("{count} helped", count=row.helped)
    return Bar(name, row.asked, asked, row.helped, _plain(inner), t.number(row.helped))


def _over(t: Speaker, row: Row) -> tuple[str, str]:
    """What is said of a group of whom it is not told how many were helped."""
    if row.under_half:
        # i18n: Over a bar: fewer than half of these people were helped. Very short.
        return t.label("under half helped"), "<½"
    if row.asked >= HALF_OF:
        # i18n: Over a bar: half or more of these people were helped. Very short.
        return t.label("half or more helped"), "≥½"
    # i18n: Over a bar: how many of these people were helped is not shown, since there are few. Very short.
    return t.label("helped: not shown"), "?"


def _line(t: Speaker, digest: Digest, found: Findings) -> Lines | None:
    if sum(isinstance(span.asked, int) for span in digest.line) < 2:
        return None
    points = []
    every = 1 if not digest.by_week else 3
    for number, span in enumerate(reversed(digest.line)):
        label = say.short_day(t, span.week) if number % every == 0 else ""
        told = (_value(span.asked), _value(span.helped))
        texts = tuple("" if value is None else t.number(value) for value in told)
        points.append(Point(label, told, texts))
    # i18n: At the end of a line in a chart: people who asked for help. Very short.
    asked = t.label("asked")
    # i18n: At the end of a line in a chart: people who were helped. Very short.
    helped = t.label("helped")
    if digest.by_week:
        # i18n: Under the title of a chart of weeks.
        note = t.label("People each week; the date is the Monday. Who was helped may have asked earlier.")
    else:
        # i18n: Under the title of a chart of periods of four weeks.
        note = t.label("People in four weeks; the date is the first Monday.")
    return Lines(_line_title(t, found), (asked, helped), tuple(reversed(points)), note)


def _line_title(t: Speaker, found: Findings) -> str:
    asked = next((change for change in found.changes if change.what == "asked"), None)
    if asked is None:
        # i18n: Title of a chart of weeks, where nothing can be compared yet.
        return t.label("Asked and helped")
    if not asked.real:
        # i18n: Title of a chart of weeks: the number of people who asked is not clearly other than before.
        return t.label("About as many people asked as before")
    if asked.now * asked.times > asked.before:
        # i18n: Title of a chart of weeks.
        return t.label("More people asked for help than before")
    # i18n: Title of a chart of weeks.
    return t.label("Fewer people asked for help than before")


def _value(shown: Figure) -> int | None:
    return shown if isinstance(shown, int) else None


def _ages(t: Speaker, digest: Digest) -> Bars:
    names = {
        # i18n: Chart of people who wait, by when they asked.
        "this_week": t.label("Asked this week"),
        # i18n: Chart of people who wait, by when they asked.
        "last_week": t.label("Asked the week before"),
        # i18n: Chart of people who wait, by when they asked.
        "longer": t.label("Asked earlier"),
    }
    titles = {
        # i18n: Title of a chart of people who wait.
        "this_week": t.label("Most who wait: less than a week"),
        # i18n: Title of a chart of people who wait.
        "last_week": t.label("Most who wait: one to two weeks"),
        # i18n: Title of a chart of people who wait.
        "longer": t.label("Most who wait: longer than two weeks"),
    }
    longest = max(AGES, key=lambda age: digest.waiting[age])
    bars = tuple(
        Bar(names[age], digest.waiting[age], _plain(say.short_about(t, digest.waiting[age]))) for age in AGES
    )
    # i18n: Under the title of a chart of people who wait.
    return Bars(titles[longest], bars, t.label("People without a helper when the week ended"))


def _told(rows: tuple[Row, ...]) -> bool:
    return sum(row.helped is not None for row in rows) > 1


def _by_language(t: Speaker, block: Block, found: Findings) -> Bars:
    worst = found.real_gaps("lang")
    if worst:
        # i18n: Title of a chart; {name} is a language, as "Arabic".
        title = t.label("{name}: helped less often or later", name=say.group(t, "lang", worst[0].kind))
    else:
        # i18n: Title of a chart: people of each language are helped about as often.
        title = t.label("No clear difference between languages")
    usual = {gap.kind: gap for gap in found.gaps if gap.table == "lang" and gap.about == "helped"}
    bars = []
    for row in block.tables["lang"]:
        if row.helped is None:
            continue
        # i18n: At a bar of a chart: {helped} of {asked} people were helped. Short.
        text = t._("{helped} of {asked}", helped=row.helped, asked=row.asked)
        share = row.helped / row.asked
        name = say.group(t, "lang", row.kind)
        bars.append(Bar(name, share, _plain(text), usual=_usual(usual.get(row.kind))))
    # i18n: Under the title of a chart that shows which part of the people of each language were helped.
    note = t.label("Which part was helped. Grey: what chance alone would make. {days}", days=_days(t, block))
    return Bars(_plain(title), tuple(bars), _plain(note), longest=1)


def _usual(gap: Gap | None) -> tuple[float, float] | None:
    return (gap.usual[0] / gap.of, gap.usual[1] / gap.of) if gap else None


def _days(t: Speaker, block: Block) -> str:
    return say.days(t, weeks_of(block.number)[0], 4)


def _plain(text: str) -> str:
    """Without the marks that isolate a name in a chat: in a picture every piece stands by itself."""
    return text.replace("\u2068", "").replace("\u2069", "")
