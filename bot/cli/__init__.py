"""The command line: thin commands over the bot, the playground and the database. Errors are one clear line."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.bench.cli import app as bench_commands
from bot.cli.deciding import appeal_commands, visit_commands
from bot.cli.loop import in_loop
from bot.domain.errors import BuurtkringError, SettingsError
from bot.domain.model import Role
from bot.operator.tables import show_table

if TYPE_CHECKING:
    from bot.simulation.setting import Setting

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
buurt_commands = typer.Typer(no_args_is_help=True, help="Set up buurten.")
role_commands = typer.Typer(no_args_is_help=True, help="Make and revoke coordinators and community builders.")
app.add_typer(buurt_commands, name="buurt")
app.add_typer(role_commands, name="role")
app.add_typer(appeal_commands, name="appeals")
app.add_typer(visit_commands, name="visits")
app.add_typer(bench_commands, name="bench")

BuurtName = Annotated[str, typer.Argument(help="The buurt's name.")]


def main() -> None:
    """Run the command line; an expected error is one line and exit code 2 (settings) or 1 (the rest)."""
    try:
        app()
    except SettingsError as error:
        typer.echo(f"buurtkring: {error}", err=True)
        sys.exit(2)
    except BuurtkringError as error:
        typer.echo(f"buurtkring: {error}", err=True)
        sys.exit(1)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page on 127.0.0.1.", min=0, max=65535)] = 8765,
    tour: Annotated[bool, typer.Option("--tour", help="Play a scripted tour without a browser.")] = False,
) -> None:
    """Try Buurtkring on this machine, without a token: a page with four phones and a clock that moves."""
    from bot import logs
    from bot.playground.opening import play, take_tour

    logs.configure("console", "WARNING")
    if tour:
        raise typer.Exit(in_loop(take_tour()))
    try:
        in_loop(play(port))
    except OSError as error:
        typer.echo(f"buurtkring: port {port} cannot be used ({error.strerror}); try --port 0", err=True)
        raise typer.Exit(1) from None


@app.command()
def run() -> None:
    """Run the real bot. Settings come from the environment or .env (see .env.example)."""
    from bot import logs
    from bot.app import build_app
    from bot.config import load_settings

    settings = load_settings()
    logs.configure(settings.log_format, settings.log_level)
    in_loop(build_app(settings).run())


@app.command()
def understand(
    now: Annotated[str | None, typer.Option(help="The moment to read from, ISO; default: now.")] = None,
    score: Annotated[Path | None, typer.Option(help="Show accuracy against a labelled file.")] = None,
) -> None:
    """Read messages, one a line, from standard input; write what they mean as JSON Lines."""
    from bot.text import command

    if score is not None:
        try:
            rows = command.score(score)
        except (OSError, ValueError) as error:
            typer.echo(f"buurtkring: {score}: {error}", err=True)
            raise typer.Exit(1) from None
        show_table(command.table(rows))
        return
    command.read_lines(sys.stdin, sys.stdout, _moment(now))


@app.command()
def simulate(
    seeds: Annotated[int, typer.Option(help="How many worlds.", min=1)] = 20,
    weeks: Annotated[int, typer.Option(help="How long each lasts.", min=3, max=104)] = 26,
    policy: Annotated[list[str] | None, typer.Option(help="Only this policy; may be given again.")] = None,
    demand: Annotated[float, typer.Option(help="Times the requests.", min=0.05)] = 1.0,
    willingness: Annotated[float, typer.Option(help="Times the chance of a yes.", min=0.0)] = 1.0,
    bilingual: Annotated[float, typer.Option(help="Share of bilingual helpers.", min=0.0, max=0.9)] = 0.15,
    near: Annotated[bool, typer.Option("--near/--home", help="With three neighbouring buurten.")] = False,
    workers: Annotated[int, typer.Option(help="How many processes.", min=1)] = 2,
    bound: Annotated[bool, typer.Option(help="Reckon the hindsight bound (needs scipy).")] = True,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all figures here.")] = None,
    png_file: Annotated[Path | None, typer.Option("--png", help="Draw a picture here.")] = None,
    database: Annotated[
        Path | None,
        typer.Option(help="Compare nothing: write what happens under the bot's matching as a database."),
    ] = None,
) -> None:
    """Let the matching that the bot runs and its rivals serve a buurt over months; compare them in a table."""
    from bot.simulation import command
    from bot.simulation.setting import Setting

    setting = Setting(
        weeks=weeks,
        requests_per_week=Setting.requests_per_week * demand,
        willingness=willingness,
        bilingual=bilingual,
        near=near,
    )
    if database is not None:
        _simulate_into(database, setting, bool(seeds != 1 or policy or near or json_file or png_file))
        return
    try:
        command.simulate(setting, seeds, policy or [], workers, bound, json_file, png_file)
    except OSError as error:
        typer.echo(f"buurtkring: {error.filename}: {error.strerror}", err=True)
        raise typer.Exit(1) from None


def _simulate_into(file: Path, setting: Setting, compares: bool) -> None:
    from bot.clock import system_clock, system_rng
    from bot.simulated.command import write

    if compares:
        typer.echo(
            "buurtkring: --database is for one buurt: with --seeds 1, no --policy, --near, --json, --png",
            err=True,
        )
        raise typer.Exit(2)
    typer.echo(write(file, setting, system_clock(), system_rng()))


def _moment(now: str | None) -> datetime:
    from bot.clock import system_clock
    from bot.domain.calendar import NO_BUURT

    if now is None:
        return system_clock().astimezone(NO_BUURT)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        typer.echo(f"buurtkring: --now {now!r} is no ISO date and time", err=True)
        raise typer.Exit(2) from None
    return moment.replace(tzinfo=NO_BUURT) if moment.tzinfo is None else moment.astimezone(NO_BUURT)


@buurt_commands.command("add")
def buurt_add(
    name: BuurtName,
    gemeente: Annotated[str, typer.Option(help="The municipality.")],
    postcode: Annotated[list[str], typer.Option(help="Four digits; may be given several times.")],
    admission: Annotated[str, typer.Option(help="approval: newcomers wait; open: they do not.")] = "approval",
    neighbour: Annotated[list[str] | None, typer.Option(help="Name of a buurt next door.")] = None,
) -> None:
    """Make a buurt, and a link that makes its first user the coordinator."""
    from bot.operator.setup import add_buurt

    typer.echo(in_loop(add_buurt(name, gemeente, postcode, admission, neighbour or [])))


@buurt_commands.command("list")
def buurt_list() -> None:
    """Show the buurten."""
    from bot.operator.setup import list_buurten

    show_table(in_loop(list_buurten()))


@buurt_commands.command("set")
def buurt_set(
    name: BuurtName,
    postcode: Annotated[list[str] | None, typer.Option(help="All its postcodes from now on.")] = None,
    admission: Annotated[str | None, typer.Option(help="How newcomers come in, as in `add`.")] = None,
    neighbour: Annotated[list[str] | None, typer.Option(help="A buurt next door.")] = None,
    no_neighbour: Annotated[list[str] | None, typer.Option(help="One that is not next door.")] = None,
    rename: Annotated[str | None, typer.Option(help="Another name.")] = None,
    cbs_code: Annotated[str | None, typer.Option(help="Its code at CBS, such as BU03920101.")] = None,
) -> None:
    """Change what is set of a buurt; what is not given stays."""
    from bot.operator import buurt

    near, far = neighbour or [], no_neighbour or []
    typer.echo(in_loop(buurt.set_buurt(name, postcode or [], admission, near, far, rename, cbs_code)))


@buurt_commands.command("import")
def buurt_import(
    file: Annotated[Path, typer.Argument(help="CSV: name, gemeente, cbs_code, postcodes, neighbours.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")] = False,
) -> None:
    """Make or change the buurten of a file, all of them or, with any mistake, none."""
    from bot.operator.buurt import import_file

    lines, sound = in_loop(import_file(file, dry_run))
    typer.echo("\n".join(lines), err=not sound)
    raise typer.Exit(0 if sound else 1)


@buurt_commands.command("audit")
def buurt_audit(
    name: BuurtName,
    lines: Annotated[int, typer.Option(help="How many, the newest first.", min=1)] = 50,
) -> None:
    """Show what the coordinators of a buurt did: when, who, what, about which row."""
    from bot.operator.buurt import log_of

    typer.echo("\n".join(in_loop(log_of(name, lines))))


@buurt_commands.command("removals")
def buurt_removals() -> None:
    """Show the coordinators whose role another wants taken, which waits for a second person."""
    from bot.operator.buurt import removals

    show_table(in_loop(removals()))


@buurt_commands.command("agree")
def buurt_agree(number: Annotated[int, typer.Argument(help="As `removals` shows it.")]) -> None:
    """Be the second person: that coordinator is one no more."""
    from bot.operator.buurt import agree

    typer.echo(in_loop(agree(number)))


@role_commands.command("give")
def role_give(role: Role, buurt: BuurtName) -> None:
    """Print a link, good for one person and seven days, that makes whoever opens it coordinator or builder."""
    from bot.operator.setup import role_link

    typer.echo(in_loop(role_link(role, buurt)))


@role_commands.command("list")
def role_list() -> None:
    """Show who has which role where."""
    from bot.operator.setup import list_roles

    show_table(in_loop(list_roles()))


@role_commands.command("take")
def role_take(
    role: Role,
    buurt: BuurtName,
    resident: Annotated[int, typer.Argument(help="The resident's number, as `role list` shows it.")],
) -> None:
    """Revoke a role."""
    from bot.operator.setup import take_role

    typer.echo(in_loop(take_role(role, buurt, resident)))


@app.command()
def digest(
    buurt: BuurtName,
    week: Annotated[
        str | None, typer.Option(help="A day of the week to show, ISO; default: last week.")
    ] = None,
    lang: Annotated[str, typer.Option(help="nl, ar or en.")] = "nl",
    png: Annotated[Path | None, typer.Option(help="Draw the picture here.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write every figure here.")] = None,
) -> None:
    """Print the weekly digest of a buurt as the community builder gets it; also as a picture and as a table."""
    from bot.operator.digest import report, weekly

    day = _moment(week).date() if week else None
    try:
        typer.echo(report(in_loop(weekly(buurt, day)), lang, png, csv))
    except OSError as error:
        typer.echo(f"buurtkring: {error.filename}: {error.strerror}", err=True)
        raise typer.Exit(1) from None


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, or a folder for a file with a date.")],
    keep_days: Annotated[
        int | None,
        typer.Option(help="In a folder: how long the earlier ones stay; default: 14.", min=1, max=14),
    ] = None,
) -> None:
    """Copy the database while the bot runs; stored updates that wait are left out."""
    from bot.operator.care import back_up

    typer.echo(back_up(file, keep_days))


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")]) -> None:
    """Put a backup in the place of the database; the bot must not be running."""
    from bot.operator.care import restore_from

    typer.echo(in_loop(restore_from(file)))


@app.command()
def check() -> None:
    """Look whether everything is in order: settings, database, due work, disk, catalogues, token, clock."""
    from bot.operator.checks import check_all

    lines, fine = in_loop(check_all())
    typer.echo("\n".join(lines))
    raise typer.Exit(0 if fine else 1)
