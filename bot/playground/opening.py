"""Opening the playground from the command line: the page, or the tour."""

from __future__ import annotations

import asyncio
import signal

from rich.console import Console

from bot.playground.demo import open_demo
from bot.playground.steps import TourError
from bot.playground.tour import open_tour
from bot.playground.tour import play as play_tour


async def play(port: int) -> None:
    """Serve the page until Ctrl-C. Raises OSError where the port is taken."""
    console = Console()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with console.status("Opening a small buurt …"):
        opening = open_demo(port)
        demo = await opening.__aenter__()
        await demo.open_phones()
    try:
        console.print(
            f"[bold]Buurtkring[/bold] is open: [link={demo.url}]{demo.url}[/link]   (Ctrl-C closes it)"
        )
        await stop.wait()
    finally:
        await opening.__aexit__(None, None, None)


async def take_tour() -> int:
    """Play the tour and print what the phones show; returns 0, or 1 where a step fails."""
    console = Console(soft_wrap=True, highlight=False)
    try:
        async with open_tour(console) as tour:
            await play_tour(tour)
    except TourError as error:
        console.print(f"[red]The tour failed:[/red] {error}", markup=True)
        return 1
    console.print("[green]The tour is over: every step was as it should be.[/green]")
    return 0
