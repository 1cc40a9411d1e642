"""Stories: asked for now and then after good help, told with a yes of both, and taken back by either."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.model import ResidentState, Role
from bot.domain.signals import StoryState
from bot.domain.when import When
from bot.services import arranged, care, checkin, digest, privacy, reports, stories, stories_mine, thanking
from bot.services.work import Work
from storage import residents
from storage import stories as rows
from tests.services.conftest import NOW, Unit, add_resident
from tests.services.neighbours import refused
from tests.services.pairs import (
    Pair,
    deliver,
    due_kinds,
    kinds,
    make_pair,
    params,
    run_until,
    snapshot,
    waiting,
)
from tests.services.talking import Talk
from tests.services.told import helped_well, story_of

ASKED_AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
"""Thursday 10:30 in Amsterdam, two days after the thanks."""
TOLD = "Samir deed mijn boodschappen. Wij dronken thee."


async def asked(work: Work) -> Pair:
    pair = await helped_well(work)
    await run_until(work, ASKED_AT)
    await deliver(work)
    return pair


async def told(work: Work, name: str = "yes") -> Pair:
    pair = await asked(work)
    story = await story_of(work, pair)
    await stories.begin(work, pair.requester, story.id)
    talk = Talk(work, pair.requester)
    await deliver(work)
    await talk.write(TOLD)
    await talk.press(f"story_name:{name}")
    return pair


async def agreed(work: Work) -> Pair:
    pair = await told(work)
    await stories.agree(work, pair.helper, (await story_of(work, pair)).id)
    await deliver(work)
    return pair


async def shown_stories(work: Work, pair: Pair, now: datetime = ASKED_AT) -> list[dict[str, object]]:
    """The stories that the builder of the buurt reads."""
    builder = await add_resident(work, pair.buurt, "Bea")
    await residents.give_role(work.tx, builder.id, pair.buurt.id, Role.BUILDER)
    await digest.show(work.at(now), builder)
    return [each.params for each in await waiting(work, builder) if each.kind == "digest_story"]


async def test_two_days_after_thanks_they_are_asked_by_day(unit: Unit) -> None:
    async with unit() as work:
        pair = await helped_well(work)
        assert (await due_kinds(work))["story_question"] == ASKED_AT
        await run_until(work, ASKED_AT)
        shown = await params(work, pair.requester, "story_question")
        assert (shown["name"], shown["category"]) == ("Samir", "errands")
        assert "story_question" not in await kinds(work, pair.helper)


async def test_they_are_not_asked_again_within_sixty_days(unit: Unit) -> None:
    async with unit() as work:
        pair = await asked(work)
        await stories.not_now(work, pair.requester, (await story_of(work, pair)).id)
        again = work.at(ASKED_AT + timedelta(days=58))
        about = await arranged.around(work, await pair.commitment(work), await pair.match(work))
        await stories.plan(again, pair.requester, about)
        assert await rows.of_resident(work.tx, pair.requester.id) == []
        await stories.plan(work.at(ASKED_AT + timedelta(days=61)), pair.requester, about)
        assert (await story_of(work, pair)).state is StoryState.PLANNED


@pytest.mark.parametrize("trouble", ["missed", "reported", "paused", "gone"])
async def test_they_are_not_asked_where_something_went_wrong(unit: Unit, trouble: str) -> None:
    async with unit() as work:
        pair = await helped_well(work)
        match trouble:
            case "missed":
                await work.record("went_missed", pair.helper, post=pair.post)
            case "reported":
                await reports.report(work, pair.requester, "match", pair.match_id)
            case "paused":
                await residents.set_state(work.tx, pair.requester.id, ResidentState.PAUSED)
            case _:
                await residents.set_state(work.tx, pair.helper.id, ResidentState.REMOVED)
        await deliver(work)
        await run_until(work, ASKED_AT)
        assert "story_question" not in await kinds(work)
        assert await rows.of_resident(work.tx, pair.requester.id) == []


async def test_it_is_not_asked_for_help_that_somebody_else_asked_for(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on((NOW + timedelta(days=1)).date(), at=time(14)))
        await work.tx.change("UPDATE post SET for_name = 'Toos'")
        after = work.at(datetime(2026, 11, 24, 16, tzinfo=UTC))
        await run_until(work, after.now)
        await checkin.answer(after, pair.requester, pair.commitment_id, "good")
        await thanking.send_thanks(after, pair.requester, pair.commitment_id)
        assert "story_question" not in await due_kinds(work)


async def test_the_teller_sees_it_as_it_will_appear_and_the_other_is_not_named(unit: Unit) -> None:
    async with unit() as work:
        pair = await asked(work)
        await stories.begin(work, pair.requester, (await story_of(work, pair)).id)
        talk = Talk(work, pair.requester)
        await talk.write(TOLD)
        preview = (await talk.screen()).params["data"]
        assert (preview["told"], preview["hidden"]) == ("… deed mijn boodschappen. Wij dronken thee.", True)
        await talk.back()
        await talk.write("Het was fijn, Tulpstraat 7")
        await talk.press("story_name:no")
        shown = await params(work, pair.helper, "story_about_you")
        assert (shown["words"], shown["writer"], shown["name"]) == ("Het was fijn", None, "Truus")
        assert (await story_of(work, pair)).state is StoryState.OFFERED


async def test_it_is_told_only_with_a_yes_of_both(unit: Unit) -> None:
    async with unit() as work:
        pair = await told(work)
        story = await story_of(work, pair)
        for stranger in (pair.requester, pair.stranger):
            async with refused(work, NotAllowedError):
                await stories.agree(work, stranger, story.id)
        assert await shown_stories(work, pair) == []
        await stories.agree(work, pair.helper, story.id)
        assert (await kinds(work, pair.requester))[-1] == "story_agreed"
        (shown,) = await shown_stories(work, pair)
        assert shown["words"] == "… deed mijn boodschappen. Wij dronken thee."
        assert shown["writer"] == "Truus"
        assert "Samir" not in json.dumps(shown)


async def test_the_others_no_erases_it_and_its_teller_hears_no_reason(unit: Unit) -> None:
    async with unit() as work:
        pair = await told(work)
        story = await story_of(work, pair)
        await deliver(work)
        await stories.refuse(work, pair.helper, story.id)
        assert await kinds(work, pair.requester) == ["story_not_told"]
        assert await rows.get(work.tx, story.id) is None
        async with refused(work, GoneError):
            await stories.agree(work, pair.helper, story.id)


@pytest.mark.parametrize("way", ["teller", "other", "teller erased", "other erased", "report", "removed"])
async def test_taken_back_it_is_not_sent_and_never_shown_again(unit: Unit, way: str) -> None:
    async with unit() as work:
        pair = await agreed(work)
        story = await story_of(work, pair)
        assert len(await shown_stories(work, pair)) == 1
        match way:
            case "teller":
                await stories.take_back(work, pair.requester, story.id)
            case "other":
                await stories.refuse(work, pair.helper, story.id)
            case "teller erased":
                await privacy.erase(work, pair.requester)
            case "other erased":
                await privacy.erase(work, pair.helper)
            case "report":
                await deliver(work)
                await reports.report(work, pair.requester, "match", pair.match_id)
            case _:
                await deliver(work)
                await residents.set_state(work.tx, pair.helper.id, ResidentState.REMOVED)
        assert "digest_story" not in await kinds(work)
        assert await shown_stories(work, pair) == []
        assert ("boodschappen. Wij" in json.dumps(await snapshot(work.tx), default=str)) is (
            way in ("report", "removed")
        )


async def test_both_see_it_among_what_they_told_and_in_their_data(unit: Unit) -> None:
    async with unit() as work:
        pair = await agreed(work)
        for who, kind in ((pair.requester, "story"), (pair.helper, "about"), (pair.stranger, None)):
            await stories_mine.show(work, who)
            listed = (await params(work, who, "what_i_told"))["told"]
            assert [each[0] for each in listed] == ([kind] if kind else [])
            await privacy.show_data(work, who)
        mine = (await params(work, pair.requester, "your_data"))["data"]
        other = (await params(work, pair.helper, "your_data"))["data"]
        assert mine["your_stories"][0]["words"].startswith("…")
        assert [set(each) for each in other["stories_of_others_about_you"]] == [{"category", "state", "at"}]


async def test_insults_and_a_voice_note_that_nobody_hears_are_asked_again(unit: Unit) -> None:
    async with unit() as work:
        pair = await asked(work)
        await stories.begin(work, pair.requester, (await story_of(work, pair)).id)
        talk = Talk(work, pair.requester)
        await talk.say("FILE")
        assert await talk.kind() == "question_story"
        await talk.write("Zij is een trut")
        assert await talk.kind() == "question_story"


async def test_a_story_that_waits_for_a_yes_is_erased_after_a_month_and_a_told_one_after_a_year(
    unit: Unit,
) -> None:
    async with unit() as work:
        pair = await told(work)
        await care.forget_old(work.at(NOW + timedelta(days=29)))
        await story_of(work, pair)
        await care.forget_old(work.at(NOW + timedelta(days=32)))
        assert await rows.of_resident(work.tx, pair.requester.id) == []


async def test_at_most_two_stories_a_week(unit: Unit) -> None:
    async with unit() as work:
        pair = await agreed(work)
        await work.tx.change(
            "INSERT INTO story (resident_id, other_id, buurt_id, category, state, words, at)"
            " SELECT resident_id, other_id, buurt_id, category, state, words, at FROM story,"
            " (SELECT 1 UNION SELECT 2)"
        )
        assert len(await shown_stories(work, pair)) == 2
        assert len(await shown_stories(work, pair, ASKED_AT + timedelta(days=7))) == 1
