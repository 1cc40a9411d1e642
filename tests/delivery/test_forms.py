"""What a message looks like when it arrives: language, edits in place, files and places."""

from __future__ import annotations

import pytest

from bot.domain.ids import AccountId, MessageId
from bot.domain.model import OutMessage
from bot.playground.errors import bad_request
from bot.playground.faults import Fault, bad_gateway
from bot.playground.phone import Phone
from bot.playground.world import World
from storage import outbox

from .conftest import StartApp
from .outgoing import begun, resident, send, states, texts
from .standins import Standins


async def test_a_message_speaks_the_language_that_its_reader_has_when_it_leaves(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    who = await resident(app, 7, "nl")
    async with app.database.unit() as tx:
        message = OutMessage("echo", {"text": "{lang}"}, AccountId(7), who, lang="en")
        await outbox.put(tx, message, app.clock())
        await tx.change("UPDATE resident SET lang = 'ar' WHERE id = ?", (who,))
    app.sender.wake()
    await send(app, "{lang}", lang="en")
    await send(app, "{lang}")
    await app.settled()
    assert texts(phone) == ["ar", "en", "nl"]


async def test_a_message_is_edited_in_place(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    await send(app, "vraag")
    await app.settled()
    shown = phone.last.id
    await send(app, "antwoord", edit=MessageId(shown))
    await send(app, "antwoord", edit=MessageId(shown))  # not modified: as good as done
    await app.settled()
    assert texts(phone) == ["antwoord"]
    assert await states(app) == ["sent"] * 3


@pytest.mark.parametrize("what", ["message to edit not found", "message can't be edited"])
async def test_a_message_that_cannot_be_edited_is_sent_anew(
    world: World, phone: Phone, start: StartApp, standins: Standins, what: str
) -> None:
    app = await begun(start, world, standins)
    world.faults.append(Fault("editMessageText", 7, refusal=bad_request(what)))
    await send(app, "nieuw", edit=MessageId(phone.last.id))
    await app.settled()
    assert texts(phone) == ["nieuw"]


async def test_a_message_is_deleted_and_a_refused_deletion_is_none(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    await send(app, "weg hiermee")
    await app.settled()
    for _ in range(2):
        await send(app, "", edit=MessageId(phone.last.id), delete=True)
    await app.settled()
    assert texts(phone) == []
    assert await states(app) == ["sent"] * 3


async def test_voice_photo_place_and_file_carry_their_text(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    phone.voice()
    phone.photo()
    voice = phone.messages[-2].media["file_id"]
    photo = phone.messages[-1].media[-1]["file_id"]
    before = len(phone.messages)
    await send(app, "stem", params={"voice": voice, "rows": [[["Ja", "y"]]], "protect": True})
    await send(app, "foto", params={"photo": photo})
    await send(app, "plek", params={"location": [52.1, 4.3]})
    await send(app, "", params={"location": [52.1, 4.3]})
    await send(app, "bestand", params={"document": "gegevens.json"})
    await send(app, "lang " * 300, params={"voice": voice})
    await app.settled()
    shown = [(str(one.kind), one.text[:8]) for one in phone.messages[before:]]
    assert shown == [
        ("voice", "stem"),
        ("photo", "foto"),
        ("text", "plek"),
        ("location", ""),
        ("location", ""),
        ("document", "bestand"),
        ("text", "lang lan"),
        ("voice", ""),
    ]
    assert phone.messages[before].labels == [["Ja"]]


async def test_a_step_that_was_done_is_not_done_again(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    world.faults.append(bad_gateway("sendLocation"))
    await send(app, "plek", params={"location": [52.1, 4.3]})
    await app.settled()
    assert [str(shown.kind) for shown in phone.messages if not shown.mine][1:] == ["text", "location"]
