"""Questions that come once in a while: an offer for one day, whether to go on asking, what one likes to do."""

from __future__ import annotations

from bot.domain.categories import FREQUENT, Category
from bot.domain.ids import InvitationId
from bot.domain.model import Resident
from bot.services import giving, invited, still_willing
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("invite.yes")
async def gladly(work: Work, me: Resident, args: Args) -> None:
    await invited.say_yes(work, me, InvitationId(args.number(0)), args.text(1))


@button("invite.no")
async def no_thanks(work: Work, me: Resident, args: Args) -> None:
    await invited.say_no(work, me, InvitationId(args.number(0)))


@button("still.yes")
async def go_on(work: Work, me: Resident, args: Args) -> None:
    await still_willing.go_on(work, me)


@button("still.pause")
async def not_for_a_while(work: Work, me: Resident, args: Args) -> None:
    await still_willing.pause(work, me)


@button("still.stop")
async def stop(work: Work, me: Resident, args: Args) -> None:
    await still_willing.stop(work, me)


@button("give.offer")
async def offer(work: Work, me: Resident, args: Args) -> None:
    await giving.offer(work, me, Category(args.choice(0, *FREQUENT)))


@button("give.not")
async def not_now(work: Work, me: Resident, args: Args) -> None:
    await giving.not_now(work, me)
