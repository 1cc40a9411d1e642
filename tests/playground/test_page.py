"""The page in a real browser, with a small bot behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, async_playwright, expect
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.playground.server import serve
from bot.playground.world import World
from tests.conftest import BROWSER_ARGUMENTS
from tests.playground.conftest import Clock


async def echo(bot: Bot) -> None:
    """Says again what it hears, with a button that changes the message."""
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=20):
            offset = update.update_id + 1
            await _answer(bot, update)


async def _answer(bot: Bot, update: Update) -> None:
    if update.message and update.message.text:
        button = InlineKeyboardButton("Ja graag", callback_data="yes")
        await bot.send_message(
            update.message.chat.id,
            f"<b>U schreef</b> {update.message.text_html}",
            parse_mode="HTML",
            reply_markup=InlineKeyboardMarkup([[button, InlineKeyboardButton("Nee", callback_data="no")]]),
        )
    if update.callback_query and update.callback_query.message:
        await bot.answer_callback_query(update.callback_query.id, "Dank u wel")
        message = update.callback_query.message
        await bot.edit_message_text("Afgesproken", message.chat.id, message.message_id)


@asynccontextmanager
async def browser_page(url: str, chromium: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1600, "height": 1000})
        await page.goto(url)
        yield page
        await browser.close()


async def test_a_phone_is_typed_on_and_its_buttons_pressed(world: World, clock: Clock, chromium: str) -> None:
    async def move(step: str) -> None:
        clock.move(hours={"hour": 1, "day": 24, "monday": 168}[step])

    world.phone(101, "Ria", "nl").start()
    world.phone(102, "يوسف", "ar")
    world.on_show = [101, 102]
    world.captions = {101: "Bewoner · Nederlands", 102: "Bewoner · Arabisch"}
    world.updates.clear()
    problems: list[str] = []
    async with serve(world, move_clock=move) as serving, Bot("1:play", base_url=f"{serving.url}/bot") as bot:
        await bot.set_my_commands([BotCommand("hulp", "Hulp vragen")])
        answering = asyncio.create_task(echo(bot))
        async with browser_page(serving.url, chromium) as page:
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
            ria = page.locator('.phone[data-user="101"]')
            await ria.locator("textarea").fill("Wie gaat er mee? <img src=x> 🙂")
            await ria.locator("textarea").press("Enter")
            answer = ria.locator(".theirs .text").last
            await expect(answer).to_have_text("U schreef Wie gaat er mee? <img src=x> 🙂")
            await expect(answer.locator("strong")).to_have_text("U schreef")
            assert await page.locator(".text img").count() == 0

            await ria.locator('.key[data-data="yes"]').click()
            await expect(ria.locator(".theirs .text")).to_have_text("Afgesproken")
            await expect(ria.locator(".toast")).to_have_text("Dank u wel")
            await expect(ria.locator(".theirs .meta")).to_have_text("bewerkt 10:00")

            await ria.locator(".commands").click()
            await ria.locator(".item").click()
            await expect(ria.locator(".mine .text").last).to_have_text("/hulp")
            await ria.locator(".attach").click()
            await ria.locator(".item.photo").click()
            await expect(ria.locator("img.picture")).to_be_visible()

            yusuf = page.locator('.phone[data-user="102"]')
            await expect(yusuf.locator(".device")).to_have_attribute("dir", "rtl")
            await yusuf.locator(".start").click()
            await expect(yusuf.locator(".theirs .text")).to_have_text("U schreef /start")
            await yusuf.locator(".language").select_option("nl")
            await expect(yusuf.locator(".device")).to_have_attribute("dir", "ltr")

            await expect(page.locator("#time")).to_have_text("10:00")
            await page.locator('[data-step="hour"]').click()
            await expect(page.locator("#time")).to_have_text("11:00")
            await page.locator('[data-step="monday"]').click()
            await expect(page.locator("#date")).to_have_text("maandag 30 november 2026")
            answering.cancel()
    assert problems == []
