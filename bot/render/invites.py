"""Invite links as a coordinator sees them, the message to forward, and the poster."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.i18n import Markup, Speaker, languages, speaker
from bot.render import poster
from bot.render.buurt import buurt_row
from bot.render.registry import column, drawn, home_row, message, pairs, press
from bot.render.screen import Document, Row, Screen


def back_row(t: Speaker, buurt: int) -> Row:
    """To the invite links of a buurt, home and help."""
    # i18n: Button: to the screen with the invite links.
    return (press(t.label("‹ Invite people"), "invites.show", buurt), *home_row(t))


def _limits(t: Speaker, uses: int, days: int) -> str:
    # i18n: A button for an invite link, or a line about one: how many people can use it, and for how long.
    return t.label("{people}, {time}", people=_people(t, uses), time=_time(t, days))


def _people(t: Speaker, uses: int) -> Markup:
    # i18n: For how many people an invite link works.
    return t.n("{count} person", "{count} people", uses)


def _time(t: Speaker, days: int) -> Markup:
    # i18n: How long an invite link works.
    return t.n("{count} day", "{count} days", days)


@message
def invites_choose(t: Speaker, buurten: list[Any]) -> Screen:
    """For which of one's buurten."""
    return Screen(
        # i18n: A coordinator of several neighbourhoods chooses one.
        t._("<b>Invite people</b>\nTo which buurt?"),
        (*column(*(press(name, "invites.show", buurt) for buurt, name in buurten[:6])), home_row(t)),
    )


@message
def invites(t: Speaker, buurt: int, name: str, links: int, uses: int, days: int, approval: bool) -> Screen:
    """What a coordinator can do with links."""
    lines = [
        # i18n: Title of a coordinator's screen; {name} is the name of the neighbourhood.
        t._("<b>Invite people to {name}</b>", name=name),
        # i18n: To a coordinator about invite links.
        t._("Whoever opens a link takes part without waiting. Send it to people you trust."),
        # i18n: To a coordinator about the poster with a QR code.
        t._("The poster is for everybody: it can hang in a hallway."),
    ]
    if links:
        # i18n: To a coordinator: how many invite links work now.
        lines.append(t.n("{count} link works now.", "{count} links work now.", links))
    buttons = [
        # i18n: Button: make an invite link. {limits} is "25 people, 30 days".
        press(t.label("🔗 Link: {limits}", limits=_limits(t, uses, days)), "co.invite", buurt),
        # i18n: Button: make an invite link for another number of people or another time.
        press(t.label("🔗 Link for more or fewer people"), "invites.new", buurt),
    ]
    if links:
        # i18n: Button: see the invite links that work, and take one back.
        buttons.append(press(t.label("📋 Links that work now"), "invites.live", buurt))
    # i18n: Button: a poster with a QR code, to print.
    buttons.append(press(t.label("🖨 Poster"), "invites.poster", buurt))
    return Screen(Markup("\n\n".join(lines)), (*column(*buttons), buurt_row(t, buurt)))


@message
def invite_uses(t: Speaker, buurt: int, choices: list[int]) -> Screen:
    """For how many people."""
    buttons = [press(_people(t, each), "invites.new", buurt, each) for each in choices]
    # i18n: Question about a new invite link.
    return Screen(t._("For how many people is the link?"), (*column(*buttons), back_row(t, buurt)))


@message
def invite_days(t: Speaker, buurt: int, uses: int, choices: list[int]) -> Screen:
    """Until when."""
    buttons = [press(_time(t, each), "invites.new", buurt, uses, each) for each in choices]
    # i18n: Question about a new invite link.
    return Screen(t._("How long does the link work?"), (*column(*buttons), back_row(t, buurt)))


@message
def co_invite(t: Speaker, buurt: int, uses: int, until: str, code: str) -> Screen:
    """What the link in the next message does."""
    return Screen(
        # i18n: To a coordinator. {people} is "25 people", {day} a date with its weekday.
        t._(
            "<b>Invite people</b>\nForward the next message to people you trust. Whoever opens the link takes "
            "part without waiting. It works for {people}, until {day}.",
            people=_people(t, uses),
            day=t.day(date.fromisoformat(until)),
        ),
        (
            # i18n: Button: a poster with the QR code of this invite link.
            *column(press(t.label("🖨 Poster with this link"), "invites.poster", buurt, code)),
            back_row(t, buurt),
        ),
    )


