"""My data: the file with all of it, erasing, and the question after a silent year."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot.i18n import Markup, Speaker
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Document, Screen


@message
def your_data(t: Speaker, data: dict[str, Any]) -> Screen:
    """Everything that is kept about a resident, as a JSON file."""
    content = json.dumps(data, ensure_ascii=False, indent=2).encode()
    return Screen(
        # i18n: Caption of a file. "Kept" means stored by this bot.
        t._(
            "This is everything that is kept about you. What others wrote is not in it. What you say to a "
            "neighbour through the bot is not kept. Times are in UTC."
        ),
        (home_row(t),),
        document=Document("buurtkring.json", content),
        protect=True,
    )


@message
def forget_first(t: Speaker) -> Screen:
    """What erasing means."""
    return Screen(
        # i18n: First of two questions before everything about somebody is erased.
        t._(
            "<b>Erase everything about you?</b>\n"
            "• Your posts and appointments end. Neighbours with whom you have arranged something are told, "
            "without a reason.\n"
            "• Your name, languages and answers are erased. It cannot be undone.\n"
            "• What you said to a neighbour stays on their phone, and this chat stays on yours until you "
            "delete it."
        ),
        (
            *column(
                # i18n: Button: go on with erasing; one more question follows.
                press(t.label("Go on"), "me.forget", "sure"),
                # i18n: Button: not erase, but not be asked for a while.
                press(t.label("⏸ Only pause"), "me.pause", "on"),
            ),
            home_row(t),
        ),
    )


@message
def forget_second(t: Speaker, posts: int) -> Screen:
    """Really?"""
    # i18n: Second of two questions before everything about somebody is erased.
    lines = [t._("<b>Are you sure?</b> This is the last question.")]
    if posts:
        # i18n: Before erasing: how many requests and offers are open.
        lines.append(t.n("{count} open post of yours ends.", "{count} open posts of yours end.", posts))
    return Screen(
        Markup("\n".join(lines)),
        (
            *column(
                # i18n: Button: keep my data after all.
                press(t.label("No, keep everything"), "nav.home"),
                # i18n: Button: erase everything about me now.
                press(t.label("🗑 Yes, erase everything"), "me.forget", "now"),
            ),
            home_row(t),
        ),
    )


@message
def forget_hand_over(t: Speaker, buurt: str) -> Screen:
    """The last coordinator hands over first."""
    return Screen(
        # i18n: To the only coordinator of a neighbourhood who wants to be erased.
        t._(
            "You are the only coordinator of {buurt}. Please ask the people who run this bot to make somebody "
            "else coordinator first. After that you can erase everything.",
            buurt=buurt,
        ),
        (home_row(t),),
    )


@message
def erased(t: Speaker, posts: int, appointments: int, messages: int, records: int, backups: str) -> Screen:
    """The receipt: what went, and until when a backup may still hold it."""
    lines = [
        # i18n: Receipt after everything about somebody was erased.
        t._("<b>Everything about you has been erased.</b>\nYour name, languages, buurt and answers. Also:"),
        # i18n: Receipt after erasing: requests and offers.
        t.n("• {count} post", "• {count} posts", posts),
        # i18n: Receipt after erasing: appointments that were still to come.
        t.n("• {count} appointment that was open", "• {count} appointments that were open", appointments),
        # i18n: Receipt after erasing: notes that a message was sent to this person; no content.
        t.n("• {count} note of a message to you", "• {count} notes of messages to you", messages),
        # i18n: Receipt after erasing: entries of what happened stay, but not about whom.
        t.n(
            "• {count} entry in our log no longer says that it was you",
            "• {count} entries in our log no longer say that it was you",
            records,
        ),
        # i18n: Receipt after erasing; {day} is a date with its weekday.
        t._(
            "\nBackups may still hold it until {day}; then they are gone too. You can delete this chat now. "
            "Take care, and thank you.",
            day=t.day(date.fromisoformat(backups)),
        ),
    ]
    return Screen(Markup("\n".join(lines)))


@message
def still_there(t: Speaker, name: str, until: str) -> Screen:
    """After a silent year: would you like to stay?"""
    return Screen(
        # i18n: After a year without a word; {name} a first name, {day} a date with its weekday.
        t._(
            "Hello {name}, we have not heard from you for a year. Would you like to stay? Press the button, or "
            "write anything. If we hear nothing, we erase everything about you on {day}.",
            name=name,
            day=t.day(date.fromisoformat(until)),
        ),
        (
            *column(
                # i18n: Button: I want to stay.
                press(t.label("👋 I stay"), "nav.home"),
                # i18n: Button: erase everything about me.
                press(t.label("🗑 Erase me"), "me.forget"),
            ),
            home_row(t),
        ),
    )
