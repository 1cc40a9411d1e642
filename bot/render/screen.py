"""What a rendered message is, before Telegram's own types."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.i18n import Markup, Speaker

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
_ARABIC_NAME_FIRST = re.compile(
    r"(?:<[^>]*>|[^<A-Za-z\u2068])*\u2068[^A-Za-z\u2069]*[\u0590-\u08ff][^\u2069]*\u2069"
    r"(?:<[^>]*>|[^<A-Za-z])*[A-Za-z]"
)
"""A line of ours that begins with somebody else's Arabic; one that is theirs alone keeps its own direction."""


@dataclass(frozen=True)
class Button:
    """A button of an inline keyboard: `data` is what pressing it sends (at most 64 bytes), or it opens `url`."""

    label: str
    data: str | None = None
    url: str | None = None


Row = tuple[Button, ...]


@dataclass(frozen=True)
class Document:
    """A file to send."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Screen:
    """One message: HTML text with rows of buttons, or a file with the text as its caption."""

    text: Markup
    rows: tuple[Row, ...] = ()
    voice: str | None = None
    """File id of a voice note to send."""
    photo: str | Document | None = None
    """File id of a photo to send, or the picture itself."""
    location: tuple[float, float] | None = None
    """Latitude and longitude in degrees, sent after the text."""
    contact: tuple[str, str] | None = None
    """A contact card to send: phone number and name."""
    document: Document | None = None
    commands: tuple[tuple[str, str], ...] | None = None
    """No message: the command menu of this chat, as (command, what it does); empty for that of everybody."""
    silent: bool = False
    protect: bool = False
    """Not to be forwarded or saved: what one neighbour gave to one other."""

    def laid_out(self, speaker: Speaker) -> Screen:
        """The same screen in the reader's direction: each row of buttons, and each line of the text.

        A line takes the direction of its first letter, which may stand in somebody else's words: a mark
        before it says which direction it has.
        """
        lines = self.text.split("\n")
        if not speaker.rtl:
            marked = [f"{LEFT_TO_RIGHT}{line}" if _ARABIC_NAME_FIRST.match(line) else line for line in lines]
            return replace(self, text=Markup("\n".join(marked)))
        rows = tuple(tuple(reversed(row)) for row in self.rows)
        marked = [f"{RIGHT_TO_LEFT}{line}" if line else line for line in lines]
        return replace(self, text=Markup("\n".join(marked)), rows=rows)
