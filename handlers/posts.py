"""Asking for help and offering it; one's own posts."""

from __future__ import annotations

from bot.domain.candidates import Circle
from bot.domain.drafts import Flow
from bot.domain.ids import AskId, PostId
from bot.domain.model import Resident
from bot.services import answering, expiry, incoming, posting
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("post.new")
async def new(work: Work, me: Resident, args: Args) -> None:
    await posting.begin(work, me, Flow(args.choice(0, Flow.REQUEST, Flow.OFFER)))


@button("post.kind")
async def read_as(work: Work, me: Resident, args: Args) -> None:
    await incoming.read_as(work, me, Flow(args.choice(0, Flow.REQUEST, Flow.OFFER)))


@button("post.mine")
async def mine(work: Work, me: Resident, args: Args) -> None:
    await posting.mine(work, me)


@button("post.show")
async def show(work: Work, me: Resident, args: Args) -> None:
    await posting.show_post(work, me, PostId(args.number(0)))


@button("post.change")
async def change(work: Work, me: Resident, args: Args) -> None:
    await posting.change(work, me, PostId(args.number(0)))


@button("post.again")
async def again(work: Work, me: Resident, args: Args) -> None:
    await posting.again(work, me, PostId(args.number(0)))


@button("post.extend")
async def extend(work: Work, me: Resident, args: Args) -> None:
    await expiry.extend(work, me, PostId(args.number(0)))


@button("post.close")
async def close(work: Work, me: Resident, args: Args) -> None:
    await posting.close(
        work, me, PostId(args.number(0)), sure=len(args) > 1 and args.choice(1, "sure") == "sure"
    )


@button("post.widen")
async def widen(work: Work, me: Resident, args: Args) -> None:
    await posting.widen(work, me, PostId(args.number(0)), Circle(args.choice(1, *Circle)))


@button("post.not_for_me")
async def not_for_me(work: Work, me: Resident, args: Args) -> None:
    await posting.stop_for_me(work, me, PostId(args.number(0)))


@button("ask.yes")
async def say_yes(work: Work, me: Resident, args: Args) -> None:
    await answering.say_yes(work, me, AskId(args.number(0)), args.text(1) if len(args) > 1 else None)


@button("ask.no")
async def say_no(work: Work, me: Resident, args: Args) -> None:
    await answering.say_no(work, me, AskId(args.number(0)), args.text(1) if len(args) > 1 else None)


@button("ask.adult")
async def adult(work: Work, me: Resident, args: Args) -> None:
    await answering.set_adult(work, me, AskId(args.number(0)), args.choice(1, "yes", "no") == "yes")
