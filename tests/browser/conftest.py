"""A headless browser before the page, with the real bot behind it.

The browser is one for all tests, since it takes seconds to start, so they share an event loop; the bot and the
window, with all that a browser keeps, are new for each.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.playground.demo import Demo, open_demo
from bot.playground.phone import Phone, Shown
from bot.playground.seed import ZONE
from tests.browser.screen import Screen
from tests.conftest import BROWSER_ARGUMENTS

BEGINS = datetime(2026, 11, 24, 10, tzinfo=ZONE)
"""A Tuesday morning."""


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where pictures go: `SHOTS` where it is set, and then they stay."""
    folder = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[Demo]:
    """The demo as a visitor finds it; neighbours who are not on the page say no to everything."""
    async with open_demo(start=BEGINS.astimezone(UTC), rng=Random(3), answer_seconds=None) as opened:

        def say_no(phone: Phone, shown: Shown) -> None:
            if phone.user.id in opened.world.on_show:
                return
            for button in (button for row in shown.keyboard for button in row):
                if button.data and button.data.startswith("ask.no:"):
                    phone.press(button.data, shown.id)

        opened.world.on_message.append(say_no)
        await opened.open_phones()
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, demo: Demo, shots: Path) -> AsyncIterator[Screen]:
    """The page in a window with room for four phones; the test fails where the page reports an error."""
    problems: list[str] = []
    page = await browser.new_page(
        viewport={"width": 1560, "height": 940}, reduced_motion="reduce", color_scheme="light"
    )
    _listen(page, problems)
    await page.goto(demo.url)
    yield Screen(page, shots)
    await page.close()
    assert problems == []


def _listen(page: Page, problems: list[str]) -> None:
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
