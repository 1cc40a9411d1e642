"""Reciprocity without points: asked once and lightly what one likes to do; nobody is shown as one who only asks."""

from __future__ import annotations

import inspect
import json
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.categories import FREQUENT, Category
from bot.domain.errors import GoneError
from bot.domain.model import Role
from bot.domain.when import When
from bot.render import KINDS
from bot.services import checkin, coordinator, digest, giving, open_requests, thanking, today
from bot.services.work import Work
from storage import residents
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import refused
from tests.services.pairs import Pair, deliver, due_kinds, kinds, make_pair, run_until, waiting
from tests.services.talking import Talk, neighbour, offers, requests

AFTER = datetime(2026, 11, 24, 16, tzinfo=UTC)
"""Two hours after the appointment."""
NEXT_DAY = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


async def thanked(work: Work) -> Pair:
    """Truus was helped on Tuesday at 14:00 and says thank you; `work` is at `NOW`."""
    pair = await make_pair(work, When.on((NOW + timedelta(days=1)).date(), at=time(14)))
    await run_until(work, AFTER)
    later = work.at(AFTER)
    await checkin.answer(later, pair.requester, pair.commitment_id, "good")
    await thanking.send_thanks(later, pair.requester, pair.commitment_id)
    await deliver(work)
    return pair


async def test_the_day_after_the_thanks_they_are_asked_once(unit: Unit) -> None:
    async with unit() as work:
        pair = await thanked(work)
        assert (await due_kinds(work))["give_question"] == NEXT_DAY
        await run_until(work, NEXT_DAY)
        assert await kinds(work, pair.requester) == ["give_question"]
        await giving.plan(work.at(NEXT_DAY), pair.requester)
        await giving.ask(work.at(NEXT_DAY), pair.requester.id)
        assert await kinds(work, pair.requester) == ["give_question"]
        assert "give_question" not in await due_kinds(work)


async def test_the_helper_is_not_asked(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on((NOW + timedelta(days=1)).date()))
        await checkin.has_been(work, pair.helper, pair.commitment_id)
        await checkin.answer(work, pair.helper, pair.commitment_id, "good")
        await thanking.send_thanks(work, pair.helper, pair.commitment_id)
        assert "give_question" not in await due_kinds(work)


async def test_who_began_to_offer_meanwhile_is_not_asked(unit: Unit) -> None:
    async with unit() as work:
        pair = await thanked(work)
        await offers(Talk(work, pair.requester), "pets")
        await run_until(work, NEXT_DAY)
        assert "give_question" not in await kinds(work, pair.requester)


async def test_a_press_opens_the_offer_with_its_kind(unit: Unit) -> None:
    async with unit() as work:
        pair = await thanked(work)
        await run_until(work, NEXT_DAY)
        await giving.offer(work, pair.requester, Category.COMPANY)
        talk = Talk(work, pair.requester)
        assert await talk.kind() == "question_days"
        await residents.set_adult(work.tx, pair.requester.id, True)
        await talk.press("days:any", "parts:any", "often:1", "words:none", "summary:publish")
        assert (await talk.post()).category is Category.COMPANY


async def test_not_now_is_fine(unit: Unit) -> None:
    async with unit() as work:
        pair = await thanked(work)
        await run_until(work, NEXT_DAY)
        await giving.not_now(work, pair.requester)
        assert (await kinds(work, pair.requester))[-1] == "give_not_now"


async def test_who_was_not_asked_has_nothing_to_press(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        async with refused(work, GoneError):
            await giving.offer(work, truus.who, FREQUENT[0])
        async with refused(work, GoneError):
            await giving.not_now(work, truus.who)


PERSON = {"name", "resident", "reporter", "reported", "writer", "account"}
COUNTS = {"asked", "given", "helped", "offered", "offers", "posts", "requests", "helpers"}
NO_SUCH_PAIR = {
    "co_today": "the name is a buurt's",
    "co_members": "the name is a buurt's",
    "digest": "the name is a buurt's",
    "co_visit": "how often a new helper helped, to who decides on a first visit: it speaks for them",
    "co_confidant": "whether somebody was asked to be the confidant",
    "paper_forget": "to who asks for a neighbour without a phone: what is erased",
    "paper_erased": "to who asked for a neighbour without a phone: what was erased",
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_screen_has_a_person_beside_how_often_they_asked_or_gave(kind: str) -> None:
    taken = inspect.signature(KINDS[kind]).parameters
    if kind not in NO_SUCH_PAIR:
        assert not (PERSON & set(taken) and COUNTS & set(taken))


async def test_who_asked_much_and_gave_nothing_is_in_no_view_of_the_buurt(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        joke = await neighbour(work, home, "Joke")
        for role in Role:
            await residents.give_role(work.tx, joke.who.id, home.id, role)
        truus = await neighbour(work, home, "Truusje")
        for category in ("pets", "errands", "meals", "transport"):
            await requests(truus, category)
        await today.show(work, joke.who)
        await coordinator.members(work, joke.who, home.id)
        for after in range(4):
            await open_requests.show_next(work, joke.who, home.id, after)
        await digest.show(work, joke.who, home.id)
        await run_until(work, NOW + timedelta(days=8))
        told = await waiting(work, joke.who)
        assert {"co_today", "co_members", "co_request"} <= {each.kind for each in told}
        for each in told:
            said = json.dumps(each.params)
            assert "Truusje" not in said
            assert truus.who.id not in [
                value for key, value in each.params.items() if key in ("resident", "who", "writer")
            ]
