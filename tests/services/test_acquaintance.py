"""Whatever two people press, in whatever order, with sleep in between: what must always hold."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from bot.domain.errors import RefusedError
from bot.domain.model import CommitmentState, MatchState
from bot.domain.reminders import Reminder
from bot.domain.when import When
from bot.services import agreeing
from bot.services.work import Work
from tests.services.conftest import NOW, Unit
from tests.services.pairs import ADDRESS, Pair, deliver, due_kinds, make_pair, run_until, waiting
from tests.services.test_between_two import ACTIONS, Action

ABOUT_A_TIME = {Reminder.DAY_BEFORE, Reminder.HOURS_BEFORE, Reminder.CHECK_IN}
STEPS = 40


def _press(rng: Random, pair: Pair) -> Action:
    on_a_button = f"202611{rng.randint(23, 28)}{rng.choice(['0900', '1400', '1900'])}"
    if rng.random() < 0.3:
        agree = rng.choice([agreeing.propose, agreeing.confirm])
        return lambda work, me, pair: agree(work, me, pair.commitment_id, on_a_button)
    # Calling off ends the acquaintance at once: seldom enough to see the rest.
    names = [name for name in ACTIONS if name != "go.no" or rng.random() < 0.2]
    return ACTIONS[rng.choice(names)]


async def _must_hold(work: Work, pair: Pair) -> None:
    match, commitment = await pair.match(work), await pair.commitment(work)
    planned = set(await due_kinds(work))
    agreed = match.state is MatchState.AGREED
    if not (agreed and commitment.state is CommitmentState.CONFIRMED):
        assert not planned & ABOUT_A_TIME
    if not agreed:
        assert match.address is None
        assert not planned & {"check_in_over", "which_time", "which_time_again", "address_gone"}
        assert not commitment.state.live
    if match.address is not None:
        assert "address_gone" in planned
    if agreed and commitment.state.live:
        assert planned, "something always brings this to an end"
    proposed = commitment.state is CommitmentState.TIME_AGREED
    assert proposed == (commitment.proposed_by is not None)
    assert (commitment.starts_at is not None) or not proposed
    both_share = match.helper_shares and match.requester_shares
    for message in await waiting(work):
        said = str(message.params)
        if ADDRESS in said:
            assert message.kind in ("address_given", "address_reminder")
            assert message.resident_id == pair.helper.id
        assert message.resident_id != pair.stranger.id
        if not both_share:
            assert message.kind != "contact_shared"


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_is_pressed_these_things_hold(unit: Unit, seed: int) -> None:
    rng = Random(seed)
    now = NOW
    async with unit() as work:
        pair = await make_pair(work, When())
    for _ in range(STEPS):
        now += timedelta(minutes=rng.choice([1, 5, 60, 240, 1440]))
        async with unit(now) as work:
            await run_until(work, now)
            await _must_hold(work, pair)
            someone = rng.choice([pair.requester, pair.requester, pair.helper, pair.helper, pair.stranger])
            try:
                async with work.tx.savepoint():
                    await _press(rng, pair)(work, someone, pair)
            except RefusedError:
                pass
            await _must_hold(work, pair)
            if rng.random() < 0.5:
                await deliver(work)


@pytest.mark.parametrize("seed", range(12))
async def test_left_alone_it_always_comes_to_an_end(unit: Unit, seed: int) -> None:
    rng = Random(seed)
    now = NOW
    async with unit() as work:
        pair = await make_pair(work, When())
        for _ in range(rng.randint(0, 6)):
            now += timedelta(minutes=rng.choice([1, 60, 600]))
            try:
                async with work.tx.savepoint():
                    someone = rng.choice([pair.requester, pair.helper])
                    await _press(rng, pair)(work.at(now), someone, pair)
            except RefusedError:
                pass
        await run_until(work, now + timedelta(days=60))
        assert (await pair.match(work)).state is MatchState.ENDED
        assert (await pair.match(work)).address is None
        assert not (await pair.commitment(work)).state.live
        await deliver(work)
        rows = await work.tx.all(
            "SELECT kind, at FROM relay_message WHERE kind LIKE 'address\\_%' ESCAPE '\\'"
        )
        assert {row["kind"] for row in rows} <= {"address_erased"}
