"""My data, and erasing it."""

from __future__ import annotations

from bot.domain.model import Resident
from bot.services import privacy
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button, command


@button("me.data")
async def data(work: Work, me: Resident, args: Args) -> None:
    await privacy.show_data(work, me)


@command("gegevens")
async def data_command(work: Work, me: Resident, argument: str) -> None:
    await privacy.show_data(work, me)


@button("me.forget")
async def forget(work: Work, me: Resident, args: Args) -> None:
    step = args.text(0) if len(args) else ""
    await {"sure": privacy.ask_again, "now": privacy.forget}.get(step, privacy.ask_to_forget)(work, me)


@command("vergeetmij")
async def forget_command(work: Work, me: Resident, argument: str) -> None:
    await privacy.ask_to_forget(work, me)
