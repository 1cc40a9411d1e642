"""The buurt's group chat on the phones: linked by the coordinator, asked without a name, followed when it moves."""

from __future__ import annotations

import pytest

from bot.playground.demo import Demo
from bot.playground.messages import ChatKind
from bot.playground.phone import Phone, Shown

from .phones import has, neighbours, press, request, rows, send, texts

GROUP, MOVED = -44, -100_44


@pytest.fixture
async def group(demo: Demo) -> int:
    """A group of everybody in the buurt, which Joke has linked."""
    members = [demo.riet, demo.joke, demo.samira, *neighbours(demo)]
    demo.world.group_of(GROUP, "Buurtapp", *[each.user.id for each in members], kind=ChatKind.GROUP)
    await link(demo)
    return GROUP


async def link(demo: Demo, chat_id: int = GROUP, by: Phone | None = None) -> None:
    await send(demo, demo.joke, "/coordinator")
    await press(demo, demo.joke, "co.more", "co.buurt", "co.group")
    (by or demo.joke).follow(url(demo.joke.last), chat_id)
    await demo.rest()


def url(shown: Shown) -> str:
    (found,) = [button.url for row in shown.keyboard for button in row if button.url]
    return found


def in_group(demo: Demo, chat_id: int = GROUP) -> list[Shown]:
    """What the bot wrote in the group."""
    bot = demo.world.bot.id
    shown = demo.riet.messages_in(chat_id)
    return [each for each in shown if demo.world.chats[chat_id].messages[each.id].sender == bot]


async def ask(demo: Demo, category: str = "other") -> list[Phone]:
    """Riet asks for what nobody offers, and lets the group be asked where there is one."""
    await send(demo, demo.riet, "/start")
    await press(demo, demo.riet, "post.new:request")
    while not has(demo.riet, f"d:category:{category}"):
        await press(demo, demo.riet, "d:category:more")
    await press(demo, demo.riet, f"d:category:{category}", "d:when:tomorrow", "d:part:any", "d:words:none")
    await press(demo, demo.riet, "d:summary:widen")
    if has(demo.riet, "d:widen:group"):
        await press(demo, demo.riet, "d:widen:group")
    await press(demo, demo.riet, "d:widen:ready", "d:summary:publish")
    return neighbours(demo)


def dutch(demo: Demo) -> Phone:
    return next(each for each in neighbours(demo) if each.language == "nl")


async def test_from_the_link_to_already_solved(demo: Demo, group: int) -> None:
    (hello,) = in_group(demo)
    assert "De Linden" in hello.text
    assert "مرتبطة" in hello.text
    await ask(demo)
    _, call = in_group(demo)
    assert "Riet" not in call.text
    assert "Een buur vraagt hulp" in call.text
    assert "أحد الجيران" in call.text
    assert "zonder uw naam" in demo.riet.last.text
    helper = dutch(demo)
    assert helper.press(call.labels[0][0], chat_id=group) is None
    helper.follow(url(call))
    await demo.rest()
    assert "kunt u helpen" in helper.last.text.lower()
    await press(demo, helper, "ask.yes")
    await press(demo, demo.riet, "match.yes")
    _, call = in_group(demo)
    assert "Al opgelost" in call.text
    assert call.keyboard == ()
    late = neighbours(demo)[-1]
    late.follow(url_before(helper))
    await demo.rest()
    assert not has(late, "ask.yes")


def url_before(phone: Phone) -> str:
    return phone.opened[-1]


async def test_an_arabic_reader_of_the_group_is_answered_in_arabic(demo: Demo, group: int) -> None:
    await ask(demo)
    arabic = next(each for each in neighbours(demo) if each.language == "ar")
    arabic.follow(url(in_group(demo)[-1]))
    await demo.rest()
    assert any("؟" in text or "شكر" in text for text in texts(arabic)[-1:])


async def test_a_newcomer_who_opens_the_link_is_welcomed_and_sees_nothing_of_the_request(
    demo: Demo, group: int
) -> None:
    await ask(demo)
    demo.samira.follow(url(in_group(demo)[-1]))
    await demo.rest()
    assert has(demo.samira, "d:lang")
    assert not has(demo.samira, "ask.yes")


async def test_only_the_coordinators_own_press_links_a_group(demo: Demo) -> None:
    demo.world.group_of(GROUP, "Buurtapp", demo.riet.user.id, demo.joke.user.id)
    await link(demo, by=demo.riet)
    assert in_group(demo) == []
    await link(demo)
    assert len(in_group(demo)) == 1


async def test_what_people_write_in_the_group_is_kept_nowhere_and_makes_nobody_a_resident(
    demo: Demo, group: int
) -> None:
    stranger = demo.world.phone(9_001, "Vreemd", "nl")
    before = await rows(demo, "SELECT count(*) FROM resident")
    for text in ("/start", "/start raden", "@buurtkring_bot geheim", "/help", "kan iemand mij helpen?"):
        stranger.send(text, chat_id=group)
        stranger.send(text, in_group(demo)[0].id, chat_id=group)
    await demo.rest()
    assert await rows(demo, "SELECT count(*) FROM resident") == before
    assert await rows(demo, "SELECT count(*) FROM inbox WHERE payload IS NOT NULL OR chat_id <> 0") == [(0,)]
    assert len(in_group(demo)) == 1


async def test_put_out_of_the_group_the_coordinator_is_told(demo: Demo, group: int) -> None:
    demo.world.put_out(group, demo.riet.user)
    await demo.rest()
    assert "Ik zit niet meer in de groepschat" in demo.joke.last.text
    await ask(demo)
    assert len(in_group(demo)) == 1


async def test_put_out_unheard_it_is_noticed_when_the_next_call_is_refused(demo: Demo, group: int) -> None:
    demo.world.remove_bot(group)
    await ask(demo)
    assert any("Ik zit niet meer in de groepschat" in text for text in texts(demo.joke))
    assert await rows(demo, "SELECT count(*) FROM buurt WHERE group_chat IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("told", [True, False])
async def test_a_group_that_becomes_a_supergroup_is_followed(demo: Demo, group: int, told: bool) -> None:
    if told:
        demo.world.upgrade_group(group, MOVED)
    else:
        demo.world.group(MOVED).members = demo.world.chats[group].members
        demo.world.chats[group].migrated_to = MOVED
    await demo.rest()
    await ask(demo)
    assert await rows(demo, "SELECT group_chat FROM buurt WHERE group_chat IS NOT NULL") == [(MOVED,)]
    (call,) = in_group(demo, MOVED)
    helper = dutch(demo)
    helper.follow(url(call))
    await demo.rest()
    await press(demo, helper, "ask.yes")
    await press(demo, demo.riet, "match.yes")
    (call,) = in_group(demo, MOVED)
    assert "Al opgelost" in call.text


async def test_an_unlinked_group_is_asked_nothing(demo: Demo, group: int) -> None:
    await press(demo, demo.joke, "co.group_off")
    await ask(demo)
    assert len(in_group(demo)) == 1
    assert not has(demo.riet, "d:widen:group")


async def test_where_neighbours_are_asked_the_group_is_not(demo: Demo, group: int) -> None:
    assert await request(demo, demo.riet, "transport")
    assert len(in_group(demo)) == 1
