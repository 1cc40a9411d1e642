"""What phones show, as lines of a transcript."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from bot.playground.keyboards import Button
from bot.playground.phone import Phone, Shown


class Transcript:
    """Prints what each watched phone's owner does and what the bot then shows there, once each."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._seen: dict[int, int] = {}
        self._watched: dict[int, tuple[str, Phone]] = {}

    def watch(self, phone: Phone) -> None:
        """Print what this phone shows from its newest message on, under its owner's name."""
        if phone.user.id in self._watched:
            return
        self._watched[phone.user.id] = (phone.user.first_name, phone)
        revisions = sorted(shown.revision for shown in phone.messages)
        self._seen[phone.user.id] = revisions[-1] - 1 if revisions else 0
        self.show_new()

    def chapter(self, title: str) -> None:
        """A heading."""
        self._console.print(f"\n[bold]── {escape(title)} ──[/bold]")

    def did(self, phone: Phone, what: str) -> None:
        """The owner did something."""
        name, _ = self._watched[phone.user.id]
        self._console.print(f"[cyan]{escape(name)} ▸[/cyan] {escape(what)}")

    def show_new(self) -> None:
        """What the bot wrote or changed since the last time."""
        fresh = [
            (shown.revision, name, phone, shown)
            for name, phone in self._watched.values()
            for shown in phone.messages
            if not shown.mine and shown.revision > self._seen[phone.user.id]
        ]
        for revision, name, phone, shown in sorted(fresh, key=lambda each: each[0]):
            self._seen[phone.user.id] = max(self._seen[phone.user.id], revision)
            self._print(name, shown)

    def _print(self, name: str, shown: Shown) -> None:
        text = escape(shown.text) or f"({shown.kind})"
        self._console.print(f"[green]  → {escape(name)}{' (edited)' if shown.edited else ''}:[/green]")
        for line in text.splitlines():
            self._console.print(f"      {line}")
        for row in shown.keyboard:
            self._console.print(
                "      [dim]" + "  ".join(f"⟦{escape(button.text)}⟧" for button in row) + "[/dim]"
            )


def button_of(phone: Phone, action: str, words: str = "") -> tuple[Shown, Button]:
    """The button whose callback data is or begins with `action`, in the newest message that has one and these words.

    Raises LookupError.
    """
    for shown in reversed(phone.messages):
        if words not in shown.text:
            continue
        for row in shown.keyboard:
            for button in row:
                if button.data is not None and (
                    button.data == action or button.data.startswith(f"{action}:")
                ):
                    return shown, button
    raise LookupError(f"no button {action} on phone {phone.user.id}")
