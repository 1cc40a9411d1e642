"""Callback data can be forged: whoever presses what is not theirs gets a kind answer and changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest

import handlers
from bot.domain.ids import AccountId
from bot.domain.model import (
    AskState,
    Commitment,
    CommitmentState,
    Draft,
    Match,
    PostKind,
    PostState,
    Resident,
    ResidentState,
    Role,
)
from bot.render import render
from bot.services import access
from bot.services.work import Work
from storage import asks, commitments, drafts, invitations, posts, residents
from storage.database import Database, Transaction
from tests.services.conftest import NOW, add_buurt, add_resident
from tests.services.conftest import database as database
from tests.services.neighbours import asked, matched, post_of, reported

from . import updates
from .undoing import undone

STRANGER = AccountId(999)
GARBAGE = (
    "",
    ":::",
    ":-1",
    ":999999999999999",
    ":" + "9" * 40,
    ":٣",
    ":🙂\u202e1",
    ":1;DROP TABLE post",
    ":" + "A" * 4000,
    ":match:x",
    ":words:\ud83d",
)
FEW = ("", ":x", ":\u202e1")
WITH_SECOND = {
    "time.pick": ":202611251400",
    "time.yes": ":202611241000",
    "face": ":good",
    "went": ":missed",
    "ask.adult": ":yes",
    "invite.yes": ":00000000",
    "give.offer": ":errands",
}
ABOUT_ONESELF = ("nav.", "me.", "post.new", "d", "relay.close", "where")
"""Actions without the row of another person; with garbage they may not change anything either, but:"""
OWN_DRAFT = frozenset(
    {"nav.stop", "nav.back", "nav.home", "me.spoken", "danger.call", "signal.new", "paper.add"}
)
"""These begin or end one's own conversation, whatever else stands in the button."""
OUTSIDE = ("stranger", "invited", "waiting", "removed")
NEXT_DOOR = 2
"""The buurt of which one of the forgers is the coordinator."""
OF_A_BUURT = ("co.", "setup.", "invites.", "broadcast.", "team.", "audit.", "digest.")
"""In their buttons the number may be that of a buurt, which for its own coordinator is no forgery."""


@dataclass(frozen=True)
class Buurt:
    """Truus is helped by Samir, asks Wim for more, and is reported; the others have nothing to do with it."""

    truus: Resident
    samir: Resident
    wim: Resident
    forgers: dict[str, AccountId]
    match: Match
    commitment: Commitment
    rows: int
    """The highest id of any of these rows."""


async def make_buurt(work: Work) -> Buurt:
    home, next_door = await add_buurt(work), await add_buurt(work, "Zeebuurt", "5678")
    truus, samir, wim = [await add_resident(work, home, name) for name in ("Truus", "Samir", "Wim")]
    carla = await add_resident(work, home, "Carla")
    await residents.give_role(work.tx, carla.id, home.id, Role.COORDINATOR)
    forgers = {"stranger": STRANGER}
    for word, place, state in (
        ("invited", None, ResidentState.INVITED),
        ("waiting", home, ResidentState.WAITING),
        ("removed", home, ResidentState.REMOVED),
        ("member", home, ResidentState.MEMBER),
        ("paused", home, ResidentState.PAUSED),
        ("coordinator next door", next_door, ResidentState.MEMBER),
    ):
        forgers[word] = (await add_resident(work, place, word.title(), state=state)).account
    bas = await residents.by_account(work.tx, forgers["coordinator next door"])
    assert bas is not None
    await residents.give_role(work.tx, bas.id, next_door.id, Role.COORDINATOR)
    await residents.give_role(work.tx, bas.id, next_door.id, Role.BUILDER)
    await add_resident(work, home, "Nieuw", state=ResidentState.WAITING)
    post = await post_of(work, truus)
    match = await matched(work, post, truus, samir)
    commitment = await commitments.add(work.tx, match.id, CommitmentState.CONFIRMED, NOW + timedelta(days=1))
    await asked(work, await post_of(work, truus), wim)
    await asked(work, await post_of(work, truus), wim, AskState.YES)
    offer = await post_of(work, samir, PostKind.OFFER)
    await invitations.add(work.tx, offer.id, wim.id, NOW)
    report = await reported(work, samir, truus)
    rows = max(post.id + 3, match.id, commitment.id, report.id, 3)
    return Buurt(truus, samir, wim, forgers, match, commitment, rows)


