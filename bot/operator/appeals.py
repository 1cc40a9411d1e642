"""Appeals that no coordinator may decide, beside the running bot."""

from __future__ import annotations

from bot.config import load_settings
from bot.domain.decisions import DecisionState
from bot.domain.errors import StorageError
from bot.domain.ids import DecisionId
from bot.operator.setup import open_work
from bot.services import appeals
from storage import buurten, decisions

OUTCOMES = ("uphold", "lift")
HEAD = ["appeal", "buurt", "decided", "reason", "on", "who can decide", "they write"]


async def list_appeals() -> list[list[str]]:
    """Rows of a table: the appeals that wait; the number is what `decide` takes. No name is shown."""
    rows = []
    async with open_work(load_settings()) as work:
        for buurt in await buurten.every(work.tx):
            for each in await decisions.appealed(work.tx, buurt.id):
                who = "a coordinator" if await appeals.judges(work, each) else "you"
                day = each.at.astimezone(buurt.zone).date().isoformat()
                rows.append([str(each.id), buurt.name, each.kind, each.reason, day, who, each.appeal or ""])
    return [HEAD, *rows]


async def decide(appeal: int, outcome: str) -> str:
    """Decide one, "uphold" or "lift"; the running bot tells the person.

    Raises StorageError where it does not wait for the operator.
    """
    if outcome not in OUTCOMES:
        raise StorageError(f"an appeal is decided with {' or '.join(OUTCOMES)}, not {outcome!r}")
    lifted = outcome == "lift"
    async with open_work(load_settings()) as work:
        found = await decisions.get(work.tx, DecisionId(appeal))
        if found is None or found.state is not DecisionState.APPEALED:
            raise StorageError(f"there is no appeal {appeal} that waits")
        if await appeals.judges(work, found):
            raise StorageError(f"appeal {appeal} is for a coordinator who did not decide it")
        await appeals.settle(work, found, lifted=lifted)
        done = "lifted" if lifted else "upheld"
        await work.record("appeal_decided", buurt_id=found.buurt_id, detail=done, about=found.resident_id)
    return f"Appeal {appeal} is {done}."
