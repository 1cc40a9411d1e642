"""Two helpers say yes in the same instant, one drops out, the requester prefers somebody else."""

from __future__ import annotations

import pytest

from bot.playground.demo import Demo
from bot.playground.phone import Phone

from .phones import press, request, rows, tap

OF_RIET = (
    "post_id = (SELECT max(p.id) FROM post p JOIN resident w ON w.id = p.resident_id WHERE w.account = 101)"
)
MATCHES = f"SELECT state, count(*) FROM match WHERE {OF_RIET} GROUP BY state ORDER BY state"
KINDS = "SELECT kind FROM outbox WHERE chat_id = {} ORDER BY id DESC LIMIT 1"


@pytest.fixture
async def helpers(demo: Demo) -> list[Phone]:
    """Two neighbours who were asked by Riet and have said yes in one batch."""
    first, second, *others = await request(demo, demo.riet, "transport")
    for phone in (first, second):
        tap(phone, "ask.yes")
    await demo.rest()
    for phone in others:
        await press(demo, phone, "ask.no")
    return [first, second]


async def last_kind(demo: Demo, phone: Phone) -> object:
    return (await rows(demo, KINDS.format(phone.user.id)))[0][0]


async def test_two_yeses_in_one_batch_make_one_match_and_one_standby(
    demo: Demo, helpers: list[Phone]
) -> None:
    assert await rows(demo, MATCHES) == [("offered", 1)]
    assert sorted([str(await last_kind(demo, phone)) for phone in helpers]) == ["standby", "yes_noted"]
    assert await rows(demo, f"SELECT state FROM ask WHERE {OF_RIET} AND state <> 'no'") == [
        ("yes",),
        ("yes",),
    ]


async def test_the_standby_is_offered_after_the_first_drops_out(demo: Demo, helpers: list[Phone]) -> None:
    first, standby = helpers
    await press(demo, demo.riet, "match.yes")
    assert await last_kind(demo, standby) == "already_solved"
    await press(demo, first, "nav.home", "match.mine", "match.show", "match.cancel", "match.cancel_yes")
    assert await rows(demo, MATCHES) == [("ended", 1)]
    assert await last_kind(demo, standby) == "standby_card"
    await press(demo, standby, "ask.yes")
    assert await rows(demo, MATCHES) == [("ended", 1), ("offered", 1)]
    assert await last_kind(demo, demo.riet) == "offer_card"
    await press(demo, demo.riet, "match.yes")
    helper = await rows(
        demo,
        "SELECT account FROM match m JOIN resident r ON r.id = m.helper_id"
        f" WHERE m.state = 'agreed' AND {OF_RIET}",
    )
    assert helper == [(standby.user.id,)]
    assert await rows(demo, f"SELECT count(*) FROM ask WHERE {OF_RIET} AND state <> 'no'") == [(2,)]


async def test_the_requester_may_prefer_somebody_else(demo: Demo, helpers: list[Phone]) -> None:
    await press(demo, demo.riet, "match.other")
    assert await rows(demo, MATCHES) == [("ended", 1), ("offered", 1)]
    assert sorted([str(await last_kind(demo, phone)) for phone in helpers]) == ["not_chosen", "yes_noted"]
    await press(demo, demo.riet, "match.other")
    assert await rows(demo, MATCHES) == [("ended", 2)]
    assert await rows(demo, f"SELECT count(*) > 2 FROM ask WHERE {OF_RIET} AND state <> 'no'") == [(1,)]


async def test_a_yes_pressed_twice_counts_once(demo: Demo) -> None:
    first, *_ = await request(demo, demo.riet, "transport")
    for _ in range(3):
        tap(first, "ask.yes")
    await demo.rest()
    tap(demo.riet, "match.yes")
    tap(demo.riet, "match.yes")
    await demo.rest()
    assert await rows(demo, MATCHES) == [("agreed", 1)]
    assert await rows(
        demo, f"SELECT count(*) FROM commitment c JOIN match m ON m.id = c.match_id WHERE {OF_RIET}"
    ) == [(1,)]
    assert await rows(demo, f"SELECT count(*) FROM event WHERE kind = 'matched' AND {OF_RIET}") == [(1,)]


async def test_who_stood_by_can_say_that_something_is_wrong(demo: Demo, helpers: list[Phone]) -> None:
    first, standby = helpers
    await press(demo, demo.riet, "match.yes")
    await press(demo, first, "nav.home", "match.mine", "match.show", "match.cancel", "match.cancel_yes")
    assert await last_kind(demo, standby) == "standby_card"
    await press(demo, standby, "report.ask")
    assert await last_kind(demo, standby) == "report_confirm"
