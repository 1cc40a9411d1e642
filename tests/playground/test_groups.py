"""Groups in the playground's Telegram: who is in them, what the bot hears of them, and how they change."""

from __future__ import annotations

import pytest
from telegram import Bot, Update
from telegram.error import ChatMigrated, Forbidden

from bot.playground.messages import ChatKind
from bot.playground.phone import Phone
from bot.playground.world import World

GROUP = -44


@pytest.fixture
def group(world: World, ria: Phone) -> int:
    """A group of two, in which the bot is not yet."""
    world.phone(78, "Bas")
    world.group_of(GROUP, "De buurt", ria.user.id, 78, kind=ChatKind.GROUP)
    return GROUP


async def seen(bot: Bot) -> list[Update]:
    found = list(await bot.get_updates())
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1)
    return found


async def test_a_link_adds_the_bot_and_hands_it_the_code(bot: Bot, ria: Phone, group: int) -> None:
    with pytest.raises(Forbidden):
        await bot.send_message(group, "Hallo")
    ria.follow("https://t.me/buurtkring_bot?startgroup=abc")
    added, code = await seen(bot)
    assert added.my_chat_member is not None
    assert added.my_chat_member.new_chat_member.status == "member"
    assert (added.my_chat_member.chat.title, added.my_chat_member.chat.type) == ("De buurt", "group")
    assert code.message is not None
    assert code.message.text == "/start@buurtkring_bot abc"
    assert code.message.from_user is not None
    assert code.message.from_user.id == ria.user.id
    sent = await bot.send_message(group, "Hallo")
    await bot.edit_message_text("Dag", group, sent.message_id)
    assert ria.messages_in(group)[-1].text == "Dag"


async def test_a_link_with_start_opens_the_private_chat_and_other_links_nothing(bot: Bot, ria: Phone) -> None:
    ria.follow("https://t.me/buurtkring_bot?start=abc")
    (update,) = await seen(bot)
    assert update.message is not None
    assert (update.message.text, update.message.chat.type) == ("/start abc", "private")
    for link in (
        "https://t.me/ander_bot?start=abc",
        "https://t.me/buurtkring_bot",
        "https://voorbeeld.nl/?start=a",
    ):
        with pytest.raises(ValueError, match="link"):
            ria.follow(link)
    with pytest.raises(ValueError, match="link"):
        ria.follow("https://t.me/buurtkring_bot?startgroup=abc")  # this phone has no group


async def test_put_out_the_bot_hears_it_and_may_not_write(
    bot: Bot, world: World, ria: Phone, group: int
) -> None:
    world.let_in(group, ria.user)
    world.put_out(group, ria.user)
    assert [each.my_chat_member is not None for each in await seen(bot)] == [True, True]
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group, "Hallo")


async def test_a_group_goes_on_as_a_supergroup_with_its_members(
    bot: Bot, world: World, ria: Phone, group: int
) -> None:
    world.let_in(group, ria.user)
    await seen(bot)
    world.upgrade_group(group, -1044)
    (told,) = await seen(bot)
    assert told.message is not None
    assert (told.message.chat.id, told.message.migrate_to_chat_id) == (group, -1044)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group, "Hallo")
    assert moved.value.new_chat_id == -1044
    await bot.send_message(-1044, "Hallo")
    assert [chat.id for chat in world.groups_of(ria.user.id)] == [-1044]


async def test_what_is_said_in_a_group_wakes_the_phones_of_its_members(
    bot: Bot, world: World, ria: Phone, group: int
) -> None:
    world.let_in(group, ria.user)
    waked: list[int] = []
    world.watchers.add(lambda change: waked.append(change.user_id) if change else None)
    await bot.send_message(group, "Hallo")
    assert {ria.user.id, 78} <= set(waked)
