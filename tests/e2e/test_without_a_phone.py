"""A neighbour without a phone takes part: entered by a coordinator, asked and answered for by their contact."""

from __future__ import annotations

import pytest

from bot.playground.demo import Demo
from bot.playground.phone import Phone

from .phones import asked, has, neighbours, press, rows, send, texts

THEM = "SELECT id FROM resident WHERE name = 'mevrouw Jansen'"


async def enter(demo: Demo, phone: Phone, begin: tuple[str, ...]) -> int:
    """Mrs Jansen is entered by whoever holds this phone; gives her id."""
    await press(demo, phone, *begin)
    await send(demo, phone, "mevrouw Jansen")
    await press(demo, phone, "d:paper_spoken:nl", "d:paper_spoken:ready")
    if has(phone, "d:paper_contact:me"):
        await press(demo, phone, "d:paper_contact:me")
    assert "hardop" in texts(phone)[-1]
    await press(demo, phone, "d:paper_consent:spoken")
    ((who,),) = await rows(demo, THEM)
    assert isinstance(who, int)
    return who


async def enter_by_coordinator(demo: Demo) -> int:
    await send(demo, demo.joke, "/coordinator")
    ((buurt,),) = await rows(demo, "SELECT buurt_id FROM role WHERE role = 'coordinator' LIMIT 1")
    phone = demo.joke
    while not has(phone, "co.members"):
        await press(demo, phone, "co.more")
    return await enter(demo, phone, ("co.members", "co.paper", f"paper.add:{buurt}"))


async def request(demo: Demo, phone: Phone, who: int) -> list[Phone]:
    await press(demo, phone, f"for:{who}:post.new:request")
    if not has(phone, f"for:{who}:d:category:pets"):
        await press(demo, phone, f"for:{who}:d:category:more")
    await press(
        demo, phone, f"for:{who}:d:category:pets", f"for:{who}:d:when:tomorrow", f"for:{who}:d:part:any"
    )
    await send(demo, phone, "De kat eten geven")
    await press(demo, phone, f"for:{who}:d:summary:publish")
    return asked(demo)


async def test_a_request_of_a_neighbour_without_a_phone_becomes_an_appointment_on_a_sheet(demo: Demo) -> None:
    joke, who = demo.joke, await enter_by_coordinator(demo)
    assert "mevrouw Jansen" in texts(joke)[-1]
    helper, *_ = await request(demo, joke, who)
    assert await rows(demo, f"SELECT count(*) FROM post WHERE resident_id = {who}") == [(1,)]
    await press(demo, helper, "ask.yes")
    assert "Voor \u2068mevrouw Jansen\u2069" in texts(joke)[-1]
    await press(demo, joke, f"for:{who}:match.yes")
    assert any("mevrouw Jansen" in text for text in texts(helper))
    await press(demo, joke, f"for:{who}:time.pick")
    await press(demo, helper, "time.yes")
    assert await rows(
        demo,
        f"SELECT c.state FROM commitment c JOIN match m ON m.id = c.match_id WHERE m.requester_id = {who}",
    ) == [("confirmed",)]
    await press(demo, joke, f"for:{who}:relay.open")
    await send(demo, joke, "De sleutel ligt bij mij")
    assert "De sleutel ligt bij mij" in texts(helper)[-1]
    assert "mevrouw Jansen" in texts(helper)[-1]
    await send(demo, joke, "/coordinator")
    await send(demo, joke, "Wie kan mij helpen met de tuin?")
    assert "tuin" not in texts(helper)[-1]
    await press(demo, joke, "nav.home", "co.today")
    while not has(joke, "co.members"):
        await press(demo, joke, "co.more")
    await press(demo, joke, "co.members", "co.paper", f"paper.show:{who}", f"paper.sheet:{who}")
    assert [each for each in joke.messages if each.kind == "document"]


