"""An edited message: what its new words say about the time and the kind of help."""

from __future__ import annotations

from bot.domain.categories import Category
from bot.domain.drafts import Data, Flow, ask_again, once
from bot.domain.model import Resident
from bot.domain.when import When
from bot.services.when_answers import is_over, zone_of
from bot.services.work import Work
from bot.text.reader import understand


async def reread(work: Work, me: Resident, data: Data, text: str) -> Data:
    """The draft after its sentence was edited: with the time and the kind of help that it names now.

    What the edit left as it was stays, so that a choice made by button is not undone by a mended typing error.
    """
    zone = await zone_of(work, me)
    now_local = work.now.astimezone(zone)
    before, now = understand(data.get("words") or "", now_local), understand(text, now_local)
    if now.category != before.category and str(now.category) != Category.OTHER and data.get("category"):
        data = {**ask_again(data, "coffee"), "category": str(now.category), "coffee": None}
    when = When.heard(now.when, now.part_of_day)
    changed = when != When.heard(before.when, before.part_of_day)
    timed = data.get("flow") == Flow.REQUEST or once(data)
    if timed and data.get("when") is not None and when is not None and changed:
        data = data if is_over(when, work.now, zone) else {**data, "when": when.to_json()}
    return data
