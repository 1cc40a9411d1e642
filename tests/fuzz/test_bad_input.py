"""A few hundred odd updates through the whole bot; `python -m tests.fuzz` is the long form."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import logs
from bot.intake.updates import stored_form

from .description import PATH, types
from .findings import Searched
from .round import Plan, Sort, play
from .shapes import Maker


@pytest.fixture
def searched() -> Iterator[Searched]:
    """All that is logged at DEBUG, searched for texts; the process's own settings come back afterwards."""
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    unraisable = sys.unraisablehook
    stream = Searched()
    logs.configure("json", "DEBUG", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks
    sys.unraisablehook = unraisable
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "plan",
    [
        Plan(5, 0, Sort.TALK, 150),
        Plan(5, 1, Sort.DESCRIBED, 250),
        Plan(8, 2, Sort.SPOILED, 100),
        Plan(5, 3, Sort.TALK, 40, over_http=True),
    ],
    ids=lambda plan: f"{plan.sort}{' over HTTP' if plan.over_http else ''}",
)
async def test_odd_updates_are_handled_and_what_they_cause_is_valid(
    plan: Plan, template: Path, tmp_path: Path, searched: Searched
) -> None:
    found = await play(plan, template, tmp_path)
    assert found.faults == {}
    assert found.updates == plan.updates
    assert searched.leaks == []
    assert searched.uncaught == []
    assert searched.lines


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)
@given(chance=st.randoms(), number=st.integers(0, 2**31))
def test_every_described_update_can_be_stored(chance: object, number: int) -> None:
    """Hypothesis's own chance: what fails becomes as small as can be."""
    row = stored_form(Maker(chance).update(number))  # type: ignore[arg-type]  # it is a Random
    assert row is not None
    assert row[0] == number
    assert row[2].isascii()


def test_the_description_is_whole() -> None:
    assert PATH.with_name("bot_api_LICENSE").exists()
    kinds = {field.name for field in types()["Update"].optional}
    assert {"message", "callback_query", "business_message", "chat_boost", "poll"} <= kinds
    assert types()["Chat"].required[1].values == ("private", "group", "supergroup", "channel")
