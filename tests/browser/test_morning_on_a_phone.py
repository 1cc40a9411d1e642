"""A coordinator's morning and the digest, by clicking, on a page as wide as a phone, in Dutch and in Arabic."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from bot.playground.demo import Demo
from bot.playground.phone import Phone
from bot.playground.seed import BILAL, BRAM, HALA, JOKE, RIET
from bot.playground.transcript import button_of
from tests.browser.screen import PATIENCE, Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")  # that of the browser

WIDTH = 390
FIVE = {
    JOKE: ("wil gebeld worden", "Een melding", "Nog niemand: Tuin", "wil meedoen", "Eerste bezoek van"),
    HALA: ("طلب مكالمة", "بلاغ", "لا أحد بعد: تصليحات", "طلب انضمام", "الزيارة الأولى"),
}
ALL_DONE = {JOKE: "Alles is gedaan", HALA: "انتهى كل شيء"}
NOTHING = {JOKE: "Er wacht niets op u", HALA: "لا شيء في انتظارك"}
GAPS = """body => {
  const line = document.createRange();
  line.selectNodeContents(body);
  const box = body.getBoundingClientRect(), text = line.getClientRects()[0];
  return [text.left - box.left, box.right - text.right];
}"""
"""Pixels between the first line of a text and the left and right edge of its bubble."""


async def wants_a_call(demo: Demo, phone: Phone, words: str) -> None:
    phone.send(words)
    await demo.rest()
    shown, button = button_of(phone, "danger.call")
    phone.press(button.data or "", shown.id)
    await demo.rest()
    phone.send("06 12345678")
    await demo.rest()


async def newest(screen: Screen, account: int) -> Locator:
    """The newest message of the bot, with nothing sticking out of the chat."""
    chat = screen.phone(account).locator(".messages")
    assert await chat.evaluate("list => list.scrollWidth - list.clientWidth") == 0
    return screen.phone(account).locator(".theirs").last


async def is_laid_out_from(screen: Screen, account: int, *, right: bool) -> None:
    """The text and the two first buttons of the newest message begin at that side."""
    message = await newest(screen, account)
    left_gap, right_gap = await message.locator(".body").evaluate(GAPS)
    assert (right_gap < left_gap) == right
    begin, requests = [await screen.button(account, each).bounding_box() for each in ("co.next", "co.open")]
    assert begin is not None
    assert requests is not None
    assert (begin["x"] > requests["x"]) == right


@pytest.mark.parametrize(
    ("lang", "coordinator", "caller", "words"),
    [("nl", JOKE, RIET, "Ik ben bang, mijn zoon slaat mij"), ("ar", HALA, BILAL, "زوجتي وقعت وما عم تتنفس")],
)
async def test_five_things_are_done_one_after_the_other_until_the_morning_is_empty(
    screen: Screen, demo: Demo, lang: str, coordinator: int, caller: int, words: str
) -> None:
    demo.world.on_show[:] = [coordinator]
    await screen.page.set_viewport_size({"width": WIDTH, "height": 844})
    await screen.page.reload()
    await wants_a_call(demo, demo.world.phone(caller), words)
    await screen.write(coordinator, "/coordinator")
    await screen.sees(coordinator, FIVE[coordinator][0])
    lines = (await (await newest(screen, coordinator)).locator(".text").inner_text()).splitlines()[1:]
    assert all(what in line for what, line in zip(FIVE[coordinator], lines, strict=True))
    await is_laid_out_from(screen, coordinator, right=coordinator == HALA)
    await screen.phone(coordinator).scroll_into_view_if_needed()
    await screen.picture(f"morning-{lang}", coordinator)

    messages = await screen.phone(coordinator).locator(".theirs").count()
    await screen.press(coordinator, "co.next")
    await screen.phone(coordinator).locator('.key[data-data^="co.call"][data-data$=":called"]').last.click()
    await screen.sees_button(coordinator, "co.apart")
    await screen.picture(f"morning-next-{lang}", coordinator)
    await screen.press(coordinator, "co.apart", "co.close")
    await screen.phone(coordinator).locator('.key[data-data$=":nobody"]').click()
    await screen.press(coordinator, "co.admit", "co.allow")
    await screen.sees(coordinator, ALL_DONE[coordinator])
    await screen.press(coordinator, "co.today")
    await screen.sees(coordinator, NOTHING[coordinator])
    await expect(screen.phone(coordinator).locator(".theirs")).to_have_count(messages)


async def test_the_digest_and_its_picture_fit_on_a_phone_in_dutch_and_in_arabic(
    screen: Screen, demo: Demo
) -> None:
    demo.world.on_show[:] = [BRAM]
    await screen.page.set_viewport_size({"width": WIDTH, "height": 844})
    await screen.page.reload()
    pictures = screen.phone(BRAM).locator(".theirs img")
    await expect(pictures).to_have_count(1)
    await screen.picture("phone-digest-nl", BRAM)
    await screen.write(BRAM, "/taal")
    await screen.press(BRAM, "me.lang:ar")
    await screen.write(BRAM, "/digest")
    await expect(pictures).to_have_count(2, timeout=PATIENCE)
    for picture in await pictures.all():
        box = await picture.bounding_box()
        assert box is not None
        assert 200 < box["width"] < WIDTH
        assert await picture.evaluate("picture => picture.naturalWidth") > 0
    await newest(screen, BRAM)
    await screen.picture("phone-digest-ar", BRAM)
