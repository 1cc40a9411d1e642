"""What is typed under the card puts it right, and never becomes the words that neighbours read by mistake."""

from __future__ import annotations

import pytest

from bot.playground.demo import Demo

from .phones import has, send

ASKED = "kan iemand woensdag boodschappen voor me doen"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("om 3 uur", "woensdag 25 november, 15:00"),
        ("smiddags", "woensdag 25 november, middag"),
        ("nee, donderdag", "donderdag 26 november"),
        ("لا السبت", "zaterdag 28 november"),
        ("dankuwel", "woensdag 25 november"),
        ("nee donderdag", "donderdag 26 november"),
        ("nee ik bedoel de tuin", "Tuin"),
        ("tuin", "Tuin"),
    ],
)
async def test_a_correction_changes_what_it_names_and_no_more(demo: Demo, typed: str, shown: str) -> None:
    await send(demo, demo.riet, ASKED)
    await send(demo, demo.riet, typed)
    assert shown in demo.riet.last.text
    assert ASKED in demo.riet.last.text
    assert has(demo.riet, "d:summary:publish")


async def test_a_day_that_is_refused_is_asked_again(demo: Demo) -> None:
    await send(demo, demo.riet, ASKED)
    await send(demo, demo.riet, "niet woensdag")
    assert has(demo.riet, "d:when:tomorrow")


async def test_a_correction_of_nothing_known_does_not_become_the_words(demo: Demo) -> None:
    await send(demo, demo.riet, ASKED)
    await send(demo, demo.riet, "nee dat bedoel ik niet")
    assert "nee dat bedoel" not in demo.riet.last.text


async def test_another_sentence_is_still_the_words(demo: Demo) -> None:
    await send(demo, demo.riet, ASKED)
    await send(demo, demo.riet, "graag volle melk en een half brood")
    assert "graag volle melk en een half brood" in demo.riet.last.text


async def test_a_question_about_the_bot_is_answered(demo: Demo) -> None:
    await send(demo, demo.riet, "wie ben jij?")
    assert "Het kost niets" in demo.riet.last.text
