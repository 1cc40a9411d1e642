"""On the phones, in Dutch and Arabic: an offer for one day, a silent helper, and what somebody likes to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ids import AccountId
from bot.playground.demo import Demo
from bot.playground.phone import Phone
from storage import due, residents

from .conftest import MONDAY
from .phones import has, neighbours, press, request, rows, send

SANNE, YARA, NOUR = 10, 28, 9
"""Neighbours who offer no errands; Sanne speaks Dutch and English, the others Arabic only."""
SAID = {
    "nl": ("ik ga zaterdag naar de markt, heeft iemand iets nodig?", "zaterdag 28 november", "één keer"),
    "ar": ("يوم السبت رايح عالسوق، مين بدو غراض؟", "28 تشرين الثاني", "مرة واحدة"),
}
AGREED = (
    "SELECT count(*) FROM match m JOIN resident r ON r.id = m.requester_id JOIN resident h ON h.id = m.helper_id"
    " WHERE m.state = 'agreed' AND r.account = {} AND h.account = {}"
)


def _two(demo: Demo, lang: str) -> tuple[Phone, Phone]:
    """Who offers, and who may like it."""
    near = neighbours(demo)
    return (near[SANNE], demo.riet) if lang == "nl" else (near[NOUR], near[YARA])


def _words(phone: Phone) -> str:
    return "\n".join(shown.text for shown in phone.messages)


@pytest.mark.parametrize("lang", ["nl", "ar"])
async def test_one_sentence_a_yes_gladly_and_it_goes_on(demo: Demo, lang: str) -> None:
    offers, likes = _two(demo, lang)
    said, day, once = SAID[lang]
    await request(demo, likes, "errands")
    await send(demo, offers, said)
    assert once in offers.last.text
    assert day in offers.last.text
    await press(demo, offers, "d:summary:publish")
    assert said in _words(likes)
    await press(demo, likes, "invite.yes")
    assert has(offers, "report.ask")
    await press(demo, offers, "ask.yes")
    assert await rows(demo, AGREED.format(likes.user.id, offers.user.id)) == [(1,)]
    for phone in (offers, likes):
        assert has(phone, "match.show") or has(phone, "relay.open")


@pytest.mark.parametrize("lang", ["nl", "ar"])
async def test_no_thank_you_is_fine(demo: Demo, lang: str) -> None:
    offers, likes = _two(demo, lang)
    await request(demo, likes, "errands")
    await send(demo, offers, SAID[lang][0])
    await press(demo, offers, "d:summary:publish")
    await press(demo, likes, "invite.no")
    assert not has(offers, "report.ask")
    assert await rows(
        demo, f"SELECT i.state FROM invitation i JOIN resident r ON r.id = i.resident_id"
        f" WHERE r.account = {likes.user.id}"
    ) == [("no",)]  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "ar"])
async def test_a_silent_helper_is_asked_whether_to_go_on(demo: Demo, lang: str) -> None:
    asked = (await request(demo, _two(demo, lang)[1], "errands"))[0]
    async with demo.app.database.unit() as tx:
        await tx.change(
            "UPDATE resident SET silent_in_row = 7, lang = ? WHERE account = ?", (lang, asked.user.id)
        )
    await demo.move_to(MONDAY + timedelta(days=1, minutes=1))
    assert {"nl": "U antwoordde een tijd niet", "ar": "لم يصل جواب منذ مدة"}[lang] in _words(asked)
    await press(demo, asked, "still.stop")
    assert await rows(
        demo,
        "SELECT count(*) FROM post p JOIN resident r ON r.id = p.resident_id"
        f" WHERE r.account = {asked.user.id} AND p.kind = 'offer' AND p.state = 'open'",
    ) == [(0,)]


@pytest.mark.parametrize("lang", ["nl", "ar"])
async def test_what_do_you_like_to_do_opens_an_offer(demo: Demo, lang: str) -> None:
    phone = demo.riet
    async with demo.app.database.unit() as tx:
        riet = await residents.by_account(tx, AccountId(phone.user.id))
        assert riet is not None
        await residents.set_lang(tx, riet.id, lang)
        await due.plan(tx, "give_question", riet.id, MONDAY + timedelta(days=1))
    await demo.move_to(MONDAY + timedelta(days=1, minutes=1))
    assert ("graag voor een ander" if lang == "nl" else "لأحد الجيران") in phone.last.text
    await press(demo, phone, "give.offer:company", "d:days:any", "d:parts:any", "d:often:1", "d:words:none")
    await press(demo, phone, "d:summary:publish")
    assert await rows(
        demo,
        "SELECT p.category FROM post p JOIN resident r ON r.id = p.resident_id"
        f" WHERE r.account = {phone.user.id} AND p.kind = 'offer'",
    ) == [("company",)]
