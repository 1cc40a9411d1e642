"""Links with a code: not to be guessed, for a time, for so many people, and never a way back in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random, SystemRandom

import pytest

import handlers
from bot.clock import system_rng
from bot.domain.errors import NotAllowedError
from bot.domain.ids import AccountId, BuurtId
from bot.domain.model import Resident, ResidentState, Role
from bot.services import group_chat, invites
from bot.services.work import Work
from storage import buurten, groups, residents
from tests.e2e import updates
from tests.matrix.cells import Place, opened
from tests.matrix.neighbourhood import GROUP
from tests.services.conftest import NOW

CODE = "abcdefghjkmnpqrs"
NEWCOMER = AccountId(900_003)


@pytest.fixture
async def place(blank: Path, tmp_path: Path) -> AsyncIterator[Place]:
    async with opened(blank, tmp_path) as there:
        yield there


async def invite(place: Place, uses: int = 1, days: int = 1, role: Role | None = None) -> None:
    home = BuurtId(int(place.there.rows["home"]))
    await buurten.add_invite(place.work.tx, CODE, home, None, NOW + timedelta(days=days), uses, role)


async def comes(place: Place, account: AccountId = NEWCOMER, code: str = CODE) -> Resident:
    """Somebody opens the link and answers the first questions, as far as they are asked."""
    await handlers.dispatch(place.work, updates.message(account, {"text": f"/start {code}".strip()}))
    for data in ("d:lang:nl", "d:consent:yes", "d:name:own"):
        await handlers.dispatch(place.work, updates.press(account, data))
    await handlers.dispatch(place.work, updates.message(account, {"text": "1234"}))
    found = await residents.by_account(place.work.tx, account)
    assert found is not None
    return found


async def told(place: Place, to: AccountId) -> list[str]:
    rows = await place.work.tx.all("SELECT kind FROM outbox WHERE chat_id = ? ORDER BY id", (to,))
    return [row["kind"] for row in rows]


def test_a_code_has_80_bits_from_the_operating_system() -> None:
    assert isinstance(system_rng(), SystemRandom)
    work = Work.__new__(Work)
    work.rng = Random(1)
    made = {work.token() for _ in range(2000)}
    assert len(made) == 2000
    assert {len(each) for each in made} == {16}
    assert len(set("".join(made))) == 32


async def test_an_invite_lets_in_as_many_as_it_says(place: Place) -> None:
    await invite(place, uses=2)
    states = [(await comes(place, AccountId(900_100 + n))).state for n in range(4)]
    assert states == [ResidentState.MEMBER] * 2 + [ResidentState.WAITING] * 2


async def test_a_code_that_is_over_says_the_same_as_one_that_never_was(place: Place) -> None:
    await invite(place, days=-1)
    late = await comes(place, AccountId(900_100))
    guessed = await comes(place, AccountId(900_101), code="zzzzzzzzzzzzzzzz")
    assert {late.state, guessed.state} == {ResidentState.WAITING}
    assert await told(place, late.account) == await told(place, guessed.account)


async def test_an_invite_that_ends_while_the_questions_are_answered_lets_nobody_in(place: Place) -> None:
    await invite(place)
    await handlers.dispatch(place.work, updates.message(NEWCOMER, {"text": f"/start {CODE}"}))
    later = replace(place, work=place.work.at(NOW + timedelta(days=2)))
    for data in ("d:lang:nl", "d:consent:yes", "d:name:own"):
        await handlers.dispatch(later.work, updates.press(NEWCOMER, data))
    found = await residents.by_account(place.work.tx, NEWCOMER)
    assert found is not None
    assert found.state is ResidentState.WAITING


async def test_who_was_removed_and_erased_themselves_waits_with_any_invite(place: Place) -> None:
    await invite(place, uses=9)
    removed = place.there.account("removed")
    await handlers.dispatch(place.work, updates.message(removed, {"text": f"/start {CODE}"}))
    assert await told(place, removed) == ["removed"]
    await handlers.dispatch(place.work, updates.press(removed, "me.forget:now"))
    assert (await comes(place, removed)).state is ResidentState.WAITING
    await handlers.dispatch(place.work, updates.message(removed, {"text": f"/start {CODE}"}))
    assert (await comes(place, removed)).state is ResidentState.WAITING


async def test_a_role_is_given_once_and_only_to_who_takes_part(place: Place) -> None:
    await invite(place, role=Role.COORDINATOR)
    for who in ("waiting", "removed"):
        await handlers.dispatch(place.work, updates.message(place.there.account(who), {"text": "/start x"}))
    first, second = place.there.people["neighbour"], place.there.people["helped"]
    for each in (first, second, first):
        await handlers.dispatch(place.work, updates.message(each.account, {"text": f"/start {CODE}"}))
    assert [role for _, role in await residents.roles_of(place.work.tx, first.id)] == [Role.COORDINATOR]
    assert await residents.roles_of(place.work.tx, second.id) == []


async def test_what_a_coordinator_makes_ends_after_a_month_and_25_people(place: Place) -> None:
    home = BuurtId(int(place.there.rows["home"]))
    await invites.make(place.work, place.there.people["coordinator"], home)
    row = await place.work.tx.one("SELECT expires_at, uses_left FROM invite")
    assert row is not None
    assert (row["uses_left"], row["expires_at"][:10]) == (25, "2026-12-23")


async def test_the_code_of_a_group_links_it_for_its_maker_only_once_and_for_a_day(place: Place) -> None:
    home, me = BuurtId(int(place.there.rows["home"])), place.there.people["coordinator"]
    await groups.link(place.work.tx, home, None)
    await groups.add_code(place.work.tx, CODE, home, me.id, NOW + timedelta(days=1))
    for who in ("neighbour", "coordinator elsewhere", "builder", "removed"):
        await group_chat.link(place.work, place.there.account(who), GROUP, CODE)
    assert await groups.chat_of(place.work.tx, home) is None
    await group_chat.link(place.work.at(NOW + timedelta(days=2)), me.account, GROUP, CODE)
    assert await groups.chat_of(place.work.tx, home) is None
    await group_chat.link(place.work, me.account, GROUP, CODE)
    assert await groups.chat_of(place.work.tx, home) == GROUP
    await groups.link(place.work.tx, home, None)
    await group_chat.link(place.work, me.account, GROUP, CODE)
    assert await groups.chat_of(place.work.tx, home) is None


async def test_who_coordinates_no_longer_links_no_group_with_an_old_code(place: Place) -> None:
    home, me = BuurtId(int(place.there.rows["home"])), place.there.people["coordinator"]
    await groups.link(place.work.tx, home, None)
    await groups.add_code(place.work.tx, CODE, home, me.id, NOW + timedelta(days=1))
    await residents.set_state(place.work.tx, me.id, ResidentState.REMOVED)
    with pytest.raises(NotAllowedError):
        await group_chat.link(place.work, me.account, GROUP, CODE)
    assert await groups.chat_of(place.work.tx, home) is None
