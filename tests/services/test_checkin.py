"""How it was: the first answer decides, thanks are passed on once, silence ends it quietly."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.errors import GoneError
from bot.domain.model import CommitmentState, PostState
from bot.domain.when import When
from bot.services import agreeing, checkin, drafts, thanking
from bot.services.answers import Given
from bot.services.work import Work
from storage import posts
from tests.services.conftest import NOW, Unit
from tests.services.pairs import Pair, deliver, due_kinds, events_of, kinds, make_pair, params, run_until

AT_TWO = When.on(date(2026, 11, 24), at=time(14))
AFTER = datetime(2026, 11, 24, 15, tzinfo=UTC)


async def asked(unit: Unit) -> Pair:
    """The appointment was at 14:00; at 16:00 both were asked."""
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        await run_until(work, AFTER)
        await deliver(work)
        return pair


async def post_state(work: Work, pair: Pair) -> PostState:
    post = await posts.get(work.tx, pair.post.id)
    assert post is not None
    return post.state


async def test_both_are_asked_two_hours_after(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await run_until(work, AFTER - timedelta(seconds=1))
        await deliver(work)
        assert await run_until(work, AFTER) == ["check_in"]
        assert await kinds(work, pair.requester) == ["check_in"]
        assert await kinds(work, pair.helper) == ["check_in"]


async def test_the_first_glad_face_makes_it_done_and_offers_thanks(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.requester, pair.commitment_id, "good")
        assert (await pair.commitment(work)).state is CommitmentState.DONE
        assert await post_state(work, pair) is PostState.DONE
        assert await kinds(work) == ["thanks_question"]
        assert (await events_of(work, pair.requester))[-2:] == ["face_good", "done"]
        assert (await pair.match(work)).state == "agreed"


async def test_a_day_after_it_was_done_the_match_ends_without_a_word(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.helper, pair.commitment_id, "fair")
        await deliver(work)
        await run_until(work, AFTER + timedelta(hours=23))
        assert (await pair.match(work)).state == "agreed"
        await run_until(work, AFTER + timedelta(days=1))
        assert (await pair.match(work)).state == "ended"
        assert await kinds(work) == []
        assert await due_kinds(work) == {}


async def test_the_others_face_is_recorded_and_decides_nothing(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.requester, pair.commitment_id, "good")
        await checkin.answer(work, pair.helper, pair.commitment_id, "bad")
        await checkin.what_happened(work, pair.helper, pair.commitment_id, "other")
        assert (await pair.commitment(work)).state is CommitmentState.DONE
        assert (await events_of(work, pair.helper))[-2:] == ["face_bad", "went_other"]
        assert (await events_of(work, pair.requester)).count("done") == 1


async def test_nobody_came_makes_it_missed_and_offers_to_ask_again(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.requester, pair.commitment_id, "bad")
        assert await kinds(work) == ["what_happened"]
        assert (await pair.commitment(work)).state is CommitmentState.CONFIRMED
        await checkin.what_happened(work, pair.requester, pair.commitment_id, "missed")
        assert (await pair.commitment(work)).state is CommitmentState.MISSED
        assert await post_state(work, pair) is PostState.CLOSED
        assert (await params(work, pair.requester, "sorry_to_hear"))["post"] == pair.post.id
        assert "missed" in await events_of(work, pair.requester)
        assert "done" not in await events_of(work, pair.requester)


async def test_the_helper_is_not_offered_to_ask_again(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.helper, pair.commitment_id, "bad")
        await checkin.what_happened(work, pair.helper, pair.commitment_id, "missed")
        assert (await params(work, pair.helper, "sorry_to_hear"))["post"] is None


@pytest.mark.parametrize("face", ["good", "wonderful", ""])
async def test_a_face_is_given_once_and_only_one_of_three(unit: Unit, face: str) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.requester, pair.commitment_id, "good")
        with pytest.raises(GoneError):
            await checkin.answer(work, pair.requester, pair.commitment_id, face)


async def test_no_face_before_the_appointment_and_no_story_without_a_sad_face(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        with pytest.raises(GoneError):
            await checkin.answer(work, pair.requester, pair.commitment_id, "good")
        with pytest.raises(GoneError):
            await checkin.what_happened(work.at(AFTER), pair.requester, pair.commitment_id, "missed")
        assert (await pair.commitment(work)).state is CommitmentState.CONFIRMED


async def test_without_an_answer_it_ends_after_three_days_and_is_not_counted_as_helped(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await run_until(work, AFTER + timedelta(days=3))
        assert (await pair.commitment(work)).state is CommitmentState.DONE
        assert await post_state(work, pair) is PostState.DONE
        assert (await pair.match(work)).state == "ended"
        assert await kinds(work) == []
        happened = await events_of(work, pair.requester)
        assert "done_unheard" in happened
        assert "done" not in happened


async def test_after_a_sad_face_alone_it_does_not_end_as_done(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.requester, pair.commitment_id, "bad")
        await run_until(work, AFTER + timedelta(days=3))
        assert (await pair.commitment(work)).state is CommitmentState.MISSED
        assert await post_state(work, pair) is PostState.CLOSED


async def test_thanks_in_set_words_are_passed_on_once(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.requester, pair.commitment_id, "good")
        await deliver(work)
        await thanking.send_thanks(work, pair.requester, pair.commitment_id)
        assert await params(work, pair.helper, "thanks_received") == {
            "name": "Truus",
            "words": None,
            "match": pair.match_id,
        }
        with pytest.raises(GoneError):
            await thanking.send_thanks(work, pair.requester, pair.commitment_id)
        await checkin.answer(work, pair.helper, pair.commitment_id, "good")
        await thanking.send_thanks(work, pair.helper, pair.commitment_id)
        assert "thanks_received" in await kinds(work, pair.requester)


async def test_thanks_in_own_words_are_passed_on_without_account_names(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.requester, pair.commitment_id, "good")
        await thanking.ask_thanks(work, pair.requester, pair.commitment_id)
        await drafts.answer(work, pair.requester, Given(text="Heel lief, groet @truus_123"))
        assert (await params(work, pair.helper, "thanks_received"))["words"] == "Heel lief, groet …"


async def test_no_thanks_before_a_face_and_none_after_a_sad_one(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.helper, pair.commitment_id, "good")
        for face in (None, "bad"):
            if face:
                await checkin.answer(work, pair.requester, pair.commitment_id, face)
            for refused in (
                thanking.send_thanks(work, pair.requester, pair.commitment_id),
                thanking.ask_thanks(work, pair.requester, pair.commitment_id),
            ):
                with pytest.raises(GoneError):
                    await refused


async def test_help_that_was_given_before_a_time_was_told_is_asked_about_at_once(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        await agreeing.ourselves(work, pair.requester, pair.commitment_id)
        await deliver(work)
        await checkin.has_been(work, pair.requester, pair.commitment_id)
        assert await kinds(work) == ["check_in", "check_in"]
        await checkin.answer(work, pair.requester, pair.commitment_id, "good")
        assert (await pair.commitment(work)).state is CommitmentState.DONE
        with pytest.raises(GoneError):
            await checkin.has_been(work, pair.requester, pair.commitment_id)


async def test_who_says_at_night_that_it_has_been_is_asked_at_once_and_the_other_in_the_morning(
    unit: Unit,
) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        await agreeing.ourselves(work, pair.requester, pair.commitment_id)
        await deliver(work)
    async with unit(datetime(2026, 11, 25, 2, tzinfo=UTC)) as work:
        await checkin.has_been(work, pair.requester, pair.commitment_id)
        rows = await work.tx.all("SELECT resident_id, state FROM outbox WHERE kind = 'check_in'")
        assert {row["resident_id"]: row["state"] for row in rows} == {
            pair.requester.id: "waiting",
            pair.helper.id: "later",
        }


async def test_running_the_same_work_again_changes_nothing(unit: Unit) -> None:
    pair = await asked(unit)
    async with unit(AFTER) as work:
        await checkin.answer(work, pair.requester, pair.commitment_id, "good")
        await checkin.match_end(work, pair.match_id)
        await deliver(work)
        before = len(await events_of(work, pair.requester))
        for runner in (checkin.check_in, checkin.check_in_over):
            await runner(work, pair.commitment_id)
        await checkin.match_end(work, pair.match_id)
        assert await kinds(work) == []
        assert len(await events_of(work, pair.requester)) == before


async def test_a_match_whose_appointment_is_ahead_is_not_ended(unit: Unit) -> None:
    async with unit(NOW) as work:
        pair = await make_pair(work, AT_TWO)
        await checkin.match_end(work, pair.match_id)
        await checkin.check_in_over(work, pair.commitment_id)
        assert (await pair.match(work)).state == "agreed"
