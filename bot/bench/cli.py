"""The options of `buurtkring bench ...`; what measures is loaded only when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.bench.setting import Setting

app = typer.Typer(no_args_is_help=True)


@app.callback()
def bench() -> None:
    """Measure how fast Buurtkring is on this machine."""


JsonFile = Annotated[Path | None, typer.Option("--json", help="Write all figures here.")]
Rounds = Annotated[int, typer.Option(help="How often each is measured; medians are shown.", min=1)]


@app.command()
def updates(
    rounds: Rounds = 5,
    count: Annotated[int, typer.Option("--updates", help="Of each bot in each round.", min=1)] = 3_000,
    residents: Annotated[int, typer.Option(help="Who act, each as soon as they are answered.", min=40)] = 500,
    hold: Annotated[
        float,
        typer.Option(help="Milliseconds that a poll waits for more updates, as the way to Telegram does."),
    ] = 10.0,
    json_file: JsonFile = None,
) -> None:
    """Updates a second: the complete bot, every update committed and answered, beside plain echo bots."""
    from bot.bench import command

    command.updates(rounds, count, residents, hold / 1000, json_file)


@app.command()
def matching(
    database: Annotated[
        Path | None, typer.Option(help="Made here where it is missing; default: in the temporary folder.")
    ] = None,
    size: Annotated[
        list[int] | None, typer.Option(help="Residents of a buurt to measure; may be given again.")
    ] = None,
    residents: Annotated[int, typer.Option(help="Of the whole country.", min=100)] = Setting.residents,
    buurten: Annotated[int, typer.Option(help="How many buurten they live in.", min=5)] = Setting.buurten,
    decisions: Annotated[int, typer.Option(help="For each size and reach.", min=1)] = 400,
    json_file: JsonFile = None,
) -> None:
    """How long it takes to decide whom to ask: the query and the ranking, among a million residents."""
    from bot.bench import command

    setting = Setting(residents, buurten, tuple(size or Setting.sizes))
    try:
        command.matching(setting, database, decisions, json_file)
    except OSError as error:
        typer.echo(f"buurtkring: {error.filename}: {error.strerror}", err=True)
        raise typer.Exit(1) from None
