"""A line that somebody wrote, spoke or sent, as far as Buurtkring passes it on."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Line:
    """Exactly one of text, voice, photo, location or contact is there, or `unsupported` is set.

    A voice note may have a `text` too: what a program of the operator understood of it.
    """

    message_id: int
    text: str | None = None
    voice: str | None = None
    """File id of a voice note."""
    photo: str | None = None
    """File id of a photo."""
    caption: str | None = None
    location: tuple[float, float] | None = None
    """Latitude and longitude in degrees."""
    contact: tuple[str, int | None] | None = None
    """First name and account of a shared contact."""
    unsupported: bool = False
    """A sticker, video, document or anything else that is not passed on."""
    forwarded: bool = False
    """It was forwarded: somebody else's words. By whom is not looked at."""
    reply_to: int | None = None
    """The message that it replies to."""
    first_name: str = ""
    """The sender's first name as Telegram gives it, for the very first question only."""

    def with_words(self, heard: str | None) -> Line:
        """The same with the words of its voice note, where a program listened to it; only those are its text."""
        return replace(self, text=heard) if self.voice is not None else self
