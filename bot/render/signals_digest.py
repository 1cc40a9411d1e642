"""What follows the figures of a week: what people ran into, and the texts that they let us show."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.digest.figures import FEWEST
from bot.i18n import Markup, Speaker
from bot.render import figures, words
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Screen
from bot.render.signals import below, quoted, theme


@message
def digest_signals(
    t: Speaker, buurt: int, first: str, last: str, raised: dict[str, Any], unread: bool
) -> Screen:
    """People by theme in four weeks; none is about fewer than five."""
    begin, end = (t.day(date.fromisoformat(each)) for each in (first, last))
    # i18n: Title above a list of themes; {first} and {last} are dates, four weeks apart.
    title = t._("<b>What neighbours ran into</b>\n{first} – {last}", first=begin, last=end)
    lines = [figures.cell(t, theme(t, each), count) for each, count in raised["themes"]]
    if raised["others"]:
        # i18n: In a list of themes with numbers of people: all themes that few people raised.
        lines.append(figures.cell(t, t.label("Other themes together"), raised["others"]))
    # i18n: Under a list of themes, or in its place. {number} is always 5.
    note = t._("<i>A theme of fewer than {number} people is not shown by itself.</i>", number=FEWEST)
    buttons = []
    if raised["themes"]:
        # i18n: Button: send a message to everybody who raised a theme.
        buttons.append(press(t.label("✉️ Answer them"), "signal.answer", buurt))
    if unread:
        # i18n: Button: read the sentences that wait.
        buttons.append(press(t.label("📖 Read"), "signal.read", buurt))
    return Screen(below(title, Markup("\n".join(lines)), note), (*column(*buttons), home_row(t)))


@message
def digest_sentence(t: Speaker, signal: int, words: str) -> Screen:
    """What somebody ran into, in words that nobody can be known by."""
    # i18n: Above a sentence in the weekly overview; the writer agreed and is not named.
    title = t._("<b>Somebody in the buurt says</b>")
    return Screen(below(title, quoted(t, words)), (home_row(t),), protect=True)


def story_text(t: Speaker, told: str, writer: str | None) -> Markup:
    """A story as it appears, with the first name under it where its teller wants that."""
    # i18n: Under a story of somebody who does not want their name there.
    who = t.user(writer) if writer else t._("a neighbour")
    return Markup(f"{quoted(t, told)}\n— {who}")


@message
def digest_story(t: Speaker, story: int, category: str, words: str, writer: str | None) -> Screen:
    """A story that both let us tell."""
    # i18n: Above a story in the weekly overview; {what} is a kind of help.
    title = t._("<b>A story from the buurt</b>\n{what}", what=_help(t, category))
    return Screen(below(title, story_text(t, words, writer)), (home_row(t),), protect=True)


def _help(t: Speaker, category: str) -> Markup:
    return Markup(words.with_icon(t, category))
