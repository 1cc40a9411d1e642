"""A report, a warning and an appeal in Arabic, and a word in confidence in Dutch, as the phones show them."""

from __future__ import annotations

import re

from bot.playground.demo import Demo
from bot.playground.phone import Phone

from .phones import press, request, send, texts


def _link(phone: Phone) -> str:
    """The code of the link that this phone was given last."""
    (code,) = re.findall(r"start=([\w-]+)", phone.last.text)
    return str(code)


async def _in(demo: Demo, lang: str, *phones: Phone) -> None:
    for phone in phones:
        await send(demo, phone, "/start")
        await send(demo, phone, "/taal")
        await press(demo, phone, f"me.lang:{lang}")


async def test_who_is_reported_is_told_kindly_and_does_not_agree(demo: Demo) -> None:
    riet, joke, lang = demo.riet, demo.joke, "ar"
    await _in(demo, lang, joke)
    helper, *_ = await request(demo, riet)
    await _in(demo, lang, riet)
    await press(demo, helper, "report.ask", "report.yes", "report.more")
    await send(demo, helper, "Deze vraag klopt niet")
    await press(demo, joke, "co.case", "co.reports", "co.step", "co.why", "co.sure", "co.decide")
    await press(demo, riet, "appeal.begin", "d:appeal:none")
    # The reason pressed is the leftmost of the first row, which begins at the right in Arabic.
    expected = "كلمة «لا» تعني لا"
    *_, told, answer = texts(riet)
    assert expected in told
    assert helper.user.first_name not in told
    assert "شكرًا." in answer


async def test_a_neighbour_is_asked_to_be_the_confidant_and_is_written_to(demo: Demo) -> None:
    riet, joke, lang = demo.riet, demo.joke, "nl"
    helper, *_ = await request(demo, riet)
    await _in(demo, lang, riet, joke, helper)
    await send(demo, joke, "/coordinator")
    await press(demo, joke, "co.more", "co.buurt", "co.settings", "co.confidant", "co.confidant_ask")
    await send(demo, helper, f"/start {_link(joke)}")
    await press(demo, helper, "confidant.yes")
    await send(demo, riet, "/help")
    await press(demo, riet, "confidant.show", "confidant.write")
    await send(demo, riet, "Ik slaap slecht")
    assert "Ik slaap slecht" in helper.last.text
    assert not [text for text in texts(joke) if "slaap" in text]
    await press(demo, helper, "confidant.answer")
    await send(demo, helper, "Zullen we bellen?")
    assert "Zullen we bellen?" in riet.last.text
