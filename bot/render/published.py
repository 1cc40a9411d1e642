"""What is said when a post is out, to its writer and to the one whom it is for."""

from __future__ import annotations

from typing import Any

from bot.domain.categories import Category, visits_home
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.cards import card_lines
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Screen

Data = dict[str, Any]


@message
def published_request(
    t: Speaker, post: int, category: str, when: Data, for_name: str | None, at_night: bool = False
) -> Screen:
    """It is out; what happens now. `at_night`: nobody is asked before 08:00."""
    # i18n: After a request was posted. {category} is the kind of help.
    text = t._(
        "<b>Posted: {category}</b>\nI am asking a few neighbours now. You will hear from me, also when nobody can.",
        category=Markup(words.with_icon(t, category)),
    )
    if at_night:
        # i18n: After a request was posted between 21:00 and 08:00. {category} is the kind of help.
        text = t._(
            "<b>Posted: {category}</b>\nFrom 8 o'clock in the morning I ask a few neighbours. You will hear from me, "
            "also when nobody can.",
            category=Markup(words.with_icon(t, category)),
        )
    if for_name:
        text = Markup(
            text
            + "\n\n"
            # i18n: A sentence to read aloud to the person for whom help was asked.
            + t._(
                "Please read this to {name}: <i>I have asked for help for you in Buurtkring. Neighbours see your "
                "first name only after you have said yes. If you do not want it, tell me and I will stop it.</i>",
                name=for_name,
            )
        )
    # i18n: Button: look at the post.
    buttons = [press(t.label("📌 See my post"), "post.show", post)]
    if not for_name and visits_home(Category(category)):
        # i18n: Button: see and change my wishes for visits at home.
        buttons.append(press(t.label("🏠 My wishes for visits"), "wishes.show"))
    return Screen(
        text,
        (
            *column(*buttons),
            home_row(t),
        ),
    )


@message
def published_offer(t: Speaker, post: int, category: str, when: Data, for_name: str | None) -> Screen:
    """Thank you; what happens now. One with a day is for that day only."""
    # i18n: After an offer was posted. {category} is the kind of help.
    text = t._(
        "<b>Thank you! You offer: {category}</b>\nI ask you when a neighbour needs it, never more often than you "
        "said. Every time you can say yes or no.",
        category=Markup(words.with_icon(t, category)),
    )
    if when:
        # i18n: After an offer for one day was posted. {category} is the kind of help, {when} the day.
        text = t._(
            "<b>Thank you! You offer: {category}</b>\n{when}, one time. I ask a few neighbours who may like it. "
            "When somebody says yes, you hear from me, and can still say no.",
            category=Markup(words.with_icon(t, category)),
            when=words.when(t, when),
        )
    return Screen(
        text,
        (
            # i18n: Button: look at the post.
            *column(press(t.label("📌 See my post"), "post.show", post)),
            home_row(t),
        ),
    )


@message
def posted_for_you(
    t: Speaker, post: int, writer: str, category: str, when: Data, words: str | None
) -> Screen:
    """To the person for whom somebody else asked."""
    text = Markup(
        # i18n: To the person for whom somebody else asked for help.
        t._("<b>{name} has asked for help for you</b>", name=writer)
        + f"\n\n{card_lines(t, {'category': category, 'when': when, 'words': words})}\n\n"
        # i18n: Under the card of help that somebody asked for you.
        + t._("When a neighbour wants to help, I ask you first. You decide.")
    )
    return Screen(
        text,
        (
            *column(
                # i18n: Button: stop the request that somebody made for me.
                press(t.label("I do not want this"), "post.not_for_me", post),
                # i18n: Button: something is wrong here (report it).
                press(t.label("⚠️ Report"), "report.post", post),
            ),
            home_row(t),
        ),
    )
