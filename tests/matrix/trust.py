"""Rows about trust: newcomers whom somebody knows, helpers without a certificate, decisions, the confidant."""

from __future__ import annotations

from bot.domain.categories import Category
from bot.domain.decisions import DecisionKind, Reason
from bot.domain.ids import BuurtId, ReportId
from bot.domain.marks import Asked, Mark
from bot.domain.model import Admission, PostKind, Resident
from bot.services.work import Work
from storage import buurten, confidants, decisions, trust, vouching
from storage.confidants import Confidant
from tests.services.conftest import NOW
from tests.services.neighbours import post_of

CODE, GONE = "x" * 16, "y" * 16


async def add_trust(
    work: Work, people: dict[str, Resident], home: BuurtId, report: ReportId
) -> dict[str, int | str]:
    """The rows by name. Everybody has taken part for long; the neighbour is the confidant."""
    tx = work.tx
    await tx.change("UPDATE resident SET created_at = '2026-01-05T09:00:00Z'")
    await buurten.set_admission(tx, home, Admission.VOUCHING)
    await vouching.keep_link(tx, people["waiting"].id, CODE)
    await trust.ask(tx, home, Mark.CHILDCARE, Asked(vog=True))
    await post_of(work, people["builder"], PostKind.OFFER, Category.CHILDCARE)
    await decisions.add_line(tx, report, "Hij kwam te laat", work.now)
    rows: dict[str, int | str] = {
        "vouch_code": CODE,
        "vouch_code_gone": GONE,
        "vog_helper": people["builder"].id,
        "confidant_code": CODE,
        "confided_gone": 999,
    }
    for name, by in (("warning", "one apart"), ("appeal", "one apart"), ("appeal_against_me", "coordinator")):
        rows[name] = await decisions.add(
            tx,
            people["neighbour"].id,
            report,
            home,
            people[by].id,
            DecisionKind.WARNED,
            Reason.OTHER,
            NOW,
            None,
        )
        await tx.change("UPDATE decision SET report_id = NULL WHERE id = ?", (rows[name],))
        if name != "warning":
            await tx.change("UPDATE decision SET state = 'appealed' WHERE id = ?", (rows[name],))
    await confidants.put(tx, home, Confidant(people["neighbour"].id, None, None))
    await confidants.make_link(tx, home, CODE, NOW.replace(year=2027))
    rows["confided"] = await confidants.note(tx, people["helped"].id, people["neighbour"].id, NOW)
    return rows
