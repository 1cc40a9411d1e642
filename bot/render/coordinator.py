"""The coordinator's screens: what waits, one thing at a time."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker
from bot.render import figures, words
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Row, Screen


def last_row(t: Speaker, buurt: int | None) -> Row:
    """To the coordinator's menu, home and help."""
    # i18n: Button: to the coordinator's menu of a buurt.
    menu = press(t.label("🧭 Menu"), "co.today", *([] if buurt is None else [buurt]))
    return (menu, *home_row(t))


def request_row(t: Speaker, buurt: int, post: int) -> Row:
    """Back to the request that a question is about, the coordinator's menu and help."""
    menu, _home, get_help = last_row(t, buurt)
    # i18n: Button: back to the request that this question is about.
    return (press(t.label("‹ The request"), "co.open", buurt, post - 1), menu, get_help)


def next_row(t: Speaker, more: int, action: str, buurt: int | None, after: int) -> tuple[Row, ...]:
    if not more or buurt is None:
        return ()
    # i18n: Button: show the next one of a list.
    return ((press(t.label("Next ›"), action, buurt, after),),)


@message
def co_choose(t: Speaker, buurten: list[Any]) -> Screen:
    """Which of one's buurten."""
    return Screen(
        # i18n: A coordinator of several neighbourhoods chooses one.
        t._("<b>Coordinator</b>\nWhich buurt?"),
        (*column(*(press(name, "co.today", buurt) for buurt, name in buurten[:6])), home_row(t)),
    )


@message
def co_nothing(t: Speaker, buurt: int) -> Screen:
    """An empty list."""
    # i18n: A coordinator opened a list that is empty.
    return Screen(t._("Nothing waits here."), (last_row(t, buurt),))


@message
def co_newcomer(
    t: Speaker,
    resident: int,
    name: str,
    lang: str,
    barred: bool,
    buurt: int | None = None,
    more: int = 0,
) -> Screen:
    """Somebody who waits to be let in."""
    lines = [
        # i18n: To a coordinator; {name} is a first name, {language} the language they read.
        t._(
            "<b>{name} would like to take part</b>\nReads: {language}",
            name=name,
            language=Markup(words.languages(t, [lang])),
        )
    ]
    if barred:
        lines.append(
            # i18n: To a coordinator about a newcomer. Careful: a report is no proof.
            t._("⚠️ This account was removed or reported before. Please talk to this person first.")
        )
    return Screen(
        Markup("\n".join(lines)),
        (
            *pairs(
                # i18n: Button: let a newcomer take part.
                press(t.label("✅ Let in"), "co.admit", resident),
                # i18n: Button: do not let a newcomer take part. Friendly.
                press(t.label("Not now"), "co.refuse", resident),
            ),
            *next_row(t, more, "co.new", buurt, resident),
            last_row(t, buurt),
        ),
    )


def left_rows(t: Speaker, left: int, action: str, buurt: int) -> tuple[Row, ...]:
    # i18n: Button: show the next one of a list.
    return ((press(t.label("Next ›"), action, buurt),), last_row(t, buurt)) if left else (last_row(t, buurt),)


@message
def co_admitted(t: Speaker, name: str, buurt: int, left: int) -> Screen:
    """A newcomer is in."""
    # i18n: To a coordinator after letting somebody in.
    return Screen(
        t._("{name} takes part now and has been told.", name=name), left_rows(t, left, "co.new", buurt)
    )


@message
def co_refused(t: Speaker, name: str, buurt: int, left: int) -> Screen:
    """A newcomer is not let in."""
    return Screen(
        # i18n: To a coordinator after not letting somebody in.
        t._("{name} does not take part. I have told them kindly.", name=name),
        left_rows(t, left, "co.new", buurt),
    )


@message
def co_members(
    t: Speaker,
    buurt: int,
    name: str,
    members: int | str,
    helpers: int | str,
    by_lang: dict[str, Any] | None,
) -> Screen:
    """Members in numbers; small numbers are not shown."""
    # i18n: Title of a coordinator's screen; {name} is the name of the neighbourhood.
    lines = [t._("<b>Members of {name}</b>", name=name)]
    # i18n: Members in numbers; {people} is "12 people" or "fewer than 5 people".
    lines.append(t._("Take part: {people}", people=figures.people(t, members)))
    # i18n: Members in numbers; {people} is "12 people" or "fewer than 5 people".
    lines.append(t._("Offer help: {people}", people=figures.people(t, helpers)))
    if by_lang:
        # i18n: Members in numbers: above a list of languages in which people read their screens.
        lines.append(t._("\n<b>Reads</b>"))
        for lang, count in by_lang["cells"]:
            lines.append(figures.cell(t, words.languages(t, [lang]), count))
        if by_lang["others"]:
            # i18n: In a list of languages with numbers: all other languages together.
            lines.append(figures.cell(t, t.label("Other languages"), by_lang["others"]))
    # i18n: Button: neighbours who have no phone and take part through a contact.
    paper = press(t.label("📄 Without a phone"), "co.paper", buurt)
    return Screen(Markup("\n".join(lines)), ((paper,), last_row(t, buurt)))


@message
def not_admitted(t: Speaker, buurt: str) -> Screen:
    """To a newcomer whom a coordinator did not let in."""
    return Screen(
        # i18n: To a newcomer; {buurt} is the name of a neighbourhood. Kind, no reproach.
        t._(
            "You cannot take part in {buurt} at this moment. We have erased what you filled in, except your "
            "first name and language. Do you know somebody there? Ask them for an invitation link. You can "
            "begin again with /start, or erase everything with /vergeetmij.",
            buurt=buurt,
        )
    )
