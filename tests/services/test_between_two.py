"""Every action between two matched people: not for strangers, not after the end, not for the wrong one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.line import Line
from bot.domain.model import Resident
from bot.domain.when import When
from bot.services import agreeing, checkin, ending, relay, sharing, thanking
from bot.services.work import Work
from handlers import BUTTONS
from handlers.args import Args
from storage import posts
from tests.services.conftest import Unit
from tests.services.pairs import ADDRESS, Pair, make_pair, run_until, snapshot

Action = Callable[[Work, Resident, Pair], Awaitable[object]]
AFTER = datetime(2026, 11, 24, 16, tzinfo=UTC)
ON_A_BUTTON = "202611261400"
TYPED = When.on(date(2026, 11, 26), at=time(14)).to_json()

ACTIONS: dict[str, Action] = {
    "relay.open": lambda work, me, pair: relay.open_relay(work, me, pair.match_id),
    "a line": lambda work, me, pair: relay.pass_on(work, me, pair.match_id, Line(1, text="hallo")),
    "address.give": lambda work, me, pair: sharing.ask_address(work, me, pair.match_id),
    "an address": lambda work, me, pair: sharing.finish_address(
        work, me, {"match": pair.match_id, "address": ADDRESS}
    ),
    "contact.share": lambda work, me, pair: sharing.ask_contact(work, me, pair.match_id),
    "contact.yes": lambda work, me, pair: sharing.share_contact(work, me, pair.match_id),
    "contact.no": lambda work, me, pair: sharing.keep_contact(work, me, pair.match_id),
    "time.change": lambda work, me, pair: agreeing.change_time(work, me, pair.match_id),
    "time.pick": lambda work, me, pair: agreeing.propose(work, me, pair.commitment_id, ON_A_BUTTON),
    "time.yes": lambda work, me, pair: agreeing.confirm(work, me, pair.commitment_id, ON_A_BUTTON),
    "time.other": lambda work, me, pair: agreeing.other_time(work, me, pair.commitment_id),
    "time.type": lambda work, me, pair: agreeing.ask_time(work, me, pair.commitment_id),
    "a time": lambda work, me, pair: agreeing.finish_time(
        work, me, {"commitment": pair.commitment_id, "when": TYPED}
    ),
    "time.ours": lambda work, me, pair: agreeing.ourselves(work, me, pair.commitment_id),
    "time.done": lambda work, me, pair: checkin.has_been(work, me, pair.commitment_id),
    "go.yes": lambda work, me, pair: checkin.goes_on(work, me, pair.commitment_id),
    "go.no": lambda work, me, pair: checkin.goes_not(work, me, pair.commitment_id),
    "face": lambda work, me, pair: checkin.answer(work, me, pair.commitment_id, "good"),
    "went": lambda work, me, pair: checkin.what_happened(work, me, pair.commitment_id, "missed"),
    "thanks.send": lambda work, me, pair: thanking.send_thanks(work, me, pair.commitment_id),
    "thanks.own": lambda work, me, pair: thanking.ask_thanks(work, me, pair.commitment_id),
    "thanks": lambda work, me, pair: thanking.finish_thanks(
        work, me, {"commitment": pair.commitment_id, "thanks": "dank je"}
    ),
}


async def _refused(work: Work, me: Resident, pair: Pair, action: Action, *errors: type[Exception]) -> None:
    before = await snapshot(work.tx)
    with pytest.raises(errors):
        await action(work, me, pair)
    assert await snapshot(work.tx) == before


@pytest.mark.parametrize("when", [When(), When.on(date(2026, 11, 24), at=time(14))], ids=["no time", "time"])
@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
async def test_a_stranger_may_not_and_nothing_changes(unit: Unit, action: Action, when: When) -> None:
    async with unit() as work:
        pair = await make_pair(work, when)
        await _refused(work, pair.stranger, pair, action, NotAllowedError)
    async with unit(AFTER) as work:
        await run_until(work, AFTER)
        await _refused(work, pair.stranger, pair, action, NotAllowedError)


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
async def test_after_the_match_has_ended_nothing_can_be_done(unit: Unit, action: Action) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        await ending.end_match(work, await pair.match(work))
        for someone in (pair.requester, pair.helper):
            await _refused(work, someone, pair, action, GoneError, NotAllowedError)


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
async def test_with_a_closed_post_nothing_can_be_done(unit: Unit, action: Action) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        post = await posts.get(work.tx, pair.post.id)
        assert post is not None
        await ending.end_post(work, post, type(post.state).CLOSED)
        await _refused(work, pair.requester, pair, action, GoneError)


@pytest.mark.parametrize("name", ["go.yes", "go.no", "face", "went", "thanks.send", "thanks.own", "time.yes"])
async def test_without_a_time_there_is_nothing_to_answer(unit: Unit, name: str) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        for someone in (pair.requester, pair.helper):
            await _refused(work, someone, pair, ACTIONS[name], GoneError)


@pytest.mark.parametrize(
    "name",
    ["go.yes", "go.no", "time.pick", "time.yes", "time.other", "time.change", "time.type", "time.ours"],
)
async def test_once_begun_nothing_about_its_time_can_be_done(unit: Unit, name: str) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(date(2026, 11, 24), at=time(14)))
    async with unit(AFTER) as work:
        for someone in (pair.requester, pair.helper):
            await _refused(work, someone, pair, ACTIONS[name], GoneError)


BUTTONS_HERE = [
    *("relay.open", "address.give", "contact.share", "contact.yes", "contact.no"),
    *("time.pick", "time.yes", "time.other", "time.type", "time.ours", "time.change", "time.done"),
    *("go.yes", "go.no", "go.other", "face", "went", "thanks.send", "thanks.own"),
]


@pytest.mark.parametrize("values", [(), ("x",), ("-1",), ("4711", "good"), ("4711", "202611261400")], ids=str)
@pytest.mark.parametrize("action", BUTTONS_HERE)
async def test_a_forged_button_changes_nothing(unit: Unit, action: str, values: tuple[str, ...]) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        before = await snapshot(work.tx)
        with pytest.raises((GoneError, NotAllowedError)):
            await BUTTONS[action](work, pair.requester, Args(values))
        assert await snapshot(work.tx) == before
