"""Every action by everybody: allowed as the table says, or refused kindly with nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

import handlers
from handlers.paper import FOR
from tests.matrix.actions import BUTTONS, COMMANDS
from tests.matrix.cells import REFUSALS, Outcome, Place, opened, row_of
from tests.matrix.line import ACTORS, OUTSIDERS, STRANGERS, Line
from tests.matrix.sees import leaks, marks

CODELESS = {"nonsense"}
"""Commands of the table that are none."""
OPEN_TO_OUTSIDERS = {
    line.data for line in (*BUTTONS, *COMMANDS) if "{" not in line.data and "removed" in line.may
}


def test_every_button_and_command_has_a_line_and_every_line_a_button_or_command() -> None:
    assert {line.data.partition(":")[0] for line in BUTTONS} - {FOR} == set(handlers.BUTTONS)
    assert {line.data[1:] for line in COMMANDS} - CODELESS == {"start", *handlers.COMMANDS}


def test_what_is_about_a_row_is_tried_on_one_that_has_ended_too() -> None:
    """A buurt does not end, and what is over can be reported and asked again; all others have such a row."""
    named = {line.data for line in BUTTONS if "{" in line.data and line.may and not line.over}
    without = {each for each in named if not each.startswith("report.") and "{home}" not in each}
    assert without == {
        *("post.again:{post_closed}", "post.close:{p_ahead}", "post.close:{p_ahead}:sure"),
        *("invite.no:{invitation}", "co.group:{elsewhere}"),
    }


def wrong(place: Place, who: str, line: Line, data: str, may: bool, outcome: Outcome) -> str | None:
    """What is not as the table says; None where all is."""
    account = place.there.account(who)
    said, refused = outcome.kinds(account), REFUSALS | set(line.says)
    if not said:
        return f"{who} {data}: no answer"
    if may and said & refused:
        return f"{who} {data}: refused with {said & refused}"
    if may and not line.reads and not outcome.changed:
        return f"{who} {data}: nothing came of it"
    if may:
        return None
    if not said <= refused:
        return f"{who} {data}: answered with {said}"
    changed = [row_of(each) for each in (outcome.gone | outcome.new)]
    # Whoever writes for the first time is known from then on.
    arrived = who in STRANGERS and all(row.get("account") == account for _, row in changed)
    if changed and not arrived:
        return f"{who} {data}: refused, and yet changed {sorted({table for table, _ in changed})}"
    if outcome.others(account):
        return f"{who} {data}: refused, and yet others were told something"
    return None


def twice(place: Place, who: str, line: Line, again: Outcome) -> str | None:
    """What the same press once more did that it may not: it has its effect once."""
    if line.again or not (again.changed or again.others(place.there.account(who))):
        return None
    tables = sorted({row_of(each)[0] for each in (again.gone | again.new)})
    return f"{who} {line.data}: pressed once more it changed {tables}, told {again.others(0)}"


@pytest.mark.parametrize("who", ACTORS)
async def test_what_the_table_allows_happens_once_and_all_else_is_refused(
    blank: Path, tmp_path: Path, who: str
) -> None:
    found: list[str | None] = []
    async with opened(blank, tmp_path) as place:
        marked = marks(place)
        for line in (*BUTTONS, *COMMANDS):
            for each in (line.data, *line.over):
                may, data = who in line.may and each == line.data, place.there.filled(each)
                act = place.write if data.startswith("/") else place.press
                outcome, *again = await act(who, data, times=2 if may else 1)
                found.append(wrong(place, who, line, each, may, outcome))
                found += [twice(place, who, line, more) for more in again]
                for told in outcome.told:
                    seen = leaks(place, marked, told)
                    found += [f"{who} {each}: {told.kind} tells {mark}" for mark in seen]
    assert [each for each in found if each] == []


@pytest.mark.parametrize("who", ["requester", "helper", "helped", "coordinator", "builder"])
async def test_who_was_removed_can_do_nothing_any_more_with_rows_of_their_own(
    blank: Path, tmp_path: Path, who: str
) -> None:
    found = []
    async with opened(blank, tmp_path) as place:
        there = place.there.people[who]
        await place.work.tx.change("UPDATE resident SET state = 'removed' WHERE id = ?", (there.id,))
        await place.work.tx.change("DELETE FROM draft WHERE resident_id = ?", (there.id,))
        await place.work.tx.change("DELETE FROM relay WHERE resident_id = ?", (there.id,))
        place.start = await place.dump()
        for line in (*BUTTONS, *COMMANDS):
            if who in line.may and line.data not in OPEN_TO_OUTSIDERS:
                act = place.write if line.data.startswith("/") else place.press
                (outcome,) = await act(who, place.there.filled(line.data))
                found.append(wrong(place, who, line, line.data, False, outcome))
    assert [each for each in found if each] == []


@pytest.mark.parametrize("who", ["requester", "helper", "helped", "coordinator", "builder"])
async def test_a_pause_takes_nobody_what_is_theirs(blank: Path, tmp_path: Path, who: str) -> None:
    found = []
    async with opened(blank, tmp_path) as place:
        there = place.there.people[who]
        await place.work.tx.change("UPDATE resident SET state = 'paused' WHERE id = ?", (there.id,))
        place.start = await place.dump()
        for line in BUTTONS:
            if who in line.may and line.data not in OPEN_TO_OUTSIDERS:
                (outcome,) = await place.press(who, place.there.filled(line.data))
                found.append(wrong(place, who, line, line.data, True, outcome))
    assert [each for each in found if each] == []


def test_nobody_who_is_no_member_has_a_row_of_others() -> None:
    """The table itself: newcomers, the removed and strangers are in no line that names a row."""
    about_rows = [line for line in BUTTONS if "{" in line.data]
    assert all(not line.may & (OUTSIDERS | STRANGERS) for line in about_rows)
