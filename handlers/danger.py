"""What is pressed under the emergency numbers."""

from __future__ import annotations

from bot.domain.ids import MessageId
from bot.domain.model import Resident
from bot.services import danger
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("danger.now")
async def is_now(work: Work, me: Resident, args: Args) -> None:
    await danger.is_now(work, me)


@button("danger.hide")
async def hide(work: Work, me: Resident, args: Args) -> None:
    if work.edit is not None:
        written = MessageId(args.number(0)) if len(args) else None
        await danger.hide(work, me, work.edit, written)


@button("danger.call")
async def ask_for_call(work: Work, me: Resident, args: Args) -> None:
    work.edit = None  # the numbers stay
    await danger.ask_for_call(work, me)
