"""What every question of a conversation is made of: its text, its choices, and the way out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.i18n import Markup, Speaker
from bot.render.registry import press, way_out
from bot.render.screen import Button, Row, Screen

MOST_CHOICES = 6
"""On one screen, besides the row with back, stop and help."""


def question(
    t: Speaker, text: Markup, rows: tuple[Row, ...], again: Markup | None = None, back: bool = True
) -> Screen:
    """A question's screen; `again` explains above it what was not understood."""
    whole = Markup(f"{again}\n\n{text}") if again else text
    return Screen(whole, (*rows, way_out(t, back)))


def with_kind(t: Speaker, screen: Screen, data: dict[str, Any], on_card: bool) -> Screen:
    """The screen of a question, saying whether this is help that is asked or offered.

    That stands on the card. Where the bot heard it in a sentence (`heard`) and may be wrong it stands on the
    first screen too, and one tap makes it the other; a screen without room for that gives up its "back".
    """
    heard, asks = data.get("heard"), data.get("flow") == "request"
    if not (on_card or heard == "first"):
        return screen
    # i18n: Above a card or question: what was understood of a sentence.
    asking = t._("🙋 <b>You ask for help</b>")
    # i18n: Above a card or question: what was understood of a sentence.
    offering = t._("🤝 <b>You offer help</b>")
    said = asking if asks else offering
    screen = replace(screen, text=Markup(f"{said}\n\n{screen.text}"))
    if not heard:
        return screen
    # i18n: Button: what I wrote was taken for a request, but I offer it.
    offer = press(t.label("🤝 No, I offer this"), "post.kind", "offer")
    # i18n: Button: what I wrote was taken for an offer, but I ask for it.
    ask = press(t.label("🙋 No, I ask for this"), "post.kind", "request")
    other = offer if asks else ask
    *rows, last = screen.rows
    if sum(map(len, rows)) < MOST_CHOICES:
        return replace(screen, rows=(*rows, (other,), last))
    return replace(screen, rows=(*rows, (other, *(each for each in last if each.data != "nav.back"))))


def choice(label: str, step: str, value: object) -> Button:
    """A button that answers the question `step` with `value`."""
    return press(label, "d", step, value)


def ticked(label: str, is_ticked: bool) -> str:
    """A label with a tick before it where it is chosen."""
    return f"✅ {label}" if is_ticked else label
