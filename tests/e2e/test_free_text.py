"""Where a free line goes: every combination of what a resident may have open. Never to the wrong neighbour."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

import handlers
from bot.domain.model import Draft, Match, MatchState, OutMessage, Resident
from bot.render import render
from bot.services.work import Work
from storage import drafts, matches, outbox, relays
from storage.database import Database
from tests.services.conftest import NOW, add_buurt, add_resident
from tests.services.conftest import database as database
from tests.services.neighbours import matched, post_of

from . import updates
from .undoing import undone

AGREED = ("", "a", "ab")
"""Which of the two matches are agreed; the others, and always `e`, have ended."""
REPLIES = (None, "a", "b", "e")
TALKS = (None, "a", "b", "lapsed a", "lapsed b")
DRAFTS = (None, "words", "address of a")
WORDS = {"flow": "request", "category": "errands", "answered": ["category", "when"]}


@dataclass(frozen=True)
class Case:
    """What Riet has open when she writes."""

    agreed: str
    reply: str | None
    talk: str | None
    draft: str | None

    def meant(self) -> str:
        """Where her line belongs: a neighbour, `draft`, `post`, `nobody`, or `ask` and what it may be."""
        talk = (self.talk or "").removeprefix("lapsed ")
        lapsed = (self.talk or "").startswith("lapsed")
        if self.reply:
            return self.reply if self.reply in self.agreed else "nobody"
        if talk and not lapsed and talk not in self.agreed:
            return "nobody"
        if talk and talk in self.agreed and (self.draft or not lapsed):
            return f"ask {talk} draft" if self.draft else talk
        if self.draft:
            return "draft"
        return " ".join(["ask", *reversed(self.agreed), "request"]) if self.agreed else "post"


CASES = [Case(*each) for each in product(AGREED, REPLIES, TALKS, DRAFTS)]


@dataclass(frozen=True)
class Circle:
    """Riet is helped by Ahmad (a) and helps Bert (b); with Els (e) it is over."""

    riet: Resident
    others: dict[str, Resident]
    matches: dict[str, Match]

    def who(self, row_id: int | None) -> str:
        """The letter of a resident."""
        return next((letter for letter, who in self.others.items() if who.id == row_id), f"? {row_id}")

    def relayed(self, letter: str) -> int:
        """The number in Riet's chat of a line that this neighbour wrote."""
        return 50 + int(self.matches[letter].id)

    def line_of(self, letter: str) -> updates.Json:
        """That line, as Telegram gives it with a reply."""
        return updates.message_of(self.riet.account, {"text": "…", "message_id": self.relayed(letter)})


async def make_circle(work: Work) -> Circle:
    home = await add_buurt(work)
    riet = await add_resident(work, home, "Riet")
    others = {
        letter: await add_resident(work, home, name, lang)
        for letter, name, lang in (("a", "Ahmad", "ar"), ("b", "Bert", "nl"), ("e", "Els", "nl"))
    }
    found = {}
    for letter, other in others.items():
        requester, helper = (other, riet) if letter == "b" else (riet, other)
        post = await post_of(work, requester)
        found[letter] = await matched(work, post, requester, helper)
    circle = Circle(riet, others, found)
    for letter, match in found.items():
        await work.tx.change(
            "INSERT INTO relay_message VALUES (?, ?, ?, 'relayed_text', '2026-11-23T08:00:00Z')",
            (riet.account, circle.relayed(letter), match.id),
        )
    await matches.end(work.tx, found["e"].id, work.now)
    return circle


async def open_all(work: Work, circle: Circle, case: Case) -> None:
    """Bring about what the case says, by rows: also what no way through the bot leads to."""
    me = circle.riet.id
    asked_at = work.now - timedelta(minutes=10)  # before the talk closed
    for letter in set("ab") - set(case.agreed):
        await matches.end(work.tx, circle.matches[letter].id, work.now)
    if case.talk:
        closes_at = work.now + timedelta(minutes=-1 if case.talk.startswith("lapsed") else 5)
        await relays.open_for(work.tx, me, circle.matches[case.talk[-1]].id, closes_at)
    if case.draft == "words":
        await drafts.put(work.tx, Draft(me, "request", "words", WORDS), asked_at)
    elif case.draft:
        data = {"match": circle.matches["a"].id}
        await drafts.put(work.tx, Draft(me, "address", "address", data), asked_at)


async def sent_since(work: Work, mark: int) -> list[OutMessage]:
    rows = await work.tx.all("SELECT * FROM outbox WHERE id > ? ORDER BY id", (mark,))
    return [outbox._message(row) for row in rows]


async def last_sent(work: Work) -> int:
    row = await work.tx.one("SELECT coalesce(max(id), 0) AS id FROM outbox")
    return int(row["id"]) if row else 0


def buttons(message: OutMessage) -> list[str]:
    """The choices that a question offers, by callback data."""
    screen = render(message.kind, message.params, "nl")
    pressed = [button.data for row in screen.rows for button in row if button.data]
    return [data for data in pressed if data.startswith("where:")]


def choice(circle: Circle, data: str) -> str:
    """The word for a choice: the letter of a neighbour, `draft`, `request` or `nowhere`."""
    _, what, *rest = data.split(":")
    if what == "match":
        return next(letter for letter, match in circle.matches.items() if match.id == int(rest[0]))
    return what


