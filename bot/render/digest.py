"""The community builder's week: five sentences, then figures; and the picture that follows them."""

from __future__ import annotations

from typing import Any

from bot.domain.digest.figures import FEWEST
from bot.domain.digest.findings import findings
from bot.domain.digest.stored import from_json
from bot.domain.digest.telling import Digest
from bot.i18n import Markup, Speaker
from bot.render import digest_text
from bot.render import digest_words as say
from bot.render.charts.picture import draw
from bot.render.digest_charts import charts, in_words
from bot.render.registry import column, drawn, home_row, message, press
from bot.render.screen import Document, Row, Screen


@message
def digest_choose(t: Speaker, buurten: list[Any]) -> Screen:
    """Which of one's buurten."""
    return Screen(
        # i18n: Somebody who reads the weekly overview of several neighbourhoods chooses one.
        t._("<b>Week overview</b>\nOf which buurt?"),
        (*column(*(press(name, "digest.of", buurt) for buurt, name in buurten[:6])), home_row(t)),
    )


@message
def digest_not_yours(t: Speaker) -> Screen:
    """A kind refusal."""
    return Screen(
        # i18n: To a resident who asked for the weekly overview of the neighbourhood.
        t._(
            "The week overview is for the community builder of your buurt. It holds numbers only, never names. "
            "Would you like to know how the buurt is doing? Ask your community builder."
        ),
        (home_row(t),),
    )


@message
def digest(
    t: Speaker, buurt: str, buurt_id: int, earlier: bool, later: bool, drawn: bool, figures: dict[str, Any]
) -> Screen:
    """A week of a buurt. All figures are people, never posts; none is about fewer than five."""
    week = from_json(figures)
    found = findings(week)
    # i18n: Under the weekly overview: why small numbers are missing. {number} is always 5.
    note = t._("<i>We count people, not requests. Fewer than {number} is not shown.</i>", number=FEWEST)
    rows = _about(t, buurt_id, week.week, earlier, later, drawn)
    if week.quiet:
        # i18n: Weekly overview of a week in which little happened; said honestly.
        little = t._("It was a quiet week: too few people took part to show numbers. That can be fine.")
        return Screen(Markup(f"{_title(t, buurt, week)}\n\n{little}\n\n{note}"), rows)
    # Signals and stories come here, after the figures.
    parts = [
        _title(t, buurt, week),
        digest_text.sentences(t, week, found),
        *digest_text.figures(t, week, found),
        note,
    ]
    return Screen(Markup("\n\n".join(parts)), rows)


@drawn
@message
def digest_picture(t: Speaker, buurt: str, figures: dict[str, Any]) -> Screen:
    """At most four charts in one picture; under it the same in words."""
    week = from_json(figures)
    made = charts(t, week, findings(week))
    title = _title(t, buurt, week)
    picture = draw(picture_title(t, buurt, week), tuple(made), t.rtl)
    return Screen(Markup(f"{title}\n{in_words(t, made)}"), photo=Document("digest.png", picture))


def picture_title(t: Speaker, buurt: str, week: Digest) -> str:
    """Above the charts."""
    # i18n: Title of a picture: {buurt} is a neighbourhood, {days} is "2 November to 8 November".
    said = t._("The week of {buurt}: {days}", buurt=Markup(buurt), days=say.days(t, week.week))
    return said.replace("\u2068", "").replace("\u2069", "")


def _title(t: Speaker, buurt: str, week: Digest) -> Markup:
    # i18n: Title of the weekly overview; {buurt} a neighbourhood, {days} is "2 November to 8 November".
    return t._("<b>The week of {buurt}</b>\n{days}", buurt=buurt, days=say.days(t, week.week))


def _about(t: Speaker, buurt: int, week: int, earlier: bool, later: bool, drawn: bool) -> tuple[Row, ...]:
    moves = []
    if earlier:
        # i18n: Button: the overview of the week before.
        moves.append(press(t.label("‹ Week before"), "digest.of", buurt, week - 1))
    if later:
        # i18n: Button: the overview of the week after.
        moves.append(press(t.label("Week after ›"), "digest.of", buurt, week + 1))
    rows = [tuple(moves)] if moves else []
    if drawn and later:
        # i18n: Button: the overview of this week as a picture.
        rows.append((press(t.label("📊 Picture"), "digest.picture", buurt, week),))
    return (*rows, home_row(t))
