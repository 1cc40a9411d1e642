"""May we tell this? And everything that one told, to be taken back."""

from __future__ import annotations

from bot.domain.model import Resident
from bot.domain.signals import StoryId
from bot.services import stories, stories_mine
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("story.begin")
async def begin(work: Work, me: Resident, args: Args) -> None:
    await stories.begin(work, me, StoryId(args.number(0)))


@button("story.not")
async def not_now(work: Work, me: Resident, args: Args) -> None:
    await stories.not_now(work, me, StoryId(args.number(0)))


@button("story.yes")
async def agree(work: Work, me: Resident, args: Args) -> None:
    await stories.agree(work, me, StoryId(args.number(0)))


@button("story.no")
async def refuse(work: Work, me: Resident, args: Args) -> None:
    await stories.refuse(work, me, StoryId(args.number(0)))


@button("story.back")
async def take_back(work: Work, me: Resident, args: Args) -> None:
    await stories.take_back(work, me, StoryId(args.number(0)))


@button("told.mine")
async def mine(work: Work, me: Resident, args: Args) -> None:
    await stories_mine.show(work, me, args.number(0) if len(args) else 0)
