"""What people do on their phones in a demo: press by callback data, and see who was asked."""

from __future__ import annotations

from bot.playground.demo import Demo
from bot.playground.phone import Phone, Shown
from bot.playground.seed import FIRST_NEIGHBOUR, NEIGHBOURS
from bot.playground.transcript import button_of


async def press(demo: Demo, phone: Phone, *actions: str) -> None:
    """Press one button after the other, by callback data or its beginning, and let everything come to rest."""
    for action in actions:
        tap(phone, action)
        await demo.rest()


def tap(phone: Phone, action: str) -> None:
    """Press without waiting."""
    shown, button = button_of(phone, action)
    phone.press(button.data or "", shown.id)


async def send(demo: Demo, phone: Phone, text: str, reply_to: int | None = None) -> int:
    """Write a line and let everything come to rest; returns its number."""
    number = phone.send(text, reply_to)
    await demo.rest()
    return number


def neighbours(demo: Demo) -> list[Phone]:
    """The phones that are not on the page."""
    return [demo.world.phone(FIRST_NEIGHBOUR + number) for number in range(len(NEIGHBOURS))]


def has(phone: Phone, action: str) -> bool:
    """Whether a button that begins so is on this phone."""
    try:
        button_of(phone, action)
    except LookupError:
        return False
    return True


def asked(demo: Demo) -> list[Phone]:
    """The neighbours on whose phones a question waits."""
    return [phone for phone in neighbours(demo) if has(phone, "ask.yes")]


async def request(demo: Demo, phone: Phone, category: str = "pets") -> list[Phone]:
    """Ask for help by buttons; gives the neighbours who were asked."""
    await send(demo, phone, "/start")
    await press(demo, phone, "post.new:request")
    while not has(phone, f"d:category:{category}"):
        await press(demo, phone, "d:category:more")
    await press(demo, phone, f"d:category:{category}", "d:when:tomorrow", "d:part:any", "d:words:none")
    for later in ("d:coffee:no", "d:adult:yes", "d:spoken:ready"):
        if has(phone, later):
            await press(demo, phone, later)
    before = {each.user.id: each.last.id for each in asked(demo)}
    await press(demo, phone, "d:summary:publish")
    return [each for each in asked(demo) if before.get(each.user.id) != each.last.id]


def texts(phone: Phone) -> list[str]:
    """What the bot wrote on this phone."""
    return [shown.text for shown in written(phone)]


def written(phone: Phone) -> list[Shown]:
    return [shown for shown in phone.messages if not shown.mine]


def together(phones: list[Phone]) -> str:
    """Everything that the bot wrote on these phones."""
    return "\n".join(text for phone in phones for text in texts(phone))


async def rows(demo: Demo, sql: str) -> list[tuple[object, ...]]:
    """Rows of the bot's database."""
    async with demo.app.database.unit() as tx:
        return [tuple(row) for row in await tx.all(sql)]