ALLOWED = "inbox", "outbox"


async def watch(tx: Transaction) -> None:
    """Keep the name of every table of which a row changes; that somebody was seen does not count."""
    await tx.change("CREATE TEMP TABLE changed (name TEXT)")
    tables = await tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for table in [row["name"] for row in tables if row["name"] not in ALLOWED]:
        columns = [row["name"] for row in await tx.all(f"PRAGMA table_info({table})")]
        of = ", ".join(column for column in columns if column != "seen_at")
        for when in ("INSERT", "DELETE", f"UPDATE OF {of}"):
            await tx.change(
                f"CREATE TEMP TRIGGER {table}_{when[:6]} AFTER {when} ON {table}"
                f" BEGIN INSERT INTO changed VALUES ('{table}'); END"
            )


async def from_here(tx: Transaction) -> None:
    """What was told and what changed until now does not count."""
    await tx.change("DELETE FROM outbox")
    await tx.change("DELETE FROM changed")


async def changed(tx: Transaction) -> set[str]:
    return {row["name"] for row in await tx.all("SELECT DISTINCT name FROM changed")}


def forged(action: str, rows: int, outsider: bool) -> Iterator[str]:
    """Callback data of an action: garbage, and the ids of rows that exist and are others'."""
    few = outsider and action not in access.OUTSIDERS_PRESS
    yield from (action + each for each in (FEW if few else GARBAGE))
    if action.startswith(ABOUT_ONESELF) and action != "d":
        return
    for row in range(1, rows + 1):
        yield f"{action}:{row}{WITH_SECOND.get(action, '')}"
        if action == "report.yes":
            yield from (f"{action}:{what}:{row}" for what in ("match", "ask"))


@pytest.fixture
async def work(database: Database) -> AsyncIterator[Work]:
    # In a transaction of their own: where one makes a table or trigger, each undoing in it reads the schema anew.
    async with database.unit() as tx:
        await watch(tx)
    async with database.unit() as tx:
        yield Work(tx, NOW, Random(1), b"key", "buurtkring_bot")


RENDERED: set[tuple[str, str]] = set()


async def told(work: Work, account: int, lang: str) -> list[str]:
    """The kinds that wait for an account; whatever waits can be rendered, and nobody else is told anything."""
    rows = await work.tx.all("SELECT chat_id, kind, params, remove FROM outbox ORDER BY id")
    assert {row["chat_id"] for row in rows} <= {account}
    for row in rows:
        if (row["kind"], lang) not in RENDERED and not row["remove"]:
            render(row["kind"], updates.json_of(row["params"]), lang)
            RENDERED.add((row["kind"], lang))
    return [row["kind"] for row in rows]


FORGERS = ("stranger", "invited", "waiting", "removed", "member", "coordinator next door")


@pytest.mark.parametrize("who", FORGERS)
async def test_a_forged_button_of_any_action_changes_nothing(work: Work, who: str) -> None:
    """Each takes a share of the actions: who may press what stands, for everybody, in `tests/matrix`."""
    buurt = await make_buurt(work)
    await from_here(work.tx)
    account, wrong = buurt.forgers[who], []
    free = {"resident"} if who == "stranger" else set()
    for action in list(handlers.BUTTONS)[FORGERS.index(who) :: len(FORGERS)]:
        for data in forged(action, buurt.rows, who in OUTSIDE):
            if who == FORGERS[-1] and data == f"{action}:{NEXT_DOOR}" and action.startswith(OF_A_BUURT):
                continue
            async with undone(work.tx):
                await handlers.dispatch(work, updates.press(account, data))
                allowed = free | ({"draft"} if action in OWN_DRAFT else set())
                if more := await changed(work.tx) - allowed:
                    wrong.append(f"{data!r:.60} changed {more}")
                if not await told(work, account, "ar"):
                    wrong.append(f"{data!r:.60} was not answered")
    assert wrong == []


