"""The first questions: language, consent, name, buurt."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker, languages, own_name, speaker
from bot.render.asking import choice, question
from bot.render.listening import about_voice
from bot.render.registry import column, message
from bot.render.screen import Row, Screen

Data = dict[str, Any]
SPOKEN_CHOICES = ("nl", "ar", "en", "tr", "uk")


@message
def question_lang(t: Speaker, data: Data, again: bool) -> Screen:
    """The very first question, readable by everybody."""
    each = [speaker(lang) for lang in languages()]
    # i18n: The very first word, shown in every language side by side.
    welcome = " · ".join(one._("Welcome") for one in each)
    # i18n: The very first question, shown in every language side by side.
    which = " · ".join(one._("Which language?") for one in each)
    text = Markup(f"👋 {welcome}\n\n{which}")
    return question(
        t, text, column(*(choice(own_name(lang), "lang", lang) for lang in languages())), back=False
    )


@message
def question_consent(t: Speaker, data: Data, again: bool) -> Screen:
    """What the bot does and keeps, in four sentences, and a yes."""
    # i18n: First screen: four short sentences (level A2) on what the bot does and keeps.
    text = t._(
        "<b>Buurtkring: neighbours help each other.</b>\n\n"
        "1. You ask or offer help; we ask a few neighbours who fit.\n"
        "2. Nobody sees your number, your account or your address unless you give it.\n"
        "3. We keep your first name, your buurt and your posts, and erase them when you say so.\n"
        "4. You decide every time, and you can stop whenever you like.\n\n"
        "Are you 16 or older and would you like to take part?"
    )
    if data.get("listens"):
        text = Markup(f"{text}\n\n{about_voice(t)}")
    if data.get("bad_code"):
        # i18n: Said above the first question when an invite link no longer works.
        text = Markup(t._("This invitation no longer works. You can still register.") + "\n\n" + text)
    return question(
        t,
        text,
        column(
            # i18n: Button: consent and age in one.
            choice(t.label("Yes, I am 16 or older and take part"), "consent", "yes"),
            # i18n: Button: no consent, or younger than 16.
            choice(t.label("No, rather not"), "consent", "no"),
        ),
    )


@message
def question_name(t: Speaker, data: Data, again: bool) -> Screen:
    """First name, as typed or as Telegram knows it."""
    # i18n: Question for the first name; it is typed or a button with the name is pressed.
    text = t._("What is your first name? Neighbours see it only after you have both said yes.")
    offered = data.get("first_name")
    # i18n: Button: my name is {name}, as in Telegram.
    rows = column(choice(t.label("I am {name}", name=offered), "name", "own")) if offered else ()
    # i18n: Said when a name was empty or too long.
    return question(t, text, rows, t._("A first name of at most 40 letters, please.") if again else None)


@message
def question_postcode(t: Speaker, data: Data, again: bool) -> Screen:
    """Four digits are enough; the whole postcode is not kept. Where there is no buurt, another may be tried."""
    # i18n: Question for the four digits of a Dutch postcode.
    text = t._("What are the four digits of your postcode? For example: 3561. We do not need the letters.")
    rows: tuple[Row, ...] = ()
    if data.get("no_buurt"):
        # i18n: To somebody whose postcode belongs to no buurt yet. {postcode} has four digits. They may try another.
        text = t._(
            "There is no Buurtkring at {postcode} yet. Is the number right? Write another one, "
            "or press the button: then I tell you when there is one.",
            postcode=Markup(data["no_buurt"]),
        )
        # i18n: Button: send me a message when there is a Buurtkring at my postcode.
        rows = column(choice(t.label("🔔 Tell me when there is one"), "postcode", "tell_me"))
    elif data.get("tried"):
        # i18n: To somebody who tried five postcodes within an hour.
        text = t._(
            "You tried several postcodes. Please try again in an hour, or ask a neighbour or coordinator for a link."
        )
    # i18n: Said when no four digits were found in the answer.
    return question(t, text, rows, t._("I did not find four digits in that.") if again else None)


@message
def question_buurt(t: Speaker, data: Data, again: bool) -> Screen:
    """Where several buurten share a postcode."""
    # i18n: Question above buttons with names of buurten.
    text = t._("Which buurt do you live in?")
    return question(t, text, column(*(choice(name, "buurt", buurt) for buurt, name in data["choices"])))
