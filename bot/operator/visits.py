"""First visits that no coordinator may decide, beside the running bot."""

from __future__ import annotations

from bot.config import load_settings
from bot.domain.errors import StorageError
from bot.domain.ids import AskId
from bot.operator.setup import open_work
from bot.services import visits
from storage import buurten, trust

OUTCOMES = ("allow", "deny")
HEAD = ["visit", "buurt", "help", "since", "helper", "helped before"]


async def list_visits() -> list[list[str]]:
    """Rows of a table: the first visits that wait for the operator; the number is what `decide` takes.

    The helper is shown by number only.
    """
    rows = []
    async with open_work(load_settings()) as work:
        for buurt in await buurten.every(work.tx):
            for ask, post in await visits.undecided(work, buurt.id):
                day = ask.put_at.astimezone(buurt.zone).date().isoformat()
                helped = await trust.times_helped(work.tx, ask.resident_id)
                rows.append([str(ask.id), buurt.name, post.category, day, str(ask.resident_id), str(helped)])
    return [HEAD, *rows]


async def decide(visit: int, outcome: str) -> str:
    """Decide one, "allow" or "deny"; the running bot tells the people.

    Raises StorageError where it does not wait for the operator.
    """
    if outcome not in OUTCOMES:
        raise StorageError(f"a visit is decided with {' or '.join(OUTCOMES)}, not {outcome!r}")
    async with open_work(load_settings()) as work:
        waiting = [
            ask.id
            for buurt in await buurten.every(work.tx)
            for ask, _ in await visits.undecided(work, buurt.id)
        ]
        if AskId(visit) not in waiting:
            raise StorageError(f"there is no first visit {visit} that waits for you")
        await visits.settle(work, None, AskId(visit), allowed=outcome == "allow")
    return f"First visit {visit}: {'allowed' if outcome == 'allow' else 'denied'}."
