"""Addresses and contact details: given by a button, to one neighbour."""

from __future__ import annotations

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Button, Row, Screen


def talk(t: Speaker, match: int) -> Button:
    """A button that opens the talk with the other of a match."""
    # i18n: Button: write or speak to this neighbour through the bot.
    return press(t.label("💬 Write"), "relay.open", match)


def report(t: Speaker, match: int) -> Button:
    """A button that reports the other of a match."""
    # i18n: Button: something is wrong with this neighbour; tell a coordinator.
    return press(t.label("⚠️ Report"), "report.match", match)


def door_code(t: Speaker, code: str) -> Markup:
    """The line with the two digits; digits as they are written everywhere."""
    # i18n: Two digits that both neighbours can say at the door, so that they know it is the right person.
    return t._("Code at the door: <b>{code}</b>", code=code)


@message
def address_sent(t: Speaker, name: str, match: int) -> Screen:
    """The address went to the helper."""
    # i18n: The address was given to this one helper.
    text = t._(
        "{name} has your address now, nobody else. We erase it when the day of your appointment is over.",
        name=name,
    )
    return Screen(
        text,
        (
            *pairs(
                # i18n: Button: give the address again, because it was wrong.
                press(t.label("✏️ Other address"), "address.give", match),
                talk(t, match),
            ),
            home_row(t),
        ),
    )


@message
def address_given(t: Speaker, name: str, address: str, code: str, match: int) -> Screen:
    """The helper reads the address."""
    # i18n: To the helper: the address of the person to help.
    text = t._("<b>{name} gives you the address</b>\n{address}", name=name, address=address)
    # i18n: To the helper, below an address.
    after = t._("It is only for you, and we erase it when the day is over.")
    return Screen(
        Markup(f"{text}\n\n{door_code(t, code)}\n{after}"),
        (*pairs(talk(t, match), report(t, match)), home_row(t)),
        protect=True,
    )


@message
def address_reminder(
    t: Speaker, name: str, category: str, moment: str, address: str, code: str, match: int
) -> Screen:
    """Two hours before, for the helper who was given an address."""
    # i18n: Reminder two hours before; {what} is a kind of help, {moment} a date and time.
    text = t._(
        "<b>Soon: {what} with {name}</b>\n{moment}",
        what=words.with_icon(t, category),
        name=name,
        moment=words.moment(t, moment),
    )
    # i18n: Line with an address.
    where = t._("Address: {address}", address=address)
    return Screen(
        Markup(f"{text}\n{where}\n{door_code(t, code)}"),
        (*pairs(talk(t, match), report(t, match)), home_row(t)),
        protect=True,
    )


@message
def address_erased(t: Speaker) -> Screen:
    """Stands where an address was."""
    # i18n: Stands in the place of a message that held an address.
    return Screen(t._("The address that stood here has been erased."), (home_row(t),), silent=True)


@message
def contact_question(t: Speaker, name: str, match: int) -> Screen:
    """What exchanging contact details means."""
    # i18n: Before exchanging contact details with this neighbour.
    text = t._(
        "<b>Exchange contact details with {name}?</b>\n"
        "If both of you want it, you see each other's Telegram account, and can write to each other "
        "without me. This cannot be undone. If {name} does not want it, you both stay hidden.",
        name=name,
    )
    return Screen(text, _want_contact(t, match))


@message
def contact_wish(t: Speaker, name: str, match: int) -> Screen:
    """The other would like to exchange."""
    # i18n: This neighbour would like to exchange contact details.
    text = t._(
        "<b>{name} would like to exchange contact details with you</b>\n"
        "If you want it too, you see each other's Telegram account. "
        "If you do not want it, {name} is not told.",
        name=name,
    )
    return Screen(text, _want_contact(t, match))


def _want_contact(t: Speaker, match: int) -> tuple[Row, ...]:
    return (
        *column(
            # i18n: Button: yes, exchange contact details.
            press(t.label("Yes, I want that"), "contact.yes", match),
            # i18n: Button: no, do not exchange contact details.
            press(t.label("No, rather not"), "contact.no", match),
        ),
        home_row(t),
    )


@message
def contact_waiting(t: Speaker, name: str, match: int) -> Screen:
    """One of the two said yes."""
    # i18n: Only one of the two wants to exchange contact details so far.
    text = t._(
        "I have asked {name}. If {name} wants it too, you both get a message. "
        "Until then your account stays hidden.",
        name=name,
    )
    return Screen(text, (*column(talk(t, match)), home_row(t)))


@message
def contact_kept(t: Speaker, match: int) -> Screen:
    """A no, which nobody hears of."""
    # i18n: After saying no to exchanging contact details.
    text = t._("That is fine. Your account stays hidden. You can still talk through me.")
    return Screen(text, (*column(talk(t, match)), home_row(t)))


@message
def contact_shared(t: Speaker, name: str, account: int, match: int) -> Screen:
    """Both said yes: each other's account."""
    link = Markup(f'<a href="tg://user?id={account}">{t.user(name)}</a>')
    # i18n: Both want to exchange contact details; {link} is the neighbour's name to press on.
    text = t._(
        "<b>You both want to exchange contact details</b>\nThis is {link}. Press the name to write.\n"
        "Does the name not open? Then tell each other your number through me.",
        link=link,
    )
    return Screen(text, (*pairs(talk(t, match), report(t, match)), home_row(t)), protect=True)
