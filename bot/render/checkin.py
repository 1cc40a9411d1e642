"""After an appointment: how it was, and thanks."""

from __future__ import annotations

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Screen
from bot.render.sharing import report, talk


@message
def check_in(t: Speaker, commitment: int, match: int, name: str, category: str) -> Screen:
    """How was it? Three faces."""
    # i18n: Question some hours after an appointment; {what} is a kind of help.
    text = t._(
        "<b>How was it?</b>\n{what} with {name}",
        what=words.with_icon(t, category),
        name=name,
    )
    return Screen(
        text,
        (
            *column(
                # i18n: Button with a glad face: it went well.
                press(t.label("🙂 It went well"), "face", commitment, "good"),
                # i18n: Button with a face between glad and sad: it went more or less.
                press(t.label("😐 More or less"), "face", commitment, "fair"),
                # i18n: Button with a sad face: it did not work out.
                press(t.label("🙁 It did not work out"), "face", commitment, "bad"),
                report(t, match),
            ),
            home_row(t),
        ),
    )


@message
def thanks_question(t: Speaker, commitment: int, match: int, name: str) -> Screen:
    """It went well: would you like to say thank you?"""
    # i18n: After "it went well".
    text = t._("<b>That is good to hear</b>\nWould you like to say thank you to {name}?", name=name)
    return Screen(
        text,
        (
            *column(
                # i18n: Button: send a short thank-you in set words.
                press(t.label("💐 Say thank you"), "thanks.send", commitment),
                # i18n: Button: write a thank-you in own words.
                press(t.label("✏️ In my own words"), "thanks.own", commitment),
                talk(t, match),
            ),
            home_row(t),
        ),
    )


@message
def fair_noted(t: Speaker, commitment: int, match: int, name: str) -> Screen:
    """More or less; thanks are still possible."""
    # i18n: After "more or less".
    text = t._(
        "Thank you for telling me. Would you like to say something to {name}?",
        name=name,
    )
    return Screen(
        text,
        (
            *column(
                # i18n: Button: send a short thank-you in set words.
                press(t.label("💐 Say thank you"), "thanks.send", commitment),
                talk(t, match),
                report(t, match),
            ),
            home_row(t),
        ),
    )


@message
def what_happened(t: Speaker, commitment: int, match: int, name: str, helping: bool) -> Screen:
    """It did not work out: why not?"""
    if helping:
        # i18n: Button of the helper: there was nobody at the door.
        missed = t.label("🚪 Nobody was there")
    else:
        # i18n: Button of the one who asked for help: the helper did not come.
        missed = t.label("🚪 Nobody came")
    return Screen(
        # i18n: After "it did not work out". The answer goes to nobody else.
        t._("<b>That is a pity. What happened?</b>\n{name} does not see your answer.", name=name),
        (
            *column(
                press(missed, "went", commitment, "missed"),
                # i18n: Button: another reason.
                press(t.label("Something else"), "went", commitment, "other"),
                # i18n: Button: something was wrong with this neighbour; tell a coordinator.
                press(t.label("⚠️ I want to report it"), "report.match", match),
            ),
            home_row(t),
        ),
    )


@message
def sorry_to_hear(t: Speaker, name: str, match: int, post: int | None) -> Screen:
    """What can be done now."""
    # i18n: After somebody told what went wrong.
    text = t._(
        "Thank you for telling me. I am sorry. You can ask {name} what happened, "
        "or report it to a coordinator.",
        name=name,
    )
    buttons = [talk(t, match), report(t, match)]
    if post is not None:
        # i18n: Button: put the same request out again, to other neighbours.
        buttons.insert(0, press(t.label("🔁 Ask again"), "post.again", post))
    return Screen(text, (*column(*buttons), home_row(t)))


@message
def thanks_sent(t: Speaker, name: str) -> Screen:
    """The thanks were passed on."""
    # i18n: After saying thank you.
    return Screen(t._("I have told {name}. Nice of you.", name=name), (home_row(t),))


@message
def thanks_received(t: Speaker, name: str, words: str | None, match: int) -> Screen:
    """Somebody says thank you."""
    if words:
        # i18n: A thank-you in the neighbour's own words, which stand below.
        header = t._("💐 <b>{name} says thank you:</b>", name=name)
        said = [f"💬 {t.user(line)}" for line in words.splitlines() if line.strip()]
        text = Markup("\n".join([header, *said]))
    else:
        # i18n: A thank-you from a neighbour.
        text = t._("💐 <b>{name} says: thank you very much!</b>", name=name)
    return Screen(text, (*column(talk(t, match)), home_row(t)), protect=True)