def outcome(circle: Circle, sent: list[OutMessage], case: Case) -> str:
    """Where the line went, told from the messages that it caused."""
    to_others = [each for each in sent if each.resident_id != circle.riet.id]
    to_me = [each for each in sent if each.resident_id == circle.riet.id]
    if to_others:
        ((letter, kind),) = [(circle.who(each.resident_id), each.kind) for each in to_others]
        return "draft" if kind == "address_given" and letter == "a" else letter
    if not to_me:
        return "silence"
    kind = to_me[0].kind
    if kind == "whom_is_this_for":
        return " ".join(
            ["ask", *(choice(circle, data) for data in buttons(to_me[0]) if data != "where:nowhere")]
        )
    if kind in ("relay_ended", "no_longer"):
        return "draft" if case.draft and kind == "no_longer" else "nobody"
    if kind.startswith("question_"):
        return "draft" if case.draft else "post"
    return "post" if kind in ("what_is_this", "relay_only_these", "send_to_whom", "danger") else kind


def lines() -> Iterator[tuple[Case, str]]:
    """Each case with a text, and the fullest ones with every other kind of line."""
    for case, kind in product(CASES, updates.LINES):
        if kind == "text" or case.agreed == "ab":
            yield case, kind


@pytest.fixture
async def work(database: Database) -> Any:
    async with database.unit() as tx:
        yield Work(tx, NOW, Random(1), b"key", "buurtkring_bot")


async def test_a_line_goes_where_it_was_meant_or_the_bot_asks(work: Work) -> None:
    circle = await make_circle(work)
    mark = await last_sent(work)
    wrong = []
    for case, kind in lines():
        async with undone(work.tx):
            await open_all(work, circle, case)
            reply = circle.line_of(case.reply) if case.reply else None
            line = updates.message(circle.riet.account, updates.LINES[kind], reply)
            await handlers.dispatch(work, line)
            went = outcome(circle, await sent_since(work, mark), case)
        if went != case.meant():
            wrong.append(f"{kind} {case}: {went} instead of {case.meant()}")
    assert wrong == []
    assert len(CASES) == 3 * 4 * 5 * 3


async def test_each_choice_brings_the_line_to_exactly_that_neighbour(work: Work) -> None:
    circle = await make_circle(work)
    mark = await last_sent(work)
    pressed = 0
    for case, kind in lines():
        if not case.meant().startswith("ask"):
            continue
        async with undone(work.tx):
            await open_all(work, circle, case)
            line = updates.message_of(circle.riet.account, updates.LINES[kind])
            await handlers.dispatch(work, updates.update(message=line))
            (question,) = await sent_since(work, mark)
            assert question.reply_to == line["message_id"]
            for data in buttons(question):
                pressed += 1
                async with undone(work.tx):
                    await press_choice(work, circle, line, data, question.id, (case, kind))
    assert pressed > 100


async def press_choice(
    work: Work, circle: Circle, line: updates.Json, data: str, mark: int, told: object
) -> None:
    under = updates.message_of(circle.riet.account, {"text": "Voor wie is dit?"}, line)
    await handlers.dispatch(work, updates.press(circle.riet.account, data, under))
    sent = await sent_since(work, mark)
    reached = [circle.who(each.resident_id) for each in sent if each.resident_id != circle.riet.id]
    answers = [each for each in sent if each.resident_id == circle.riet.id]
    what = choice(circle, data)
    address = data == "where:draft:address:address" and "text" in line
    assert reached == ([what] if what in circle.others else ["a"] if address else []), (told, data)
    assert answers, (told, data)
    assert answers[0].edit == under["message_id"] or not reached, (told, data)


async def test_a_choice_is_refused_once_it_is_no_longer_true(work: Work) -> None:
    circle = await make_circle(work)
    line = updates.message_of(circle.riet.account, updates.TEXT)
    under = updates.message_of(circle.riet.account, {"text": "Voor wie is dit?"}, line)
    await open_all(work, circle, Case("a", None, None, "address of a"))
    mark = await last_sent(work)
    stale = [f"where:match:{circle.matches[each].id}" for each in "be"]
    for data in (*stale, "where:draft:request:words", "where:draft", "where:match:999", "where:", "where:x"):
        await handlers.dispatch(work, updates.press(circle.riet.account, data, under))
    kinds = {(each.resident_id, each.kind) for each in await sent_since(work, mark)}
    assert kinds <= {(circle.riet.id, "no_longer"), (circle.riet.id, "not_yours")}
    assert await drafts.get(work.tx, circle.riet.id) is not None


async def test_without_the_line_nobody_gets_anything(work: Work) -> None:
    circle = await make_circle(work)
    mark = await last_sent(work)
    for match in circle.matches.values():
        await handlers.dispatch(work, updates.press(circle.riet.account, f"where:match:{match.id}"))
    assert {each.kind for each in await sent_since(work, mark)} == {"no_longer"}


async def test_an_open_question_about_a_match_that_ended_does_not_hold_its_owner(work: Work) -> None:
    circle = await make_circle(work)
    await open_all(work, circle, Case("", None, None, "address of a"))
    await handlers.dispatch(work, updates.message(circle.riet.account, {"text": "Lindenstraat 12"}))
    assert await drafts.get(work.tx, circle.riet.id) is None
    assert "Lindenstraat" not in json.dumps([each.params for each in await sent_since(work, 0)])
    assert (await matches.of_resident(work.tx, circle.riet.id, MatchState.AGREED)) == []
