"""Telling what one ran into; reading the sentences; answering everybody who raised a theme."""

from __future__ import annotations

from bot.domain.ids import BuurtId
from bot.domain.model import Resident
from bot.domain.signals import SignalId, Theme
from bot.services import signals, signals_answering, signals_reading
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("signal.new")
async def begin(work: Work, me: Resident, args: Args) -> None:
    await signals.begin(work, me)


@button("signal.show")
async def let_show(work: Work, me: Resident, args: Args) -> None:
    await signals.let_show(work, me, SignalId(args.number(0)))


@button("signal.keep")
async def keep_back(work: Work, me: Resident, args: Args) -> None:
    await signals.keep_back(work, me, SignalId(args.number(0)))


@button("signal.back")
async def take_back(work: Work, me: Resident, args: Args) -> None:
    await signals.take_back(work, me, SignalId(args.number(0)))


@button("signal.read")
async def read(work: Work, me: Resident, args: Args) -> None:
    await signals_reading.show_next(work, me, BuurtId(args.number(0)))


@button("signal.as_is")
async def as_it_is(work: Work, me: Resident, args: Args) -> None:
    await signals_reading.as_it_is(work, me, SignalId(args.number(0)))


@button("signal.reword")
async def reword(work: Work, me: Resident, args: Args) -> None:
    await signals_reading.begin_rewording(work, me, SignalId(args.number(0)))


@button("signal.not")
async def not_shown(work: Work, me: Resident, args: Args) -> None:
    await signals_reading.not_shown(work, me, SignalId(args.number(0)))


@button("signal.answer")
async def answer(work: Work, me: Resident, args: Args) -> None:
    if len(args) > 1:
        theme = Theme(args.choice(1, *Theme))
        await signals_answering.begin(work, me, BuurtId(args.number(0)), theme)
    else:
        await signals_answering.choose(work, me, BuurtId(args.number(0)))
