"""The options of `buurtkring bench ...`; what measures is loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.bench.setting import Setting

app = typer.Typer(no_args_is_help=True)
PENDING = (1_000, 1_000_000)


@app.callback()
def bench() -> None:
    """Measure how fast Buurtkring is on this machine."""


JsonFile = Annotated[
    Path | None, typer.Option("--json", help="Write all figures here, beside those of other measurements.")
]
Rounds = Annotated[int, typer.Option(help="How often each is measured; medians are shown.", min=1)]
Residents = Annotated[int, typer.Option(help="Who write and press.", min=40)]
Country = Annotated[
    Path | None,
    typer.Option(
        "--database", help="Of the whole country; made where it is missing; default: in the temporary folder."
    ),
]


@contextmanager
def _in_one_line() -> Iterator[None]:
    """A file that cannot be used is one line, and exit code 1."""
    try:
        yield
    except OSError as error:
        typer.echo(f"buurtkring: {error.filename}: {error.strerror}", err=True)
        raise typer.Exit(1) from None


@app.command()
def updates(
    rounds: Rounds = 5,
    count: Annotated[int, typer.Option("--updates", help="Of each bot in each round.", min=1)] = 3_000,
    residents: Residents = 500,
    hold: Annotated[
        float,
        typer.Option(help="Milliseconds that a poll waits for more updates, as the way to Telegram does."),
    ] = 10.0,
    json_file: JsonFile = None,
) -> None:
    """Updates a second: the complete bot, every update committed and answered, beside plain echo bots."""
    from bot.bench import command

    with _in_one_line():
        command.updates(rounds, count, residents, hold / 1000, json_file)


@app.command()
def latency(
    rounds: Rounds = 5,
    rate: Annotated[float, typer.Option(help="Updates a second.", min=0.1)] = 30.0,
    seconds: Annotated[float, typer.Option(help="Of each bot in each round.", min=1)] = 30.0,
    residents: Residents = 500,
    json_file: JsonFile = None,
) -> None:
    """How long residents wait for an answer, beside a plain python-telegram-bot echo bot."""
    from bot.bench import command

    with _in_one_line():
        command.latency(rounds, rate, seconds, residents, json_file)


@app.command()
def wakeups(
    rounds: Rounds = 5,
    pending: Annotated[
        list[int] | None, typer.Option(help="Rows that are still to fall due; may be given again.")
    ] = None,
    count: Annotated[int, typer.Option("--wakeups", help="In each round.", min=1)] = 100,
    json_file: JsonFile = None,
) -> None:
    """What it costs to wake for one due row, among few and very many that are not due yet."""
    from bot.bench import command

    with _in_one_line():
        command.wakeup(rounds, tuple(sorted(pending or PENDING)), count, json_file)


@app.command()
def start(
    rounds: Rounds = 5,
    idle: Annotated[float, typer.Option(help="Seconds of rest before memory is read.", min=0)] = 10.0,
    count: Annotated[int, typer.Option("--updates", help="Before memory is read again.", min=1)] = 2_000,
    database: Country = None,
    json_file: JsonFile = None,
) -> None:
    """How long a start takes, and what memory, with an empty database and that of a whole country."""
    from bot.bench import command

    with _in_one_line():
        command.start(rounds, idle, count, database, json_file)


@app.command("all")
def everything(rounds: Rounds = 5, database: Country = None, json_file: JsonFile = None) -> None:
    """All measurements in turn, each with its usual sizes."""
    updates(rounds=rounds, json_file=json_file)
    latency(rounds=rounds, json_file=json_file)
    wakeups(rounds=rounds, json_file=json_file)
    start(rounds=rounds, database=database, json_file=json_file)
    matching(database=database, json_file=json_file)


@app.command()
def matching(
    database: Country = None,
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
    with _in_one_line():
        command.matching(setting, database, decisions, json_file)
