from __future__ import annotations

import asyncio

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.error import BadRequest

from bot.playground import world as playground_world
from bot.playground.messages import Kind
from bot.playground.phone import NoSuchButton, Phone, Shown
from bot.playground.world import World

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Ja", callback_data="y"), InlineKeyboardButton("Nee", callback_data="n")]]
)


async def test_a_press_reaches_the_bot_and_its_answer_the_phone(bot: Bot, ria: Phone) -> None:
    await bot.send_message(77, "Kunt u?", reply_markup=YES_NO)
    ria.press("Ja")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("y", 77)
    await bot.answer_callback_query(query.id, "Dank u wel")
    assert ria.toast is not None
    assert (ria.toast.text, ria.toast.alert) == ("Dank u wel", False)
    await bot.answer_callback_query(query.id, "Let op", show_alert=True)
    assert ria.toast.alert


async def test_a_press_is_found_by_label_or_data_in_the_newest_message(bot: Bot, ria: Phone) -> None:
    first = await bot.send_message(77, "een", reply_markup=YES_NO)
    second = await bot.send_message(77, "twee", reply_markup=YES_NO)
    ria.press("n")
    ria.press("Nee", message_id=first.message_id)
    pressed = [update.callback_query for update in await bot.get_updates()]
    assert [query and query.message and query.message.message_id for query in pressed] == [
        second.message_id,
        first.message_id,
    ]
    with pytest.raises(NoSuchButton):
        ria.press("Misschien")
    ria.forge("admin:1", first.message_id)
    (forged,) = await bot.get_updates(-1)
    assert forged.callback_query is not None
    assert forged.callback_query.data == "admin:1"


async def test_an_answer_that_comes_too_late_is_refused(
    bot: Bot, ria: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.send_message(77, "Kunt u?", reply_markup=YES_NO)
    query_id = ria.press("Ja")
    assert query_id is not None
    monkeypatch.setattr(playground_world, "QUERY_SECONDS", 0.05)
    await asyncio.sleep(0.1)
    for old in (query_id, "123"):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is"):
            await bot.answer_callback_query(old)


async def test_waiting_finds_what_came_since_the_owner_last_did_something(bot: Bot, ria: Phone) -> None:
    await bot.send_message(77, "Hallo buur")
    assert (await ria.wait_for("Hallo")).text == "Hallo buur"
    with pytest.raises(TimeoutError):
        await ria.wait_for("Hallo", timeout=0.05)
    ria.send("dag")
    with pytest.raises(TimeoutError):
        await ria.wait_for(lambda _: True, timeout=0.05)
    waiting = asyncio.create_task(ria.wait_for(lambda shown: shown.edited))
    sent = await bot.send_message(77, "Dag")
    await bot.edit_message_text("Dag!", 77, sent.message_id)
    assert (await waiting).text == "Dag!"


async def test_actors_hear_what_the_bot_writes(bot: Bot, ria: Phone, world: World) -> None:
    heard: list[tuple[int, str]] = []

    def hear(phone: Phone, shown: Shown) -> None:
        heard.append((phone.user.id, shown.text))

    world.on_message.append(hear)
    world.on_edit.append(hear)
    sent = await bot.send_message(77, "een")
    await bot.edit_message_text("twee", 77, sent.message_id)
    ria.send("van mij")
    assert heard == [(77, "een"), (77, "twee")]


async def test_the_menu_is_in_the_phones_language(bot: Bot, ria: Phone) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("help", "Uitleg")], language_code="nl")
    assert [command.description for command in ria.commands] == ["Uitleg"]
    ria.set_language("tr")
    assert [command.description for command in ria.commands] == ["Help"]
    ria.set_language(None)
    await bot.set_my_commands([BotCommand("taal", "Taal")], scope=BotCommandScopeAllPrivateChats())
    assert [command.command for command in ria.commands] == ["taal"]
    assert (await bot.get_my_commands(language_code="nl"))[0].description == "Uitleg"
    await bot.delete_my_commands(language_code="nl")
    assert await bot.get_my_commands(language_code="nl") == ()


async def test_names_of_commands_and_lengths_of_descriptions_are_limited(bot: Bot) -> None:
    for name in ("Help", "hulp!", "x" * 33, "مساعدة"):
        with pytest.raises(BadRequest, match="Bot_command_invalid"):
            await bot.set_my_commands([BotCommand(name, "x")])
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await bot.set_my_commands([BotCommand(f"c{number}", "x") for number in range(101)])
    with pytest.raises(BadRequest, match="Bot description is too long"):
        await bot.set_my_description("x" * 513)
    with pytest.raises(BadRequest, match="Bot short description is too long"):
        await bot.set_my_short_description("x" * 121)
    with pytest.raises(BadRequest, match="Bot name is too long"):
        await bot.set_my_name("x" * 65)
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_name("x", language_code="nl-NL")
    assert await bot.set_my_name("Kring")
    assert (await bot.get_me()).first_name == "Kring"


async def test_typing_shows_until_the_message_comes(bot: Bot, ria: Phone) -> None:
    await bot.send_chat_action(77, "typing")
    assert ria.typing
    await bot.send_message(77, "hier")
    assert not ria.typing
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(77, "dancing")


async def test_a_phone_sends_all_kinds(bot: Bot, ria: Phone) -> None:
    ria.location(52.38, 4.63)
    ria.contact("+31 6 12345678")
    ria.contact("020 1234567", "Huisarts")
    ria.forward("Soep vrijdag", "Anneke")
    place, own, other, forwarded = (update.message for update in await bot.get_updates())
    assert place is not None
    assert place.location is not None
    assert own is not None
    assert own.contact is not None
    assert own.contact.user_id == 77
    assert other is not None
    assert other.contact is not None
    assert other.contact.user_id is None
    assert forwarded is not None
    assert forwarded.forward_origin is not None
    assert forwarded.forward_origin.to_dict()["sender_user_name"] == "Anneke"
    kinds = [shown.kind for shown in ria.messages[1:]]
    assert kinds == [Kind.LOCATION, Kind.CONTACT, Kind.CONTACT, Kind.TEXT]


@pytest.mark.usefixtures("ria")
async def test_the_bot_may_look_at_who_it_talks_to(bot: Bot, world: World) -> None:
    chat = await bot.get_chat(77)
    assert (chat.first_name, chat.bio, chat.type) == ("Ria", "Woont hier al lang", "private")
    world.phone(78)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(78)
