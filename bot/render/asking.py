"""What every question of a conversation is made of: its text, its choices, and the way out."""

from __future__ import annotations

from bot.i18n import Markup, Speaker
from bot.render.registry import press, way_out
from bot.render.screen import Button, Row, Screen


def question(
    t: Speaker, text: Markup, rows: tuple[Row, ...], again: Markup | None = None, back: bool = True
) -> Screen:
    """A question's screen; `again` explains above it what was not understood."""
    whole = Markup(f"{again}\n\n{text}") if again else text
    return Screen(whole, (*rows, way_out(t, back)))


def choice(label: str, step: str, value: object) -> Button:
    """A button that answers the question `step` with `value`."""
    return press(label, "d", step, value)


def ticked(label: str, is_ticked: bool) -> str:
    """A label with a tick before it where it is chosen."""
    return f"✅ {label}" if is_ticked else label
