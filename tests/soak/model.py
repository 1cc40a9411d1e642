"""The model: what is known from outside, and everything that is held against it at each look."""

from __future__ import annotations

import contextlib
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.soak.answers import Answers
from tests.soak.books import Books, connect, read
from tests.soak.deeds import Deed
from tests.soak.findings import Tally
from tests.soak.letters import Letters
from tests.soak.markers import Markers
from tests.soak.people import Residents
from tests.soak.privacy import Privacy
from tests.soak.reminders import Reminders
from tests.soak.server import Told, WatchedWorld
from tests.soak.states import broken
from tests.soak.tastes import Curiosity

SHARES = frozenset({"co.invite", "invites.new", "vouch.link", "co.confidant_ask"})
"""Buttons after which a link stands on the phone that others may open."""
LATELY_SAID = 8


class Model:
    """Judges one seed; what does not hold is reported with the promise it breaks."""

    def __init__(
        self,
        books: Books,
        markers: Markers,
        world: WatchedWorld,
        people: Residents,
        curiosity: Curiosity,
        tally: Tally,
        began: datetime,
        report: Callable[[str, str], None],
    ) -> None:
        self._books = books
        self._world = world
        self._people = people
        self._curiosity = curiosity
        self._tally = tally
        self._began = began
        self._report = report
        self._said: dict[int, deque[str]] = defaultdict(lambda: deque(maxlen=LATELY_SAID))
        """What each wrote last (markers)."""
        self._letters = Letters(books, markers, tally, report)
        self._privacy = Privacy(books, markers, world, report)
        self._answers = Answers(books, markers, tally, report)
        self._reminders = Reminders(books, tally, report)

    def after_death(self, database: Path, now: datetime) -> None:
        """What a dead bot left in a copy of its database holds together."""
        with contextlib.closing(connect(database, copy=True)) as db:
            self._check(broken(db, now, self._began))
            read(self._books, db, now)

    def look(
        self, database: Path, now: datetime, deeds: list[Deed], told: Told, dead: set[int], *, killed: bool
    ) -> None:
        """The bot rests: judge everything that happened since the last look. `dead`: lives that ended since."""
        before = set(self._books.living)
        with contextlib.closing(connect(database, copy=False)) as db:
            read(self._books, db, now)
            self._check(broken(db, now, self._began))
            for deed in deeds:
                self._hear_of(deed)
            forgotten = before - set(self._books.living)
            forgotten |= {deed.account for deed in deeds if deed.ends_all and deed.what != "block"}
            acted = {deed.account for deed in deeds}
            self._letters.judge(told.effects, acted, forgotten, dead)
            self._tally.counts["leaks"] += self._privacy.judge(told.effects, forgotten)
            unreachable = self._unreachable() | told.refused
            self._answers.judge(deeds, told, unreachable, self._privacy.not_answered, killed=killed)
            self._answers.judge_posts(db)
            self._reminders.judge(db, now, unreachable)
        self._learn(deeds, told)

    def judge_log(self, log: Path, *secrets: str) -> None:
        """No secret of people or of the operator is in what the bot printed."""
        self._tally.counts["leaks"] += self._privacy.judge_log(log, *secrets)

    def _hear_of(self, deed: Deed) -> None:
        """What the model has to know of a deed before it judges what came of it."""
        if deed.what == "command" and deed.action == "start" and deed.marker:
            if deed.marker.startswith("h"):
                self._letters.opened_calls.add(deed.account)
            owner = self._people.links.shown_by(deed.marker)
            if owner is not None:
                self._privacy.told.add((owner, deed.account))
        if deed.what == "contact":
            self._privacy.told.add((int(deed.told), deed.account))
        if deed.marker and deed.what == "text":
            self._said[deed.account].append(deed.marker)
        if deed.action == "where":
            self._letters.relays_pressed[deed.account] += 1
            if deed.button.startswith("where:match"):
                # Asked whom it was for, they chose the neighbour.
                self._books.said_openly.update(self._said[deed.account])
        if deed.action in SHARES:
            self._people.links.share(deed.account)

    def _learn(self, deeds: list[Deed], told: Told) -> None:
        """Which screen came of which button."""
        counts: dict[int, list[Deed]] = {}
        for deed in deeds:
            counts.setdefault(deed.account, []).append(deed)
        offered: dict[int, list[str]] = {}
        for effect in told.effects:
            kept = self._books.rows.get(self._books.row_of.get(effect.message.id, 0))
            if kept is None or kept.urgency > 0:
                continue  # it came by itself, or because of somebody else
            row = [button.data or "" for line in effect.message.keyboard for button in line]
            offered.setdefault(effect.message.chat_id, []).extend(row)
        for account, theirs in counts.items():
            if len(theirs) == 1 and theirs[0].what in ("press", "command"):
                self._curiosity.learn(theirs[0].action, offered.get(account, []))
        self._curiosity.look_round()

    def _unreachable(self) -> set[int]:
        """Whose phone takes nothing, or of whom the bot thinks so."""
        blocked = {chat.id for chat in self._world.chats.values() if chat.blocked or not chat.open}
        return blocked | {account for account, row in self._books.living.items() if not row["reachable"]}

    def _check(self, found: list[tuple[str, str]]) -> None:
        for promise, seen in found:
            self._report(promise, seen)
