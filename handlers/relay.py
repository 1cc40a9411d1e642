"""Buttons between two matched people: talking, an address, contact details."""

from __future__ import annotations

from bot.domain.ids import MatchId
from bot.domain.model import Resident
from bot.services import relay, sharing
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("relay.open")
async def open_relay(work: Work, me: Resident, args: Args) -> None:
    await relay.open_relay(work, me, MatchId(args.number(0)))


@button("relay.close")
async def close_relay(work: Work, me: Resident, args: Args) -> None:
    await relay.close_relay(work, me)


@button("address.give")
async def ask_address(work: Work, me: Resident, args: Args) -> None:
    await sharing.ask_address(work, me, MatchId(args.number(0)))


@button("contact.share")
async def ask_contact(work: Work, me: Resident, args: Args) -> None:
    await sharing.ask_contact(work, me, MatchId(args.number(0)))


@button("contact.yes")
async def share_contact(work: Work, me: Resident, args: Args) -> None:
    await sharing.share_contact(work, me, MatchId(args.number(0)))


@button("contact.no")
async def keep_contact(work: Work, me: Resident, args: Args) -> None:
    await sharing.keep_contact(work, me, MatchId(args.number(0)))
