from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.playground.messages import ChatKind
from bot.playground.phone import Phone
from bot.playground.server import serve
from bot.playground.world import World


async def texts(bot: Bot, offset: int | None = None, limit: int | None = None) -> list[str | None]:
    updates = await bot.get_updates(offset=offset, limit=limit)
    return [update.effective_message.text for update in updates if update.effective_message]


async def test_updates_stay_until_a_higher_offset_confirms_them(bot: Bot, ria: Phone) -> None:
    for text in ("een", "twee", "drie"):
        ria.send(text)
    first = await bot.get_updates()
    assert await texts(bot) == ["een", "twee", "drie"]
    assert await texts(bot, limit=2) == ["een", "twee"]
    assert await texts(bot, offset=first[1].update_id) == ["twee", "drie"]
    assert await texts(bot, offset=first[2].update_id + 1) == []
    assert await texts(bot) == []


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(bot: Bot, ria: Phone) -> None:
    for text in ("een", "twee", "drie"):
        ria.send(text)
    assert await texts(bot, offset=-2) == ["twee", "drie"]
    assert await texts(bot, offset=-20) == ["twee", "drie"]


async def test_ids_may_jump(bot: Bot, ria: Phone, world: World) -> None:
    ria.send("een")
    world.updates.last_id += 4_000
    ria.send("twee")
    one, two = await bot.get_updates()
    assert two.update_id - one.update_id == 4_001


async def test_a_long_poll_answers_as_soon_as_somebody_writes(bot: Bot, ria: Phone) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    ria.send("hallo")
    (update,) = await asyncio.wait_for(poll, 1)
    assert update.message is not None
    assert update.message.text == "hallo"


@pytest.mark.usefixtures("ria")
async def test_a_long_poll_gives_up_after_its_time(bot: Bot) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < loop.time() - begun < 2


async def test_of_two_pollers_the_first_is_told_of_the_other(bot: Bot, ria: Phone) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    async with Bot("1:play", base_url=bot.base_url.removesuffix("1:play")) as other:
        second = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        ria.send("hallo")
        assert len(await second) == 1


async def test_only_the_kinds_asked_for_are_queued_from_then_on(bot: Bot, ria: Phone) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    ria.send("nee")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=[])
    ria.send("ja")
    assert await texts(bot) == ["ja"]


async def test_blocking_and_unblocking_is_told_to_the_bot(bot: Bot, ria: Phone) -> None:
    ria.block()
    ria.block()
    ria.unblock()
    away, back = await bot.get_updates()
    assert away.my_chat_member is not None
    assert back.my_chat_member is not None
    assert away.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member.new_chat_member.status == "member"


async def test_in_a_group_the_bot_sees_what_concerns_it(bot: Bot, ria: Phone, world: World) -> None:
    world.group(-100, "De buurt", ChatKind.GROUP)
    ria.send("zomaar wat", chat_id=-100)
    ria.send("/help", chat_id=-100)
    ria.send("@buurtkring_bot hoi", chat_id=-100)
    mine = await bot.send_message(-100, "Wie helpt?")
    ria.send("ik", reply_to=mine.message_id, chat_id=-100)
    assert await texts(bot) == ["/help", "@buurtkring_bot hoi", "ik"]


async def test_a_command_comes_with_its_entity(bot: Bot, ria: Phone) -> None:
    ria.start("uitnodiging")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start uitnodiging"
    assert list(update.message.parse_entities(["bot_command"]).values()) == ["/start"]


async def test_an_own_message_can_be_edited(bot: Bot, ria: Phone) -> None:
    number = ria.send("morgn")
    ria.edit(number, "morgen")
    _, edited = await bot.get_updates()
    assert edited.edited_message is not None
    assert edited.edited_message.text == "morgen"
    assert edited.edited_message.edit_date is not None


async def test_a_server_stops_at_once_while_a_poll_is_open(world: World) -> None:
    loop = asyncio.get_running_loop()
    async with serve(world) as serving:
        bot = Bot("1:play", base_url=f"{serving.url}/bot")
        await bot.initialize()
        poll = asyncio.create_task(bot.get_updates(timeout=40))
        await asyncio.sleep(0.1)
        begun = loop.time()
    assert loop.time() - begun < 1
    assert await poll == ()
    await bot.shutdown()
