"""Delivery seen from a phone: twice is once, and whoever blocked the bot holds up nobody."""

from __future__ import annotations

from bot.playground.demo import Demo

from .phones import press, request, rows, send, texts

WAITS = "ask.state = 'waiting' AND post_id = (SELECT max(id) FROM post WHERE kind = 'request')"


async def test_an_update_that_comes_twice_has_one_effect(demo: Demo) -> None:
    world = demo.world
    await send(demo, demo.riet, "/start")
    before = len(texts(demo.riet))
    for _ in range(2):
        world.updates.add("message", world.message_json(world.chats[demo.riet.user.id].messages[1]))
        world.updates.last_id -= 1
    await demo.rest()
    assert len(texts(demo.riet)) == before + 1
    assert await rows(demo, "SELECT count(DISTINCT update_id) = count(*) FROM inbox") == [(1,)]


async def test_a_neighbour_who_blocked_the_bot_is_passed_over_at_once(demo: Demo) -> None:
    await send(demo, demo.riet, "/start")
    gone = await _would_be_asked(demo)
    for phone in gone:
        demo.world.chats[phone].blocked = True  # silently: the bot learns of it from Telegram's 403
    await request(demo, demo.riet, "company")
    unreachable = await rows(demo, "SELECT account FROM resident WHERE reachable = 0 ORDER BY account")
    assert set(unreachable) <= {(account,) for account in gone}
    assert unreachable
    waiting = await rows(
        demo, f"SELECT r.account FROM ask JOIN resident r ON r.id = resident_id WHERE {WAITS}"
    )
    assert waiting
    assert not {account for (account,) in waiting} & set(gone)


async def _would_be_asked(demo: Demo) -> list[int]:
    """Accounts of the half of those who offer company."""
    found = await rows(
        demo,
        "SELECT r.account FROM post p JOIN resident r ON r.id = p.resident_id"
        " WHERE p.category = 'company' AND p.kind = 'offer' ORDER BY r.id",
    )
    accounts = [int(str(account)) for (account,) in found]
    return accounts[: len(accounts) - 2]


async def test_who_lets_the_bot_in_again_is_reached_again(demo: Demo) -> None:
    demo.riet.block()
    await demo.rest()
    assert await rows(demo, "SELECT reachable FROM resident WHERE account = 101") == [(0,)]
    await send(demo, demo.riet, "/start")
    assert await rows(demo, "SELECT reachable FROM resident WHERE account = 101") == [(1,)]
    await press(demo, demo.riet, "post.new:request")
