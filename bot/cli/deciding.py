"""The options of `buurtkring appeals ...` and `buurtkring visits ...`: what no coordinator may decide."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.loop import in_loop
from bot.operator.tables import show_table

appeal_commands = typer.Typer(no_args_is_help=True, help="Appeals that no other coordinator can decide.")
visit_commands = typer.Typer(no_args_is_help=True, help="First visits that no coordinator can decide.")


@appeal_commands.command("list")
def appeals_list() -> None:
    """Show the appeals that wait, and who can decide each."""
    from bot.operator.appeals import list_appeals

    show_table(in_loop(list_appeals()))


@appeal_commands.command("decide")
def appeals_decide(
    appeal: Annotated[int, typer.Argument(help="Its number, as `appeals list` shows it.")],
    outcome: Annotated[str, typer.Argument(help="uphold: it stays; lift: it is taken back.")],
) -> None:
    """Decide an appeal where no other coordinator can; the bot tells the person."""
    from bot.operator.appeals import decide

    typer.echo(in_loop(decide(appeal, outcome)))


@visit_commands.command("list")
def visits_list() -> None:
    """Show the first visits that wait, because every coordinator there is has a part in them."""
    from bot.operator.visits import list_visits

    show_table(in_loop(list_visits()))


@visit_commands.command("decide")
def visits_decide(
    visit: Annotated[int, typer.Argument(help="Its number, as `visits list` shows it.")],
    outcome: Annotated[
        str, typer.Argument(help="allow: the helper may visit people at home; deny: not this time.")
    ],
) -> None:
    """Decide a first visit; the bot tells the people."""
    from bot.operator.visits import decide

    typer.echo(in_loop(decide(visit, outcome)))
