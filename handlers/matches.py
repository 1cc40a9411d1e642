"""The requester's choice, and one's matches."""

from __future__ import annotations

from bot.domain.ids import MatchId
from bot.domain.model import Resident
from bot.services import matches, unanswered
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("match.yes")
async def accept(work: Work, me: Resident, args: Args) -> None:
    await matches.accept(work, me, MatchId(args.number(0)))


@button("match.other")
async def prefer_other(work: Work, me: Resident, args: Args) -> None:
    await matches.prefer_other(work, me, MatchId(args.number(0)))


@button("match.further")
async def look_further(work: Work, me: Resident, args: Args) -> None:
    await unanswered.look_further(work, me, MatchId(args.number(0)))


@button("match.mine")
async def mine(work: Work, me: Resident, args: Args) -> None:
    await matches.mine(work, me)


@button("match.show")
async def show(work: Work, me: Resident, args: Args) -> None:
    await matches.show_match(work, me, MatchId(args.number(0)))


@button("match.cancel")
async def ask_cancel(work: Work, me: Resident, args: Args) -> None:
    await matches.ask_cancel(work, me, MatchId(args.number(0)))


@button("match.cancel_yes")
async def drop_out(work: Work, me: Resident, args: Args) -> None:
    await matches.drop_out(work, me, MatchId(args.number(0)))
