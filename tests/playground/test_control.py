from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.playground.files import sample_photo
from bot.playground.phone import Phone
from bot.playground.server import serve
from bot.playground.world import World
from tests.playground.conftest import Clock


@pytest.fixture
async def page(world: World, clock: Clock, ria: Phone) -> AsyncIterator[httpx.AsyncClient]:
    async def move(step: str) -> None:
        await asyncio.sleep(0.1)
        clock.move(hours={"hour": 1, "day": 24, "monday": 168}[step])

    world.on_show = [ria.user.id]
    world.captions[ria.user.id] = "Bewoner · Nederlands"
    async with serve(world, move_clock=move) as serving, httpx.AsyncClient(base_url=serving.url) as client:
        yield client


async def act(page: httpx.AsyncClient, path: str, **body: object) -> int:
    return (await page.post(f"/play/{path}", json=body)).status_code


async def test_the_state_shows_the_phones(page: httpx.AsyncClient) -> None:
    state = (await page.get("/play/state")).json()
    assert (state["now"], state["moving"], state["can_move"]) == ("2026-11-23T09:00:00+00:00", False, True)
    (phone,) = state["phones"]
    assert (phone["name"], phone["caption"], phone["language"]) == ("Ria", "Bewoner · Nederlands", "nl")
    assert phone["messages"][0]["text"] == "/start"
    assert phone["messages"][0]["mine"]


async def test_owners_act_through_the_page(page: httpx.AsyncClient, ria: Phone) -> None:
    assert await act(page, "send", user=77, text=" hallo ", reply_to=1) == 200
    assert await act(page, "voice", user=77, seconds=3) == 200
    assert await act(page, "photo", user=77) == 200
    assert await act(page, "location", user=77) == 200
    assert await act(page, "start", user=77, payload="abc") == 200
    assert await act(page, "language", user=77, code="ar") == 200
    assert await act(page, "block", user=77, blocked=True) == 200
    shown = [(message.kind.value, message.text) for message in ria.messages[1:]]
    assert shown == [
        ("text", "hallo"),
        ("voice", ""),
        ("photo", ""),
        ("location", ""),
        ("text", "/start abc"),
    ]
    assert (ria.messages[1].reply_to, ria.language, ria.blocked) == (1, "ar", True)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("send", {"user": 78, "text": "x"}),
        ("send", {"user": 77}),
        ("send", {"user": 77, "text": "  "}),
        ("press", {"user": 77, "message": 1, "data": "y"}),
        ("press", {"user": 77, "message": "een", "data": "y"}),
        ("dance", {"user": 77}),
        ("clock", {"step": "year"}),
    ],
)
async def test_what_makes_no_sense_is_refused(
    page: httpx.AsyncClient, path: str, body: dict[str, object]
) -> None:
    assert await act(page, path, **body) == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "buurtkring.example"},
        {"Host": "127.0.0.1.example.org:80"},
        {"Origin": "https://example.org"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_hosts_and_pages_stay_outside(
    page: httpx.AsyncClient, world: World, headers: dict[str, str]
) -> None:
    for path in ("/", "/play/state", "/bot1:play/getMe"):
        assert (await page.get(path, headers=headers)).status_code == 403
    answer = await page.post("/play/send", json={"user": 77, "text": "x"}, headers=headers)
    assert answer.status_code == 403
    assert len(world.phone(77).messages) == 1


async def test_a_form_cannot_drive_a_phone(page: httpx.AsyncClient) -> None:
    answer = await page.post("/play/send", content='{"user": 77, "text": "x"}')
    assert answer.status_code == 400


async def test_the_page_may_load_from_here_only(page: httpx.AsyncClient) -> None:
    answer = await page.get("/")
    assert "<title>Buurtkring</title>" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    for name in ("phones.js", "phone.js", "bubbles.js", "clock.js", "words.js", "phones.css", "bubbles.css"):
        assert (await page.get(f"/static/{name}")).status_code == 200


async def test_pictures_are_shown_and_other_files_are_not(page: httpx.AsyncClient, ria: Phone) -> None:
    ria.photo(data=sample_photo(4, 4))
    ria.voice()
    *_, picture, voice = ria.messages
    answer = await page.get(f"/play/file/{picture.media[-1]['file_id']}")
    assert answer.headers["content-type"] == "image/png"
    assert (await page.get(f"/play/file/{voice.media['file_id']}")).status_code == 404


async def test_the_clock_moves_once_at_a_time(page: httpx.AsyncClient) -> None:
    first = asyncio.create_task(page.post("/play/clock", json={"step": "day"}))
    await asyncio.sleep(0.05)
    assert await act(page, "clock", step="hour") == 409
    assert (await first).json() == {"now": "2026-11-24T09:00:00+00:00", "moving": False, "can_move": True}


async def test_changes_are_pushed(page: httpx.AsyncClient, world: World, ria: Phone) -> None:
    events: list[tuple[str, dict[str, object]]] = []
    async with page.stream("GET", "/play/events") as stream:
        lines = stream.aiter_lines()
        while len(events) < 4:
            line = await asyncio.wait_for(anext(lines), 3)
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
                data = (await anext(lines)).removeprefix("data: ")
                events.append((name, json.loads(data)))
            if len(events) == 1 and not line:
                number = ria.send("hallo")
                ria.edit(number, "dag")
                world.remove(world.chats[77], number)
    assert [name for name, _ in events] == ["clock", "change", "change", "change"]
    assert events[0][1]["now"] == "2026-11-23T09:00:00+00:00"
    assert all(event["id"] == number and event["user"] == 77 for _, event in events[1:])
    assert events[3][1]["message"] is None


async def test_without_control_there_is_only_the_bot_api(world: World) -> None:
    async with serve(world, control=False) as serving, httpx.AsyncClient(base_url=serving.url) as client:
        assert (await client.get("/")).status_code == 404
        assert (await client.get("/play/state")).status_code == 404
        assert (await client.get("/bot1:play/getMe")).json()["ok"]


async def test_a_phone_shows_its_groups_and_follows_links_in_them(
    page: httpx.AsyncClient, world: World, ria: Phone
) -> None:
    world.group_of(-44, "De buurt", ria.user.id)
    assert await act(page, "follow", user=77, link="https://t.me/buurtkring_bot?startgroup=abc") == 200
    (phone,) = (await page.get("/play/state")).json()["phones"]
    (group,) = phone["groups"]
    assert (group["id"], group["title"]) == (-44, "De buurt")
    assert [(line["by"], line["text"]) for line in group["messages"]] == [
        ("Ria", "/start@buurtkring_bot abc")
    ]
    assert await act(page, "follow", user=77, link="https://t.me/buurtkring_bot?start=xyz") == 200
    assert ria.messages[-1].text == "/start xyz"
    assert await act(page, "follow", user=77, link="https://voorbeeld.nl") == 400
