"""Somebody without a phone, for whom a neighbour answers; somebody else was asked to take over."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.ids import BuurtId
from bot.domain.model import Resident
from bot.domain.paper import Consent
from bot.services.work import Work
from storage import paper


async def add_paper(work: Work, people: Mapping[str, Resident], home: BuurtId) -> dict[str, int | str]:
    """The row `paper`."""
    who = await paper.add(
        work.tx,
        name="Mevrouw Papier",
        lang="nl",
        spoken=frozenset({"nl"}),
        buurt_id=home,
        consent=Consent.SPOKEN,
        contact_id=people["neighbour"].id,
        now=work.now,
    )
    await paper.set_asked(work.tx, who, people["helped"].id)
    return {"paper": who}
