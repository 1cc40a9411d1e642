"""An offer for one day as neighbours see it; and two questions that come once: to go on, and what one likes to do."""

from __future__ import annotations

from typing import Any

from bot.domain.matching import mark
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.cards import card_lines
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Screen

Data = dict[str, Any]


@message
def invitation_card(
    t: Speaker,
    invitation: int,
    category: str,
    when: Data,
    words: str | None,
    voice: str | None,
    changed: bool = False,
) -> Screen:
    """To a neighbour who may like what somebody offers for one day. `changed`: it says something else now."""
    card = card_lines(t, {"category": category, "when": when, "words": words, "voice": voice})
    # i18n: Title of the question to a neighbour who may like an offer for one day, such as errands on Saturday.
    title = t._("<b>A neighbour offers this. Would you like something?</b>")
    if changed:
        # i18n: Title of the same question, after the one who offers changed it.
        title = t._("<b>This offer has changed. Would you like it?</b>")
    text = Markup(
        f"{title}\n\n{card}\n\n"
        # i18n: Under an offer for one day. Only after a yes does the neighbour hear the reader's first name.
        + t._(
            "It need not be. When you say yes, this neighbour hears your first name. "
            "If they cannot after all, I ask others for you."
        )
    )
    return Screen(
        text,
        (
            *pairs(
                # i18n: Button: I would like this help that is offered for one day.
                press(t.label("Yes, please do"), "invite.yes", invitation, mark(category, when, False)),
                # i18n: Button: I do not need this help.
                press(t.label("No, thank you"), "invite.no", invitation),
                # i18n: Button: something is wrong here (report it).
                press(t.label("⚠️ Report"), "report.invite", invitation),
            ),
            home_row(t),
        ),
        voice=voice,
    )


@message
def invitation_over(t: Speaker, category: str) -> Screen:
    """The day is over, there is no more room, or it was taken back."""
    return Screen(
        # i18n: To a neighbour who says yes to an offer that ended or is full. {category} is a kind of help.
        t._(
            "This offer of “{category}” is over or full by now. Would you like to ask for it yourself?",
            category=Markup(words.category(t, category)),
        ),
        (
            # i18n: Button on the home screen.
            *column(press(t.label("🙋 Ask for help"), "post.new", "request")),
            home_row(t),
        ),
    )


@message
def invited_noted(t: Speaker, post: int, category: str) -> Screen:
    """The one who offers is asked whether it goes on."""
    return Screen(
        # i18n: After "yes, please do" to an offer for one day. {category} is a kind of help.
        t._(
            "<b>{category}</b>\nGood! I ask the neighbour whether it goes on. You will hear from me.",
            category=Markup(words.with_icon(t, category)),
        ),
        (
            # i18n: Button: look at the post.
            *column(press(t.label("📌 See my post"), "post.show", post)),
            home_row(t),
        ),
    )


@message
def wanted_card(
    t: Speaker,
    ask: int,
    name: str,
    category: str,
    when: Data,
    words: str | None,
    voice: str | None,
    coffee: bool,
) -> Screen:
    """To the one who offers: somebody would like it."""
    card = card_lines(
        t, {"category": category, "when": when, "words": words, "voice": voice, "coffee": coffee}
    )
    shown = mark(category, when, coffee)
    return Screen(
        Markup(
            # i18n: To somebody who offered help for one day; {name} is the first name of who would like it.
            t._("<b>{name} says: yes, please! Does it go on?</b>", name=name) + f"\n\n{card}"
        ),
        (
            *pairs(
                # i18n: Button: my offer goes on, I will help this neighbour.
                press(t.label("Yes, it goes on"), "ask.yes", ask, shown),
                # i18n: Button: I cannot after all.
                press(t.label("I cannot after all"), "ask.no", ask, shown),
                # i18n: Button: something is wrong here (report it).
                press(t.label("⚠️ Report"), "report.ask", ask),
            ),
            home_row(t),
        ),
        voice=voice,
    )


@message
def goes_on_noted(t: Speaker, category: str) -> Screen:
    """To the one who offered and said that it goes on."""
    return Screen(
        # i18n: To somebody who offered help for one day and said that it goes on. {category} is a kind of help.
        t._(
            "<b>{category}</b>\nThank you! Your neighbour hears it from me.",
            category=Markup(words.with_icon(t, category)),
        ),
        (home_row(t),),
    )


@message
def offerer_cannot(t: Speaker, post: int, category: str, silent: bool = False) -> Screen:
    """To whoever said yes to an offer: its writer cannot, or was `silent`; others are asked."""
    named = Markup(words.category(t, category))
    # i18n: The neighbour whose offer somebody said yes to cannot come. {category} is a kind of help.
    text = t._(
        "The neighbour who offered “{category}” cannot this time. I ask others for you now.", category=named
    )
    if silent:
        # i18n: The neighbour whose offer somebody said yes to keeps silent. {category} is a kind of help.
        text = t._(
            "The neighbour who offered “{category}” has not answered yet. I ask others for you too.",
            category=named,
        )
    return Screen(
        text,
        (
            *column(
                # i18n: Button: look at the post.
                press(t.label("📌 See my post"), "post.show", post),
                # i18n: Button: no longer needed.
                press(t.label("✖️ Close"), "post.close", post),
            ),
            home_row(t),
        ),
    )


@message
def still_willing(t: Speaker) -> Screen:
    """To a helper who has not answered for long; kindly, once."""
    return Screen(
        # i18n: To a helper who left several questions unanswered. No blame.
        t._(
            "You have not answered for a while. That is fine. Do you still want to be asked when a neighbour "
            "needs help?"
        ),
        (
            *column(
                # i18n: Button: go on asking me for help.
                press(t.label("Yes, do ask me"), "still.yes"),
                # i18n: Button: do not ask me for help for a while.
                press(t.label("Not for a while"), "still.pause"),
                # i18n: Button: close what I offer.
                press(t.label("No, stop asking"), "still.stop"),
            ),
            home_row(t),
        ),
    )


@message
def still_noted(t: Speaker) -> Screen:
    """They still want to be asked."""
    # i18n: After "yes, do ask me". Nothing is expected.
    return Screen(t._("Good to hear. You can always say no."), (home_row(t),))


@message
def offers_stopped(t: Speaker) -> Screen:
    """What they offered is closed."""
    return Screen(
        # i18n: After "no, stop asking". The resident may still ask for help.
        t._(
            "Thank you for all you offered. I will not ask you any more. You can still ask for help, "
            "and offer it again any time."
        ),
        (home_row(t),),
    )


@message
def give_question(t: Speaker, categories: list[str]) -> Screen:
    """Lightly, once: what do you like to do for others?"""
    return Screen(
        # i18n: To somebody who was helped for the first time. Light, nothing is expected in return.
        t._(
            "<b>Is there something you like to do for a neighbour?</b>\n"
            "It need not be. Help here is free, and you owe nobody anything. I ask this only once."
        ),
        (
            *pairs(
                *(press(words.with_icon(t, each), "give.offer", each) for each in categories),
                # i18n: Button: I do not want to offer anything now.
                press(t.label("Not now"), "give.not"),
            ),
            home_row(t),
        ),
    )


@message
def give_not_now(t: Speaker) -> Screen:
    """Fine as well."""
    return Screen(
        # i18n: After "not now" to the question what one likes to do for others.
        t._("That is fine. You can ask for help just as before."),
        (home_row(t),),
    )
