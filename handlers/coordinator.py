"""The coordinator's buttons and command."""

from __future__ import annotations

from bot.domain.candidates import Circle
from bot.domain.ids import AskId, BuurtId, PostId, ReportId, ResidentId, ResourceId
from bot.domain.model import Resident
from bot.domain.morning import HOURS, Sort, Why
from bot.services import (
    by_name,
    call_backs,
    coordinator,
    group_chat,
    handing_over,
    mornings,
    newcomers,
    open_requests,
    report_cases,
    resources,
    today,
    visits,
)
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button, command


def _after(args: Args) -> int:
    """The row after which a list goes on; 0 for its beginning."""
    return args.number(1) if len(args) > 1 else 0


@command("coordinator")
async def today_command(work: Work, me: Resident, argument: str) -> None:
    await today.show(work, me)


@button("co.today")
async def show_today(work: Work, me: Resident, args: Args) -> None:
    await today.show(work, me, BuurtId(args.number(0)) if len(args) else None)


@button("co.next")
async def next_thing(work: Work, me: Resident, args: Args) -> None:
    again = len(args) > 1 and args.choice(1, "again") == "again"
    await today.step(work, me, BuurtId(args.number(0)), again=again)


@button("co.later")
async def later(work: Work, me: Resident, args: Args) -> None:
    sort = Sort(args.choice(1, *Sort))
    await today.later(work, me, BuurtId(args.number(0)), sort, args.number(2))


@button("co.more")
async def more(work: Work, me: Resident, args: Args) -> None:
    await coordinator.more(work, me, BuurtId(args.number(0)))


@button("co.morning")
async def morning(work: Work, me: Resident, args: Args) -> None:
    buurt_id = BuurtId(args.number(0))
    if len(args) == 1:
        await mornings.show_hour(work, me, buurt_id)
        return
    hour = args.choice(1, "off", *map(str, HOURS))
    await mornings.set_hour(work, me, buurt_id, None if hour == "off" else int(hour))


@button("co.call")
async def call(work: Work, me: Resident, args: Args) -> None:
    who = ResidentId(args.number(0))
    match args.choice(1, "now", "called", "missed"):
        case "now":
            await call_backs.calling(work, me, who)
        case "called":
            await today.acted(work, me, lambda turn: call_backs.called(turn, me, who))
        case _:
            await today.acted(work, me, lambda turn: call_backs.not_reached(turn, me, who))


@button("co.members")
async def members(work: Work, me: Resident, args: Args) -> None:
    await coordinator.members(work, me, BuurtId(args.number(0)))


@button("co.group")
async def group(work: Work, me: Resident, args: Args) -> None:
    await group_chat.show(work, me, BuurtId(args.number(0)))


@button("co.group_off")
async def unlink_group(work: Work, me: Resident, args: Args) -> None:
    await group_chat.unlink(work, me, BuurtId(args.number(0)))


@button("co.new")
async def next_newcomer(work: Work, me: Resident, args: Args) -> None:
    await newcomers.show_next(work, me, BuurtId(args.number(0)), _after(args))


@button("co.admit")
async def admit(work: Work, me: Resident, args: Args) -> None:
    row = ResidentId(args.number(0))
    await today.acted(work, me, lambda turn: newcomers.admit(turn, me, row))


@button("co.refuse")
async def refuse(work: Work, me: Resident, args: Args) -> None:
    row = ResidentId(args.number(0))
    await today.acted(work, me, lambda turn: newcomers.refuse(turn, me, row))


@button("co.open")
async def next_request(work: Work, me: Resident, args: Args) -> None:
    await open_requests.show_next(work, me, BuurtId(args.number(0)), _after(args))


@button("co.again")
async def ask_again(work: Work, me: Resident, args: Args) -> None:
    row = PostId(args.number(0))
    await today.acted(work, me, lambda turn: open_requests.ask_again(turn, me, row), (Sort.REQUEST, row))


@button("co.release")
async def release(work: Work, me: Resident, args: Args) -> None:
    row = PostId(args.number(0))
    await today.acted(work, me, lambda turn: open_requests.release(turn, me, row))


@button("co.close")
async def close(work: Work, me: Resident, args: Args) -> None:
    row = PostId(args.number(0))
    if len(args) == 1:
        await open_requests.choose_why(work, me, row)
        return
    why = Why(args.choice(1, *Why))
    await today.acted(work, me, lambda turn: open_requests.close(turn, me, row, why))


@button("co.whom")
async def ask_somebody(work: Work, me: Resident, args: Args) -> None:
    await by_name.begin(work, me, PostId(args.number(0)))


@button("co.wider")
async def wider(work: Work, me: Resident, args: Args) -> None:
    row = PostId(args.number(0))
    if len(args) == 1:
        await open_requests.show_wider(work, me, row)
        return
    circle = Circle(args.choice(1, *open_requests.BEYOND))
    await today.acted(work, me, lambda turn: open_requests.widen(turn, me, row, circle), (Sort.REQUEST, row))


@button("co.hand")
async def hand_over(work: Work, me: Resident, args: Args) -> None:
    row = PostId(args.number(0))
    if len(args) == 1:
        await handing_over.choose(work, me, row)
    elif args.text(1) == "page":
        await handing_over.choose(work, me, row, args.number(2))
    else:
        await today.acted(work, me, lambda turn: handing_over.hand_over(turn, me, row, args.text(1)))


@button("hand.helped")
async def did_it_help(work: Work, me: Resident, args: Args) -> None:
    await handing_over.answer(work, me, PostId(args.number(0)), args.choice(1, "yes", "no") == "yes")


@button("co.place_ok")
async def place_is_right(work: Work, me: Resident, args: Args) -> None:
    entry = ResourceId(args.number(0))
    if len(args) == 1:
        await resources.still_right(work, me, entry)
        return
    args.choice(1, "next")
    await today.acted(work, me, lambda turn: resources.still_right(turn, me, entry))


@button("co.visits")
async def next_visit(work: Work, me: Resident, args: Args) -> None:
    await visits.show_next(work, me, BuurtId(args.number(0)), _after(args))


@button("co.allow")
async def allow(work: Work, me: Resident, args: Args) -> None:
    row = AskId(args.number(0))
    await today.acted(work, me, lambda turn: visits.allow(turn, me, row))


@button("co.deny")
async def deny(work: Work, me: Resident, args: Args) -> None:
    row = AskId(args.number(0))
    await today.acted(work, me, lambda turn: visits.deny(turn, me, row))


@button("co.reports")
async def next_report(work: Work, me: Resident, args: Args) -> None:
    await report_cases.show_next(work, me, BuurtId(args.number(0)), _after(args))


@button("co.apart")
async def keep_apart(work: Work, me: Resident, args: Args) -> None:
    row = ReportId(args.number(0))
    await today.acted(work, me, lambda turn: report_cases.keep_apart(turn, me, row))


@button("co.settle")
async def misunderstanding(work: Work, me: Resident, args: Args) -> None:
    row = ReportId(args.number(0))
    await today.acted(work, me, lambda turn: report_cases.misunderstanding(turn, me, row))
