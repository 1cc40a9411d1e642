"""Buttons of an appointment: its time, whether it goes on, how it was, and thanks."""

from __future__ import annotations

from bot.domain.ids import CommitmentId, MatchId
from bot.domain.model import Resident
from bot.services import agreeing, checkin, thanking
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


def _commitment(args: Args) -> CommitmentId:
    return CommitmentId(args.number(0))


@button("time.pick")
async def propose(work: Work, me: Resident, args: Args) -> None:
    await agreeing.propose(work, me, _commitment(args), args.text(1))


@button("time.yes")
async def confirm(work: Work, me: Resident, args: Args) -> None:
    await agreeing.confirm(work, me, _commitment(args), args.text(1))


@button("time.other")
async def other_time(work: Work, me: Resident, args: Args) -> None:
    await agreeing.other_time(work, me, _commitment(args))


@button("time.type")
async def ask_time(work: Work, me: Resident, args: Args) -> None:
    await agreeing.ask_time(work, me, _commitment(args))


@button("time.ours")
async def ourselves(work: Work, me: Resident, args: Args) -> None:
    await agreeing.ourselves(work, me, _commitment(args))


@button("time.change")
async def change_time(work: Work, me: Resident, args: Args) -> None:
    await agreeing.change_time(work, me, MatchId(args.number(0)))


@button("time.done")
async def has_been(work: Work, me: Resident, args: Args) -> None:
    await checkin.has_been(work, me, _commitment(args))


@button("go.yes")
async def goes_on(work: Work, me: Resident, args: Args) -> None:
    await checkin.goes_on(work, me, _commitment(args))


@button("go.no")
async def goes_not(work: Work, me: Resident, args: Args) -> None:
    await checkin.goes_not(work, me, _commitment(args))


@button("go.other")
async def goes_other(work: Work, me: Resident, args: Args) -> None:
    await agreeing.other_time(work, me, _commitment(args))


@button("face")
async def face(work: Work, me: Resident, args: Args) -> None:
    await checkin.answer(work, me, _commitment(args), args.text(1))


@button("went")
async def what_happened(work: Work, me: Resident, args: Args) -> None:
    await checkin.what_happened(work, me, _commitment(args), args.text(1))


@button("thanks.send")
async def send_thanks(work: Work, me: Resident, args: Args) -> None:
    await thanking.send_thanks(work, me, _commitment(args))


@button("thanks.own")
async def ask_thanks(work: Work, me: Resident, args: Args) -> None:
    await thanking.ask_thanks(work, me, _commitment(args))
