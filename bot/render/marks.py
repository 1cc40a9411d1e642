"""What a buurt asks of its helpers: a coordinator's first yes, and a certificate of conduct."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.asking import question, ticked
from bot.render.buurt import settings_row
from bot.render.coordinator import left_rows, next_row
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Screen

MARKS = ("home", "childcare", "money")
YEARS = (1, 2, 3, 4, 5)


def _name(t: Speaker, mark: str) -> str:
    names = {
        # i18n: Kind of help for which more is asked of helpers; button.
        "home": t.label("Visits at home"),
        # i18n: Kind of help for which more is asked of helpers; button.
        "childcare": t.label("Children"),
        # i18n: Kind of help for which more is asked of helpers; button: errands and paperwork.
        "money": t.label("Money (errands, paperwork)"),
    }
    return names[mark]


@message
def co_marks(t: Speaker, buurt: int, first_yes: list[str]) -> Screen:
    """For which help a helper's first time needs a yes; more on further screens."""
    return Screen(
        # i18n: To a coordinator, above kinds of help that can be ticked. VOG: certificate of conduct, keep the word.
        t._(
            "<b>What helpers need</b>\n✅ = you say yes to the first time of each helper. Your yes then counts for "
            "later times too.\nFor a VOG there is a screen of its own."
        ),
        (
            *column(
                *(
                    press(
                        ticked(_name(t, mark), mark in first_yes),
                        "co.first",
                        buurt,
                        mark,
                        "off" if mark in first_yes else "on",
                    )
                    for mark in MARKS
                ),
                # i18n: Button: for which kinds of help a certificate of conduct (VOG; keep the word) is needed.
                press(t.label("📄 VOG …"), "co.vog_for", buurt),
            ),
            settings_row(t, buurt),
        ),
    )


@message
def co_vog_for(t: Speaker, buurt: int, vog: list[str], years: int) -> Screen:
    """For which help a certificate of conduct is needed, and for how long it counts."""
    longer = years % len(YEARS) + 1
    # i18n: How long a certificate of conduct counts.
    lasts = t.n("{count} year", "{count} years", years)
    return Screen(
        # i18n: To a coordinator. VOG: certificate of conduct, keep the word. {years} is "3 years".
        t._(
            "<b>VOG</b>\n✅ = only helpers whose VOG you have seen are asked for this. We keep the day on which you "
            "saw it, never the paper. After {years} we ask for it again. Helpers without one are told once, kindly.",
            years=lasts,
        ),
        (
            *column(
                *(
                    press(
                        ticked(_name(t, mark), mark in vog),
                        "co.vog_on",
                        buurt,
                        mark,
                        "off" if mark in vog else "on",
                    )
                    for mark in MARKS
                ),
                # i18n: Button: change after how many years a VOG is asked for again; {years} is "3 years".
                press(t.label("⏳ Counts for {years}", years=lasts), "co.vog_years", buurt, longer),
            ),
            settings_row(t, buurt),
        ),
    )


@message
def vog_wanted(t: Speaker, buurt: str) -> Screen:
    """To a helper, once: what is needed for some of what they offer."""
    return Screen(
        # i18n: To a helper; {buurt} is a neighbourhood. VOG: certificate of conduct, keep the word.
        t._(
            "Thank you for helping in {buurt}. For some of what you offer, the coordinators first want to see a VOG "
            "(a paper that says that you did nothing wrong). For volunteers it is often free: ask a coordinator. We "
            "keep only the day on which they saw it, never the paper. For your other help nothing changes.",
            buurt=buurt,
        ),
        (home_row(t),),
    )


@message
def vog_needed(t: Speaker, category: str) -> Screen:
    """To a helper who said yes to what needs one."""
    return Screen(
        # i18n: To a helper; {category} is a kind of help. VOG: certificate of conduct, keep the word.
        t._(
            "Kind of you! For this ({category}) the coordinators first want to see a VOG. Please show it to a "
            "coordinator. We ask somebody else this time.",
            category=Markup(words.category(t, category)),
        ),
        (home_row(t),),
    )


@message
def vog_noted(t: Speaker, day: str) -> Screen:
    """To a helper: seen, and what is kept of it."""
    return Screen(
        # i18n: To a helper; {day} is a date with its weekday. VOG: certificate of conduct, keep the word.
        t._(
            "A coordinator has seen your VOG ({day}). We keep only that day. Thank you!",
            day=t.day(date.fromisoformat(day)),
        ),
        (home_row(t),),
    )


@message
def co_vog(t: Speaker, resident: int, name: str, buurt: int, more: int) -> Screen:
    """A helper of whom no certificate was seen."""
    return Screen(
        # i18n: To a coordinator; {name} is a first name. VOG: certificate of conduct, keep the word.
        t._(
            "<b>{name}</b> offers help for which a VOG is needed. Have you seen it? We keep only the day, never the "
            "paper.",
            name=name,
        ),
        (
            *column(
                # i18n: Button: I have seen the certificate of conduct today.
                press(t.label("✅ Seen today"), "co.vog_today", resident),
                # i18n: Button: I have seen the certificate of conduct on another day.
                press(t.label("📅 Seen on another day"), "co.vog_day", resident),
            ),
            *next_row(t, more, "co.vogs", buurt, resident),
            settings_row(t, buurt),
        ),
    )


@message
def co_vog_noted(t: Speaker, name: str, buurt: int, left: int) -> Screen:
    """The day is kept."""
    return Screen(
        # i18n: To a coordinator; {name} is a first name. VOG: certificate of conduct, keep the word.
        t._("Noted. {name} has been told.", name=name),
        left_rows(t, left, "co.vogs", buurt),
    )


@message
def question_seen_on(t: Speaker, data: dict[str, Any], again: bool) -> Screen:
    """On which day it was seen."""
    return question(
        t,
        # i18n: Question to a coordinator for a date; the example may be typed.
        t._("On which day did you see it? Write it like this: 3-9-2026."),
        (),
        # i18n: Said when no date was recognised, or one in the future.
        t._("I did not find a day in that, or it is too long ago.") if again else None,
    )
