"""Buurten out of a file: made, or brought up to date, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.buurt_file import BuurtRow, Mistake, same
from bot.domain.ids import BuurtId
from bot.domain.model import Admission, Buurt
from bot.services import digest
from bot.services.work import Work
from storage import buurt_setup, buurten, due


@dataclass(frozen=True)
class Imported:
    """What became of a row."""

    name: str
    outcome: str
    """added, changed or the same."""


async def bring_in(work: Work, rows: list[BuurtRow]) -> tuple[list[Imported], list[Mistake]]:
    """Make the buurten of a file, and change those that are there to what it says; a second time changes nothing.

    A buurt is known by its CBS code, else by its name. With any mistake nothing is written.
    """
    known = await buurten.every(work.tx)
    found = {row.line: await _known(work, row, known) for row in rows}
    mistakes = [mistake for row in rows for mistake in await _faults(work, row, rows, known, found[row.line])]
    if mistakes:
        return [], mistakes
    # Names that go round (A becomes B, B becomes A) pass through one that nobody has.
    for row in rows:
        buurt = found[row.line]
        if buurt is not None and buurt.name != row.name:
            await buurt_setup.rename(work.tx, buurt.id, f"\u0001{buurt.id}", buurt.gemeente, None)
    outcomes = {row.line: await _put(work, row, found[row.line]) for row in rows}
    ids = {row.name.casefold(): outcomes[row.line][0] for row in rows}
    ids |= {each.name.casefold(): each.id for each in known if each.name.casefold() not in ids}
    moved = await _next_door(work, rows, ids)
    await digest.plan_all(work)
    return [
        Imported(
            row.name,
            "changed"
            if outcomes[row.line][1] == "the same" and ids[row.name.casefold()] in moved
            else outcomes[row.line][1],
        )
        for row in rows
    ], []


async def _known(work: Work, row: BuurtRow, known: list[Buurt]) -> Buurt | None:
    by_code = await buurt_setup.by_code(work.tx, row.cbs_code) if row.cbs_code else None
    return by_code or next((each for each in known if same(each.name, row.name)), None)


async def _faults(
    work: Work, row: BuurtRow, rows: list[BuurtRow], known: list[Buurt], found: Buurt | None
) -> list[Mistake]:
    wrong = []
    namesake = next((each for each in known if same(each.name, row.name)), None)
    code = await buurt_setup.code_of(work.tx, found.id) if found else None
    if found and row.cbs_code and code not in (None, row.cbs_code):
        wrong.append(f"{row.name!r} has the code {code} already")
    if namesake and found and namesake.id != found.id and not await _gets_another_name(work, namesake, rows):
        wrong.append(f"there is another buurt {row.name!r} already")
    if found:
        twin = [
            each.line for each in rows if each.line < row.line and (await _known(work, each, known)) == found
        ]
        wrong += [f"this is the same buurt as in line {line}" for line in twin]
    names = [*(each.name for each in rows), *(each.name for each in known)]
    wrong += [
        f"there is no buurt {each!r}, in this file or before"
        for each in row.neighbours
        if not any(same(each, name) for name in names)
    ]
    return [Mistake(row.line, each) for each in wrong]


async def _gets_another_name(work: Work, buurt: Buurt, rows: list[BuurtRow]) -> bool:
    code = await buurt_setup.code_of(work.tx, buurt.id)
    return code is not None and any(
        each.cbs_code == code and not same(each.name, buurt.name) for each in rows
    )


async def _put(work: Work, row: BuurtRow, buurt: Buurt | None) -> tuple[BuurtId, str]:
    if buurt is None:
        buurt_id = await buurten.add(
            work.tx, row.name, row.gemeente, list(row.postcodes), Admission.APPROVAL, work.now
        )
        await buurt_setup.rename(work.tx, buurt_id, row.name, row.gemeente, row.cbs_code)
        # Done by the bot itself, which runs in another process and looks for due rows every minute.
        await due.plan(work.tx, "buurt_opened", buurt_id, work.now)
        return buurt_id, "added"
    renamed = await buurt_setup.rename(work.tx, buurt.id, row.name, row.gemeente, row.cbs_code)
    moved = await buurt_setup.set_postcodes(work.tx, buurt.id, row.postcodes)
    if moved:
        await due.plan(work.tx, "buurt_opened", buurt.id, work.now)
    if renamed or moved:
        await work.record("settings_changed", buurt_id=buurt.id, detail="file")
    return buurt.id, "changed" if renamed or moved else "the same"


async def _next_door(work: Work, rows: list[BuurtRow], ids: dict[str, BuurtId]) -> set[BuurtId]:
    """Who lies next door to a buurt of the file is what the file says, from either side; gives whose changed."""
    pairs: set[tuple[BuurtId, BuurtId]] = set()
    for row in rows:
        one = ids[row.name.casefold()]
        for each in row.neighbours:
            other = ids[" ".join(each.split()).casefold()]
            pairs |= {(one, other), (other, one)}
    changed = set()
    for row in rows:
        one = ids[row.name.casefold()]
        before = set(await buurt_setup.neighbours(work.tx, one))
        after = {other for first, other in pairs if first == one}
        for other in before ^ after:
            await buurt_setup.set_neighbour(work.tx, one, other, near=other in after)
            changed |= {one, other}
    return changed
