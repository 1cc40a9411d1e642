"""Voice notes that a program of the operator listens to are answered like sentences; those for a neighbour never."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from pydantic import SecretStr

from bot.app import build_app
from bot.clock import MovableClock
from bot.config import Settings
from bot.playground.demo import Demo, _phones
from bot.playground.neighbours import Neighbours
from bot.playground.phone import Phone
from bot.playground.seed import FIRST_NEIGHBOUR, ZONE, seed
from bot.playground.server import serve
from bot.playground.wishes import wishes
from bot.playground.world import World
from storage import inbox
from storage.database import Database
from tests.e2e.phones import has, press, request, rows, send, texts

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
LISTEN = """
echo x >> "$0.runs"
said=$(tail -c +5 "$1")
case "$said" in
  CRASH*) exit 3 ;;
  WAIT*) while [ ! -e "$0.go" ]; do sleep 0.05; done ;;
esac
printf '%s' "${said#WAIT}"
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "listen.sh"
    path.write_text(LISTEN)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "demo.db"


@contextlib.asynccontextmanager
async def opened(
    path: Path, script: Path, *, speech: bool = True, world: World | None = None
) -> AsyncIterator[Demo]:
    """A seeded buurt whose operator has set the script, or none."""
    clock = MovableClock(MONDAY)
    world = world or World(clock)
    database = await Database.open(path, synchronous="OFF")
    async with database.unit() as tx:
        await seed(tx, MONDAY)
    await database.close()
    _phones(world)
    chance = Random(3)
    neighbours = Neighbours(world, chance, None, wishes([(FIRST_NEIGHBOUR, "nl")], MONDAY, ZONE, chance))
    async with serve(world) as serving:
        settings = Settings(
            bot_token=SecretStr(world.token),
            bot_api_url=serving.url,
            database_path=path,
            send_limits=False,
            log_level="WARNING",
            speech_command=f"sh '{script}'" if speech else None,
        )
        app = build_app(settings, clock=clock, rng=chance)
        await app.start()
        try:
            yield Demo(serving.url, world, app, clock, neighbours)
        finally:
            await app.stop()


@pytest.fixture
async def demo(path: Path, script: Path) -> AsyncIterator[Demo]:
    async with opened(path, script) as demo:
        yield demo


async def speak(demo: Demo, phone: Phone, words: str, reply_to: int | None = None) -> int:
    number = phone.voice(4, b"OggS" + words.encode(), reply_to=reply_to)
    await demo.rest()
    return number


def runs(script: Path) -> int:
    ran = script.with_name(script.name + ".runs")
    return len(ran.read_text().split()) if ran.exists() else 0


async def test_a_spoken_request_becomes_a_card_that_says_what_was_understood(demo: Demo, path: Path) -> None:
    await speak(demo, demo.riet, "kan iemand dinsdagmiddag boodschappen voor me doen")
    card = demo.riet.last.text
    assert "kan iemand dinsdagmiddag boodschappen voor me doen" in card
    assert "🎤" in card
    assert has(demo.riet, "d:summary:publish")
    await press(demo, demo.riet, "d:summary:publish")
    (post,) = await rows(demo, "SELECT words, voice IS NOT NULL FROM post ORDER BY id DESC LIMIT 1")
    assert post == ("kan iemand dinsdagmiddag boodschappen voor me doen", 1)
    assert list(path.with_name("demo.db.voice").iterdir()) == []


async def test_a_spoken_answer_and_a_spoken_correction_are_understood(demo: Demo) -> None:
    await send(demo, demo.riet, "/start")
    await press(demo, demo.riet, "post.new:request")
    await speak(demo, demo.riet, "iemand om de hond uit te laten")
    await speak(demo, demo.riet, "donderdag")
    assert "26" in demo.riet.last.text
    await press(demo, demo.riet, "d:part:any")
    await speak(demo, demo.riet, "de hond heet Bello")
    assert "de hond heet Bello" in demo.riet.last.text
    await speak(demo, demo.riet, "nee, vrijdag")
    assert "27" in demo.riet.last.text


async def test_a_spoken_word_does_what_the_command_does(demo: Demo) -> None:
    await speak(demo, demo.riet, "hulp")
    assert any("/vergeetmij" in text for text in texts(demo.riet))


async def test_spoken_danger_brings_the_numbers_and_posts_nothing(demo: Demo) -> None:
    await speak(demo, demo.riet, "mijn man is gevallen en hij ademt niet meer")
    assert any("112" in text for text in texts(demo.riet))
    assert any(shown.kind == "contact" for shown in demo.riet.messages)
    assert await rows(demo, "SELECT 1 FROM draft") == []


