"""Whatever Telegram may bring: a kind answer or nothing, never an exception."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.demo import Demo
from bot.playground.seed import RIET

from .phones import rows, send, texts
from .updates import Json

OVERRIDE = "\u202eteiR\u202c \u2066x \u2069\u200f"
CONTENTS: dict[str, Json] = {
    "sticker": {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9,
                            "is_animated": False, "is_video": False}},
    "video": {"video": {"file_id": "v", "file_unique_id": "v", "width": 9, "height": 9, "duration": 3}},
    "video note": {"video_note": {"file_id": "n", "file_unique_id": "n", "length": 9, "duration": 3}},
    "animation": {"animation": {"file_id": "a", "file_unique_id": "a", "width": 9, "height": 9, "duration": 3},
                  "document": {"file_id": "a", "file_unique_id": "a"}},
    "document": {"document": {"file_id": "d", "file_unique_id": "d", "file_name": "\u202efdp.exe"}},
    "audio": {"audio": {"file_id": "m", "file_unique_id": "m", "duration": 200}},
    "contact": {"contact": {"phone_number": "+31612345678", "first_name": OVERRIDE, "user_id": 2**51}},
    "contact without a name": {"contact": {"phone_number": "1", "first_name": ""}},
    "venue": {"venue": {"location": {"latitude": 1, "longitude": 2}, "title": "x", "address": "y"},
              "location": {"latitude": 1, "longitude": 2}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "poll": {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                      "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                      "allows_revoting": False, "members_only": False}},
    "nothing": {},
    "a pin": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": RIET, "type": "private"}}},
    "from the future": {"holographic_note": {"file_id": "h"}},
    "emoji flood": {"text": "😀" * 4096},
    "override": {"text": f"Ik heb hulp nodig met boodschappen {OVERRIDE * 20}"},
    "null": {"text": "\x00\x07"},
    "html": {"text": "<b>&amp;</a><script>" * 100},
    "empty text": {"text": ""},
    "white": {"text": " \u200b\n"},
}  # fmt: skip
PERSON: Json = {"id": RIET, "is_bot": False, "first_name": OVERRIDE}
OTHER_KINDS: dict[str, Json] = {
    "purchased_paid_media": {"from": PERSON, "paid_media_payload": "x"},
    "poll_answer": {"poll_id": "1", "user": PERSON, "option_ids": [0], "option_persistent_ids": ["x"]},
    "inline_query": {"id": "1", "from": PERSON, "query": "x", "offset": ""},
    "channel_post": {"message_id": 5, "date": 1, "chat": {"id": -100, "type": "channel", "title": "x"}, "text": "x"},
    "message_reaction": {"chat": {"id": RIET, "type": "private"}, "message_id": 1, "date": 1, "user": PERSON,
                         "old_reaction": [], "new_reaction": []},
    "chat_member": {"chat": {"id": RIET, "type": "private"}},
    "holographic_call": {"from": PERSON},
    "callback_query": {"id": "77", "from": PERSON, "chat_instance": "1", "inline_message_id": "x", "data": "x"},
}  # fmt: skip


TROUBLE = "SELECT count(*) FROM inbox WHERE tries > 0 OR state <> 'done'"
UNSENT = "SELECT kind FROM outbox WHERE state NOT IN ('sent', 'dropped')"


async def bring(demo: Demo, kind: str, body: Any) -> None:
    """An update of a kind that the bot may not have asked for."""
    demo.world.updates.allow([*demo.world.updates.allowed, kind])
    demo.world.updates.add(kind, body)
    await demo.rest()


def message(number: int, content: Json) -> Json:
    chat = {"id": RIET, "type": "private", "first_name": OVERRIDE}
    return {"message_id": 90_000 + number, "date": 1_795_000_000, "from": PERSON, "chat": chat, **content}


@pytest.mark.parametrize("opened", ["nothing", "question", "name"])
async def test_any_content_gets_a_kind_answer(demo: Demo, opened: str) -> None:
    if opened == "question":
        demo.riet.forge("post.new:request", demo.riet.send("/start"))
    elif opened == "name":
        async with demo.app.database.unit() as tx:
            await tx.change(
                "UPDATE resident SET state = 'invited', buurt_id = NULL WHERE account = ?", (RIET,)
            )
    for number, content in enumerate(CONTENTS.values()):
        await bring(demo, "message", message(number, content))
    assert await rows(demo, TROUBLE) == [(0,)]
    assert await rows(demo, UNSENT) == []
    assert "\u202e" not in "".join(texts(demo.riet))


async def test_edits_of_any_kind_are_let_go_by(demo: Demo) -> None:
    number = await send(demo, demo.riet, "Ik heb morgen hulp nodig met boodschappen")
    for content in ({"text": ""}, {}, {"text": "\u202e"}, {"caption": "x"}, {"text": "😀" * 4096}):
        body = message(0, content) | {"message_id": number, "edit_date": 1_795_000_001}
        await bring(demo, "edited_message", body)
    assert await rows(demo, TROUBLE) == [(0,)]
    assert await rows(demo, UNSENT) == []


async def test_updates_of_kinds_that_nobody_knows_are_let_go_by(demo: Demo) -> None:
    before = len(texts(demo.riet))
    for kind, body in OTHER_KINDS.items():
        await bring(demo, kind, body)
    assert await rows(demo, TROUBLE) == [(0,)]
    assert len(texts(demo.riet)) == before


async def test_a_name_with_overrides_is_shown_without_them(demo: Demo) -> None:
    newcomer = demo.world.phone(900, OVERRIDE, "nl")
    newcomer.start()
    await demo.rest()
    for data in ("d:lang:nl", "d:consent:yes", "d:name:own"):
        newcomer.forge(data, newcomer.last.id)
        await demo.rest()
    await send(demo, newcomer, "2021")
    written = "".join(texts(newcomer) + texts(demo.joke))
    assert "teiR" in written
    assert "\u202e" not in written


async def test_ten_megabytes_of_voice_become_the_words_of_a_post_or_a_relayed_note(demo: Demo) -> None:
    demo.riet.voice(seconds=600, data=b"\x00" * 10_000_000)
    await demo.rest()
    assert await rows(demo, TROUBLE) == [(0,)]
    demo.riet.press("where:request")
    await demo.rest()
    (draft,) = await rows(demo, "SELECT json_extract(data, '$.voice') IS NOT NULL FROM draft")
    assert draft == (1,)
