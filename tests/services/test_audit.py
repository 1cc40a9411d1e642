"""The log of what coordinators did: theirs to read, without texts and names of residents."""

from __future__ import annotations

import ast
from pathlib import Path

from bot.domain.audit import ACTS
from bot.domain.errors import NotAllowedError
from bot.domain.model import AskState, ResidentState
from bot.render import render
from bot.services import audit, invites, newcomers, open_requests, privacy, visits
from tests.services.conftest import MakeResident, Unit
from tests.services.neighbours import MakeBuurt, asked, make_bloemenbuurt, post_of, refused
from tests.services.pairs import params

SERVICES = Path(__file__).parents[2] / "bot" / "services"
OF_COORDINATORS = (
    *("newcomers", "visits", "open_requests", "report_cases", "invites", "group_chat", "broadcasts"),
    *("handover", "buurt_setup", "buurt_import", "by_name", "handing_over", "call_backs", "resources"),
)
NO_ACTS = frozenset(
    {"refused", "visit_allowed", "visit_denied", "removed", "group_lost", "closed", "call_wanted"}
    | {"handed_over_helped", "handed_over_in_vain"}
)
"""On record under the one whom they are about, beside the act itself; or nobody's act."""


async def test_each_act_says_who_did_what_about_which_row_and_nothing_else(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        me = there.coordinator
        nour = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        post = await post_of(work, there.truus, words="Mijn heg moet gesnoeid")
        ask = await asked(work, await post_of(work, there.truus, about=None), there.samir, AskState.YES)
        await work.tx.change("UPDATE post SET category = 'company' WHERE id = ?", (ask.post_id,))
        await newcomers.admit(work, me, nour.id)
        await invites.make(work, me, there.home.id)
        await visits.allow(work, me, ask.id)
        await audit.show(work, me, there.home.id)
        acts = (await params(work, me, "audit"))["acts"]
        assert [(each["kind"], each["name"], each["post"], each["about"]) for each in acts] == [
            ("allows_visit", "Carla", ask.post_id, there.samir.id),
            ("invited", "Carla", None, None),
            ("admits", "Carla", None, nour.id),
        ]
        text = render("audit", await params(work, me, "audit"), "nl").text
        assert not [word for word in ("Nour", "Samir", "Truus", "heg") if word in text]
        await open_requests.ask_again(work, me, post.id)


async def test_it_is_read_in_pages_by_the_coordinators_of_that_buurt_only(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        for _ in range(20):
            await invites.make(work, there.coordinator, there.home.id)
        seen, before = 0, 0
        for size in (8, 8, 4):
            await work.tx.change("DELETE FROM outbox")
            await audit.show(work, there.coordinator, there.home.id, before)
            page = await params(work, there.coordinator, "audit")
            assert len(page["acts"]) == size
            seen, before = seen + size, page["older"] or 0
        assert (seen, before) == (20, 0)
        for who in (there.truus, there.other_coordinator):
            async with refused(work, NotAllowedError):
                await audit.show(work, who, there.home.id)


async def test_whoever_is_erased_is_no_longer_in_it_by_number(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        nour = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        await newcomers.admit(work, there.coordinator, nour.id)
        await privacy.erase(work, nour)
        rows = await work.tx.all("SELECT about FROM event WHERE about IS NOT NULL")
        assert [row["about"][0] for row in rows] == ["x"]
        await audit.show(work, there.coordinator, there.home.id)
        assert (await params(work, there.coordinator, "audit"))["acts"][0]["about"] is None


def test_whatever_a_coordinator_does_is_in_the_log() -> None:
    recorded = set()
    for name in OF_COORDINATORS:
        for node in ast.walk(ast.parse((SERVICES / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "work.record":
                recorded |= {each.value for each in node.args[:1] if isinstance(each, ast.Constant)}
    assert recorded - NO_ACTS <= ACTS