@message
def invite_to_forward(t: Speaker, name: str, link: str) -> Screen:
    """A message for people who are not here yet: one line in every language, and the link."""
    lines = []
    for lang in dict.fromkeys((t.lang, *languages())):
        s = speaker(lang)
        # i18n: Invitation to forward; {name} is the name of the neighbourhood.
        lines.append(s._("Neighbours in {name} help each other. Join us:", name=name))
    return Screen(Markup("\n".join([*lines, t.user(link)])))


@message
def invites_none(t: Speaker, buurt: int) -> Screen:
    """No link works."""
    # i18n: To a coordinator who looks for invite links.
    return Screen(t._("There is no link that works now."), (back_row(t, buurt),))


@message
def invite_live(
    t: Speaker, buurt: int, code: str, name: str | None, uses: int, until: str, turn: int, links: int
) -> Screen:
    """One live link; its end is shown, not the whole."""
    lines = [
        # i18n: To a coordinator, above an invite link: number {turn} of {links}.
        t._("<b>Link {turn} of {links}</b>", turn=turn, links=links),
        # i18n: To a coordinator: the last letters of an invite link.
        t._("It ends in {code}.", code=code[-4:]),
        # i18n: To a coordinator about an invite link: {people} is "25 people", {day} a date with its weekday.
        t._(
            "It still works for {people}, until {day}.",
            people=_people(t, uses),
            day=t.day(date.fromisoformat(until)),
        ),
    ]
    if name:
        # i18n: To a coordinator: who made an invite link; {name} is a coordinator's first name.
        lines.append(t._("Made by {name}.", name=name))
    buttons = [
        # i18n: Button: the invite link lets nobody in any more.
        press(t.label("✖️ Stop this link"), "invites.off", buurt, code),
        # i18n: Button: a poster with the QR code of this invite link.
        press(t.label("🖨 Poster with this link"), "invites.poster", buurt, code),
    ]
    if links > 1:
        # i18n: Button: show the next one of a list.
        buttons.append(press(t.label("Next ›"), "invites.live", buurt, turn))
    return Screen(Markup("\n".join(lines)), (*column(*buttons), back_row(t, buurt)))


@message
def invite_withdrawn(t: Speaker, buurt: int, links: int) -> Screen:
    """A link lets nobody in any more."""
    # i18n: To a coordinator who stopped an invite link.
    text = t._("The link is stopped. Nobody can come in with it any more.")
    if not links:
        return Screen(text, (back_row(t, buurt),))
    # i18n: Button: see the invite links that work, and take one back.
    return Screen(
        text, (*pairs(press(t.label("📋 Links that work now"), "invites.live", buurt)), back_row(t, buurt))
    )


@message
def poster_comes(t: Speaker, buurt: int, uses: int | None, until: str | None, waits: bool) -> Screen:
    """What the poster that follows does."""
    # i18n: To a coordinator, before a poster with a QR code arrives.
    lines = [t._("<b>The poster is coming</b>\nA PDF to print on A4, and a picture to send round.")]
    if uses and until:
        lines.append(
            # i18n: To a coordinator about a poster with an invite link: {people} is "25 people", {day} a date.
            t._(
                "Whoever scans it takes part without waiting: {people}, until {day}. Only hang it where people "
                "whom you trust come.",
                people=_people(t, uses),
                day=t.day(date.fromisoformat(until)),
            )
        )
    elif waits:
        # i18n: To a coordinator about a poster with a QR code that opens the bot.
        lines.append(t._("Whoever scans it can ask to take part. You let them in."))
    else:
        # i18n: To a coordinator of an open neighbourhood about a poster with a QR code.
        lines.append(t._("Whoever scans it and lives in the buurt takes part at once."))
    return Screen(Markup("\n\n".join(lines)), (back_row(t, buurt),))


@drawn
@message
def poster_pdf(t: Speaker, name: str, bot: str, link: str) -> Screen:
    """To print."""
    made = poster.pdf(poster.Poster(name, bot, link))
    # i18n: Under a PDF of a poster; {name} is the name of the neighbourhood.
    return Screen(t._("Poster of {name}, to print on A4", name=name), document=Document("poster.pdf", made))


@drawn
@message
def poster_png(t: Speaker, name: str, bot: str, link: str) -> Screen:
    """To send round."""
    made = poster.png(poster.Poster(name, bot, link))
    # i18n: Under a picture of a poster; {name} is the name of the neighbourhood.
    return Screen(t._("Poster of {name}", name=name), photo=Document("poster.png", made))
