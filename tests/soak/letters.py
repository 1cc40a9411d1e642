"""What reached the phones, held against the outbox: each message once, in order, and not at night.

A message that no row knows was on its way when something was cut: the answer to its call, or the bot's life.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.soak.books import Books, Row
from tests.soak.findings import Tally
from tests.soak.markers import Markers, Secret
from tests.soak.server import Effect

ZONE = ZoneInfo("Europe/Amsterdam")
WEEK = timedelta(days=7) - timedelta(minutes=1)
"""Short of it by what a message is on its way: it is asked at the same minute of the day, a week later."""
ASKS_A_WEEK, FROM_NEXT_DOOR = 4, 1
IN_FLIGHT = 8
"""Chats side by side, and so the most that a kill may send twice."""
ASKED_FOR = frozenset({"home", "stopped", "our_mistake", "removed", "no_longer", "erased", "farewell"})
PARTS = frozenset({"sendContact", "sendLocation", "sendVoice", "sendPhoto", "sendDocument"})
OTHERS_DID = re.compile(
    "relayed_|address_|contact_shared|chosen|confirm_time|time_confirmed|arrange_yourselves|called_off|co_report$"
    "|co_call$|group_|role_given|co_group|safety_card$|call_(comes|done|missed)$"
)
"""What one person does for another at that moment, by night too; all else waits for the morning."""
AGREED = "match_screen"
"""Comes also to who said "yes, gladly" to an offer, when the one who offers says that it goes on."""
REMINDERS = frozenset({"day_before", "hours_before", "address_reminder", "check_in"})

Report = Callable[[str, str], None]
"""A promise and what was seen."""


def at_night(moment: datetime) -> bool:
    """From 21:00 to 08:00 in Amsterdam."""
    here = moment.astimezone(ZONE)
    return here.hour >= 21 or here.hour < 8


class Letters:
    """Judges the messages of one seed, in the order in which they came."""

    def __init__(self, books: Books, markers: Markers, tally: Tally, report: Report) -> None:
        self._books = books
        self._markers = markers
        self._tally = tally
        self._report = report
        self._last_row: dict[int, Row] = {}
        self._asked: dict[int, list[tuple[datetime, bool]]] = defaultdict(list)
        """When each was asked, and whether for somebody in another buurt."""
        self._reminded: dict[tuple[int | None, str, str, str], int] = {}
        self._put: set[tuple[int, str]] = set()
        self._questions: Counter[tuple[int, str, str]] = Counter()
        self._lines: Counter[tuple[int, str]] = Counter()
        self.opened_calls: set[int] = set()
        self.relays_pressed: Counter[int] = Counter()
        """Accounts that opened the link of a call; how often each said by a button whom a line is for."""

    def judge(
        self, effects: list[Effect], acted: set[int], forgotten: set[int], dead_lives: set[int]
    ) -> None:
        """Effects of private chats since the last time. `acted`: who did something; `forgotten`: whose rows are
        gone (they were erased); `dead_lives`: lives that ended in these effects' time, by a kill."""
        orphans: Counter[int] = Counter()
        part_of: dict[int, bool] = {}
        for effect in effects:
            chat = effect.message.chat_id
            if chat < 0 or not effect.new:
                continue
            row = self._books.rows.get(self._books.made_by.get(effect.message.id, 0))
            if row is None and effect.call.method in PARTS and part_of.get(chat):
                continue  # the place, the voice or the contact that belongs to the message before it
            part_of[chat] = True
            if row is not None:
                self._known(effect, row, acted)
                continue
            if chat in forgotten:
                continue
            if effect.call.fault is not None and effect.call.fault.does_its_work:
                self._tally.counts["messages twice after a cut answer"] += 1
            elif effect.call.life in dead_lives and self._last_of_its_life(effects, effect):
                orphans[effect.call.life] += 1
            else:
                self._report("a message that no row of the outbox knows", self._told(effect))
        for life, count in orphans.items():
            self._tally.counts["messages twice after a kill"] += count
            self._tally.most_twice = max(self._tally.most_twice, count)
            if count > IN_FLIGHT:
                self._report("more messages in flight than eight at a kill", f"life {life}: {count}")

    @staticmethod
    def _last_of_its_life(effects: list[Effect], effect: Effect) -> bool:
        """Whether no other message came to its chat in its life."""
        same = [each for each in effects if each.new and each.message.chat_id == effect.message.chat_id]
        return not any(each.number > effect.number and each.call.life == effect.call.life for each in same)

    def _known(self, effect: Effect, row: Row, acted: set[int]) -> None:
        self._tally.counts["messages"] += 1
        self._to_whom(effect, row)
        self._in_order(effect, row)
        others_did = OTHERS_DID.match(row.kind) or row.kind == AGREED
        if row.urgency == 0 and effect.message.chat_id not in acted and not others_did:
            self._report("an answer to who did nothing", self._told(effect, row))
        self._by_day(effect, row, acted)
        self._once(effect, row)

    def _to_whom(self, effect: Effect, row: Row) -> None:
        """It came where its row says, and that is the phone of whom the row is for, or of who speaks for them."""
        chat, books = effect.message.chat_id, self._books
        if row.chat not in (0, chat):
            self._report(
                "a message in another chat than its row's", f"{self._told(effect, row)}, not {row.chat}"
            )
        if row.resident is None or row.resident not in books.residents:
            return
        voices = books.voices.get(row.resident)
        if voices is None and chat != books.chat(row.resident):
            self._report("a message on another's phone", self._told(effect, row))
        if voices is not None and chat not in voices and not self._coordinates(chat):
            self._report("a message for a neighbour without a phone, on another's", self._told(effect, row))

    def _coordinates(self, chat: int) -> bool:
        return any(chat in who for who in self._books.coordinators.values())

    def _in_order(self, effect: Effect, row: Row) -> None:
        """In a chat the messages come in the order of their rows, but for those that waited for the morning, and
        for numbers to call in danger, which overtake."""
        if row.urgency < 0:
            return
        chat = effect.message.chat_id
        before = self._last_row.get(chat)
        self._last_row[chat] = row
        waited = at_night(datetime.fromisoformat(row.created)) and not at_night(effect.at)
        if before is None or before.id < row.id or waited:
            return
        self._report("out of order in its chat", f"{self._told(effect)} row {row.id} after row {before.id}")

    def _by_day(self, effect: Effect, row: Row, acted: set[int]) -> None:
        if not at_night(effect.at) or row.edit is not None:
            return
        if effect.asleep:
            self._report("unasked-for at night", self._told(effect, row))
        elif effect.message.chat_id not in acted:
            self._tally.at_night[row.kind] += 1
            if not OTHERS_DID.match(row.kind) and row.kind not in ASKED_FOR:
                self._report("unasked-for at night, by another's deed", self._told(effect, row))

    def _once(self, effect: Effect, row: Row) -> None:
        chat, text = effect.message.chat_id, effect.message.content.text
        for button in (button for line in effect.message.keyboard for button in line):
            data = button.data or ""
            asks = row.kind == "ask_card" and data.startswith("ask.yes:")
            if (asks or data.startswith("match.yes:")) and row.edit is None:
                self._questions[chat, data, text] += 1
                if self._questions[chat, data, text] > 1 and not (asks and chat in self.opened_calls):
                    self._report("the same question twice", f"{self._told(effect, row)} {data}")
        if row.kind == "ask_card" and row.edit is None and row.urgency > 0:
            self._cap(effect, row)
        if row.kind in REMINDERS and row.edit is None:
            key = (row.resident, row.kind, row.holds, text)
            if key in self._reminded:
                self._report(
                    "the same reminder twice", f"{self._told(effect, row)}, as row {self._reminded[key]}"
                )
            self._reminded[key] = row.id
        if row.kind.startswith("relayed_"):
            for marker in self._markers.found(text):
                if marker.secret is Secret.LINE:
                    self._lines[chat, marker.text] += 1
                    if self._lines[chat, marker.text] > 1 + self.relays_pressed[marker.account]:
                        self._report("a line twice", self._told(effect, row))

    def _cap(self, effect: Effect, row: Row) -> None:
        """A card that came again because its request had changed is no new question."""
        who = row.resident  # a neighbour without a phone is asked on the phone of their contact
        if who is None or (who, row.holds) in self._put:
            return
        self._put.add((who, row.holds))
        own, buurt = self._books.asks.get(int(row.holds.split(":")[1]), (None, 0))
        self._asked[who].append((effect.at, own is not None and own != buurt))
        lately = [far for at, far in self._asked[who] if effect.at - at < WEEK]
        if len(lately) > ASKS_A_WEEK:
            self._report("more than four questions in seven days", self._told(effect, row))
        if lately[-1] and sum(lately) > FROM_NEXT_DOOR:
            self._report("more than one question from next door in seven days", self._told(effect, row))
        if len(lately) > self._books.most_a_week.get(who, ASKS_A_WEEK):
            self._report("more questions in seven days than they want", self._told(effect, row))

    @staticmethod
    def _told(effect: Effect, row: Row | None = None) -> str:
        kind = f"{row.kind} row {row.id} " if row else ""
        return (
            f"{kind}message {effect.message.id} to {effect.message.chat_id} by {effect.call.method}"
            f" call {effect.call.number} at {effect.at.astimezone(ZONE):%a %d %H:%M}"
        )
