"""The community builder's week: first in sentences, then in figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.digest import FEWEST, Hidden
from bot.i18n import Markup, Speaker
from bot.render import figures, words
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Screen


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
    t: Speaker,
    buurt: str,
    first: str,
    last: str,
    quiet: bool,
    asked: int | str,
    offered: int | str,
    helped: int | str,
    waiting: int | str,
    hours_to_yes: int | None,
    asked_by_category: dict[str, Any] | None,
    asked_by_lang: dict[str, Any] | None,
    helped_by_category: dict[str, Any] | None,
    helped_by_lang: dict[str, Any] | None,
) -> Screen:
    """A week of a buurt. All figures are people, never posts; none is about fewer than five."""
    # i18n: Title of the weekly overview; {buurt} a neighbourhood, {first} and {last} dates with weekday.
    title = t._(
        "<b>The week of {buurt}</b>\n{first} to {last}",
        buurt=buurt,
        first=t.day(date.fromisoformat(first)),
        last=t.day(date.fromisoformat(last)),
    )
    # i18n: Under the weekly overview: why small numbers are missing. {number} is always 5.
    note = t._("<i>We count people, not requests. Fewer than {number} is not shown.</i>", number=FEWEST)
    if quiet:
        # i18n: Weekly overview of a week in which little happened; said honestly.
        little = t._("It was a quiet week: too few people took part to show numbers. That can be fine.")
        return Screen(Markup(f"{title}\n\n{little}\n\n{note}"), (home_row(t),))
    lists = [
        # i18n: Weekly overview: title above a list of kinds of help.
        _kinds(t, t._("<b>What was asked</b>"), asked_by_category),
        # i18n: Weekly overview: title above a list of kinds of help.
        _kinds(t, t._("<b>What was done</b>"), helped_by_category),
        # i18n: Weekly overview: title above a list of languages.
        _langs(t, t._("<b>Who asked, by language</b>"), asked_by_lang),
        # i18n: Weekly overview: title above a list of languages.
        _langs(t, t._("<b>Who was helped, by language</b>"), helped_by_lang),
    ]
    parts = [
        title,
        _sentences(t, asked, helped, waiting, hours_to_yes),
        _figures(t, asked, offered, helped, waiting),
        *(each for each in lists if each),
        note,
    ]
    return Screen(Markup("\n\n".join(parts)), (home_row(t),))


def _sentences(
    t: Speaker, asked: int | str, helped: int | str, waiting: int | str, hours_to_yes: int | None
) -> Markup:
    """The week in words that anybody understands; nothing is said about what is hidden."""
    lines: list[Markup] = []
    if isinstance(asked, int):
        # i18n: Weekly overview, first sentence: how many people asked for help.
        lines.append(t.n("{count} neighbour asked for help.", "{count} neighbours asked for help.", asked))
    else:
        # i18n: Weekly overview, first sentence, where the number is too small to show.
        lines.append(t._("Few neighbours asked for help."))
    if isinstance(helped, int):
        # i18n: Weekly overview: how many people were helped.
        lines.append(t.n("{count} neighbour was helped.", "{count} neighbours were helped.", helped))
    elif helped == Hidden.SOME:
        # i18n: Weekly overview: about as many people were helped as asked; the number is not shown.
        lines.append(t._("About as many were helped."))
    if isinstance(waiting, int):
        lines.append(
            # i18n: Weekly overview: people whose request nobody has answered with a yes.
            t.n("{count} neighbour still waits.", "{count} neighbours still wait.", waiting)
        )
    if hours_to_yes is not None and hours_to_yes < 1:
        # i18n: Weekly overview: how fast somebody said yes to a request.
        lines.append(t._("Half of those who heard a yes heard it within an hour."))
    elif hours_to_yes is not None:
        lines.append(
            # i18n: Weekly overview: the middle (median) of the hours between a request and its first yes.
            t.n(
                "Half of those who heard a yes heard it within {count} hour.",
                "Half of those who heard a yes heard it within {count} hours.",
                hours_to_yes,
            )
        )
    return Markup(" ".join(lines))


def _figures(
    t: Speaker, asked: int | str, offered: int | str, helped: int | str, waiting: int | str
) -> Markup:
    lines = [
        # i18n: Weekly overview, list of numbers; {people} is "12 people" or "fewer than 5 people".
        t._("🙋 Asked for help: {people}", people=figures.people(t, asked)),
        # i18n: Weekly overview, list of numbers; {people} is "12 people" or "fewer than 5 people".
        t._("🤝 Offered help: {people}", people=figures.people(t, offered)),
        # i18n: Weekly overview, list of numbers; {people} is "12 people" or "fewer than 5 people".
        t._("✅ Were helped: {people}", people=figures.people(t, helped)),
        # i18n: Weekly overview, list of numbers; {people} is "12 people" or "fewer than 5 people".
        t._("⏳ Still wait: {people}", people=figures.people(t, waiting)),
    ]
    return Markup("\n".join(lines))


def _kinds(t: Speaker, title: Markup, breakdown: dict[str, Any] | None) -> Markup | None:
    if breakdown is None:
        return None
    lines = [figures.cell(t, words.with_icon(t, kind), count) for kind, count in breakdown["cells"]]
    if breakdown["others"]:
        # i18n: In a list of kinds of help with numbers: other kinds, and people with several kinds.
        lines.append(figures.cell(t, t.label("Other or several things"), breakdown["others"]))
    return Markup("\n".join([title, *lines]))


def _langs(t: Speaker, title: Markup, breakdown: dict[str, Any] | None) -> Markup | None:
    if breakdown is None:
        return None
    lines = [figures.cell(t, words.languages(t, [lang]), count) for lang, count in breakdown["cells"]]
    if breakdown["others"]:
        # i18n: In a list of languages with numbers: all other languages together.
        lines.append(figures.cell(t, t.label("Other languages"), breakdown["others"]))
    return Markup("\n".join([title, *lines]))
