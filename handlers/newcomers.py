"""How newcomers come in, and what is asked of helpers."""

from __future__ import annotations

from bot.domain.ids import BuurtId, ResidentId
from bot.domain.marks import Mark
from bot.domain.model import Admission, Resident
from bot.services import marks, vog, vouching
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("vouch.link")
async def make_link(work: Work, me: Resident, args: Args) -> None:
    await vouching.make_link(work, me)


@button("vouch.yes")
async def vouch(work: Work, me: Resident, args: Args) -> None:
    await vouching.vouch(work, me, args.text(0))


@button("co.settings")
async def settings(work: Work, me: Resident, args: Args) -> None:
    await marks.show_settings(work, me, BuurtId(args.number(0)))


@button("co.admission")
async def admission(work: Work, me: Resident, args: Args) -> None:
    buurt = BuurtId(args.number(0))
    if len(args) > 1:
        await marks.set_admission(work, me, buurt, Admission(args.choice(1, *Admission)))
    else:
        await marks.show_admission(work, me, buurt)


@button("co.marks")
async def first_times(work: Work, me: Resident, args: Args) -> None:
    await marks.show(work, me, BuurtId(args.number(0)))


@button("co.first")
async def switch_first_yes(work: Work, me: Resident, args: Args) -> None:
    mark, on = Mark(args.choice(1, *Mark)), args.choice(2, "on", "off") == "on"
    await marks.switch_first_yes(work, me, BuurtId(args.number(0)), mark, on)


@button("co.vog_for")
async def vog_for(work: Work, me: Resident, args: Args) -> None:
    await marks.show_vog(work, me, BuurtId(args.number(0)))


@button("co.vog_on")
async def switch_vog(work: Work, me: Resident, args: Args) -> None:
    mark, on = Mark(args.choice(1, *Mark)), args.choice(2, "on", "off") == "on"
    await marks.switch_vog(work, me, BuurtId(args.number(0)), mark, on)


@button("co.vog_years")
async def set_vog_years(work: Work, me: Resident, args: Args) -> None:
    await marks.set_vog_years(work, me, BuurtId(args.number(0)), int(args.choice(1, *"12345")))


@button("co.vogs")
async def next_without_vog(work: Work, me: Resident, args: Args) -> None:
    await vog.show_next(work, me, BuurtId(args.number(0)), args.number(1) if len(args) > 1 else 0)


@button("co.vog_today")
async def vog_seen_today(work: Work, me: Resident, args: Args) -> None:
    await vog.seen_today(work, me, ResidentId(args.number(0)))


@button("co.vog_day")
async def vog_seen_before(work: Work, me: Resident, args: Args) -> None:
    await vog.ask_day(work, me, ResidentId(args.number(0)))
