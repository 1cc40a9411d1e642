"""What the frame of `bot.app` calls: the bot's own functions, or others in their place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

import handlers
from bot.delivery import Render, Unreachable
from bot.delivery.menu import Menu
from bot.intake import Apologise, Dispatch, ToHear
from bot.render import menu, render
from bot.scheduler import RunDue
from bot.services import due, reach, sorry
from bot.services.work import Work
from handlers.pace import Pace

Begin: TypeAlias = Callable[[Work], Awaitable[None]]
"""Plans the rows that always stand, such as the weekly digest; runs at every start."""


@dataclass(frozen=True)
class Parts:
    """The functions for each part of the frame."""

    dispatch: Dispatch
    render: Render
    apologise: Apologise
    unreachable: Unreachable
    run_due: RunDue
    begin: Begin
    menu: Menu
    to_hear: ToHear | None = None


def own_parts(*, limits: bool = True) -> Parts:
    """The bot's own functions; `replace` puts another in the place of one. `limits`: who floods is held back."""
    pace = Pace(handlers.dispatch, handlers.to_hear)
    return Parts(
        dispatch=pace.dispatch if limits else handlers.dispatch,
        render=render,
        apologise=sorry.apologise,
        unreachable=reach.unreachable,
        run_due=due.run,
        begin=due.begin,
        menu=Menu(menu.commands, menu.description, menu.short_description),
        to_hear=pace.to_hear if limits else handlers.to_hear,
    )
