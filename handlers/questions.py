"""Pressed answers to the open question: `d:<step>:<value>`."""

from __future__ import annotations

from bot.domain.model import Resident
from bot.services import drafts
from bot.services.answers import Given
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("d")
async def answer(work: Work, me: Resident, args: Args) -> None:
    await drafts.answer(work, me, Given(value=args.text(1)), step=args.text(0))
