"""The questions of every conversation, one a screen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.domain.categories import FREQUENT, Category
from bot.domain.matching import WEEKLY_CAP
from bot.domain.when import Part, When
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.asking import choice, question, ticked
from bot.render.registry import column, message, pairs, press
from bot.render.screen import Button, Row, Screen

Data = dict[str, Any]
A_PAGE = 5
"""Kinds of help on one page; the sixth button is "more"."""
SPOKEN_CHOICES = ("nl", "ar", "en", "tr", "uk")


@message
def question_category(t: Speaker, data: Data, again: bool) -> Screen:
    """The frequent five and "more"; the others on pages of their own."""
    # i18n: Question when asking for help.
    asking = t._("What would you like help with? Choose, or just write it.")
    # i18n: Question when offering help.
    offering = t._("What do you like to do for a neighbour? Choose, or just write it.")
    rest = [each for each in Category if each not in FREQUENT]
    pages = (list(FREQUENT), rest[:A_PAGE], rest[A_PAGE:])
    page = int(data.get("more") or 0)
    buttons = [choice(words.with_icon(t, each), "category", each) for each in pages[page]]
    if page + 1 < len(pages):
        # i18n: Button: more kinds of help.
        buttons.append(choice(t.label("More …"), "category", "more"))
    text = offering if data["flow"] == "offer" else asking
    if data.get("adults_only"):
        # i18n: Said above the question when somebody under 18 chose help at somebody's home.
        text = Markup(t._("Help inside somebody's home is for people of 18 and older.") + "\n\n" + text)
    return question(
        t,
        text,
        pairs(*buttons),
        # i18n: Said when no kind of help was recognised in a sentence.
        t._("I am not sure what kind of help that is. Please choose a button.") if again else None,
    )


@message
def question_when(t: Speaker, data: Data, again: bool) -> Screen:
    """When help is wanted."""
    return question(
        t,
        # i18n: Question for the day on which help is wanted; the example may be typed.
        t._("When? Choose, or write it, for example: Thursday afternoon."),
        pairs(
            # i18n: Button: when.
            choice(t.label("Today"), "when", "today"),
            # i18n: Button: when.
            choice(t.label("Tomorrow"), "when", "tomorrow"),
            # i18n: Button: when; until Sunday.
            choice(t.label("This week"), "when", "week"),
            # i18n: Button: when; a list of days follows.
            choice(t.label("Choose a day"), "when", "choose"),
            # i18n: Button: when; any time is fine.
            choice(t.label("Any time"), "when", "any"),
        ),
        _not_a_time(t) if again else None,
    )


def _not_a_time(t: Speaker) -> Markup:
    # i18n: Said when no day or time was recognised in a sentence.
    return t._("I did not find a day or time in that. Please choose, or write it differently.")


@message
def question_day(t: Speaker, data: Data, again: bool) -> Screen:
    """Six days from today; another date may be typed."""
    today = date.fromisoformat(data["today"])
    days = [today + timedelta(days=offset) for offset in range(6)]
    return question(
        t,
        # i18n: Question above buttons with the coming six days.
        t._("Which day? You can also write another date."),
        column(*(choice(words.short_day(t, day), "day", day.isoformat()) for day in days)),
        _not_a_time(t) if again else None,
    )


@message
def question_part(t: Speaker, data: Data, again: bool) -> Screen:
    """The part of that day; a clock time may be typed."""
    day = When.from_json(data["when"]).first
    return question(
        t,
        # i18n: Question for the part of a day; {day} is a date with its weekday. A clock time may be typed.
        t._("{day}: what time suits? You can also write a time, such as 14:30.", day=t.day(day or date.min)),
        pairs(
            *(choice(words.part(t, part), "part", part) for part in Part),
            # i18n: Button: the part of the day does not matter.
            choice(t.label("Any time"), "part", "any"),
        ),
        _not_a_time(t) if again else None,
    )


@message
def question_clock(t: Speaker, data: Data, again: bool) -> Screen:
    """The clock time that two people agreed on."""
    day = When.from_json(data["when"]).first
    hours = ("0930", "1100", "1300", "1430", "1600", "1900")
    return question(
        t,
        # i18n: Question for a clock time; {day} is a date with its weekday.
        t._("{day}: at what time? Choose, or write it, such as 10:15.", day=t.day(day or date.min)),
        pairs(*(choice(f"{hour[:2]}:{hour[2:]}", "clock", hour) for hour in hours)),
        _not_a_time(t) if again else None,
    )


@message
def question_words(t: Speaker, data: Data, again: bool) -> Screen:
    """A sentence, a voice note, or nothing."""
    return question(
        t,
        # i18n: Question for a sentence about the help. Voice notes go to the person who helps, unread by us.
        t._(
            "Would you like to say more? Write a sentence or send a voice message. "
            "Please no addresses, phone numbers or health details: neighbours who are asked will read it."
        ),
        # i18n: Button: no sentence needed.
        column(choice(t.label("Nothing more"), "words", "none")),
        # i18n: Said when a sentence was too long.
        t._("At most 500 letters, please.") if again else None,
    )


def _yes_no(t: Speaker, step: str) -> tuple[Row, ...]:
    return pairs(
        # i18n: Button: yes.
        choice(t.label("Yes"), step, "yes"),
        # i18n: Button: no.
        choice(t.label("No"), step, "no"),
    )


@message
def question_coffee(t: Speaker, data: Data, again: bool) -> Screen:
    """Gently: may the helper stay for coffee?"""
    # i18n: A gentle question with an errand: would you like the helper to stay for a cup of coffee?
    text = t._("If it suits you both: may the neighbour stay for a cup of coffee or tea?")
    return question(t, text, _yes_no(t, "coffee"))


@message
def question_for_name(t: Speaker, data: Data, again: bool) -> Screen:
    """For whom somebody else asks."""
    # i18n: Question when somebody asks on another person's behalf. That person will be told.
    text = t._(
        "For whom is it? Write the first name. If this person uses Buurtkring too, you can share their contact "
        "card (📎): then they hear of it themselves and can stop it."
    )
    papers = [press(t.isolated(name), "paper.for", who) for who, name in data.get("papers") or []]
    if data.get("papers") is not None:
        # i18n: Button: the person for whom I ask has no phone.
        papers.append(press(t.label("📄 Somebody without a phone"), "paper.for", "new"))
    # i18n: Said when a name was empty or too long.
    return question(
        t, text, column(*papers), t._("A first name of at most 40 letters, please.") if again else None
    )


@message
def question_spoken(t: Speaker, data: Data, again: bool) -> Screen:
    """Which languages the resident speaks, asked when it first matters."""
    picked = data.get("picked", [t.lang])
    labels = {code: t.locale.languages.get(code, code) for code in SPOKEN_CHOICES}
    return question(
        t,
        # i18n: Question above buttons with languages that can be ticked.
        t._("Which languages do you speak? Press all that fit, then Ready."),
        pairs(
            *(choice(ticked(labels[code], code in picked), "spoken", code) for code in SPOKEN_CHOICES),
            # i18n: Button after ticking: go on.
            choice(t.label("Ready ›"), "spoken", "ready"),
        ),
        # i18n: Said when "Ready" was pressed with nothing ticked.
        t._("Please choose at least one language.") if again else None,
    )


@message
def question_adult(t: Speaker, data: Data, again: bool) -> Screen:
    """18 or older, asked only where help happens inside a home."""
    # i18n: Question before help inside somebody's home.
    return question(t, t._("This is help inside a home. Are you 18 or older?"), _yes_no(t, "adult"))


@message
def question_days(t: Speaker, data: Data, again: bool) -> Screen:
    """Days that suit a helper: quick choices, or days that can be ticked on two pages."""
    # i18n: Question to a helper; the example may be typed.
    text = t._("Which days suit you? Choose, or write it, for example: Tuesday and Thursday.")
    picked = data.get("days", [])
    page = data.get("days_page", 0)

    def day(number: int) -> Button:
        return choice(ticked(t.weekday(number), number in picked), "days", number)

    # i18n: Button after ticking: go on.
    ready = choice(t.label("Ready ›"), "days", "ready")
    if page == 1:
        # i18n: Button: the days of the weekend are on the next page.
        rows = pairs(*(day(number) for number in range(5)), choice(t.label("Weekend ›"), "days", "page2"))
    elif page == 2:
        rows = pairs(day(5), day(6), ready)
    else:
        rows = pairs(
            # i18n: Button: all days.
            choice(t.label("Every day"), "days", "any"),
            # i18n: Button: Monday to Friday.
            choice(t.label("Monday to Friday"), "days", "weekdays"),
            # i18n: Button: Saturday and Sunday.
            choice(t.label("Weekend"), "days", "weekend"),
            # i18n: Button under "which days suit you?": not every week, only on one day that is chosen next.
            choice(t.label("One time"), "days", "once"),
            # i18n: Button: days to tick follow.
            choice(t.label("Choose days"), "days", "page1"),
        )
    return question(t, text, rows, _not_a_time(t) if again else None)


def _by_button(t: Speaker) -> Markup:
    # i18n: Said when something was written where only the buttons are understood.
    return t._("I did not understand that. Please use the buttons.")


@message
def question_parts(t: Speaker, data: Data, again: bool) -> Screen:
    """Parts of the day that suit a helper."""
    picked = data.get("parts", [])
    return question(
        t,
        # i18n: Question to a helper, above parts of the day that can be ticked; it may also be typed.
        t._("Which part of the day suits you? Choose, or write it, for example: in the afternoon."),
        pairs(
            *(choice(ticked(words.part(t, part), part in picked), "parts", part) for part in Part),
            # i18n: Button: the part of the day does not matter.
            choice(t.label("Any time"), "parts", "any"),
            # i18n: Button after ticking: go on.
            choice(t.label("Ready ›"), "parts", "ready"),
        ),
        _not_a_time(t) if again else None,
    )


@message
def question_often(t: Speaker, data: Data, again: bool) -> Screen:
    """How often a helper may be asked at most; for how many neighbours an offer for one day is."""
    counts = range(1, WEEKLY_CAP + 1)
    # i18n: Question to a helper: at most how many times a week may we ask?
    text = t._("How often may we ask you, at most, in a week?")
    # i18n: Button: at most so many times a week.
    labels = [str(t.n("{count} time", "{count} times", count)) for count in counts]
    if data.get("once"):
        # i18n: Question to a helper who offers something for one day: for how many neighbours at most?
        text = t._("For how many neighbours, at most?")
        # i18n: Button: for so many neighbours at most.
        labels = [str(t.n("{count} neighbour", "{count} neighbours", count)) for count in counts]
    return question(
        t,
        text,
        pairs(*(choice(label, "often", count) for label, count in zip(labels, counts, strict=True))),
        _by_button(t) if again else None,
    )


@message
def question_address(t: Speaker, data: Data, again: bool) -> Screen:
    """The address, for this one neighbour only."""
    # i18n: Question for an address. It is given to one neighbour only and erased after the day.
    text = t._(
        "Write the address. Only this neighbour gets it. We erase it after the day of your appointment."
    )
    return question(t, text, ())


@message
def question_thanks(t: Speaker, data: Data, again: bool) -> Screen:
    """A word of thanks in the resident's own words."""
    # i18n: Question for a word of thanks that is passed on.
    return question(t, t._("What would you like to say? I will pass it on."), ())
