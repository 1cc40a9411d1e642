"""Neighbours without a phone: consent, who speaks for them, and that nobody else hears what is theirs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.calendar import at_local
from bot.domain.drafts import Flow
from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.line import Line
from bot.domain.matching import Choice
from bot.domain.model import AskState, CommitmentState, PostKind, Resident, ResidentState
from bot.domain.paper import MOST_OF_ONE, Consent, PaperNeighbour
from bot.services import (
    asking,
    changing,
    drafts,
    incoming,
    paper,
    paper_card,
    paper_contact,
    paper_voice,
    privacy,
    reach,
    relay,
)
from bot.services.answers import Given
from bot.services.work import Work
from storage import commitments, events, outbox, own_data, posts, residents
from storage import drafts as draft_rows
from storage import paper as rows
from tests.services.conftest import NOW, MakeBuurt, MakeResident, Unit
from tests.services.neighbours import (
    Bloemenbuurt,
    ask_of,
    asked,
    make_bloemenbuurt,
    matched,
    person,
    post_of,
    refused,
)


async def jansen(
    work: Work, there: Bloemenbuurt, contact: Resident | None = None, lang: str = "nl"
) -> Resident:
    """Mrs Jansen, for whom Truus answers."""
    who = await rows.add(
        work.tx,
        name="mevrouw Jansen",
        lang=lang,
        spoken=frozenset({lang}),
        buurt_id=there.home.id,
        consent=Consent.SPOKEN,
        contact_id=(contact or there.truus).id,
        now=work.now,
    )
    found = await residents.get(work.tx, who)
    assert found is not None
    return found


async def sent(work: Work, chat: int) -> list[tuple[str, dict[str, Any]]]:
    found = await work.tx.all("SELECT kind, params FROM outbox WHERE chat_id = ? ORDER BY id", (chat,))
    return [(row["kind"], json.loads(row["params"])) for row in found]


@pytest.fixture
async def there(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> Bloemenbuurt:
    async with unit() as work:
        return await make_bloemenbuurt(work, buurt, resident)


async def kept_of(work: Work, them: Resident) -> PaperNeighbour:
    found = await rows.get(work.tx, them.id)
    assert found is not None
    return found


async def answer(work: Work, me: Resident, *given: Given) -> None:
    for each in given:
        await drafts.answer(work, me, each)


ENTERED = (Given(text="mevrouw Jansen"), Given(value="ar"), Given(value="ready"))


async def test_who_says_no_is_kept_nowhere(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        await paper.begin(work, there.truus, None)
        await answer(work, there.truus, *ENTERED, Given(value="no"))
        assert await rows.of_buurt(work.tx, there.home.id) == []
        assert await draft_rows.get(work.tx, there.truus.id) is None


async def test_a_consent_says_who_noted_it_how_and_when_and_counts_as_joining_on_paper(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        await paper.begin(work, there.truus, None)
        await answer(work, there.truus, *ENTERED, Given(value="paper"))
        (who,) = await rows.of_buurt(work.tx, there.home.id)
        kept = await rows.get(work.tx, who)
        assert kept is not None
        assert (kept.consent, kept.noted_by, kept.consent_at) == (Consent.PAPER, there.truus.id, NOW)
        (joined,) = await work.tx.all("SELECT * FROM event WHERE who = ? AND kind = 'joined'", (f"r{who}",))
        assert (joined["detail"], joined["lang"], joined["buurt_id"]) == ("paper", "ar", there.home.id)
        them = await residents.get(work.tx, who)
        assert them is not None
        assert (them.state, them.lang) == (ResidentState.MEMBER, "ar")
        assert "co_paper_added" in [kind for kind, _ in await sent(work, there.coordinator.account)]


async def test_a_member_enters_a_few_and_a_coordinator_more(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        for _ in range(MOST_OF_ONE):
            await jansen(work, there)
            await jansen(work, there, there.coordinator)
        async with refused(work, TooManyError):
            await paper.begin(work, there.truus, None)
        await paper.begin(work, there.coordinator, there.home.id)
        async with refused(work, NotAllowedError):
            await paper.begin(work, there.other_coordinator, there.home.id)


async def test_what_is_for_them_goes_to_the_contact_in_the_contacts_language(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        them = await jansen(work, there, lang="ar")
        await work.tell(them, "paused")
        ((kind, params),) = await sent(work, there.truus.account)
        assert (kind, params["read_for"]) == (
            "paused",
            {"id": them.id, "name": "mevrouw Jansen", "lang": "nl"},
        )


async def test_a_question_that_changed_before_it_left_still_says_for_whom_it_is(
    unit: Unit, there: Bloemenbuurt
) -> None:
    night = at_local(NOW.date(), NOW.time().replace(hour=23), there.home.zone)
    async with unit(night) as work:
        them = await jansen(work, there)
        await post_of(work, them, PostKind.OFFER)
        post = await post_of(work, there.wim)
        await asking.ask(work, post, Choice(them.id, (), 0.5))
        await changing.show_cards(work, replace(post, words="Ook brood"))
        ((kind, params),) = await sent(work, there.truus.account)
        assert (kind, params["words"]) == ("ask_card", "Ook brood")
        assert params["read_for"]["id"] == them.id


async def test_a_line_is_theirs_only_while_a_question_to_them_is_open(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        them, line = await jansen(work, there), Line(1, text="De kat eten geven")
        assert (await paper_voice.speaker(work, there.truus, line)).id == there.truus.id
        await paper_voice.speak_for(work, there.truus, them.id, "post.new")
        assert (await paper_voice.speaker(work, there.truus, line)).id == there.truus.id
        await drafts.begin(work, them, Flow.REQUEST, {"flow": "request"})
        assert (await paper_voice.speaker(work, there.truus, line)).id == them.id
        later = work.at(NOW + 2 * paper_voice.LEFT_ALONE)
        assert (await paper_voice.speaker(later, there.truus, line)).id == there.truus.id
        await paper_voice.for_oneself(work, there.truus)
        assert (await paper_voice.speaker(work, there.truus, line)).id == there.truus.id


async def test_no_private_line_reaches_the_wrong_neighbour(unit: Unit, there: Bloemenbuurt) -> None:
    """Truus talks with Samir for herself, then with Wim for Mrs Jansen, then does something for herself."""
    async with unit() as work:
        them = await jansen(work, there)
        own = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        theirs = await matched(work, await post_of(work, them), them, there.wim)
        await relay.open_relay(work, there.truus, own.id)
        await paper_voice.speak_for(work, there.truus, them.id, "relay.open")
        await relay.open_relay(work, them, theirs.id)
        line = Line(1, text="Ik heb de sleutel")
        await incoming.receive(work, await paper_voice.speaker(work, there.truus, line), line)
        assert [kind for kind, _ in await sent(work, there.wim.account)] == ["relayed_text"]
        assert await sent(work, there.samir.account) == []
        await paper_voice.for_oneself(work, there.truus)
        line = replace(line, message_id=2, text="Dit is van mij alleen")
        await incoming.receive(work, await paper_voice.speaker(work, there.truus, line), line)
        assert len(await sent(work, there.wim.account)) == 1
        assert await sent(work, there.samir.account) == []


async def test_a_coordinator_asks_for_them_and_does_not_read_along(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        them = await jansen(work, there)
        await paper_voice.speak_for(work, there.coordinator, them.id, "post.new")
        await drafts.begin(work, them, Flow.REQUEST, {"flow": "request"})
        assert [kind for kind, _ in await sent(work, there.coordinator.account)] == ["question_category"]
        for action in ("relay.open", "match.mine", "me.data", "ask.yes", "co.today", "where"):
            async with refused(work, NotAllowedError):
                await paper_voice.speak_for(work, there.coordinator, them.id, action)
        for outsider in (there.other_coordinator, there.samir, them):
            async with refused(work, NotAllowedError):
                await paper_voice.speak_for(work, outsider, them.id, "post.new")


async def test_a_named_contact_is_asked_first_and_what_waits_goes_to_them(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        them = await jansen(work, there, there.coordinator)
        await paper_contact.begin(work, there.coordinator, them.id)
        await answer(work, there.coordinator, Given(contact=("Samir", there.samir.account)))
        assert (await person(work, them)).chat == there.coordinator.account
        async with refused(work, NotAllowedError):
            await paper_contact.accept(work, there.wim, them.id)
        post = await post_of(work, them)
        await asking.offer(work, post, there.wim)
        await rows.set_phone(work.tx, them.id, "06 12345678")
        await paper_contact.accept(work, there.samir, them.id)
        assert (await person(work, them)).chat == there.samir.account
        assert (await kept_of(work, them)).contact_phone is None
        kinds = [kind for kind, _ in await sent(work, there.samir.account)]
        assert kinds == ["paper_wanted", "offer_card", "paper_card"]
        async with refused(work, GoneError):
            await paper_contact.accept(work, there.samir, them.id)


async def test_a_contact_who_is_no_member_here_is_not_taken(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        them = await jansen(work, there, there.coordinator)
        await paper_contact.begin(work, there.coordinator, them.id)
        await answer(work, there.coordinator, Given(contact=("Bas", there.other_coordinator.account)))
        await answer(work, there.coordinator, Given(contact=("Iemand", 987_654)))
        assert (await kept_of(work, them)).asked_id is None
        assert await draft_rows.get(work.tx, there.coordinator.id) is not None


async def test_when_the_contact_is_gone_nobody_is_asked_and_the_coordinators_hear_it_by_day(
    unit: Unit, there: Bloemenbuurt
) -> None:
    night = at_local(NOW.date(), NOW.time().replace(hour=23), there.home.zone)
    async with unit(night) as work:
        them = await jansen(work, there)
        ask = await asked(work, await post_of(work, there.wim), them)
        await reach.unreachable(work, there.truus.account)
        assert not (await person(work, them)).reachable
        assert (await ask_of(work, ask.id)).state is AskState.SILENT
        ((state,),) = await work.tx.all("SELECT state FROM outbox WHERE kind = 'co_paper_alone'")
        assert state == "later"
        await work.tell(await person(work, them), "paused")
        assert not await work.tx.all("SELECT 1 FROM outbox WHERE kind = 'paused'")
        await reach.reachable(work, there.truus.account)
        assert not (await person(work, them)).reachable


async def test_taking_the_consent_back_erases_everything(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        them = await jansen(work, there)
        await matched(work, await post_of(work, them, words="Medicijnen"), them, there.samir)
        await paper_voice.speak_for(work, there.truus, them.id, "post.new")
        await work.record("joined", them, detail="paper")
        await privacy.withdraw(work, there.coordinator, them.id)
        assert await residents.get(work.tx, them.id) is None
        assert await rows.get(work.tx, them.id) is None
        assert await posts.of_resident(work.tx, them.id) == []
        assert await events.of_resident(work.tx, them.id) == []
        assert not await work.tx.all("SELECT 1 FROM outbox WHERE resident_id = ?", (them.id,))
        assert "neighbour_left" in [kind for kind, _ in await sent(work, there.samir.account)]
        assert "paper_erased" in [kind for kind, _ in await sent(work, there.truus.account)]
        assert await residents.get(work.tx, there.truus.id) is not None


async def test_erasing_the_contact_erases_nobody_else(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        them = await jansen(work, there)
        post = await post_of(work, them)
        await privacy.erase(work, there.truus)
        assert (await person(work, them)).contact is None
        assert [each.id for each in await posts.live_of(work.tx, them.id)] == [post.id]
        assert await outbox.was_told(work.tx, there.coordinator.id, "co_paper_alone", NOW.replace(year=2025))


async def test_my_data_tells_of_both(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        them = await jansen(work, there)
        await rows.set_phone(work.tx, them.id, "06 12345678")
        mine = await own_data.everything(work.tx, there.truus.id, there.truus.account)
        assert mine["neighbours_without_a_phone_you_answer_for"] == [
            {"noted_at": "2026-11-23T09:00:00Z", "your_number_on_their_sheet": "06 12345678"}
        ]
        theirs = await own_data.everything(work.tx, them.id, them.account)
        assert theirs["how_you_agreed_to_take_part_without_a_phone"]["consent"] == "spoken"
        assert "mevrouw Jansen" not in json.dumps(mine)


async def test_only_the_contact_gives_their_own_number_for_the_sheet(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        them = await jansen(work, there)
        async with refused(work, NotAllowedError):
            await paper_contact.ask_phone(work, there.coordinator, them.id)
        await paper_contact.ask_phone(work, there.truus, them.id)
        await answer(work, there.truus, Given(text="06-12345678"))
        await paper_card.send_sheet(work, there.truus, them.id)
        kind, params = (await sent(work, there.truus.account))[-1]
        assert (kind, params["contact"], params["phone"]) == ("paper_sheet", "Truus", "06-12345678")


async def test_a_coordinators_sheet_is_without_the_contacts_number_and_the_codes_at_the_door(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        them = await jansen(work, there)
        match = await matched(work, await post_of(work, them), them, there.samir)
        await commitments.add(work.tx, match.id, CommitmentState.CONFIRMED, NOW + timedelta(days=1))
        await rows.set_phone(work.tx, them.id, "06 12345678")
        for me, phone, code in (
            (there.truus, "06 12345678", "42"),
            (there.coordinator, None, None),
        ):
            await paper_card.send_sheet(work, me, them.id)
            _, shown = (await sent(work, me.account))[-1]
            assert (shown["phone"], [each[3] for each in shown["sheet"]]) == (phone, [code])
