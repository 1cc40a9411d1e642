"""What two neighbours ran into, on their phones and the community builder's: in Dutch and in Arabic."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.i18n import speaker
from bot.playground.demo import Demo

from .phones import has, neighbours, press, send, texts, together

YARA = 28
"""Reads Arabic and nothing else."""
DUTCH = "Bij de gemeente zei een man dat Joke beter weg kan blijven, bel 0612345678"
ARABIC = "قالوا لي في البلدية: تعلمي الهولندية أولًا"


async def test_it_is_told_reworded_agreed_to_shown_without_a_name_and_taken_back(demo: Demo) -> None:
    yara = neighbours(demo)[YARA]
    for phone, said in ((demo.riet, DUTCH), (yara, ARABIC)):
        await send(demo, phone, "/start")
        await press(demo, phone, "signal.new", "d:theme:more", "nav.back", "d:theme:discrimination")
        assert "0800-0880" in texts(phone)[-1], "at once, before a word is asked"
        await send(demo, phone, said)
        await press(demo, phone, "d:barrier_read:yes")
    assert speaker("ar")._("You get a message when your sentence has been read.") in texts(yara)[-1]
    await demo.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC))
    await demo.rest()
    await press(demo, demo.bram, "signal.read")
    assert "dat … beter weg kan blijven, bel" in texts(demo.bram)[-1]
    await press(demo, demo.bram, "signal.reword")
    await send(demo, demo.bram, "Een medewerker van een kantoor was grof")
    await press(demo, demo.bram, "signal.as_is")
    for phone in (demo.riet, yara):
        await press(demo, phone, "signal.show")
    await press(demo, yara, "told.mine", "signal.back")
    await send(demo, demo.bram, "/digest")
    read = together([demo.bram])
    assert texts(demo.bram)[-1].endswith("Een medewerker van een kantoor was grof\u2069")
    assert ARABIC not in texts(demo.bram)[-2], "she took it back"
    for name in ("Riet", "Yara", "0612345678"):
        assert name not in read
    assert not has(demo.bram, "signal.answer"), "two are fewer than five"
