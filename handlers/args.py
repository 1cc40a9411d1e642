"""The arguments that a button carries."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.errors import GoneError


@dataclass(frozen=True)
class Args:
    """Arguments out of callback data. They may be forged: reading what is not there raises GoneError."""

    values: tuple[str, ...]

    def text(self, position: int) -> str:
        """The argument at a position."""
        if position >= len(self.values):
            raise GoneError("button without its argument")
        return self.values[position]

    def number(self, position: int) -> int:
        """The argument at a position, as a row id."""
        text = self.text(position)
        if not (text.isascii() and text.isdigit() and len(text) <= 15):
            raise GoneError("button with a wrong number")
        return int(text)

    def choice(self, position: int, *allowed: str) -> str:
        """The argument at a position, one of those that the bot puts on this button."""
        text = self.text(position)
        if text not in allowed:
            raise GoneError("button with a choice that is none")
        return text

    def __len__(self) -> int:
        return len(self.values)
