"""What the operator does about a buurt as a whole: settings, a file of many, its log, a removal's second yes."""

from __future__ import annotations

import re
from pathlib import Path

from bot.config import load_settings
from bot.domain import audit as rules
from bot.domain.buurt_file import CBS_CODE, POSTCODE, parse
from bot.domain.errors import RefusedError, StorageError
from bot.domain.handover import HandoverKind
from bot.domain.ids import HandoverId
from bot.domain.model import Admission
from bot.i18n import speaker
from bot.operator.setup import buurt_named, open_work
from bot.render.audit import line
from bot.services import audit, buurt_import, handover
from bot.services.buurt_import import Imported
from storage import audit as acts
from storage import buurt_setup, buurten, due, handovers, residents

BIGGEST_FILE = 5_000_000
"""Bytes; two thousand buurten are a tenth of it."""


class _DryRunError(Exception):
    """Nothing of it is kept."""


async def set_buurt(
    name: str,
    postcodes: list[str],
    admission: str | None,
    neighbours: list[str],
    not_neighbours: list[str],
    new_name: str | None,
    cbs_code: str | None,
) -> str:
    """Change what is given and leave the rest. Raises StorageError with one clear line, and changes nothing then."""
    wrong = [postcode for postcode in postcodes if not POSTCODE.fullmatch(postcode)]
    if wrong:
        raise StorageError(f"{wrong[0]!r} is no 4-digit postcode, such as 2021")
    if admission is not None and admission not in list(Admission):
        raise StorageError(f"admission is {' or '.join(Admission)}, not {admission!r}")
    if cbs_code is not None and not CBS_CODE.fullmatch(cbs_code):
        raise StorageError(f"{cbs_code!r} is not BU and 8 digits, such as BU03920101")
    if new_name is not None and (not new_name.strip() or re.search(r"[|,;]", new_name)):
        raise StorageError(f"{new_name!r} is no name for a buurt: it holds | , or ; or nothing")
    async with open_work(load_settings()) as work:
        buurt = await buurt_named(work, name)
        if new_name is not None and new_name != name and await buurten.by_name(work.tx, new_name):
            raise StorageError(f"there is a buurt {new_name!r} already")
        with_code = await buurt_setup.by_code(work.tx, cbs_code) if cbs_code else None
        if with_code is not None and with_code.id != buurt.id:
            raise StorageError(f"{with_code.name} has the code {cbs_code}")
        changed = await buurt_setup.rename(
            work.tx, buurt.id, new_name or buurt.name, buurt.gemeente, cbs_code
        )
        if postcodes and await buurt_setup.set_postcodes(work.tx, buurt.id, sorted(set(postcodes))):
            changed = True
            # Done by the bot itself, which runs in another process and looks for due rows every minute.
            await due.plan(work.tx, "buurt_opened", buurt.id, work.now)
        if admission is not None and buurt.admission != admission:
            changed = True
            await buurten.set_admission(work.tx, buurt.id, Admission(admission))
        for near, names in ((True, neighbours), (False, not_neighbours)):
            for each in names:
                other = await buurt_named(work, each)
                if other.id == buurt.id:
                    raise StorageError("a buurt is no neighbour of itself")
                changed |= await buurt_setup.set_neighbour(work.tx, buurt.id, other.id, near=near)
        if changed:
            await work.record("settings_changed", buurt_id=buurt.id, detail="operator")
    return f"{new_name or name} is {'changed' if changed else 'as it was'}."


async def import_file(file: Path, dry_run: bool) -> tuple[list[str], bool]:
    """Bring the buurten of a CSV file in; gives lines for the operator, and whether the file was sound.

    With mistakes, and in a dry run, nothing is written. Raises StorageError where the file cannot be read.
    """
    rows, mistakes = parse(_content(file))
    done: list[Imported] = []
    async with open_work(load_settings()) as work:
        try:
            async with work.tx.savepoint():
                done, more = await buurt_import.bring_in(work, rows)
                mistakes = sorted([*mistakes, *more], key=lambda each: each.line)
                if mistakes or dry_run:
                    raise _DryRunError
        except _DryRunError:
            pass
    if mistakes:
        return [*(f"{file}: {each}" for each in mistakes), f"{file}: nothing was written"], False
    counts = {
        outcome: sum(each.outcome == outcome for each in done) for outcome in ("added", "changed", "the same")
    }
    lines = [f"{each.name}: {each.outcome}" for each in done if each.outcome != "the same"]
    total = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    lines.append(f"{total}{'; dry run, nothing was written' if dry_run else ''}")
    if counts["added"] and not dry_run:
        lines.append("A coordinator's link for each: buurtkring role give coordinator NAME")
    return lines, True


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > BIGGEST_FILE:
            raise StorageError(f"{file} is too large for a file of buurten")
        return file.read_bytes()
    except OSError as error:
        raise StorageError(f"{file}: {error.strerror}") from None


async def log_of(name: str, most: int) -> list[str]:
    """The last acts of a buurt's coordinators, the newest first, in English."""
    t = speaker("en")
    async with open_work(load_settings()) as work:
        buurt = await buurt_named(work, name)
        found = await acts.acts(work.tx, buurt.id, 0, most)
        said = [line(t, audit.as_params(act, buurt)) for act in found if act.kind in rules.ACTS]
    return [each.replace("\u2068", "").replace("\u2069", "") for each in said] or ["nothing yet"]


async def removals() -> list[list[str]]:
    """Rows of a table: coordinators whose role another wants taken, which waits for a second person."""
    rows = []
    async with open_work(load_settings()) as work:
        for buurt in await buurten.every(work.tx):
            for each in await handovers.open_of(work.tx, buurt.id, work.now):
                if each.kind is not HandoverKind.REMOVAL:
                    continue
                about = await residents.get(work.tx, each.resident_id)
                by = await residents.get(work.tx, each.proposed_by)
                rows.append(
                    [
                        str(each.id),
                        buurt.name,
                        about.name if about else "",
                        by.name if by else "",
                        each.expires_at.date().isoformat(),
                    ]
                )
    return [["number", "buurt", "coordinator", "proposed by", "until"], *rows]


async def agree(number: int) -> str:
    """The operator is the second person. Raises StorageError where nothing of that number waits."""
    async with open_work(load_settings()) as work:
        found = await handovers.get(work.tx, HandoverId(number))
        if found is None or found.kind is not HandoverKind.REMOVAL:
            raise StorageError(f"there is no removal {number}; see 'buurtkring buurt removals'")
        try:
            await handover.carry_out(work, found)
        except RefusedError:
            raise StorageError(f"removal {number} is over; see 'buurtkring buurt removals'") from None
        await work.record("removal_yes", buurt_id=found.buurt_id, about=found.resident_id)
    return f"Resident {found.resident_id} is coordinator no more, and is told by the bot when it runs."
