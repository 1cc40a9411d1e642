"""Sentences on their way to the week overview: a reader takes out who it was, the writer has the last word."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.model import Resident, ResidentState, Role
from bot.domain.signals import Signal, SignalState, Theme
from bot.services import digest, privacy, signals, signals_answering, signals_reading
from bot.services.work import Work
from storage import residents
from storage import signals as rows
from tests.services.conftest import NOW, Unit, add_resident
from tests.services.neighbours import refused
from tests.services.pairs import deliver, due_kinds, kinds, params, run_until, snapshot, waiting
from tests.services.talking import Talk
from tests.services.told import IN_BLOCK, LATER, Street, digest_kinds, raised_by, street, tells

A_DAY = timedelta(days=1)
SENTENCE = "Het loket is altijd dicht als ik kom"


async def written(work: Work) -> tuple[Street, Signal]:
    there = await street(work)
    made = await tells(work.at(NOW - A_DAY), there.people[0], "office", SENTENCE)
    await deliver(work)
    return there, made


async def state(work: Work, made: Signal) -> tuple[SignalState, str | None]:
    found = await rows.get(work.tx, made.id)
    assert found is not None
    return found.state, found.words


async def agreed(work: Work) -> tuple[Street, Signal]:
    there, made = await written(work)
    await signals_reading.as_it_is(work, there.builder, made.id)
    await signals.let_show(work, there.people[0], made.id)
    await deliver(work)
    return there, made


async def test_readers_hear_of_it_the_next_morning_the_coordinators_where_there_is_no_builder(
    unit: Unit,
) -> None:
    async with unit() as work:
        there, _ = await written(work)
        assert await run_until(work, NOW + timedelta(days=1)) == ["signals_to_read"]
        assert [each.resident_id for each in await waiting(work)] == [there.builder.id]
        await residents.take_role(work.tx, there.builder.id, there.home.id, Role.BUILDER)
        await signals_reading.remind(work, there.home.id)
        assert (await waiting(work))[-1].resident_id == there.coordinator.id


async def test_nobody_reads_on_the_day_itself_so_that_no_reader_sees_who_was_there_when_it_came(
    unit: Unit,
) -> None:
    async with unit() as work:
        there = await street(work)
        early = work.at(NOW - timedelta(hours=3))  # 07:00: the reminder of 09:00 comes on the next day
        await tells(early, there.people[0], "office", "Zij stuurden mij weer weg")
        await tells(work, there.people[1], "office", SENTENCE)
        await deliver(work)
        assert await run_until(work, NOW) == ["signals_to_read"]
        assert await waiting(work, there.builder) == []
        await signals_reading.show_next(work, there.builder, there.home.id)
        assert (await kinds(work, there.builder))[-1] == "signals_read"
        await deliver(work)
        tomorrow = NOW + A_DAY
        assert await run_until(work, tomorrow) == ["signals_to_read"]
        await signals_reading.show_next(work.at(tomorrow), there.builder, there.home.id)
        shown = (await waiting(work, there.builder))[-1].params
        assert (shown["words"], shown["more"]) == (SENTENCE, 1)


async def test_a_reader_sees_the_sentence_and_not_who_wrote_it(unit: Unit) -> None:
    async with unit() as work:
        there, made = await written(work)
        await signals_reading.show_next(work, there.builder, there.home.id)
        (shown,) = await waiting(work, there.builder)
        assert shown.params == {"signal": made.id, "theme": "office", "words": SENTENCE, "more": 0}
        row = await work.tx.one("SELECT about FROM outbox ORDER BY id DESC")
        assert row is not None
        assert row["about"] == ""
        for stranger in (there.people[0], there.people[1]):
            async with refused(work, NotAllowedError):
                await signals_reading.show_next(work, stranger, there.home.id)
            async with refused(work, NotAllowedError):
                await signals_reading.as_it_is(work, stranger, made.id)


async def test_nobody_reads_their_own_sentence(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        made = await tells(work, there.builder, "office", SENTENCE)
        await signals_reading.show_next(work, there.builder, there.home.id)
        assert (await kinds(work, there.builder))[-1] == "signals_read"
        async with refused(work, NotAllowedError):
            await signals_reading.as_it_is(work, there.builder, made.id)
        await signals_reading.as_it_is(work, there.coordinator, made.id)


async def test_the_readers_version_goes_to_the_writer_and_the_first_one_is_not_kept(unit: Unit) -> None:
    async with unit() as work:
        there, made = await written(work)
        reader = Talk(work, there.builder)
        await signals_reading.begin_rewording(work, there.builder, made.id)
        await reader.write("Een kantoor is vaak dicht, zei Truus")
        assert await state(work, made) == (SignalState.PROPOSED, "Een kantoor is vaak dicht, zei …")
        assert (await params(work, there.people[0], "signal_proposed"))["words"].startswith("Een kantoor")
        await deliver(work)
        assert SENTENCE not in json.dumps(await snapshot(work.tx), default=str)
        with pytest.raises(GoneError):
            await signals_reading.as_it_is(work, there.builder, made.id)


async def test_without_the_writers_yes_it_is_in_no_overview(unit: Unit) -> None:
    async with unit() as work:
        there, made = await written(work)
        assert await digest_kinds(work, there) == ["digest_signals"], "only that it waits to be read"
        await deliver(work)
        await signals_reading.as_it_is(work, there.builder, made.id)
        await deliver(work)
        assert await digest_kinds(work, there) == []
        async with refused(work, NotAllowedError):
            await signals.let_show(work, there.people[1], made.id)
        await signals.keep_back(work, there.people[0], made.id)
        assert await state(work, made) == (SignalState.COUNTED, None)


async def test_with_their_yes_it_stands_in_the_overview_of_one_week(unit: Unit) -> None:
    async with unit() as work:
        there, _ = await agreed(work)
        assert await digest_kinds(work, there) == ["digest_sentence"]
        shown = (await waiting(work, there.builder))[-1]
        assert "Truus" not in json.dumps(shown.params)
        await deliver(work)
        assert await digest_kinds(work, there) == ["digest_sentence"], "the same week, looked at again"
        await deliver(work)
        assert await digest_kinds(work.at(LATER), there) == []


@pytest.mark.parametrize("way", ["keep_back", "take_back", "erase", "removed"])
async def test_taken_back_it_is_not_sent_and_never_shown_again(unit: Unit, way: str) -> None:
    async with unit() as work:
        there, made = await agreed(work)
        await digest.show(work, there.builder)
        match way:
            case "keep_back":
                await signals.keep_back(work, there.people[0], made.id)
            case "take_back":
                await signals.take_back(work, there.people[0], made.id)
            case "erase":
                await privacy.erase(work, there.people[0])
            case _:
                await deliver(work)
                await residents.set_state(work.tx, there.people[0].id, ResidentState.REMOVED)
        assert "digest_sentence" not in await kinds(work, there.builder)
        assert "digest_sentence" not in await digest_kinds(work, there)


async def test_at_most_two_sentences_a_week_the_others_wait_for_the_next(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        for person in there.people[:3]:
            made = await tells(work, person, "office", SENTENCE)
            await signals_reading.as_it_is(work, there.builder, made.id)
            await signals.let_show(work, person, made.id)
        await deliver(work)
        assert await digest_kinds(work, there) == ["digest_sentence"] * 2
        await deliver(work)
        assert await digest_kinds(work.at(LATER), there) == ["digest_sentence"]


async def test_what_cannot_be_shown_is_erased_and_the_writer_hears_it_kindly(unit: Unit) -> None:
    async with unit() as work:
        there, made = await written(work)
        await signals_reading.not_shown(work, there.coordinator, made.id)
        assert await state(work, made) == (SignalState.COUNTED, None)
        assert await kinds(work, there.people[0]) == ["signal_not_shown"]


@pytest.mark.parametrize(("people", "told"), [(4, []), (5, [["money", 5]])])
async def test_the_overview_counts_people_from_five_on(unit: Unit, people: int, told: list[object]) -> None:
    async with unit() as work:
        there = await street(work)
        await raised_by(work, there, people)
        await tells(work.at(IN_BLOCK + timedelta(days=2)), there.people[0])
        await deliver(work)
        await digest.show(work, there.builder)
        found = [
            each.params["raised"]["themes"] for each in await waiting(work) if each.kind == "digest_signals"
        ]
        assert [each for themes in found for each in themes] == told


async def test_a_signal_taken_back_changes_no_number_of_weeks_that_are_over(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        await raised_by(work, there, 5)
        (mine,) = await rows.of_resident(work.tx, there.people[0].id)
        await signals.take_back(work, there.people[0], mine.id)
        assert (
            await signals_answering.told(work, there.home, digest.whole_week(work, there.home, None) or 0)
        ).themes


async def answers(
    work: Work, builder: Resident, there: Street, words: str = "Maandag is er spreekuur"
) -> Talk:
    talk = Talk(work, builder)
    await signals_answering.begin(work, builder, there.home.id, Theme.MONEY)
    await talk.write(words)
    await talk.write("يوم الاثنين مساءً")
    return talk


async def test_the_builder_answers_everybody_who_raised_a_theme_and_does_not_learn_who(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        await raised_by(work, there, 5)
        await tells(work, there.people[6])
        await deliver(work)
        talk = await answers(work, there.builder, there)
        preview = await talk.screen()
        assert preview.kind == "question_answer_check"
        assert not [each for each in await kinds(work) if each == "signal_answer"], "nothing before the yes"
        await talk.press("answer_check:send")
        got = [each for each in await waiting(work) if each.kind == "signal_answer"]
        assert {each.resident_id for each in got} == {
            each.id for each in [*there.people[:5], there.people[6]]
        }
        assert got[0].params["answers"] == ["Maandag is er spreekuur", "يوم الاثنين مساءً"]
        said = (await params(work, there.builder, "answer_sent")) | preview.params
        assert not [each.name for each in there.people if each.name in json.dumps(said)]
        assert set(await params(work, there.builder, "answer_sent")) == {"theme"}, "not how many"


async def test_fewer_than_five_are_not_answered_nor_by_anybody_else(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        await raised_by(work, there, 4)
        await signals_answering.choose(work, there.builder, there.home.id)
        assert (await params(work, there.builder, "answer_which"))["themes"] == []
        async with refused(work, GoneError):
            await signals_answering.begin(work, there.builder, there.home.id, Theme.MONEY)
        await raised_by(work, there, 5)
        for stranger in (there.coordinator, there.people[0], await add_resident(work, there.home, "Bob")):
            async with refused(work, NotAllowedError):
                await signals_answering.begin(work, stranger, there.home.id, Theme.MONEY)


async def test_by_night_an_answer_waits_for_the_morning_and_three_a_week_are_enough(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        await raised_by(work, there, 5)
        for hours in (13, 14, 15):
            late = work.at(NOW + timedelta(hours=hours))
            await (await answers(late, there.builder, there)).press("answer_check:send")
        row = await work.tx.one(
            "SELECT count(*) AS n FROM outbox WHERE kind = 'signal_answer' AND state = 'later'"
        )
        assert row is not None
        assert row["n"] == 15
        await run_until(work, NOW + timedelta(hours=16))
        row = await work.tx.one(
            "SELECT count(*) AS n FROM outbox WHERE kind = 'signal_answer' AND state = 'waiting'"
        )
        assert row is not None
        assert row["n"] == 0
        with pytest.raises(TooManyError):
            await answers(work.at(NOW + timedelta(hours=16)), there.builder, there)
        assert "signals_to_read" not in await due_kinds(work)
