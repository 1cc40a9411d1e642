"""Very many lines at once through the relay: they wait, and nobody but their writer is slowed down."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.line import Line
from bot.domain.when import When
from bot.services import relay
from bot.services.relay import LINES_A_MINUTE
from bot.services.work import Work
from tests.services.conftest import NOW, Unit
from tests.services.neighbours import matched, post_of
from tests.services.pairs import Pair, deliver, kinds, make_pair


async def _flood(work: Work, pair: Pair, lines: int) -> None:
    for number in range(lines):
        await relay.pass_on(work, pair.requester, pair.match_id, Line(number + 1, text=f"regel {number}"))


async def test_beyond_twenty_lines_a_minute_the_writer_hears_so_once_and_nobody_gets_them(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        await deliver(work)
        await relay.open_relay(work, pair.requester, pair.match_id)
        await _flood(work, pair, LINES_A_MINUTE + 30)
        assert (await kinds(work, pair.helper)).count("relayed_text") == LINES_A_MINUTE
        assert (await kinds(work, pair.requester)).count("relay_one_moment") == 1
        await deliver(work)
        await _flood(work, pair, 3)  # also once all of it has been sent
        assert await kinds(work) == []


async def test_after_a_minute_lines_pass_again(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        await _flood(work, pair, LINES_A_MINUTE + 1)
        await deliver(work)
        later = work.at(NOW + timedelta(seconds=61))
        await _flood(later, pair, LINES_A_MINUTE + 1)
        assert (await kinds(later, pair.helper)).count("relayed_text") == LINES_A_MINUTE
        assert (await kinds(later, pair.requester)).count("relay_one_moment") == 1


async def test_all_talks_of_one_writer_count_together_and_the_other_side_is_not_slowed(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        second = await matched(work, await post_of(work, pair.requester), pair.requester, pair.stranger)
        await _flood(work, pair, LINES_A_MINUTE)
        await relay.pass_on(work, pair.requester, second.id, Line(90, text="ook aan u"))
        assert "relayed_text" not in await kinds(work, pair.stranger)
        await relay.pass_on(work, pair.helper, pair.match_id, Line(91, text="rustig aan"))
        await relay.pass_on(work, pair.stranger, second.id, Line(92, text="hallo"))
        assert (await kinds(work, pair.requester)).count("relayed_text") == 2