@pytest.mark.parametrize("data", ["", ":", "nonsense", "NAV.HOME", "ask.yes ", "\u202e", "x" * 5000])
async def test_a_button_that_does_not_exist_gets_a_kind_answer(work: Work, data: str) -> None:
    buurt = await make_buurt(work)
    await work.tx.change("DELETE FROM outbox")
    await handlers.dispatch(work, updates.press(buurt.truus.account, data))
    assert await told(work, buurt.truus.account, "nl") == ["no_longer"]


CHANGED_BY = {"pauze": {"resident", "event"}}
"""What a member's command does change, of their own."""


async def test_any_command_of_anybody_gets_an_answer_and_reaches_nobody_else(work: Work) -> None:
    buurt = await make_buurt(work)
    await from_here(work.tx)
    for who, account in buurt.forgers.items():
        allowed = {"resident", "draft"} if who in ("stranger", "invited") else set()
        for command in (
            *handlers.COMMANDS,
            "start",
            "nonsense",
            "",
            "HELP",
            "help@buurtkring_bot",
            "start \u202e",
        ):
            for rest in ("", " 1", " x; DROP TABLE post", " " + "9" * 4000):
                async with undone(work.tx):
                    await handlers.dispatch(work, updates.message(account, {"text": f"/{command}{rest}"}))
                    by_member = CHANGED_BY.get(command, set()) if who not in OUTSIDE else set()
                    assert await changed(work.tx) <= allowed | by_member, (who, command)
                    assert await told(work, account, "ar"), (who, command)


async def test_the_buttons_of_a_closed_post_change_nothing(work: Work) -> None:
    buurt = await make_buurt(work)
    live_posts = [each for who in (buurt.truus, buurt.samir) for each in await posts.live_of(work.tx, who.id)]
    for post in live_posts:
        live = frozenset({PostState.OPEN, PostState.MATCHED})
        await posts.set_state(work.tx, post.id, PostState.CLOSED, NOW, was=live)
    await work.tx.change("UPDATE match SET state = 'ended'")
    await from_here(work.tx)
    for me in (buurt.truus, buurt.samir, buurt.wim):
        for action in OF_A_POST:
            for row in range(1, buurt.rows + 1):
                async with undone(work.tx):
                    await handlers.dispatch(work, updates.press(me.account, f"{action}:{row}:yes"))
                    assert await changed(work.tx) == set(), (me.name, action, row)
                    assert set(await told(work, me.account, "nl")) <= KIND_ANSWERS, (me.name, action, row)


OF_A_POST = (
    *("ask.yes", "ask.no", "ask.adult", "match.yes", "match.other", "match.show", "match.cancel"),
    *("match.cancel_yes", "relay.open", "address.give", "contact.share", "contact.yes"),
    *("go.yes", "go.no", "go.other", "time.pick", "time.yes", "time.other", "time.type", "time.ours"),
    *("time.change", "post.show", "post.change", "post.extend", "post.close", "post.not_for_me"),
)
KIND_ANSWERS = {"no_longer", "not_yours", "question_over"}


async def test_a_button_of_an_earlier_question_leaves_the_draft_as_it_is(work: Work) -> None:
    buurt = await make_buurt(work)
    data = {"flow": "request", "category": "pets", "answered": ["category", "when"]}
    await drafts.put(work.tx, Draft(buurt.wim.id, "request", "words", data), NOW)
    await work.tx.change("DELETE FROM outbox")
    for old in (
        "d:category:errands",
        "d:when:today",
        "d:day:2026-11-25",
        "d:summary:publish",
        "d:name:own",
        "d::",
    ):
        await handlers.dispatch(work, updates.press(buurt.wim.account, old))
    kept = await drafts.get(work.tx, buurt.wim.id)
    assert kept is not None
    assert (kept.step, kept.data) == ("words", data)
    assert set(await told(work, buurt.wim.account, "nl")) == {"no_longer"}
    assert (await asks.waiting_of(work.tx, buurt.wim.id)) != []
