"""Neighbours without a phone, in the hands of somebody of ill will who is their contact."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.candidates import Ring
from bot.domain.decisions import Reason, Step
from bot.domain.drafts import Flow
from bot.domain.errors import BusyError, NotAllowedError, TooManyError
from bot.domain.line import Line
from bot.domain.model import AskState, MatchState, Post, PostKind, PostState, Role
from bot.services import (
    alerts,
    appeals,
    confidant,
    drafts,
    paper_card,
    paper_contact,
    paper_voice,
    posting,
    privacy,
    report_cases,
    reports,
)
from bot.services import paper as paper_entering
from bot.services.answers import Given
from bot.services.work import Work
from storage import candidates, confidants, decisions, paper, residents
from storage import reports as report_rows
from storage.confidants import Confidant
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import (
    MakeBuurt,
    ask_of,
    asked,
    make_bloemenbuurt,
    match_of,
    matched,
    post_of,
    refused,
    reported,
    state_of,
)
from tests.services.pairs import kinds, waiting
from tests.services.test_role_misuse import without_phone


async def could_be_asked(work: Work, post: Post) -> set[int]:
    return {each.resident_id for each in await candidates.of_ring(work.tx, post, Ring.OWN, NOW)}


async def test_a_coordinator_does_not_write_over_what_the_contact_is_writing(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        them = await without_phone(work, there, there.truus)
        spoken = await paper_voice.speak_for(work, there.truus, them.id, "post.new")
        await posting.begin(work, spoken, Flow.REQUEST)
        for action in ("post.new", "post.change", "d"):
            async with refused(work, BusyError):
                await paper_voice.speak_for(work, there.coordinator, them.id, action)
        await paper_voice.speak_for(work, there.truus, them.id, "d")
    async with unit(NOW + timedelta(hours=2)) as work:
        coordinator, line = there.coordinator, Line(5, "Boodschappen graag")
        spoken = await paper_voice.speak_for(work, coordinator, them.id, "post.new")
        await posting.begin(work, spoken, Flow.OFFER)
        assert (await paper_voice.speaker(work, coordinator, line)).id == them.id
        assert (await paper_voice.speaker(work, there.truus, line)).id == there.truus.id, "her draft went"
        await paper_voice.speak_for(work, there.truus, them.id, "post.new")
        await posting.begin(work, spoken, Flow.REQUEST)
        assert (await paper_voice.speaker(work, coordinator, line)).id == coordinator.id, (
            "the contact goes first"
        )


async def test_who_was_reported_does_not_reach_the_reporter_by_a_neighbour_they_answer_for(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        victim, bad = there.truus, there.samir
        before = await without_phone(work, there, bad, "Eerder")
        await report_rows.block(work.tx, victim.id, bad.id)
        later = await without_phone(work, there, bad, "Later")
        for each in (victim, before, later):
            await post_of(work, each, PostKind.OFFER)
        for each in (before, later):
            assert await could_be_asked(work, await post_of(work, each)) & {victim.id, bad.id} == set()
            assert await report_rows.blocked(work.tx, each.id, victim.id)
        assert await could_be_asked(work, await post_of(work, victim)) == set()
        # Somebody else answers for them now: nothing of it is theirs.
        await paper.set_contact(work.tx, later.id, there.wim.id)
        assert await could_be_asked(work, await post_of(work, later)) >= {victim.id}
        assert not await report_rows.blocked(work.tx, victim.id, later.id)


async def test_a_report_of_what_a_contact_wrote_keeps_the_contact_away_as_well(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        victim, bad = there.truus, there.samir
        them = await without_phone(work, there, bad)
        match = await matched(work, await post_of(work, them), them, victim)
        as_oneself = await matched(work, await post_of(work, victim), victim, bad)
        await reports.report(work, victim, "match", match.id)
        assert (await match_of(work, match.id)).state is MatchState.ENDED
        assert (await match_of(work, as_oneself.id)).state is MatchState.ENDED
        await post_of(work, bad, PostKind.OFFER)
        assert await could_be_asked(work, await post_of(work, victim)) == set()


async def test_what_was_held_with_the_reported_ones_goes_on_with_theirs(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        victim, bad = there.truus, there.samir
        them = await without_phone(work, there, bad)
        post = await post_of(work, them)
        ask = await asked(work, post, victim)
        own = await post_of(work, bad)
        match = await matched(work, own, bad, victim)
        await reports.report(work, victim, "match", match.id)
        assert (await ask_of(work, ask.id)).state is AskState.WITHDRAWN
        assert await state_of(work, post) is PostState.HELD
        (found,) = await report_rows.open_of(work.tx, there.home.id)
        await report_cases.keep_apart(work, there.coordinator, found.id)
        assert await state_of(work, post) is PostState.OPEN


async def test_nobody_helps_somebody_they_entered_so_that_no_visit_is_made_up(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        them = await without_phone(work, there, there.samir)
        await post_of(work, there.samir, PostKind.OFFER)
        await post_of(work, them, PostKind.OFFER)
        assert await could_be_asked(work, await post_of(work, them)) == set()
        assert await could_be_asked(work, await post_of(work, there.samir)) == set()


@pytest.mark.parametrize("side", ["reporter", "reported"])
async def test_a_coordinator_who_answers_for_a_party_of_a_report_neither_sees_nor_decides_it(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, side: str
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await residents.give_role(work.tx, there.wim.id, there.home.id, Role.COORDINATOR)
        them = await without_phone(work, there, there.coordinator)
        pair = (them, there.truus) if side == "reporter" else (there.truus, them)
        case = await reported(work, *pair)
        await alerts.report_waits(work, case)
        assert await kinds(work, there.coordinator) == []
        assert await kinds(work, there.wim) == ["co_report"]
        assert await report_cases.waiting(work, there.coordinator, there.home.id) == []
        async with refused(work, NotAllowedError):
            await report_cases.decide(work, there.coordinator, case.id, Step.WARN, Reason.OTHER)
        await report_cases.decide(work, there.wim, case.id, Step.WARN, Reason.OTHER)
        (made,) = await decisions.about(work.tx, pair[1].id)
        assert [each.id for each in await appeals.judges(work, made)] == []


async def test_cards_of_a_phone_do_not_tell_who_is_in_the_bot_and_reach_nobody_who_is_kept_apart(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        bad, victim = there.truus, there.wim
        them = await without_phone(work, there, bad)
        await report_rows.block(work.tx, victim.id, bad.id)
        shown = []
        for account in (victim.account, 987_654, there.other_coordinator.account, there.samir.account):
            await paper_contact.begin(work, bad, them.id)
            await drafts.answer(work, bad, Given(contact=("Iemand", account)))
            await paper_card.show(work, bad, them.id)
            shown.append([each.params for each in await waiting(work, bad) if each.kind == "paper_card"])
            await work.tx.change("DELETE FROM outbox WHERE resident_id = ?", (bad.id,))
        assert all(each == shown[0] for each in shown)
        assert (await kinds(work, victim), await kinds(work, there.samir)) == ([], ["paper_wanted"])
        await paper_contact.begin(work, bad, them.id)
        await drafts.answer(work, bad, Given(contact=("Iemand", 5)))
        await paper_contact.begin(work, bad, them.id)
        with pytest.raises(TooManyError):
            await drafts.answer(work, bad, Given(contact=("Iemand", 6)))


async def test_nobody_enters_and_erases_made_up_neighbours_all_day(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        me = there.truus
        for _ in range(paper_entering.MOST_A_MONTH):
            await paper_entering.begin(work, me, None)
            for each in (Given(text="Jansen"), Given(value="nl"), Given(value="ready")):
                await drafts.answer(work, me, each)
            await drafts.answer(work, me, Given(value="spoken"), "paper_consent")
            (them,) = await paper.of_contact(work.tx, me.id)
            await privacy.withdraw(work, me, them)
        async with refused(work, TooManyError):
            await paper_entering.begin(work, me, None)


async def test_a_coordinators_line_does_not_go_to_whom_the_contact_is_writing_for_a_neighbour(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        them, coordinator = await without_phone(work, there, there.truus), there.coordinator
        await confidants.put(work.tx, there.home.id, Confidant(there.wim.id, None, None))
        await paper_voice.speak_for(work, coordinator, them.id, "post.new")
        await confidant.write(
            work, await paper_voice.speak_for(work, there.truus, them.id, "confidant.write")
        )
        line = Line(message_id=9, text="Bel mij vanavond even")
        assert (await paper_voice.speaker(work, coordinator, line)).id == coordinator.id
        async with refused(work, NotAllowedError):
            await paper_voice.speak_for(work, coordinator, them.id, "nav.back")
        assert (await paper_voice.speaker(work, there.truus, line)).id == them.id