async def test_who_has_no_phone_helps_too(demo: Demo) -> None:
    joke, who = demo.joke, await enter_by_coordinator(demo)
    await press(demo, joke, f"for:{who}:post.new:offer")
    if not has(joke, f"for:{who}:d:category:pets"):
        await press(demo, joke, f"for:{who}:d:category:more")
    them = f"for:{who}:d:"
    await press(demo, joke, f"{them}category:pets", f"{them}days:any", f"{them}parts:ready", f"{them}often:2")
    await press(demo, joke, f"{them}words:none", f"{them}summary:publish")
    assert await rows(demo, f"SELECT kind, state FROM post WHERE resident_id = {who}") == [("offer", "open")]
    assert await rows(demo, f"SELECT count(*) FROM candidate WHERE resident_id = {who}") == [(1,)]


async def test_an_arabic_carer_enters_somebody_while_asking_and_goes_on_for_them(demo: Demo) -> None:
    youssef = neighbours(demo)[2]  # Youssef, who reads Arabic
    await send(demo, youssef, "/start")
    await press(demo, youssef, "post.new:request")
    if not has(youssef, "d:category:pets"):
        await press(demo, youssef, "d:category:more")
    await press(demo, youssef, "d:category:pets", "d:when:tomorrow", "d:part:any", "d:words:none")
    await press(demo, youssef, "d:summary:other", "paper.for:new")
    await send(demo, youssef, "السيدة أمينة")
    await press(demo, youssef, "d:paper_spoken:ar", "d:paper_spoken:ready", "d:paper_consent:paper")
    assert "السيدة أمينة" in texts(youssef)[-1]
    ((who,),) = await rows(demo, "SELECT resident_id FROM paper_neighbour")
    assert texts(youssef)[-1].startswith("\u200f📄 إلى \u2068السيدة أمينة\u2069:")
    await press(demo, youssef, f"for:{who}:d:summary:publish")
    assert await rows(demo, "SELECT resident_id, for_name FROM post ORDER BY id DESC LIMIT 1") == [
        (who, None)
    ]


@pytest.mark.parametrize("gone", ["erased", "blocked"])
async def test_the_coordinators_hear_that_a_contact_is_gone_and_take_over(demo: Demo, gone: str) -> None:
    riet = demo.riet
    await send(demo, riet, "/start")
    await press(demo, riet, "post.new:request")
    if not has(riet, "d:category:pets"):
        await press(demo, riet, "d:category:more")
    await press(
        demo, riet, "d:category:pets", "d:when:tomorrow", "d:part:any", "d:words:none", "d:summary:other"
    )
    who = await enter(demo, riet, ("paper.for:new",))
    await press(demo, riet, f"for:{who}:d:summary:publish")
    helper, *_ = asked(demo)
    await press(demo, helper, "ask.yes")
    if gone == "erased":
        await send(demo, riet, "/vergeetmij")
        await press(demo, riet, "me.forget:sure", "me.forget:now")
    else:
        riet.block()
        await demo.rest()
    assert "mevrouw Jansen" in texts(demo.joke)[-1]
    assert await rows(demo, f"SELECT contact_id FROM paper_neighbour WHERE resident_id = {who}") == [(None,)]
    await press(demo, demo.joke, f"paper.take:{who}")
    assert "Voor \u2068mevrouw Jansen\u2069" in "".join(texts(demo.joke)[-2:])
    await press(demo, demo.joke, f"for:{who}:match.yes")
    assert await rows(demo, f"SELECT state FROM match WHERE requester_id = {who}") == [("agreed",)]
    await press(demo, demo.joke, "nav.home")
    await press(
        demo, demo.joke, f"paper.show:{who}", f"paper.more:{who}", f"paper.erase:{who}", f"paper.erased:{who}"
    )
    assert await rows(demo, f"SELECT count(*) FROM resident WHERE id = {who}") == [(0,)]
    assert await rows(demo, f"SELECT count(*) FROM outbox WHERE resident_id = {who}") == [(0,)]
