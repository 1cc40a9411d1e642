from __future__ import annotations

import httpx
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.playground.files import sample_photo
from bot.playground.messages import ChatKind, Kind
from bot.playground.phone import Phone
from bot.playground.server import Serving
from bot.playground.world import World
from tests.playground.conftest import Clock


def keyboard(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in rows]
    )


async def test_a_message_lands_on_the_phone_as_it_was_sent(bot: Bot, ria: Phone) -> None:
    asked = ria.send("vraag")
    sent = await bot.send_message(
        77,
        "<b>Kunt u</b> morgen?",
        parse_mode="HTML",
        reply_markup=keyboard([("Ja", "y"), ("Nee", "n")], [("Help", "h")]),
        reply_parameters=ReplyParameters(asked),
        disable_notification=True,
        protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.text_html == "<b>Kunt u</b> morgen?"
    assert sent.has_protected_content
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == asked
    shown = ria.last
    assert (shown.text, shown.html) == ("Kunt u morgen?", "<b>Kunt u</b> morgen?")
    assert shown.labels == [["Ja", "Nee"], ["Help"]]
    assert shown.reply_to == asked
    assert not shown.mine


@pytest.mark.usefixtures("ria")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Message text is empty"),
        (" \n ", "Message text is empty"),
        ("x" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
        ("<b></b>", "Message text is empty"),
        ("<q>x</q>", 'Can\'t parse entities: unsupported start tag "q" at byte offset 0'),
    ],
)
async def test_a_text_telegram_would_refuse_is_refused(bot: Bot, text: str, problem: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(77, text, parse_mode="HTML")
    assert refused.value.message.lower() == problem.lower()


@pytest.mark.usefixtures("ria")
async def test_the_limit_counts_what_is_left_after_parsing(bot: Bot) -> None:
    sent = await bot.send_message(77, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert sent.text == "x" * 4096


@pytest.mark.usefixtures("ria")
async def test_a_caption_is_shorter_and_markdown_is_not_spoken(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(77, sample_photo(4, 4), caption="x" * 1025)
    with pytest.raises(BadRequest, match="Unsupported parse_mode"):
        await bot.send_message(77, "*x*", parse_mode="MarkdownV2")


async def test_entities_may_be_given_instead_of_html(bot: Bot, ria: Phone) -> None:
    await bot.send_message(77, "Hoi jij", entities=[MessageEntity("bold", 0, 3)])
    assert ria.last.html == "<b>Hoi</b> jij"


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ('{"inline_keyboard":[[{"text":"x","callback_data":""}]]}', "BUTTON_DATA_INVALID"),
        ('{"inline_keyboard":[[{"text":"x","callback_data":"' + "é" * 33 + '"}]]}', "BUTTON_DATA_INVALID"),
        (
            '{"inline_keyboard":[[{"text":"Bel","url":"tel:112"}]]}',
            "inline keyboard button URL 'tel:112' is invalid: Unsupported URL protocol",
        ),
        (
            '{"inline_keyboard":[[{"text":"x","url":"http://localhost/"}]]}',
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        ('{"inline_keyboard":[[{"text":"x"}]]}', "text buttons are unallowed in the inline keyboard"),
        ('{"inline_keyboard":{}}', 'field "inline_keyboard" must be of type Array'),
        (
            '{"inline_keyboard":[[{"callback_data":"x"}]]}',
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        ('{"inline_keyboard":', "can't parse reply keyboard markup JSON object"),
        ('["x"]', "object expected as reply markup"),
        (
            '{"inline_keyboard":[' + ",".join(['[{"text":"x","callback_data":"y"}]'] * 101) + "]}",
            "REPLY_MARKUP_TOO_LONG",
        ),
    ],
)
async def test_a_keyboard_telegram_would_refuse_is_refused_with_the_message(
    serving: Serving, ria: Phone, markup: str, problem: str
) -> None:
    async with httpx.AsyncClient(base_url=serving.url) as client:
        answer = await client.post(
            "/bot1:play/sendMessage", data={"chat_id": "77", "text": "x", "reply_markup": markup}
        )
    assert answer.status_code == 400
    assert answer.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {problem}"}
    assert len(ria.messages) == 1


async def test_64_bytes_of_data_and_a_tg_link_are_fine(bot: Bot, ria: Phone) -> None:
    rows = [
        [InlineKeyboardButton("x", callback_data="é" * 32)],
        [
            InlineKeyboardButton("y", url="tg://user?id=1"),
            InlineKeyboardButton("z", url="https://example.org"),
        ],
    ]
    await bot.send_message(77, "x", reply_markup=InlineKeyboardMarkup(rows))
    assert ria.press("y") is None
    assert ria.opened == ["tg://user?id=1"]


async def test_nobody_is_written_to_who_did_not_ask(bot: Bot, ria: Phone, world: World) -> None:
    world.phone(78, "Nieuw")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(78, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(79, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message("@iemand", "x")
    ria.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(77, "x")
    ria.unblock()
    await bot.send_message(77, "x")
    ria.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(77, "x")


async def test_a_group_may_put_the_bot_out_or_become_a_supergroup(bot: Bot, world: World) -> None:
    world.group(-5, "De buurt", ChatKind.GROUP)
    await bot.send_message(-5, "x")
    world.upgrade_group(-5, -1005)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5, "x")
    assert moved.value.new_chat_id == -1005
    assert (await bot.get_chat(-1005)).type == "supergroup"
    await bot.leave_chat(-1005)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(-1005, "x")


async def test_an_edit_changes_the_message_in_place(bot: Bot, ria: Phone) -> None:
    sent = await bot.send_message(77, "een", reply_markup=keyboard([("Ja", "y")]))
    await bot.edit_message_text("twee", 77, sent.message_id)
    shown = ria.last
    assert (shown.id, shown.text, shown.edited, shown.keyboard) == (sent.message_id, "twee", True, ())
    await bot.edit_message_reply_markup(77, sent.message_id, reply_markup=keyboard([("Nee", "n")]))
    assert ria.last.labels == [["Nee"]]


@pytest.mark.usefixtures("ria")
async def test_an_edit_that_changes_nothing_is_refused(bot: Bot) -> None:
    sent = await bot.send_message(77, "een", reply_markup=keyboard([("Ja", "y")]))
    with pytest.raises(BadRequest) as refused:
        await bot.edit_message_text("een", 77, sent.message_id, reply_markup=keyboard([("Ja", "y")]))
    assert refused.value.message == (
        "Message is not modified: specified new message content and reply markup are exactly the same as "
        "a current content and reply markup of the message"
    )


async def test_only_the_bots_own_texts_can_be_edited(bot: Bot, ria: Phone) -> None:
    theirs = ria.send("van mij")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", 77, theirs)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", 77, 9_999)
    photo = await bot.send_photo(77, sample_photo(4, 4))
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", 77, photo.message_id)


async def test_deleting(bot: Bot, ria: Phone, clock: Clock) -> None:
    sent = await bot.send_message(77, "weg")
    await bot.delete_message(77, sent.message_id)
    assert [shown.text for shown in ria.messages] == ["/start"]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(77, sent.message_id)
    old = await bot.send_message(77, "oud")
    clock.move(hours=49)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(77, old.message_id)


async def test_files_go_both_ways(bot: Bot, ria: Phone) -> None:
    ria.voice(7, b"OggS stem")
    ria.photo("kijk", sample_photo(20, 10))
    heard, seen = (update.message for update in await bot.get_updates())
    assert heard is not None
    assert heard.voice is not None
    assert seen is not None
    file = await bot.get_file(heard.voice.file_id)
    assert bytes(await file.download_as_bytearray()) == b"OggS stem"
    assert (seen.photo[-1].width, seen.photo[-1].height, seen.caption) == (20, 10, "kijk")

    again = await bot.send_voice(77, heard.voice.file_id, caption="Van <i>Ria</i>", parse_mode="HTML")
    assert again.voice is not None
    assert again.voice.file_id == heard.voice.file_id
    assert (ria.last.kind, ria.last.html) == (Kind.VOICE, "Van <i>Ria</i>")

    awkward = b"\r\n--x\r\n\r\n\x00\xff" * 50
    sent = await bot.send_document(77, InputFile(awkward, "gegevens é.json", attach=True), caption="x")
    assert sent.document is not None
    assert sent.document.file_name == "gegevens é.json"
    kept = await (await bot.get_file(sent.document)).download_as_bytearray()
    assert bytes(kept) == awkward


@pytest.mark.usefixtures("ria")
async def test_a_file_nobody_sent_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Wrong file identifier/http url specified"):
        await bot.send_photo(77, "AgACAgIAAxk")
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("AgACAgIAAxk")
    voice = await bot.send_voice(77, b"OggS", duration=3)
    assert voice.voice is not None
    with pytest.raises(BadRequest, match="Can't use file of type voice as photo"):
        await bot.send_photo(77, voice.voice.file_id)


async def test_places_contacts_and_copies(bot: Bot, ria: Phone) -> None:
    place = await bot.send_location(77, 52.3814, 4.6368)
    assert place.location is not None
    await bot.send_contact(77, "112", "Alarmnummer")
    assert ria.last.media == {"phone_number": "112", "first_name": "Alarmnummer"}
    number = ria.photo("kijk")
    copy = await bot.copy_message(77, 77, number, caption="<b>van een buur</b>", parse_mode="HTML")
    assert (copy.message_id, ria.last.kind) == (ria.last.id, Kind.PHOTO)
    assert ria.last.html == "<b>van een buur</b>"
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(77, 77, 9_999)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(77, "x", reply_parameters=ReplyParameters(9_999))
    await bot.send_message(77, "x", reply_parameters=ReplyParameters(9_999, allow_sending_without_reply=True))


async def test_calls_may_be_written_in_every_way_telegram_reads(serving: Serving, ria: Phone) -> None:
    root = f"{serving.url}/bot1:play"
    async with httpx.AsyncClient() as client:
        answers = [
            await client.get(f"{root}/SENDMESSAGE", params={"chat_id": 77, "text": "in het adres"}),
            await client.post(f"{root}/sendmessage", data={"chat_id": "77", "text": "formulier"}),
            await client.post(f"{root}/sendMessage", json={"chat_id": 77, "text": "json"}),
            await client.post(
                f"{root}/sendMessage", files={"chat_id": (None, "77"), "text": (None, "delen")}
            ),
        ]
        assert all(answer.json()["ok"] for answer in answers)
        unknown = await client.get(f"{root}/sendDice")
        stranger = await client.get(f"{serving.url}/bot1:wrong/getMe")
    assert (unknown.status_code, unknown.json()["description"]) == (404, "Not Found")
    assert (stranger.status_code, stranger.json()["description"]) == (401, "Unauthorized")
    assert [shown.text for shown in ria.messages[1:]] == ["in het adres", "formulier", "json", "delen"]


async def test_close_and_log_out_answer_true(bot: Bot) -> None:
    assert await bot.close()
    assert await bot.log_out()
