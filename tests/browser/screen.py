"""What a visitor does on the page, each in one word. Waits for what is shown, never for a time."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Locator, Page, expect

PATIENCE = 15_000
"""Milliseconds before something is not going to come."""
PLAIN = """() => {
  document.body.style.background = "#eef0e9";
  for (const chat of document.querySelectorAll(".messages")) chat.style.background = "#e3e8dc";
}"""
"""Colour gradients would make the pictures, which the README shows, twice as large."""


class Screen:
    """The page; phones are named by their Telegram account."""

    def __init__(self, page: Page, shots: Path) -> None:
        self.page = page
        self._shots = shots

    def phone(self, account: int) -> Locator:
        """One phone."""
        return self.page.locator(f'.phone[data-user="{account}"]')

    def button(self, account: int, action: str) -> Locator:
        """The newest button whose callback data begins with `action`."""
        return self.phone(account).locator(f'.key[data-data^="{action}"]').last

    async def press(self, account: int, *actions: str) -> None:
        """Press these buttons, each as soon as it is there."""
        for action in actions:
            await self.button(account, action).click(timeout=PATIENCE)

    async def write(self, account: int, text: str) -> None:
        """Type a message and press Enter."""
        field = self.phone(account).locator("textarea")
        await field.fill(text)
        await field.press("Enter")

    async def sees(self, account: int, text: str) -> None:
        """A message of the bot with this text is, or comes, on the phone."""
        bubble = self.phone(account).locator(".theirs .text").filter(has_text=text)
        await expect(bubble.last).to_be_visible(timeout=PATIENCE)

    async def sees_button(self, account: int, action: str) -> None:
        """A button is, or comes, on the phone."""
        await expect(self.button(account, action)).to_be_visible(timeout=PATIENCE)

    async def move(self, step: str) -> None:
        """Move the clock by one of the page's buttons, until it stands again."""
        button = self.page.locator(f'[data-step="{step}"]')
        async with self.page.expect_response("**/play/clock", timeout=2 * PATIENCE):
            await button.click()
        await expect(button).to_be_enabled(timeout=PATIENCE)

    async def picture(self, name: str, account: int | None = None) -> None:
        """A picture of the page, or of one phone."""
        await self.page.evaluate(PLAIN)
        await self.page.mouse.move(0, 0)  # away from what shows itself under the mouse
        what = self.page if account is None else self.phone(account).locator(".device")
        await what.screenshot(path=self._shots / f"{name}.png")
