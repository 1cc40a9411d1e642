"""One message is enough, in Dutch and in Arabic; what must not be public is kept nowhere; danger comes first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.playground.demo import Demo, open_demo
from bot.playground.phone import Phone
from bot.playground.transcript import button_of
from storage import backup

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
PHONE, BSN = "06-83746152", "111222333"


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    async with open_demo(start=MONDAY, rng=Random(3), answer_seconds=None) as opened:
        yield opened


async def say(demo: Demo, phone: Phone, text: str) -> None:
    phone.send(text)
    await demo.rest()


async def press(demo: Demo, phone: Phone, action: str) -> None:
    shown, button = button_of(phone, action)
    phone.press(button.data or "", shown.id)
    await demo.rest()


async def test_one_sentence_and_one_tap_post_a_request(demo: Demo) -> None:
    await say(demo, demo.riet, "kan iemand dinsdagmiddag boodschappen voor me doen, ik zit met mijn been")
    await press(demo, demo.riet, "d:summary:publish")
    assert button_of(demo.riet, "post.show")


async def test_two_needs_in_one_message_become_two_cards_one_after_the_other(demo: Demo) -> None:
    await say(
        demo,
        demo.riet,
        "wie kan morgen mijn hond uitlaten en wie kan mij zaterdag naar het ziekenhuis rijden",
    )
    assert "hond" in demo.riet.last.text
    assert "ziekenhuis" not in demo.riet.last.text
    await press(demo, demo.riet, "d:summary:publish")
    assert "ziekenhuis" in demo.riet.last.text
    await press(demo, demo.riet, "d:summary:publish")
    assert len([None for row in await _posts(demo) if row == "request"]) >= 2


async def _posts(demo: Demo) -> list[str]:
    async with demo.app.database.unit() as tx:
        rows = await tx.all(
            "SELECT p.kind FROM post p JOIN resident r ON r.id = p.resident_id"
            " WHERE r.account = ? AND p.state = 'open'",
            (demo.riet.user.id,),
        )
    return [row["kind"] for row in rows]


async def test_a_correction_changes_the_day_on_the_card(demo: Demo) -> None:
    await say(demo, demo.riet, "kan iemand dinsdag mijn tuin doen?")
    await say(demo, demo.riet, "nee, woensdag")
    assert "25" in demo.riet.last.text


async def test_what_was_left_out_stands_in_no_byte_of_database_log_or_backup(
    demo: Demo, tmp_path: Path
) -> None:
    sent = demo.riet.send(f"kan iemand boodschappen doen? bel {PHONE}, mijn bsn is {BSN}")
    await demo.rest()
    assert PHONE not in demo.riet.last.text
    assert sent not in [shown.id for shown in demo.riet.messages]  # the resident's own message left the chat
    await press(demo, demo.riet, "d:summary:publish")
    await demo.app.database.tidy()
    copy = tmp_path / "backup.db"
    backup.copy(demo.app.database.path, copy)
    files = [file for file in (*demo.app.database.path.parent.iterdir(), copy) if file.is_file()]
    assert len(files) >= 3
    for file in files:
        content = file.read_bytes()
        for secret in (PHONE, PHONE.replace("-", ""), BSN):
            assert secret.encode() not in content, file.name


async def test_asking_for_money_waits_for_a_coordinator_and_reaches_nobody(demo: Demo) -> None:
    await press_home(demo)
    await press(demo, demo.riet, "post.new:request")
    await press(demo, demo.riet, "d:category:errands")
    await press(demo, demo.riet, "d:when:any")
    await say(demo, demo.riet, "kan iemand mij 500 euro lenen? maak het over op mijn rekening")
    await press(demo, demo.riet, "d:coffee:no")
    await press(demo, demo.riet, "d:summary:publish")
    assert await _asks(demo) == 0
    await press(demo, demo.joke, "co.release")
    assert await _asks(demo) > 0


async def press_home(demo: Demo) -> None:
    demo.riet.start()
    await demo.rest()


async def _asks(demo: Demo) -> int:
    async with demo.app.database.unit() as tx:
        row = await tx.one(
            "SELECT count(*) AS n FROM ask a JOIN post p ON p.id = a.post_id JOIN resident r ON r.id = p.resident_id"
            " WHERE r.account = ?",
            (demo.riet.user.id,),
        )
    return int(row["n"]) if row else 0


async def test_danger_gives_the_numbers_at_once_and_posts_nothing(demo: Demo) -> None:
    await say(demo, demo.riet, "mijn man is gevallen en hij ademt niet meer")
    assert any("112" in shown.text for shown in demo.riet.messages if not shown.mine)
    assert any(shown.kind == "contact" for shown in demo.riet.messages)
    assert await _posts(demo) == []


async def test_a_hidden_answer_leaves_no_trace_in_the_chat(demo: Demo) -> None:
    await say(demo, demo.riet, "mijn man slaat me")
    await press(demo, demo.riet, "danger.hide")
    assert not any("112" in shown.text or "slaat" in shown.text for shown in demo.riet.messages)
    assert not any(shown.kind == "contact" for shown in demo.riet.messages)


async def test_just_a_question_goes_on_as_what_it_was(demo: Demo) -> None:
    await say(demo, demo.riet, "ik ruik gas in de gang")
    await press(demo, demo.riet, "where:calm")
    assert button_of(demo.riet, "where:request")


async def test_a_coordinator_hears_that_somebody_wants_a_call_and_not_why(demo: Demo) -> None:
    await say(demo, demo.riet, "ik wil niet meer leven")
    await press(demo, demo.riet, "danger.call")
    await say(demo, demo.riet, "٠٦ ١٢٣٤٥٦٧٨")
    told = demo.joke.last.text
    assert "0612345678" in told.replace(" ", "")
    assert "leven" not in told
