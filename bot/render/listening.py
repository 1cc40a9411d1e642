"""What is done with voice messages, where the operator has set a program that listens to them."""

from __future__ import annotations

from bot.i18n import Markup, Speaker


def about_voice(t: Speaker) -> Markup:
    """Said at the first question and in the help, before anybody speaks."""
    # i18n: Privacy: only shown where the people who run this bot have set up a speech program.
    return t._(
        "🎤 When you send this bot a voice message, a program on the computer of the people who run the bot "
        "listens to it and turns it into text. It keeps no copy. "
        "Nobody listens to a voice message for a neighbour: it is passed on as it is."
    )
