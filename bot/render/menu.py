"""What Telegram shows of the bot itself: its commands and descriptions, in each language."""

from __future__ import annotations

from bot.i18n import Markup, Speaker, speaker
from bot.render.registry import message
from bot.render.screen import Screen


def commands(lang: str) -> list[tuple[str, str]]:
    """The command menu: (command, what it does). Commands are Latin letters only."""
    t = speaker(lang)
    return [
        # i18n: Description of a command in Telegram's menu.
        ("start", t.label("To the home screen")),
        # i18n: Description of a command in Telegram's menu.
        ("help", t.label("What can I do here?")),
        # i18n: Description of a command in Telegram's menu.
        ("stop", t.label("Stop what I am doing")),
        # i18n: Description of a command in Telegram's menu.
        ("taal", t.label("Another language")),
        # i18n: Description of a command in Telegram's menu.
        ("pauze", t.label("Do not ask me for a while")),
        # i18n: Description of a command in Telegram's menu: places to go, such as the doctor and the library.
        ("wegwijzer", t.label("Where can I go?")),
        # i18n: Description of a command in Telegram's menu.
        ("gegevens", t.label("Everything you keep about me")),
        # i18n: Description of a command in Telegram's menu.
        ("vergeetmij", t.label("Erase everything about me")),
    ]


def of_roles(t: Speaker, roles: list[str]) -> list[tuple[str, str]]:
    """The commands of these roles: (command, what it does)."""
    own = []
    if "coordinator" in roles:
        # i18n: Description of a command in the menu of a coordinator.
        own.append(("coordinator", t.label("What waits in your buurt")))
        # i18n: Description of a command in the menu of a coordinator.
        own.append(("uitnodigen", t.label("Invite people: a link or a poster")))
        # i18n: Description of a command in the menu of a coordinator.
        own.append(("buurt", t.label("Your buurt as a whole")))
    if "builder" in roles:
        # i18n: Description of a command in the menu of a community builder.
        own.append(("digest", t.label("How last week was")))
    return own


@message
def role_menu(t: Speaker, roles: list[str]) -> Screen:
    """The menu of one chat: what everybody has, and the commands of these roles."""
    own = of_roles(t, roles)
    return Screen(Markup(""), commands=(*own, *commands(t.lang)) if own else ())


def short_description(lang: str) -> str:
    """Shown with the bot's profile; at most 120 characters."""
    # i18n: One line about the bot, at most 120 characters.
    return speaker(lang).label("Neighbours help each other, in their own language.")


def description(lang: str) -> str:
    """Shown before somebody presses Start; at most 512 characters."""
    # i18n: Shown in the empty chat before somebody presses Start; at most 512 characters.
    return speaker(lang).label(
        "Ask for help or offer it in your own buurt: an errand, a lift, a form, company, a language buddy. "
        "We ask a few neighbours who fit. You decide. Nobody sees your number or address unless you give it."
    )
