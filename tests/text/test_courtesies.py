"""Thanks, greetings and "ok" are told from wishes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.courtesies import Courtesy, courtesy

COURTESIES = {
    "dankjewel": Courtesy.THANKS,
    "Dank je wel hoor!": Courtesy.THANKS,
    "Heel erg bedankt voor alles 🙏": Courtesy.THANKS,
    "شكرا": Courtesy.THANKS,
    "شكرًا جزيلًا": Courtesy.THANKS,
    "يعطيك العافية": Courtesy.THANKS,
    "shukran ktir": Courtesy.THANKS,
    "thank you so much": Courtesy.THANKS,
    "hoi, dankjewel": Courtesy.THANKS,
    "🙏": Courtesy.THANKS,
    "hallo": Courtesy.GREETING,
    "Hallo allemaal": Courtesy.GREETING,
    "Goedemorgen 👋": Courtesy.GREETING,
    "مرحبا": Courtesy.GREETING,
    "السلام عليكم": Courtesy.GREETING,
    "hello": Courtesy.GREETING,
    "wie ben jij?": Courtesy.ABOUT,
    "Hoi, hoe werkt dit?": Courtesy.ABOUT,
    "wat kost het": Courtesy.ABOUT,
    "كيف بيشتغل هاد؟": Courtesy.ABOUT,
    "chno hadchi": Courtesy.ABOUT,
    "ok": Courtesy.FINE,
    "Oké, prima": Courtesy.FINE,
    "تمام": Courtesy.FINE,
    "👍": Courtesy.FINE,
    "👍🏽": Courtesy.FINE,
    "👍👍": Courtesy.FINE,
}
WISHES = [
    "",
    "?",
    "hallo, kan iemand boodschappen doen?",
    "u en je",
    "dank u, maar ik zoek nog iemand",
    "dag in dag uit pijn",
    "💣",
]


@pytest.mark.parametrize("text", COURTESIES)
def test_a_courtesy_is_known_by_its_kind(text: str) -> None:
    assert courtesy(text) is COURTESIES[text]


@pytest.mark.parametrize("text", WISHES)
def test_what_says_more_is_none(text: str) -> None:
    assert courtesy(text) is None


@given(st.text(max_size=100))
def test_any_text_gives_an_answer(text: str) -> None:
    courtesy(text)
