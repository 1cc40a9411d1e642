"""What somebody did, as the model remembers it."""

from __future__ import annotations

from dataclasses import dataclass

FOR = "for:"
"""Begins what is pressed for a neighbour without a phone: `for:12:ask.yes:4`."""


def without_voice(data: str) -> str:
    """A button's data without for whom it is pressed."""
    return data.split(":", 2)[-1] if data.startswith(FOR) and data.count(":") > 1 else data


def action_of(data: str) -> str:
    """The name of a button, out of its data."""
    return without_voice(data).partition(":")[0]


@dataclass(frozen=True)
class Deed:
    """What somebody did. `query`: the press that waits for its answer; `marker`: a secret that they wrote;
    `answer`: whether the bot owes them a word (`line`: to their neighbour, through an open relay)."""

    account: int
    what: str
    told: str = ""
    query: str | None = None
    marker: str | None = None
    answer: str = "yes"

    @property
    def button(self) -> str:
        """What was pressed, whoever it was for."""
        return without_voice(self.told)

    @property
    def action(self) -> str:
        """The button's name, or the command's."""
        return action_of(self.told)

    @property
    def pressed_for(self) -> int | None:
        """The id of the neighbour without a phone for whom it was pressed."""
        number = self.told.split(":")[1] if self.button != self.told else ""
        return int(number) if number.isdigit() else None

    @property
    def ends_all(self) -> bool:
        """After it the bot says one word, or none, to all that came in the same breath."""
        return self.what == "block" or self.button.startswith(("me.forget:now", "d:consent:no"))
