"""No log line holds the token, a name or a text, at any level, whatever goes wrong."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from bot.playground.errors import bad_request
from bot.playground.faults import Fault, bad_gateway, dropped, flood
from bot.playground.world import World

from .conftest import StartApp, eventually
from .standins import Standins

SECRETS = ("1:play", "Samira", "boem van binnen", "gewone woorden", "Ontploft", "geheim")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that is logged at DEBUG; the process's own settings come back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    stream = io.StringIO()
    logs.configure("json", "DEBUG", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(False)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


async def test_a_day_with_trouble_leaves_no_token_name_or_text_in_the_log(
    written: io.StringIO, world: World, start: StartApp, standins: Standins
) -> None:
    world.faults += [
        bad_gateway("getUpdates"),
        bad_gateway("sendMessage"),
        dropped("sendMessage"),
        flood(1, "sendMessage"),
        Fault("sendMessage", refusal=bad_request("can't parse entities: Ontploft bij gewone woorden")),
    ]
    app = await start()
    phone = world.phone(7, "Samira", "ar")
    phone.start()
    phone.send("gewone woorden")
    phone.send("boem van binnen")
    phone.send("gewone woorden")
    await phone.wait_for("gewone woorden", timeout=15)
    await eventually(lambda: standins.handled.count("boem van binnen") == 3)
    await app.settled()
    await app.stop()
    text = written.getvalue()
    assert [secret for secret in SECRETS if secret in text] == []
    told = lines(written)
    assert {"telegram.Bot", "apscheduler.scheduler"} <= {str(line["part"]) for line in told}
    failed = [line for line in told if line["event"] == "update_failed"]
    assert failed[0]["error"] == "RuntimeError"
    assert any("standins.py" in place for place in failed[0]["at"])  # type: ignore[attr-defined]


def test_a_library_keeps_only_who_and_how_bad_and_the_type_of_the_error(written: io.StringIO) -> None:
    try:
        raise ValueError("geheim")
    except ValueError:
        logging.getLogger("telegram.ext").exception("geheim %s", "geheim", extra={"more": "geheim"})
    (line,) = lines(written)
    del line["timestamp"]
    assert line == {"event": "library", "level": "error", "part": "telegram.ext", "error": "ValueError"}


def test_our_own_lines_lose_the_text_of_an_error(written: io.StringIO) -> None:
    log = logs.get("test")
    try:
        raise KeyError("geheim") from ValueError("geheim")
    except KeyError as error:
        log.error("one", **logs.about(error))
        log.error("two", problem=error)
        log.exception("three")
    assert "geheim" not in written.getvalue()
    one, two, three = lines(written)
    assert (one["error"], one["cause"], two["problem"], three["error"]) == (
        "KeyError",
        "ValueError",
        "KeyError",
        "KeyError",
    )


def test_what_nobody_caught_is_told_without_its_text(written: io.StringIO) -> None:
    def fail() -> None:
        raise RuntimeError("geheim")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        fail()
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    warnings.warn("geheim", stacklevel=1)
    assert "geheim" not in written.getvalue()
    assert {"uncaught_error_in_thread", "uncaught_error"} <= {line["event"] for line in lines(written)}


@pytest.mark.parametrize("level", ["INFO", "WARNING", "ERROR"])
def test_libraries_are_quiet_unless_asked(level: str, written: io.StringIO) -> None:
    logs.configure("console", level, written)
    logging.getLogger("httpx").info("HTTP Request")
    logging.getLogger("httpx").debug("HTTP Request")
    assert written.getvalue() == ""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_fails_where_nobody_can_catch_it_is_told_without_its_text(written: io.StringIO) -> None:
    class Geheim:
        def __del__(self) -> None:
            raise RuntimeError("geheim")

        def __repr__(self) -> str:
            return "geheim"

    sys.unraisablehook = logs._unraisable
    Geheim()
    assert "geheim" not in written.getvalue()
    (line,) = lines(written)
    assert (line["event"], line["error"]) == ("unraisable_error", "RuntimeError")


def test_what_is_not_shown_is_counted_all_the_same(written: io.StringIO) -> None:
    logs.configure("json", "ERROR", written)
    trouble = logs.Trouble("counting", "not_sent", "Forbidden", "gone")
    before = logs.troubles().get(trouble, 0)
    logs.get("counting").warning("not_sent", error="Forbidden", why="gone", outbox=5)
    logs.get("counting").info("not_sent")
    assert written.getvalue() == ""
    assert logs.troubles()[trouble] == before + 1
    logs.get("counting").error("not_sent")
    assert len(lines(written)) == 1


def test_no_library_writes_past_the_filter(written: io.StringIO) -> None:
    import bot.bench.cli
    import bot.cli
    import bot.health
    import bot.playground.opening  # noqa: F401 - all that the programs load

    own = {
        name: handler
        for name, logger in logging.root.manager.loggerDict.items()
        if isinstance(logger, logging.Logger)
        for handler in logger.handlers
        if not isinstance(handler, logging.NullHandler) and not type(handler).__module__.startswith("_pytest")
    }
    assert own == {}
