"""Callback data of somebody else, altered in any way: no exception, and nobody's row but one's own changes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matrix.actions import BUTTONS
from tests.matrix.cells import Outcome, Place, opened, row_of
from tests.matrix.line import OUTSIDERS, STRANGERS

APART = ("one apart", "other apart")
"""The two who have nothing to do with anybody else: none of their rows may ever change."""
OWNERS = frozenset({"resident_id", "who", "made_by", "reporter_id", "one_id"})
OF_NOBODY = sorted(OUTSIDERS | STRANGERS)
"""Who has no rows but themselves and an open question."""
ACTORS = [
    "requester",
    "helper",
    "helped",
    "neighbour",
    "paused",
    "coordinator elsewhere",
    "builder",
    *OF_NOBODY,
]

STEPS = (
    "+1",
    "-1",
    "0",
    "-7",
    "9" * 15,
    "9" * 40,
    "٣",
    "1e3",
    " 1",
    "1_0",
    "0x1",
    "",
    "None",
    "\u202e1",
    "🙂",
    "'",
    "A" * 70,
)
pieces = st.one_of(st.sampled_from(STEPS), st.integers().map(str), st.text(max_size=8))


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def place(loop: asyncio.Runner, blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The neighbourhood, open for the whole module; every press is undone."""
    stack = AsyncExitStack()
    yield loop.run(stack.enter_async_context(opened(blank, tmp_path_factory.mktemp("forged"))))
    loop.run(stack.aclose())


@st.composite
def forged(draw: st.DrawFn) -> tuple[str, list[str]]:
    """The template of some button, and what is done to it."""
    line = draw(st.sampled_from(BUTTONS))
    data = draw(st.sampled_from((line.data, *line.over)))
    return data, draw(st.lists(pieces, min_size=1, max_size=3))


def altered(data: str, other: str, how: int, done: list[str]) -> str:
    """Button data with ids altered, its action swapped for another's, cut off, or with fields added."""
    action, *values = data.split(":")
    match how:
        case 0:
            return ":".join([action, *done])
        case 1:
            return ":".join([other.partition(":")[0], *values])
        case 2:
            return data[: len(data) * len(done) // 4]
        case 3:
            return ":".join([data, *done])
        case 4:
            return ":".join([action, *values[:-1], done[0]])
        case _:
            return data + done[0]


@settings(max_examples=150, deadline=None)
@given(
    who=st.sampled_from(ACTORS),
    pressed=forged(),
    other=st.sampled_from(BUTTONS),
    how=st.integers(0, 5),
)
def test_nobody_reaches_the_rows_of_people_they_have_nothing_to_do_with(
    loop: asyncio.Runner, place: Place, who: str, pressed: tuple[str, list[str]], other: object, how: int
) -> None:
    template, done = pressed
    data = altered(place.there.filled(template), str(getattr(other, "data", "")), how, done)
    (outcome,) = loop.run(place.press(who, data))
    assert strangers_rows(place, who, outcome) == []
    assert outcome.kinds(place.there.account(who)), data


@settings(max_examples=60, deadline=None)
@given(who=st.sampled_from(OF_NOBODY), data=st.one_of(st.text(max_size=80), st.binary(max_size=70).map(repr)))
def test_callback_data_that_is_anything_at_all_changes_nothing(
    loop: asyncio.Runner, place: Place, who: str, data: str
) -> None:
    (outcome,) = loop.run(place.press(who, data))
    assert not outcome.changed
    assert outcome.kinds(place.there.account(who)) <= {"no_longer", "removed"}


@settings(max_examples=60, deadline=None)
@given(who=st.sampled_from(ACTORS), code=st.one_of(pieces, st.text(max_size=70)))
def test_a_guessed_link_opens_nothing(loop: asyncio.Runner, place: Place, who: str, code: str) -> None:
    (outcome,) = loop.run(place.write(who, f"/start {code}"))
    changed = {row_of(each)[0] for each in (outcome.gone | outcome.new)}
    assert changed <= {"draft", "relay", "resident"}
    assert not outcome.others(place.there.account(who))
    assert strangers_rows(place, who, outcome) == []


def strangers_rows(place: Place, who: str, outcome: Outcome) -> list[str]:
    """Rows of the two apart that changed, and for who has no rows of others also those of anybody else."""
    people = place.there.people
    me = people[who].id if who in people else None
    theirs = {people[each].id for each in APART}
    wrong = []
    for text in outcome.gone | outcome.new:
        table, row = row_of(text)
        owners = {int(str(row[name]).lstrip("rx") or 0) for name in OWNERS & row.keys() if _is_id(row[name])}
        if table == "resident":
            owners = {int(str(row["id"]))}
        if owners & theirs or (who in OUTSIDERS and owners - {me}):
            wrong.append(f"{table} of {sorted(owners)}")
    return wrong


def _is_id(value: object) -> bool:
    return str(value).removeprefix("r").isdigit()
