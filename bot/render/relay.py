"""Talking through the bot: the relay's own screens, and the lines it brings."""

from __future__ import annotations

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Row, Screen


@message
def relay_opened(t: Speaker, name: str, match: int) -> Screen:
    """What one writes now goes to the other."""
    # i18n: A private talk with one neighbour was opened; {name} is their first name.
    text = t._(
        "<b>You are talking with {name}</b>\n"
        "Write, speak, or send a photo or your place. {name} gets it. Your own account stays hidden, "
        "and we keep nothing of it.\n"
        "If you send nothing for 15 minutes, this talk closes by itself.\n\n"
        "An answer to a message of {name} (swipe the message, or press long) always goes to {name}.",
        name=name,
    )
    return Screen(
        text,
        (
            *pairs(
                # i18n: Button: close the talk with this neighbour.
                press(t.label("✅ Ready"), "relay.close"),
                # i18n: Button: something is wrong with this neighbour; tell a coordinator.
                press(t.label("⚠️ Report"), "report.match", match),
            ),
            home_row(t),
        ),
    )


@message
def relay_closed(t: Speaker) -> Screen:
    """What one writes now no longer goes to a neighbour."""
    # i18n: The private talk with a neighbour was closed.
    text = t._("The talk is closed. What you write now goes to nobody but me.")
    # i18n: Button: the list of appointments.
    return Screen(text, (*column(press(t.label("📅 My appointments"), "match.mine")), home_row(t)))


@message
def passed_on(t: Speaker, name: str, match: int) -> Screen:
    """A line went to a neighbour though no talk was open."""
    # i18n: Short confirmation: your message went to this neighbour only.
    return Screen(t._("✓ Sent to {name}.", name=name), (_talk(t, match),))


@message
def relay_only_these(t: Speaker) -> Screen:
    """A sticker, file, video or contact is not passed on."""
    # i18n: A sticker, file, video or contact was sent; nobody got it.
    text = t._(
        "I could not pass this on. Nobody got it. I can pass on text, a voice message, a photo, "
        "and your place on the map."
    )
    return Screen(text, (home_row(t),))


@message
def relay_one_moment(t: Speaker) -> Screen:
    """More lines than a person writes: the last ones were not passed on."""
    # i18n: To somebody who sent very many messages at once. The last ones went to nobody.
    text = t._(
        "One moment please: that was a lot at once. Nobody got your last message. "
        "In a minute I pass on your messages again."
    )
    return Screen(text, (home_row(t),))


@message
def relay_too_long(t: Speaker, limit: int) -> Screen:
    """A line that is longer than one message can be."""
    # i18n: {limit} is a number of letters. Nobody got the message.
    text = t._(
        "This text is too long for one message. Nobody got it. "
        "Could you send it in shorter parts, of at most {limit} letters?",
        limit=limit,
    )
    return Screen(text, (home_row(t),))


@message
def relay_nothing_left(t: Speaker) -> Screen:
    """Only account names were in it."""
    # i18n: The text held only a Telegram name or link; those are not passed on.
    text = t._(
        "I do not pass on Telegram names and links. Nobody got this. "
        "You can exchange contact details with the button in your appointment."
    )
    return Screen(text, (home_row(t),))


def _from(t: Speaker, name: str, text: str = "") -> Markup:
    # i18n: Header above a neighbour's message; {name} is their first name.
    header = t._("<b>From {name}</b>", name=name)
    said = [t.user(line) for line in text.split("\n")] if text else []
    return Markup("\n".join([header, *said]))


def _talk(t: Speaker, match: int) -> Row:
    # i18n: Button: answer this neighbour.
    reply = press(t.label("↩️ Answer"), "relay.open", match)
    # i18n: Button: something is wrong with this neighbour; tell a coordinator.
    return (reply, press(t.label("⚠️ Report"), "report.match", match))


@message
def relayed_text(t: Speaker, name: str, match: int, text: str) -> Screen:
    """A neighbour's words, as they were written."""
    return Screen(_from(t, name, text), (_talk(t, match),), protect=True)


@message
def relayed_voice(t: Speaker, name: str, match: int, voice: str, text: str = "") -> Screen:
    """A neighbour's voice note."""
    return Screen(_from(t, name, text), (_talk(t, match),), voice=voice, protect=True)


@message
def relayed_photo(t: Speaker, name: str, match: int, photo: str, text: str = "") -> Screen:
    """A neighbour's photo, with what they wrote under it."""
    return Screen(_from(t, name, text), (_talk(t, match),), photo=photo, protect=True)


@message
def relayed_location(t: Speaker, name: str, match: int, location: list[float]) -> Screen:
    """A place that a neighbour sent."""
    latitude, longitude = location
    return Screen(_from(t, name), (_talk(t, match),), location=(latitude, longitude), protect=True)


@message
def relay_warning(t: Speaker, kinds: list[str]) -> Screen:
    """Only to the sender, after the line has gone."""
    return Screen(
        # i18n: To somebody who wrote a PIN or bank number to a neighbour. {kinds} such as "a PIN". It was passed on.
        t._(
            "🔒 You wrote {kinds}. Nobody who helps you needs that. Please never give a PIN or bank card to anybody.",
            kinds=Markup(words.left_out(t, kinds)),
        ),
        (home_row(t),),
    )
