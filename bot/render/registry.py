"""Message kinds: a renderer is a function whose name is the kind and whose arguments are the parameters."""

from __future__ import annotations

from collections.abc import Callable

from bot.i18n import Speaker
from bot.render.screen import Button, Row, Screen

Renderer = Callable[..., Screen]
KINDS: dict[str, Renderer] = {}
DRAWN: set[str] = set()


def message(renderer: Renderer) -> Renderer:
    """Make a renderer known under its own name."""
    if renderer.__name__ in KINDS:
        raise ValueError(f"two renderers for {renderer.__name__}")
    KINDS[renderer.__name__] = renderer
    return renderer


def drawn(renderer: Renderer) -> Renderer:
    """This kind draws, which takes a second: it is rendered in a thread, so that the bot goes on meanwhile."""
    DRAWN.add(renderer.__name__)
    return renderer


def press(label: str, action: str, *args: object) -> Button:
    """A button that calls an action of `handlers` with arguments."""
    return Button(label, ":".join([action, *(str(arg) for arg in args)]))


def column(*buttons: Button) -> tuple[Row, ...]:
    """Buttons under each other."""
    return tuple((button,) for button in buttons)


def pairs(*buttons: Button) -> tuple[Row, ...]:
    """Buttons two by two."""
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def way_out(t: Speaker, back: bool = True) -> Row:
    """The last row of every screen: back, stop, help."""
    # i18n: Button on every screen: one question back.
    back_button = press(t.label("‹ Back"), "nav.back")
    # i18n: Button on every screen: stop what I am doing. No gender, no command form in Arabic.
    stop_button = press(t.label("Stop"), "nav.stop")
    # i18n: Button on every screen: explain what I can do.
    help_button = press(t.label("Help"), "nav.help")
    return (back_button, stop_button, help_button) if back else (stop_button, help_button)


def home_row(t: Speaker) -> Row:
    """The last row of a notice: to the home screen, and help."""
    # i18n: Button: to the first screen, where everything begins.
    home = press(t.label("Home"), "nav.home")
    # i18n: Button on every screen: explain what I can do.
    return (home, press(t.label("Help"), "nav.help"))
