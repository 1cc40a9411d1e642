"""The requester's choice, dropping out, and what the two see of each other."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.model import Match, Post, PostState
from bot.domain.when import When
from bot.services import agreeing, answering, matches, posting
from bot.services.work import Work
from storage import asks, commitments, posts
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import refused, state_of
from tests.services.pairs import due_kinds, kinds, make_pair, params, run_until
from tests.services.talking import Talk, helper, neighbour, requests


async def _offered(work: Work, post: Post, *helpers: Talk) -> Match:
    """Everybody says yes, in this order; the first yes lies with the requester."""
    for each in helpers:
        for ask in await asks.of_post(work.tx, post.id):
            if ask.resident_id == each.who.id:
                await answering.say_yes(work, each.who, ask.id)
    match = await match_rows.live_of_post(work.tx, post.id)
    assert match is not None
    return match


async def test_a_yes_of_both_makes_them_a_pair_and_the_others_hear_it(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        one, two = await helper(work, home, "A"), await helper(work, home, "B")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        await run_until(work, NOW + timedelta(hours=3))  # one is asked first, then the other
        match = await _offered(work, post, one, two)
        await matches.accept(work, truus.who, match.id)
        assert (await params(work, one.who, "chosen"))["code"] == match.door_code
        assert await two.kind() == "already_solved"
        assert "match_screen" in await kinds(work, truus.who)
        assert await state_of(work, post) is PostState.MATCHED
        planned = await work.tx.all("SELECT kind FROM due WHERE subject = ?", (post.id,))
        assert not {"wave", "post_warn", "post_expire"} & {row["kind"] for row in planned}


async def test_only_the_requester_decides_and_only_once(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        match = await _offered(work, await requests(truus), samir)
        for who in (samir, await neighbour(work, home, "Wim")):
            for do in (matches.accept, matches.prefer_other):
                async with refused(work, NotAllowedError):
                    await do(work, who.who, match.id)
        await matches.accept(work, truus.who, match.id)
        for do in (matches.accept, matches.prefer_other):
            async with refused(work, GoneError):
                await do(work, truus.who, match.id)


async def test_nobody_sees_a_match_that_is_not_agreed(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        match = await _offered(work, await requests(truus), samir)
        for do in (matches.show_match, matches.ask_cancel, matches.drop_out):
            async with refused(work, GoneError):
                await do(work, samir.who, match.id)
        await matches.mine(work, truus.who)
        assert (await truus.screen()).params["matches"] == []


async def test_a_helper_who_drops_out_is_followed_by_the_standby_and_the_requester_hears_first(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        one, two = await helper(work, home, "A"), await helper(work, home, "B")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        await run_until(work, NOW + timedelta(hours=3))  # one is asked first, then the other
        match = await _offered(work, post, one, two)
        await matches.accept(work, truus.who, match.id)
        await matches.drop_out(work, one.who, match.id)
        assert await truus.kind() == "called_off"
        assert await two.kind() == "standby_card"
        asks_7d = "SELECT count(*) AS n FROM event WHERE kind = 'asked' AND who = ?"
        counted = await work.tx.one(asks_7d, (f"r{two.who.id}",))
        assert counted is not None
        assert counted["n"] == 1  # once more, outside the count
        assert await _offered(work, post, two)
        assert (await kinds(work, truus.who))[-2:] == ["called_off", "offer_card"]
        assert (await params(work, truus.who, "called_off"))["looking"]
        assert (await truus.screen()).params["name"] == "B"
        assert await state_of(work, post) is PostState.OPEN
        assert {"post_expire", "post_warn"} <= (await due_kinds(work)).keys()


@pytest.mark.parametrize(
    ("dropped_out", "silent_at"),
    [
        (datetime(2026, 11, 23, 12, tzinfo=UTC), datetime(2026, 11, 23, 14, tzinfo=UTC)),
        (datetime(2026, 11, 23, 19, 30, tzinfo=UTC), datetime(2026, 11, 24, 8, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 22, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (datetime(2026, 11, 24, 6, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)),
    ],
)
async def test_who_stood_by_has_two_hours_by_day_to_answer(
    unit: Unit, buurt: MakeBuurt, dropped_out: datetime, silent_at: datetime
) -> None:
    async with unit() as work:
        home = await buurt(work)
        one, two = await helper(work, home, "A"), await helper(work, home, "B")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        await run_until(work, NOW + timedelta(hours=2))
        match = await _offered(work, post, one, two)
        await matches.accept(work, truus.who, match.id)
        await matches.drop_out(work.at(dropped_out), one.who, match.id)
        assert await two.kind() == "standby_card"
        assert (await due_kinds(work))["ask_silent"] == silent_at


async def test_the_requester_who_calls_off_closes_the_request(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus)
        match = await _offered(work, post, samir)
        await matches.accept(work, truus.who, match.id)
        await matches.drop_out(work, truus.who, match.id)
        assert not (await params(work, samir.who, "called_off"))["looking"]
        assert await state_of(work, post) is PostState.CLOSED
        async with refused(work, GoneError):
            await matches.drop_out(work, truus.who, match.id)


async def test_whoever_dropped_out_is_not_asked_again_for_the_same(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        match = await _offered(work, await requests(truus), samir)
        await matches.accept(work, truus.who, match.id)
        await matches.drop_out(work, samir.who, match.id)
        assert (await kinds(work, samir.who)).count("ask_card") == 1
        assert await truus.kind() == "nobody_left"


async def test_an_appointment_later_than_its_request_is_offered_again_for_its_own_moment(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(date(2026, 11, 24)))
        await work.tx.change("UPDATE post SET expires_at = '2026-11-24T20:00:00Z'")
        await agreeing.propose(work, pair.requester, pair.commitment_id, "202611281000")
        await agreeing.confirm(work, pair.helper, pair.commitment_id, "202611281000")
        later = work.at(NOW + timedelta(days=3))
        await matches.drop_out(later, pair.helper, pair.match_id)
        assert (await params(work, pair.requester, "called_off"))["looking"]
        found = await posts.get(work.tx, pair.post.id)
        assert found is not None
        assert found.when == When.on(date(2026, 11, 28), at=time(10))
        assert found.state is PostState.OPEN


async def test_too_late_to_find_somebody_else_nobody_promises_it(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(date(2026, 11, 24), at=time(14)))
        await work.tx.change("UPDATE post SET expires_at = '2026-11-24T13:00:00Z'")
        await matches.drop_out(work.at(NOW + timedelta(days=2)), pair.helper, pair.match_id)
        assert not (await params(work, pair.requester, "called_off"))["looking"]


async def test_calling_off_is_asked_once_more_and_changes_nothing_yet(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        await matches.ask_cancel(work, pair.helper, pair.match_id)
        assert (await params(work, pair.helper, "cancel_sure"))["name"] == "Truus"
        async with refused(work, NotAllowedError):
            await matches.ask_cancel(work, pair.stranger, pair.match_id)
        commitment = await commitments.of_match(work.tx, pair.match_id)
        assert commitment is not None
        assert commitment.state.live


async def test_each_sees_the_other_by_first_name_only(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        await matches.show_match(work, pair.helper, pair.match_id)
        screen = await params(work, pair.helper, "match_screen")
        assert (screen["name"], screen["helping"]) == ("Truus", True)
        assert str(pair.requester.account) not in str(screen)


async def test_a_request_closed_at_night_wakes_no_helper(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(date(2026, 11, 25)))
        night = work.at(NOW.replace(hour=22))
        await posting.close(night, pair.requester, pair.post.id, sure=True)
        row = await work.tx.one("SELECT state, resident_id FROM outbox WHERE kind = 'not_going_on'")
        assert row is not None
        assert (row["state"], row["resident_id"]) == ("later", pair.helper.id)
