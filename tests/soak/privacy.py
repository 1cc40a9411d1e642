"""Nobody saw what was not for them: every marker on every phone, in every file and in every log line."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

from bot.playground.messages import Kind
from bot.playground.world import World
from tests.soak.books import Books
from tests.soak.markers import Marker, Markers, Secret
from tests.soak.server import Effect

MISTAKES = (
    *(
        "update_failed",
        "due_failed",
        "not_sendable",
        "storing_failed",
        "unreachable_failed",
        "apology_failed",
    ),
    *("database_trouble", "uncaught_error", "uncaught_error_in_thread"),
)
TO_NEIGHBOURS = frozenset({Secret.WORDS, Secret.LINE, Secret.ADDRESS, Secret.THANKS, Secret.NOBODY})
"""What somebody may want whom they have something arranged with to read."""


class Privacy:
    """Judges who may read what, from what the books say about the two people."""

    def __init__(
        self, books: Books, markers: Markers, world: World, report: Callable[[str, str], None]
    ) -> None:
        self._books = books
        self._markers = markers
        self._world = world
        self._report = report
        self._read_to = 0
        self.not_answered = 0
        """Presses of which the bot itself says since the last look that its answer to them was cut off."""
        self.told: set[tuple[int, int]] = set()
        """(whose name, to whom): in a contact that somebody shared, they knew it."""

    def judge(self, effects: list[Effect], forgotten: set[int]) -> int:
        """How many secrets came to somebody they were not for. About who was erased just now nothing is known."""
        leaks = 0
        for effect in effects:
            chat, content = effect.message.chat_id, effect.message.content
            texts = [content.text, *(b.text for line in effect.message.keyboard for b in line)]
            if content.kind is Kind.CONTACT:
                texts.append(str(content.media))
            found = self._markers.found(" ".join(texts))
            if content.kind is Kind.DOCUMENT:
                data = self._world.files.find(content.media["file_id"])
                inside = self._markers.found(data.data.decode("utf-8", "replace")) if data else []
                found += [each for each in inside if each.account != chat]
                for each in inside:
                    # What was made of their own sentence is theirs as well.
                    if each.account != chat and each.secret not in (
                        Secret.NAME,
                        Secret.PAPER,
                        Secret.REWORDED,
                    ):
                        leaks += self._leak(each, effect, "in a file")
            for marker in found:
                if marker.account in forgotten or chat in forgotten or self._may(marker, chat):
                    continue
                leaks += self._leak(marker, effect, "")
        return leaks

    def _leak(self, marker: Marker, effect: Effect, where: str) -> int:
        row = self._books.rows.get(self._books.row_of.get(effect.message.id, 0))
        kind = row.kind if row else "?"
        seen = f"{marker.secret} of {marker.account} to {effect.message.chat_id} {where} in {kind}"
        self._report("a secret reached who it was not for", f"{seen}, call {effect.call.number}")
        return 1

    def _may(self, marker: Marker, chat: int) -> bool:
        writer, books = marker.account, self._books
        if chat == writer:
            return True
        if chat < 0:
            return False
        buurten = books.buurten_of.get(writer, set())
        coordinates = any(chat in books.coordinators.get(buurt, set()) for buurt in buurten)
        both = {(writer, chat), (chat, writer)}
        if marker.meant is not None:
            return chat in marker.meant
        to_neighbour = marker.secret in TO_NEIGHBOURS or marker.text in books.said_openly
        if both & books.chosen and to_neighbour and marker.secret is not Secret.NAME:
            return True  # whatever one writes with a relay open goes to that neighbour
        posts = [post for post, words in books.words.items() if marker.text in words.lower()]
        if any(chat in books.readers.get(post, set()) for post in posts):
            return True
        if coordinates and posts:
            return True
        known = books.living.get(writer)
        if known is not None and marker.text in known["name"].lower():
            return coordinates or self._may_know(writer, chat)
        near = books.buurten_near(writer)
        match marker.secret:
            case Secret.NAME:
                return coordinates or self._may_know(writer, chat)
            case Secret.PHONE:
                return coordinates
            case Secret.DESK:
                return books.has_role_in(chat, near)
            case Secret.REWORDED:
                return books.has_role_in(chat, near) or self._ran_into(chat, near, "")
            case Secret.CASE:
                return coordinates and not self._is_party(writer, chat)
            case Secret.CONFIDED:
                return bool(both & books.confided)
            case Secret.STORY:
                return chat in books.tellers.get(writer, set()) or books.has_role_in(chat, near)
            case Secret.ANSWER:
                return self._ran_into(chat, near, marker.about)
            case Secret.BUURT:
                return books.lives_in(chat, near) or books.has_role_in(chat, near)
            case Secret.PAPER:
                return coordinates or any(self._may_know(each, chat) for each in self._contacts(marker))
            case _:
                return False

    def _may_know(self, whose: int, chat: int) -> bool:
        """Whether somebody may know a first name, who is no coordinator of theirs."""
        books, both = self._books, {(whose, chat), (chat, whose)}
        buurten = books.buurten_near(chat)
        public = books.has_role_in(whose, buurten) or any(
            whose in books.confidants.get(buurt, set()) for buurt in buurten
        )
        return (
            public
            or whose == chat
            or bool(both & (books.pairs | books.wanted | books.confided))
            or any({whose, chat} <= near for near in books.voices.values())
            or (whose in books.tellers and books.has_role_in(chat, books.buurten_near(whose)))
            or self._for_each_other(whose, chat)
            or self._was_told(whose, chat)
        )

    def _is_party(self, writer: int, chat: int) -> bool:
        """A coordinator whom the case is about, or who decided what is appealed."""
        about = self._books.reported.get(writer, set()) | self._books.decided.get(writer, set())
        return chat in about

    def _ran_into(self, chat: int, buurten: set[int], theme: str) -> bool:
        return any(
            chat in who
            for (buurt, about), who in self._books.raised.items()
            if buurt in buurten and theme in ("", about)
        )

    def _contacts(self, marker: Marker) -> set[int]:
        """Who speaks, spoke or was asked to speak for a neighbour without a phone of this name."""
        known = [row["id"] for row in self._books.living.values() if marker.text in row["name"].lower()]
        return {marker.account}.union(*(self._books.voices.get(each, set()) for each in known))

    def _for_each_other(self, writer: int, chat: int) -> bool:
        """One asked for the other's help by name."""
        return any(
            {writer, chat} <= self._books.readers_for.get(post, set()) for post in self._books.readers_for
        )

    def _was_told(self, whose: int, chat: int) -> bool:
        """They named them, or agreed with who did for whom it was asked."""
        chosen = self._books.chosen
        return any(
            who == whose and (by == chat or (by, chat) in chosen or (chat, by) in chosen)
            for who, by in self.told
        )

    def judge_log(self, log: Path, *of_operator: str) -> int:
        """Secrets in what the bot printed since the last time; `of_operator`: the token, and that of the webhook."""
        with log.open("rb") as file:
            file.seek(self._read_to)
            printed = file.read()
            self._read_to += len(printed)
        text = printed.decode("utf-8", "replace")
        self.not_answered = text.count('"event": "callback_not_answered"')
        for line in text.splitlines():
            self._own_mistake(line)
        leaks = self._markers.found(text)
        for each in leaks:
            self._report("a secret in the log", f"{each.secret} of {each.account}")
        for secret in of_operator:
            if secret.rpartition(":")[2] in text:
                self._report("a secret of the operator in the log", secret[:5])
                return len(leaks) + 1
        return len(leaks)

    def _own_mistake(self, line: str) -> None:
        """A bug that the bot noticed itself; its line tells the error's type and place."""
        if not any(f'"event": "{each}"' in line for each in MISTAKES):
            return
        with contextlib.suppress(ValueError):  # a kill cuts a line
            told = json.loads(line)
            where = (told.get("at") or ["?"])[-1]
            kind = told.get("kind", "")
            self._report(f"the bot's own mistake: {told['event']}", f"{told.get('error')} at {where} {kind}")
