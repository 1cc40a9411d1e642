"""A command's work, done in an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import typer

Result = TypeVar("Result")


def in_loop(what: Coroutine[Any, Any, Result]) -> Result:
    """Do it to its end; exit code 130 where the operator interrupts."""
    import uvloop  # takes a while to read, and most commands run nothing

    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(what)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
