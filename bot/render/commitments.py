"""Appointments: choosing a time, confirming it, and the reminders."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Button, Screen
from bot.render.sharing import door_code, report, talk


def _digits(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%Y%m%d%H%M")


def _cancel(t: Speaker, match: int) -> Button:
    # i18n: Button: this appointment does not go on.
    return press(t.label("✖️ Call it off"), "match.cancel", match)


@message
def choose_time(
    t: Speaker, commitment: int, match: int, name: str, moments: list[str], until_now: str | None
) -> Screen:
    """Moments that suit both, another time, or arranging it between the two."""
    if until_now:
        # i18n: An appointment is to be moved; {moment} is when it is now.
        text = t._(
            "<b>When would suit you, with {name}?</b>\nNow it is {moment}. "
            "That stays, until you choose another time.",
            name=name,
            moment=words.moment(t, until_now),
        )
    else:
        # i18n: Two neighbours look for a time.
        text = t._("<b>When would suit you, with {name}?</b>", name=name)
    return Screen(
        text,
        (
            *column(
                *(
                    press(str(words.moment(t, each)), "time.pick", commitment, _digits(each))
                    for each in moments
                ),
                # i18n: Button: none of these moments, I name one myself.
                press(t.label("🗓 Another time"), "time.type", commitment),
                # i18n: Button: the two neighbours will find a time by themselves.
                press(t.label("💬 We arrange it ourselves"), "time.ours", commitment),
                # i18n: Button: to the screen of this appointment, changing nothing.
                press(t.label("Not now"), "match.show", match),
            ),
            home_row(t),
        ),
    )


@message
def time_proposed(t: Speaker, name: str, moment: str, match: int) -> Screen:
    """The other is asked whether the time suits."""
    # i18n: The other neighbour is asked whether this time suits.
    text = t._(
        "I ask {name}: <b>{moment}</b>. You get a message as soon as {name} answers.",
        name=name,
        moment=words.moment(t, moment),
    )
    return Screen(text, (*column(talk(t, match)), home_row(t)))


@message
def confirm_time(
    t: Speaker, commitment: int, match: int, name: str, category: str, moment: str, until_now: str | None
) -> Screen:
    """A proposed time, to be confirmed."""
    # i18n: {what} is a kind of help, {name} the neighbour who proposes this time.
    text = t._(
        "<b>{what}: does this time suit you?</b>\n{name} proposes {moment}.",
        what=words.with_icon(t, category),
        name=name,
        moment=words.moment(t, moment),
    )
    if until_now:
        # i18n: {moment} is the time that was agreed before.
        before = t._("The appointment on {moment} no longer stands.", moment=words.moment(t, until_now))
        text = Markup(f"{text}\n{before}")
    return Screen(
        text,
        (
            *column(
                # i18n: Button: yes, this time suits me.
                press(t.label("✅ Yes, that suits me"), "time.yes", commitment, _digits(moment)),
                # i18n: Button: this time does not suit me, another one would.
                press(t.label("🗓 Another time"), "time.other", commitment),
                talk(t, match),
                _cancel(t, match),
            ),
            home_row(t),
        ),
    )


@message
def time_confirmed(t: Speaker, name: str, category: str, moment: str, match: int, code: str) -> Screen:
    """It is an appointment."""
    # i18n: The appointment stands; {what} is a kind of help, {moment} a date and time.
    text = t._(
        "<b>It is an appointment</b>\n{what} with {name}\n{moment}",
        what=words.with_icon(t, category),
        name=name,
        moment=words.moment(t, moment),
    )
    # i18n: Below an appointment.
    after = t._("You get a reminder from me.")
    return Screen(
        Markup(f"{text}\n{door_code(t, code)}\n\n{after}"),
        (
            *column(
                # i18n: Button: everything about this appointment.
                press(t.label("📅 The appointment"), "match.show", match)
            ),
            home_row(t),
        ),
    )


@message
def time_passed(t: Speaker, commitment: int) -> Screen:
    """A time was typed that lies in the past, or too far ahead."""
    return Screen(
        # i18n: A date and time were typed that cannot be an appointment.
        t._("That time has passed, or is too far away. Which time would suit?"),
        (
            *column(
                # i18n: Button: name a date and time again.
                press(t.label("🗓 Another time"), "time.type", commitment),
                # i18n: Button: the help was given already.
                press(t.label("✅ It has been done already"), "time.done", commitment),
            ),
            home_row(t),
        ),
    )


@message
def arrange_yourselves(t: Speaker, name: str, match: int, category: str) -> Screen:
    """The two find a time between them."""
    # i18n: {what} is a kind of help.
    text = t._(
        "<b>{what}: you arrange the time together</b>\nWrite to {name} through me. "
        "Tomorrow I ask which time it became, so that you both get a reminder.",
        what=words.with_icon(t, category),
        name=name,
    )
    return Screen(text, (*column(talk(t, match)), home_row(t)))


@message
def which_time(t: Speaker, commitment: int, match: int, name: str, category: str) -> Screen:
    """No time is known yet."""
    # i18n: {what} is a kind of help. Without a time there is no reminder.
    text = t._(
        "<b>{what} with {name}: which time did it become?</b>\nThen I can remind you both.",
        what=words.with_icon(t, category),
        name=name,
    )
    return Screen(
        text,
        (
            *column(
                # i18n: Button: name the date and time.
                press(t.label("🗓 Tell the time"), "time.type", commitment),
                # i18n: Button: the help was given already.
                press(t.label("✅ It has been done already"), "time.done", commitment),
                talk(t, match),
                _cancel(t, match),
            ),
            home_row(t),
        ),
    )


@message
def day_before(t: Speaker, commitment: int, match: int, name: str, category: str, moment: str) -> Screen:
    """On the day before: does it go on?"""
    # i18n: Question on the day before an appointment; {what} is a kind of help.
    text = t._(
        "<b>Does it go on?</b>\n{what} with {name}\n{moment}",
        what=words.with_icon(t, category),
        name=name,
        moment=words.moment(t, moment),
    )
    return Screen(
        text,
        (
            *column(
                # i18n: Button: yes, the appointment goes on.
                press(t.label("✅ Yes"), "go.yes", commitment),
                # i18n: Button: no, I cannot come. The other neighbour is told at once.
                press(t.label("✖️ No, I cannot"), "go.no", commitment),
                # i18n: Button: at another time.
                press(t.label("🗓 Another time"), "go.other", commitment),
                talk(t, match),
            ),
            home_row(t),
        ),
    )


@message
def goes_on(t: Speaker, name: str, moment: str, match: int) -> Screen:
    """After a yes to that question."""
    # i18n: The appointment goes on.
    text = t._(
        "Good. You see {name} on {moment}.",
        name=name,
        moment=words.moment(t, moment),
    )
    return Screen(text, (*column(talk(t, match)), home_row(t)))


@message
def hours_before(t: Speaker, name: str, category: str, moment: str, code: str, match: int) -> Screen:
    """Two hours before."""
    # i18n: Reminder two hours before; {what} is a kind of help, {moment} a date and time.
    text = t._(
        "<b>Soon: {what} with {name}</b>\n{moment}",
        what=words.with_icon(t, category),
        name=name,
        moment=words.moment(t, moment),
    )
    return Screen(
        Markup(f"{text}\n{door_code(t, code)}"),
        (*pairs(talk(t, match), _cancel(t, match)), home_row(t)),
    )


@message
def safety_card(t: Speaker, name: str, code: str, match: int, helping: bool) -> Screen:
    """How to meet safely, shown once."""
    # i18n: Shown once, before somebody meets a neighbour for the first time. Plain words (level A2).
    text = t._(
        "<b>Meeting safely</b>\n"
        "• Meet by daylight if you can, and at the door first.\n"
        "• Tell somebody that you meet {name}, and when.\n"
        "• Never give your PIN or your bank card to anybody.\n"
        "• Is there money involved? Agree on cash, and ask for a receipt.\n"
        "• You may stop at any time, without a reason.\n"
        "• Does something not feel right? Press “Report”. A coordinator of the buurt reads it. "
        "In danger, call 112.",
        name=name,
    )
    if helping:
        # i18n: Safe meeting, to the one who helps; the code is two digits.
        at_the_door = t._("• At the door, {name} can ask you for the code, and you can ask too.", name=name)
    else:
        # i18n: Safe meeting, to the one who is helped; the code is two digits.
        at_the_door = t._("• Ask {name} for the code before you open the door.", name=name)
    return Screen(
        Markup(f"{text}\n{at_the_door}\n{door_code(t, code)}"),
        (*pairs(talk(t, match), report(t, match)), home_row(t)),
    )
