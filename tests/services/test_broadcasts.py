"""A message to everybody in a buurt: previewed, calm, once a week, never at night, stopped halfway, counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.broadcasts import Broadcast
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BroadcastId
from bot.domain.model import Resident, ResidentState
from bot.render import render
from bot.services import broadcasts, drafts
from bot.services.answers import Given
from bot.services.work import Work
from storage import broadcasts as stored
from storage import outbox, residents
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import Bloemenbuurt, MakeBuurt, make_bloemenbuurt, refused
from tests.services.pairs import deliver, kinds, params, run_until, waiting

EVENING = datetime(2026, 11, 23, 19, 59, 30, tzinfo=UTC)
"""Half a minute before nine in Amsterdam."""
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


async def a_buurt(work: Work, buurt: MakeBuurt, resident: MakeResident, people: int = 45) -> Bloemenbuurt:
    """With so many more members, every third of whom reads Arabic."""
    there = await make_bloemenbuurt(work, buurt, resident)
    for number in range(people):
        await resident(work, there.home, f"Nr {number}", lang="ar" if number % 3 == 0 else "nl")
    return there


async def write(work: Work, me: Resident, there: Bloemenbuurt, **texts: str) -> Broadcast:
    for lang, words in texts.items():
        await broadcasts.write(work, me, there.home.id, lang)
        await drafts.answer(work, me, Given(text=words))
    found = await stored.draft_of(work.tx, there.home.id, me.id)
    assert found is not None
    return found


async def sent(work: Work, there: Bloemenbuurt, **texts: str) -> BroadcastId:
    me = there.coordinator
    written = await write(work, me, there, **texts or {"nl": "Zaterdag koffie"})
    await broadcasts.send(work, me, written.id, written.mark())
    return written.id


async def got(work: Work) -> list[int]:
    """Who has it, or will."""
    rows = await work.tx.all("SELECT resident_id FROM outbox WHERE kind = 'broadcast' ORDER BY id")
    return [row["resident_id"] for row in rows]


async def test_it_goes_to_each_member_once_a_few_a_minute_after_everything_more_urgent(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident)
        await residents.set_state(work.tx, there.wim.id, ResidentState.PAUSED)
        await sent(work, there)
        assert await got(work) == []
        counts = []
        for minute in range(4):
            await run_until(work, NOW + timedelta(minutes=minute))
            counts.append(len(await got(work)))
        assert counts == [20, 40, 47, 47]
        readers = await got(work)
        assert len(set(readers)) == 47
        assert not {there.coordinator.id, there.wim.id, there.other_coordinator.id} & set(readers)
        assert {each.urgency for each in await waiting(work) if each.kind == "broadcast"} == {2}


async def test_it_stops_at_nine_in_the_evening_and_goes_on_at_eight(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(EVENING) as work:
        there = await a_buurt(work, buurt, resident)
        await sent(work, there)
        await run_until(work, EVENING)
        assert len(await got(work)) == 20
        nine = datetime(2026, 11, 23, 20, tzinfo=UTC)
        assert {each.not_after for each in await waiting(work) if each.kind == "broadcast"} == {nine}
        await run_until(work, MORNING - timedelta(seconds=1))
        assert len(await got(work)) == 20
        await run_until(work, MORNING)
        assert len(await got(work)) == 40


async def test_what_is_confirmed_at_night_waits_for_the_morning(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(datetime(2026, 11, 23, 22, tzinfo=UTC)) as work:
        there = await a_buurt(work, buurt, resident)
        await sent(work, there)
        assert (await params(work, there.coordinator, "broadcast_going"))["at_night"]
        await run_until(work, MORNING - timedelta(seconds=1))
        assert await got(work) == []
        await run_until(work, MORNING)
        assert len(await got(work)) == 20


async def test_stopped_halfway_nobody_else_gets_it_and_what_has_not_left_stays(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident)
        broadcast_id = await sent(work, there)
        await run_until(work, NOW)
        await deliver(work)
        await run_until(work, NOW + timedelta(minutes=1))
        await broadcasts.stop(work, there.coordinator, broadcast_id)
        assert (await params(work, there.coordinator, "broadcast_stopped"))["sent"] == 20
        assert "broadcast" not in await kinds(work)
        await run_until(work, NOW + timedelta(hours=2))
        told = await params(work, there.coordinator, "broadcast_counted")
        assert (told["reached"], told["unreachable"], told["stopped"]) == (20, "few", True)
        async with refused(work, GoneError):
            await broadcasts.stop(work, there.coordinator, broadcast_id)


async def test_its_writer_hears_how_many_it_reached_and_whom_is_forgotten(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident, people=30)
        for number in range(6):
            gone = await resident(work, there.home, f"Weg {number}")
            await residents.set_reachable(work.tx, gone.account, reachable=False)
        blocked = [await resident(work, there.home, f"Blok {number}") for number in range(2)]
        await sent(work, there)
        await run_until(work, NOW + timedelta(minutes=5))
        for each in blocked:
            (message,) = [m for m in await waiting(work, each) if m.kind == "broadcast"]
            await outbox.failed(work.tx, message, work.now)
        await deliver(work)
        await run_until(work, NOW + timedelta(hours=2))
        told = await params(work, there.coordinator, "broadcast_counted")
        assert (told["reached"], told["unreachable"]) == (33, 8)
        assert await work.tx.all("SELECT * FROM broadcast_copy") == []


async def test_a_buurt_has_at_most_one_a_week_whoever_writes(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident, people=0)
        await sent(work, there)
        await run_until(work, NOW + timedelta(minutes=5))
        later = work.at(NOW + timedelta(days=6, hours=23))
        await broadcasts.show(later, there.coordinator, there.home.id)
        assert (await params(work, there.coordinator, "broadcast_wait"))["day"] == "2026-12-01"
        async with refused(work, GoneError):
            await broadcasts.write(later, there.coordinator, there.home.id, "nl")
        again = work.at(NOW + timedelta(days=7, minutes=1))
        await sent(again, there, ar="قهوة")


async def test_everybody_reads_their_own_language_or_the_one_that_its_writer_chose(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident, people=0)
        written = await write(work, there.coordinator, there, nl="Zaterdag koffie", ar="قهوة يوم السبت")
        await broadcasts.preview(work, there.coordinator, written.id)
        assert (await params(work, there.coordinator, "broadcast_default"))["langs"] == ["ar", "nl"]
        await broadcasts.choose_default(work, there.coordinator, written.id, "nl")
        shown = await params(work, there.coordinator, "broadcast_preview")
        preview = render("broadcast_preview", shown, "nl").text
        await broadcasts.send(work, there.coordinator, written.id, shown["shown"])
        await run_until(work, NOW)
        told = await params(work, there.truus, "broadcast")
        texts = {lang: render("broadcast", told, lang).text for lang in ("nl", "ar", "en")}
        assert "Zaterdag koffie" in texts["nl"]
        assert "قهوة" in texts["ar"]
        assert "another language" in texts["en"]
        assert "Zaterdag koffie" in texts["en"]
        for text in texts.values():
            assert text.replace("\u200f", "") in preview.replace("\u200f", "")


async def test_what_is_sent_is_what_was_previewed(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident, people=0)
        written = await write(work, there.coordinator, there, nl="Zaterdag koffie")
        await write(work, there.coordinator, there, nl="Zondag koffie")
        await broadcasts.send(work, there.coordinator, written.id, written.mark())
        assert (await kinds(work, there.coordinator))[-1] == "broadcast_preview"
        assert await got(work) == []


@pytest.mark.parametrize("text", ["Wie kan mij 500 euro lenen? Maak geld over", ""])
async def test_a_text_that_asks_for_money_or_is_none_is_asked_for_again(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, text: str
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident, people=0)
        await broadcasts.write(work, there.coordinator, there.home.id, "nl")
        await drafts.answer(work, there.coordinator, Given(text=text))
        assert await stored.draft_of(work.tx, there.home.id, there.coordinator.id) is None
        assert await kinds(work, there.coordinator) == ["question_broadcast_text"] * 2


async def test_a_places_address_may_stand_in_it_with_a_warning_and_a_pin_may_not(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident, people=0)
        said = "Zaterdag koffie in het buurthuis, Lindenstraat 5. Mijn pincode is 1234"
        written = await write(work, there.coordinator, there, nl=said)
        assert "Lindenstraat 5" in written.texts["nl"]
        assert "1234" not in written.texts["nl"]
        assert (await params(work, there.coordinator, "broadcast_draft"))["kinds"] == ["pin"]
        await broadcasts.preview(work, there.coordinator, written.id)
        assert (await params(work, there.coordinator, "broadcast_preview"))["kinds"] == ["address"]


async def test_only_its_writer_sends_it_and_only_coordinators_of_the_buurt_write_and_stop(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident, people=0)
        written = await write(work, there.coordinator, there, nl="Zaterdag koffie")
        for who in (there.truus, there.other_coordinator):
            async with refused(work, NotAllowedError):
                await broadcasts.write(work, who, there.home.id, "nl")
            async with refused(work, NotAllowedError):
                await broadcasts.send(work, who, written.id, written.mark())
        await broadcasts.send(work, there.coordinator, written.id, written.mark())
        async with refused(work, NotAllowedError):
            await broadcasts.stop(work, there.other_coordinator, written.id)


async def test_who_lost_the_role_sends_no_draft_of_then(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident, people=0)
        written = await write(work, there.coordinator, there, nl="Zaterdag koffie")
        await work.tx.change("DELETE FROM role WHERE resident_id = ?", (there.coordinator.id,))
        async with refused(work, NotAllowedError):
            await broadcasts.send(work, there.coordinator, written.id, written.mark())


async def test_drafts_go_after_a_week_and_words_a_month_after_they_were_sent(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident, people=0)
        sent_id = await sent(work, there)
        await work.tx.change("UPDATE broadcast SET state = 'sent'")
        later = work.at(NOW + timedelta(days=8))
        draft = await write(later, there.coordinator, there, nl="Nog eens")
        await stored.forget_old(work.tx, NOW + timedelta(days=16))
        assert await stored.get(work.tx, draft.id) is None
        found = await stored.get(work.tx, sent_id)
        assert found is not None
        assert found.texts
        await stored.forget_old(work.tx, NOW + timedelta(days=31))
        found = await stored.get(work.tx, sent_id)
        assert found is not None
        assert found.texts == {}
