"""A visitor plays on the page: four phones, two languages, the real bot behind them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.playground.demo import Demo
from bot.playground.messages import Content, Kind
from bot.playground.seed import BRAM, JOKE, RIET, SAMIRA
from tests.browser.screen import PATIENCE, Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")  # that of the browser


async def samira_joins(screen: Screen) -> None:
    """A newcomer without an invite, in Arabic; the coordinator says yes on her own phone."""
    await screen.phone(SAMIRA).locator(".start").click()
    await screen.press(SAMIRA, "d:lang:ar", "d:consent:yes", "d:name:own")
    await screen.sees_button(SAMIRA, "nav.back")
    await screen.write(SAMIRA, "٢٠٢١")
    await screen.press(JOKE, "co.admit")
    await screen.sees_button(SAMIRA, "post.new:offer")


async def samira_offers_errands(screen: Screen) -> None:
    """She speaks Dutch as well, or nobody could ask her for Riet."""
    await screen.press(
        SAMIRA, "post.new:offer", "d:category:errands", "d:days:any", "d:parts:any", "d:often:2"
    )
    await screen.press(SAMIRA, "d:words:none", "d:spoken:nl", "d:spoken:ready", "d:summary:publish")


async def riet_asks_for_errands(screen: Screen) -> None:
    await screen.press(RIET, "post.new:request", "d:category:errands", "d:when:tomorrow", "d:part:afternoon")
    await screen.sees_button(RIET, "d:words:none")
    await screen.write(RIET, "Een kistje sinaasappels van de markt")
    await screen.press(RIET, "d:coffee:no", "d:summary:publish")


async def test_a_request_of_one_phone_is_taken_on_another_and_the_clock_brings_the_reminder(
    screen: Screen,
) -> None:
    await screen.sees_button(RIET, "post.new:request")
    await screen.sees_button(JOKE, "co.next")
    await expect(screen.phone(SAMIRA).locator(".device")).to_have_attribute("dir", "rtl")
    await screen.picture("opening")

    await samira_joins(screen)
    await samira_offers_errands(screen)
    await riet_asks_for_errands(screen)
    await screen.sees(SAMIRA, "sinaasappels")
    await screen.sees_button(RIET, "post.show")
    await screen.picture("asked")
    await screen.picture("arabic", SAMIRA)
    await screen.press(SAMIRA, "ask.yes")
    await screen.press(RIET, "match.yes", "time.pick")
    await screen.press(SAMIRA, "time.yes")
    await screen.sees_button(RIET, "match.show")
    await screen.press(SAMIRA, "relay.open")
    await screen.sees_button(SAMIRA, "relay.close")
    await screen.write(SAMIRA, "مرحبا! سأذهب إلى السوق غدا 🍊")
    await screen.sees(RIET, "السوق")
    await screen.picture("demo")

    await screen.move("day")
    for account in (RIET, SAMIRA):
        await screen.sees_button(account, "go.yes")
    await screen.picture("the-day-before")


async def test_one_sentence_is_a_card_in_dutch_and_in_arabic_and_danger_comes_first(screen: Screen) -> None:
    await screen.sees_button(RIET, "post.new:request")
    await screen.write(RIET, "Kan iemand donderdagochtend boodschappen doen? Bel 06-83746152")
    await screen.sees(RIET, "🔒")
    await expect(screen.phone(RIET).locator(".theirs").last).not_to_contain_text("83746152")
    await expect(screen.phone(RIET).locator(".mine", has_text="83746152")).to_have_count(0)
    await screen.press(RIET, "d:summary:publish")

    await samira_joins(screen)
    await screen.write(SAMIRA, "بدي حدا ياخدني عالدكتور بكرا الصبح")
    await screen.press(SAMIRA, "d:spoken:ready")
    await screen.sees_button(SAMIRA, "d:summary:publish")
    await screen.picture("one-message")
    await screen.press(SAMIRA, "d:summary:publish")
    await screen.sees_button(SAMIRA, "post.show")

    await screen.write(SAMIRA, "زوجي وقع وما عم يتنفس")
    await screen.sees(SAMIRA, "112")
    await screen.picture("danger", SAMIRA)
    await screen.press(SAMIRA, "danger.hide")
    await expect(screen.phone(SAMIRA).locator(".row", has_text="112")).to_have_count(0)


@pytest.mark.parametrize("account", [RIET, SAMIRA])
async def test_on_a_narrow_screen_nothing_sticks_out(screen: Screen, account: int, shots: Path) -> None:
    await screen.page.set_viewport_size({"width": 360, "height": 700})
    phone = screen.phone(account)
    await phone.scroll_into_view_if_needed()
    if account == SAMIRA:
        await samira_joins(screen)
        await phone.scroll_into_view_if_needed()
    await screen.press(account, "post.new:request")
    await screen.sees_button(account, "d:category")
    wider = await phone.locator(".messages").evaluate("list => list.scrollWidth - list.clientWidth")
    assert wider == 0
    await screen.picture(f"narrow-{account}")


async def test_the_digest_of_monday_comes_to_the_community_builder(screen: Screen) -> None:
    await screen.sees_button(BRAM, "nav.home")
    before = await screen.phone(BRAM).locator(".theirs").count()
    await screen.move("monday")
    await expect(screen.phone(BRAM).locator(".theirs")).to_have_count(
        before + 2
    )  # in words, and as a picture
    await expect(screen.phone(BRAM).locator(".theirs img").last).to_be_visible()
    await expect(screen.page.locator("#time")).to_have_text("08:01")
    await screen.picture("monday")


async def test_the_newest_message_is_followed_unless_one_reads_further_up(screen: Screen, demo: Demo) -> None:
    bubbles = screen.phone(RIET).locator(".theirs")
    for _ in range(4):
        await screen.write(RIET, "/help")
        await screen.write(RIET, "/start")
    await expect(bubbles).to_have_count(9)
    await expect(bubbles.last).to_be_in_viewport()

    await screen.phone(RIET).locator(".messages").hover()
    await screen.page.mouse.wheel(0, -5000)
    await expect(bubbles.first).to_be_in_viewport()
    demo.world.add(demo.world.chats[RIET], demo.world.bot, Content(Kind.TEXT, "Nog iets"))
    await expect(bubbles).to_have_count(10)
    await expect(bubbles.first).to_be_in_viewport()
    await screen.phone(RIET).locator(".jump").click()
    await expect(bubbles.last).to_be_in_viewport()


async def offers_errands(screen: Screen, account: int) -> None:
    await screen.press(account, "nav.home", "post.new:offer", "d:category:errands", "d:days:any")
    await screen.press(account, "d:parts:any", "d:often:2", "d:words:none", "d:summary:publish")
    await screen.sees_button(account, "post.show")


async def test_consent_is_ticked_reasons_are_told_in_arabic_and_the_standby_takes_over(
    screen: Screen,
) -> None:
    await screen.sees_button(RIET, "post.new:request")
    await samira_joins(screen)
    await samira_offers_errands(screen)
    await offers_errands(screen, BRAM)

    await screen.press(RIET, "post.new:request", "d:category:errands", "d:when:tomorrow", "d:part:afternoon")
    await screen.press(RIET, "d:words:none", "d:coffee:no", "d:summary:widen")
    near = screen.button(RIET, "d:widen:near")
    await expect(near).not_to_contain_text("✅")
    await near.click()
    await expect(near).to_contain_text("✅")
    await screen.picture("consent", RIET)
    await screen.press(RIET, "d:widen:ready")
    await screen.sees(RIET, "de buurten hiernaast en de coördinator")
    await screen.press(RIET, "d:summary:publish")

    why = screen.phone(SAMIRA).locator(".theirs .text").filter(has_text="نسألك لأن").last
    await expect(why).to_contain_text("تسوق ومشاوير", timeout=PATIENCE)
    await screen.picture("reasons", SAMIRA)
    await screen.press(SAMIRA, "ask.yes")
    await screen.sees_button(RIET, "match.yes")
    await screen.press(BRAM, "ask.yes")
    await screen.sees(BRAM, "Iemand anders was net eerder")
    await screen.press(RIET, "match.yes")

    await screen.press(SAMIRA, "match.cancel", "match.cancel_yes")
    await screen.sees(BRAM, "U zei eerder ja")
    await screen.picture("standby", BRAM)
    await screen.press(BRAM, "ask.yes", "nav.home")
    await screen.press(RIET, "match.yes")
    await screen.sees(RIET, "Bram")
