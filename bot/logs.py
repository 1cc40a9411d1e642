"""Logs with ids only: nothing a resident wrote, no name and no token, at any level.

Our own lines go through structlog. The libraries' lines lose their message, since httpx writes the token
in URLs and python-telegram-bot writes whole updates: only who logged, how badly and the error's type stay.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections import Counter
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, TextIO

import structlog

LEVELS = {"DEBUG": logging.DEBUG, "INFO": logging.INFO, "WARNING": logging.WARNING, "ERROR": logging.ERROR}
FRAMES = 12
"""How many of the innermost places of an error are told."""


class Trouble(NamedTuple):
    """What a warning or error was about, in fixed words: part of the bot, event, type of error, reason."""

    part: str
    event: str
    error: str
    why: str


_troubles: Counter[Trouble] = Counter()


def troubles() -> dict[Trouble, int]:
    """How often this process warned of what since it began, whatever level is shown."""
    return dict(_troubles)


def configure(log_format: str = "console", level: str = "INFO", stream: TextIO | None = None) -> None:
    """Set up all logging of the process: `log_format` console or json, to `stream` (standard error).

    Also replaces what Python does with errors that nobody caught: their texts are not shown either.
    """
    out = stream or sys.stderr
    render: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=out.isatty())
    )
    structlog.configure(
        processors=[
            _count(LEVELS[level]),
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_texts,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(min(LEVELS[level], logging.WARNING)),
        logger_factory=structlog.WriteLoggerFactory(file=out),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [_Libraries()]
    # Without their messages the libraries' routine lines say nothing; DEBUG still shows that they were.
    root.setLevel(logging.DEBUG if level == "DEBUG" else max(LEVELS[level], logging.WARNING))
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def get(name: str) -> structlog.typing.FilteringBoundLogger:
    """The logger of one part of the bot. Events are fixed words; values are ids and numbers."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(part=name)
    return logger


def about(error: BaseException) -> dict[str, Any]:
    """What may be told of an error: its type and where it came from; its message may hold a text."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    told: dict[str, Any] = {
        "error": type(error).__name__,
        "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if error.__cause__ is not None:
        told["cause"] = type(error.__cause__).__name__
    return told


def _count(shown: int) -> structlog.typing.Processor:
    """Counts what is at least a warning; lets through what is to be shown."""

    def count(_logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        weight = getattr(logging, method.upper(), logging.ERROR)
        if weight >= logging.WARNING:
            words = (str(event.get(name, "")) for name in Trouble._fields)
            _troubles[Trouble(*words)] += 1
        if weight < shown:
            raise structlog.DropEvent
        return event

    return count


def _short(filename: str) -> str:
    return "/".join(Path(filename).parts[-3:])


def _without_texts(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Errors that were passed whole lose their message."""
    if event.pop("exc_info", None) and (caught := sys.exc_info()[1]):
        event.update(about(caught))
    for name, value in tuple(event.items()):
        if isinstance(value, BaseException):
            event[name] = type(value).__name__
    return event


class _Libraries(logging.Handler):
    """Lines of libraries, without their messages."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._tell(record)
        except Exception:
            # Python's own way of telling this would print the line with its values.
            return

    def _tell(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0] if record.exc_info else None
        values = {"error": error.__name__} if error else {}
        structlog.get_logger(part=record.name).log(record.levelno, "library", **values)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    get("process").critical("uncaught_error", **about(error))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    told = about(args.exc_value) if args.exc_value else {}
    get("process").critical("uncaught_error_in_thread", **told)


def _unraisable(args: sys.UnraisableHookArgs) -> None:
    """An error where nobody can catch it, as in a finaliser; Python would print the object as well."""
    told = about(args.exc_value) if args.exc_value else {}
    get("process").critical("unraisable_error", **told)