async def test_a_spoken_number_is_left_out_and_the_note_goes_with_it(demo: Demo) -> None:
    said = "kan iemand dinsdag boodschappen doen, bel nul zes twaalf vierendertig zesenvijftig achtenzeventig"
    number = await speak(demo, demo.riet, said)
    (draft,) = await rows(demo, "SELECT data FROM draft")
    assert "vierendertig" not in str(draft)
    assert "playground" not in str(draft)  # the note's file id
    assert number not in [shown.id for shown in demo.riet.messages]


@pytest.mark.parametrize("words", ["CRASH", "", " "])
async def test_what_is_not_understood_is_asked_about_with_buttons(demo: Demo, words: str) -> None:
    await speak(demo, demo.riet, words)
    assert has(demo.riet, "where:request")
    await press(demo, demo.riet, "where:request")
    assert has(demo.riet, "d:category")
    (voice,) = await rows(demo, "SELECT json_extract(data, '$.voice') IS NOT NULL FROM draft")
    assert voice == (1,)


async def test_a_program_that_is_gone_changes_nothing(demo: Demo, script: Path) -> None:
    os.unlink(script)
    await speak(demo, demo.riet, "kan iemand dinsdag boodschappen doen")
    assert has(demo.riet, "where:request")


async def test_without_the_setting_nobody_listens(path: Path, script: Path) -> None:
    async with opened(path, script, speech=False) as demo:
        await speak(demo, demo.riet, "kan iemand dinsdag boodschappen doen")
        assert has(demo.riet, "where:request")
        await send(demo, demo.riet, "/help")
        assert not any("🎤" in text for text in texts(demo.riet))
    assert runs(script) == 0
    assert not path.with_name("demo.db.voice").exists()


async def test_a_note_for_a_neighbour_is_passed_on_and_not_listened_to(demo: Demo, script: Path) -> None:
    helper = (await request(demo, demo.riet))[0]
    await press(demo, helper, "ask.yes")
    await press(demo, demo.riet, "match.yes")
    await press(demo, demo.riet, "relay.open")
    before = runs(script)
    await speak(demo, demo.riet, "kan iemand dinsdag boodschappen doen")
    assert runs(script) == before
    assert helper.last.kind == "voice"
    assert "boodschappen" not in helper.last.text


async def test_danger_in_a_note_that_might_have_been_for_a_neighbour_is_heard_when_it_is_for_us(
    demo: Demo,
) -> None:
    helper = (await request(demo, demo.riet))[0]
    await press(demo, helper, "ask.yes")
    await press(demo, demo.riet, "match.yes")
    await speak(demo, demo.riet, "mijn man is gevallen en hij ademt niet meer")
    await press(demo, demo.riet, "where:request")
    assert has(demo.riet, "danger.hide")
    assert await rows(demo, "SELECT data FROM draft") == []


async def test_others_are_answered_while_a_note_is_listened_to(demo: Demo, script: Path) -> None:
    demo.riet.voice(4, b"OggSWAITkan iemand dinsdag mijn hond uitlaten")
    await demo.world.updates.confirmed()
    demo.riet.send("/help")
    demo.joke.send("/start")
    async with asyncio.timeout(10):
        while not texts(demo.joke):  # noqa: ASYNC110 - nobody sets an event for it
            await asyncio.sleep(0.02)
    assert not any("/vergeetmij" in text for text in texts(demo.riet))  # her own lines stay in order
    script.with_name(script.name + ".go").touch()
    await demo.rest()
    assert any("hond" in text for text in texts(demo.riet))
    assert any("/vergeetmij" in text for text in texts(demo.riet))


async def test_a_note_that_was_listened_to_when_the_bot_stopped_is_not_lost(path: Path, script: Path) -> None:
    clock = MovableClock(MONDAY)
    world = World(clock)
    async with opened(path, script, world=world) as demo:
        demo.riet.voice(4, b"OggSWAITkan iemand dinsdag mijn hond uitlaten")
        await demo.world.updates.confirmed()
        while runs(script) == 0:  # noqa: ASYNC110 - nobody sets an event for it
            await asyncio.sleep(0.02)
    database = await Database.open(path)
    async with database.unit() as tx:
        assert await inbox.any_waiting(tx)
    await database.close()


async def test_the_help_and_the_first_question_say_who_listens(demo: Demo) -> None:
    await send(demo, demo.riet, "/help")
    assert any("luistert een programma" in text for text in texts(demo.riet))
    demo.samira.start()
    await demo.rest()
    await press(demo, demo.samira, "d:lang:ar")
    assert any("يستمع إليها برنامج" in text for text in texts(demo.samira))


async def test_who_has_not_agreed_yet_is_not_listened_to(demo: Demo, script: Path) -> None:
    demo.samira.start()
    await demo.rest()
    await speak(demo, demo.samira, "نعم")
    assert runs(script) == 0
