"""The filled-in card before it is published, and what may be changed on it."""

from __future__ import annotations

from typing import Any

from bot.domain.categories import Category
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.asking import choice, question, ticked
from bot.render.cards import card_lines
from bot.render.registry import column, message, pairs
from bot.render.screen import Screen

Data = dict[str, Any]


@message
def question_widen(t: Speaker, data: Data, again: bool) -> Screen:
    """Whom else we may ask where no neighbour can; ticks. `group`: the buurt has a group chat."""
    picked = data["widen"]
    # i18n: Question: whom else may the bot ask for this request? The buttons have ticks.
    text = t._("If no neighbour in your buurt can help: whom else may I ask?")
    labels = {
        # i18n: Button with a tick: people of the buurten next door may be asked.
        "near": t.label("The buurten next door"),
        # i18n: Button with a tick: the buurt's group chat may be asked, without a name.
        "group": t.label("The group chat, without your name"),
        # i18n: Button with a tick: the coordinator may see the request.
        "coordinator": t.label("The coordinator"),
    }
    offered = [value for value in labels if value != "group" or data.get("group") or "group" in picked]
    return question(
        t,
        text,
        column(
            *(choice(ticked(labels[value], value in picked), "widen", value) for value in offered),
            # i18n: Button: done with ticking.
            choice(t.label("Ready ›"), "widen", "ready"),
        ),
    )


@message
def question_summary(t: Speaker, data: Data, again: bool) -> Screen:
    """The filled-in card: one tap to publish."""
    if data.get("changing"):
        return _what_to_change(t, data)
    # i18n: Title above a filled-in card, before it is published.
    text = Markup(t._("<b>Do I understand you well?</b>") + "\n\n" + card_lines(t, data))
    if data.get("left_out"):
        # i18n: Above a card: what was left out of the resident's sentence. {kinds} such as "a phone number".
        note = t._(
            "🔒 I left out {kinds}: neighbours who are asked would read it. You can give it later to who helps you.",
            kinds=Markup(words.left_out(t, data["left_out"])),
        )
        text = Markup(f"{note}\n\n{text}")
    buttons = [
        # i18n: Button: publish the card.
        choice(t.label("✅ Post it"), "summary", "publish"),
        # i18n: Button: change something on the card.
        choice(t.label("✏️ Change"), "summary", "change"),
    ]
    if data.get("category") == Category.ERRANDS and data["flow"] == "request" and not data.get("coffee"):
        # i18n: Button on the card of an errand: the helper may stay for coffee or tea.
        buttons.append(choice(t.label("☕ Coffee is welcome too"), "summary", "coffee"))
    if data["flow"] == "request":
        # i18n: Button: choose who else may be asked where no neighbour can.
        buttons.append(choice(t.label("🔎 Who else may I ask?"), "summary", "widen"))
    elif not data.get("beyond"):
        # i18n: Button on the card of an offer: people next door may ask me too.
        buttons.append(choice(t.label("🏘 Also for the buurten next door"), "summary", "beyond"))
    else:
        # i18n: Button on the card of an offer: only people of my own buurt may ask me.
        buttons.append(choice(t.label("🏘 Only for my own buurt"), "summary", "beyond"))
    if data["flow"] == "request" and not data.get("for_name"):
        # i18n: Button: this request is for somebody else than me.
        buttons.append(choice(t.label("👥 For somebody else"), "summary", "other"))
    return question(t, text, column(*buttons))


def _what_to_change(t: Speaker, data: Data) -> Screen:
    # i18n: Question above buttons with the parts of a card.
    text = Markup(t._("<b>What would you like to change?</b>") + "\n\n" + card_lines(t, data))
    # i18n: Button: change the kind of help.
    buttons = [choice(t.label("Kind of help"), "summary", "category")]
    if data["flow"] == "request":
        # i18n: Button: change the day or time.
        buttons.append(choice(t.label("Day and time"), "summary", "when"))
    else:
        # i18n: Button: change the days that suit.
        buttons.append(choice(t.label("Days"), "summary", "days"))
        # i18n: Button: change the parts of the day that suit.
        parts = t.label("Part of the day")
        # i18n: Button: change how often one may be asked.
        often = t.label("How often")
        if data.get("once"):
            # i18n: Button: change for how many neighbours an offer for one day is.
            often = t.label("For how many")
        else:
            buttons.append(choice(parts, "summary", "parts"))
        buttons.append(choice(often, "summary", "often"))
    # i18n: Button: change the sentence or voice message.
    buttons.append(choice(t.label("Text or voice"), "summary", "words"))
    # i18n: Button: change nothing after all.
    buttons.append(choice(t.label("It is fine like this"), "summary", "keep"))
    return question(t, text, pairs(*buttons))
