"""What a buurt asks of its helpers: a yes to the first time, and a certificate of conduct."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.domain.candidates import Ring
from bot.domain.categories import Category
from bot.domain.drafts import Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.marks import Mark
from bot.domain.model import AskState, PostKind
from bot.services import answering, care, drafts, marks, visits, vog
from bot.services.answers import Given
from bot.services.work import Work
from storage import candidates, matches, own_data, residents, trust
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import (
    Bloemenbuurt,
    MakeBuurt,
    ask_of,
    asked,
    make_bloemenbuurt,
    person,
    post_of,
    refused,
)
from tests.services.pairs import kinds, params


async def _asked_for(work: Work, there: Bloemenbuurt, category: Category) -> set[int]:
    """Who may be asked for a request of Truus."""
    post = await post_of(work, there.truus, category=category)
    return {each.resident_id for each in await candidates.of_ring(work.tx, post, Ring.OWN, work.now)}


async def test_the_first_errand_of_a_helper_needs_a_yes_where_the_buurt_marks_money(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await marks.switch_first_yes(work, there.coordinator, there.home.id, Mark.MONEY, True)
        ask = await asked(work, await post_of(work, there.truus), there.samir)
        await answering.say_yes(work, there.samir, ask.id)
        assert "visit_waits" in await kinds(work, there.samir)
        assert await matches.live_of_post(work.tx, ask.post_id) is None
        assert (await params(work, there.coordinator, "co_visit"))["helped"] == 0
        await visits.allow(work, there.coordinator, ask.id)
        assert await matches.live_of_post(work.tx, ask.post_id) is not None
        again = await asked(work, await post_of(work, there.truus), there.samir)
        await answering.say_yes(work, there.samir, again.id)
        assert await matches.live_of_post(work.tx, again.post_id) is not None


async def test_a_yes_counts_for_what_it_was_about_and_nothing_else(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await marks.switch_first_yes(work, there.coordinator, there.home.id, Mark.CHILDCARE, True)
        await residents.set_adult(work.tx, there.samir.id, True)
        samir = await person(work, there.samir)
        company = await asked(work, await post_of(work, there.truus, category=Category.COMPANY), samir)
        childcare = await asked(work, await post_of(work, there.wim, category=Category.CHILDCARE), samir)
        for ask in (company, childcare):
            await answering.say_yes(work, samir, ask.id)
        await visits.allow(work, there.coordinator, company.id)
        assert await trust.trusted_for(work.tx, samir.id) == {Mark.HOME}
        assert await matches.live_of_post(work.tx, childcare.post_id) is None
        await visits.allow(work, there.coordinator, childcare.id)
        assert await matches.live_of_post(work.tx, childcare.post_id) is not None


async def test_visits_at_home_need_a_yes_until_a_coordinator_chooses_otherwise(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await marks.switch_first_yes(work, there.coordinator, there.home.id, Mark.HOME, False)
        await residents.set_adult(work.tx, there.samir.id, True)
        ask = await asked(work, await post_of(work, there.truus, category=Category.COMPANY), there.samir)
        await answering.say_yes(work, await person(work, there.samir), ask.id)
        assert await matches.live_of_post(work.tx, ask.post_id) is not None


async def test_who_has_shown_no_certificate_is_not_asked_and_is_told_once(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await post_of(work, there.samir, PostKind.OFFER, Category.CHILDCARE)
        await post_of(work, there.samir, PostKind.OFFER, Category.PETS)
        assert await _asked_for(work, there, Category.CHILDCARE) == {there.samir.id}
        for on in (True, False, True):
            await marks.switch_vog(work, there.coordinator, there.home.id, Mark.CHILDCARE, on)
        assert (await kinds(work, there.samir)).count("vog_wanted") == 1
        assert await _asked_for(work, there, Category.CHILDCARE) == set()
        assert await _asked_for(work, there, Category.PETS) == {there.samir.id}
        await vog.show_next(work, there.coordinator, there.home.id)
        await vog.seen_today(work, there.coordinator, there.samir.id)
        assert await _asked_for(work, there, Category.CHILDCARE) == {there.samir.id}
        data = await own_data.everything(work.tx, there.samir.id, there.samir.account)
        assert data["certificate_of_conduct"]["seen_on"] == "2026-11-23"
        async with refused(work, GoneError):
            await vog.seen_today(work, there.coordinator, there.samir.id)


async def test_who_says_yes_without_one_hears_what_is_needed_and_another_is_asked(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        ask = await asked(work, await post_of(work, there.truus), there.samir)
        await marks.switch_vog(work, there.coordinator, there.home.id, Mark.MONEY, True)
        await answering.say_yes(work, there.samir, ask.id)
        assert "vog_needed" in await kinds(work, there.samir)
        assert (await ask_of(work, ask.id)).state is AskState.WITHDRAWN


async def test_the_day_may_be_written_and_after_three_years_it_is_asked_again(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await post_of(work, there.samir, PostKind.OFFER, Category.CHILDCARE)
        await marks.switch_vog(work, there.coordinator, there.home.id, Mark.CHILDCARE, True)
        await vog.ask_day(work, there.coordinator, there.samir.id)
        for text in ("morgen", "24-11-2026", "1-1-2019", "31-2-2026"):
            await drafts.answer(work, there.coordinator, Given(text=text))
            assert await trust.vog_seen_on(work.tx, there.samir.id) is None
        await drafts.answer(work, there.coordinator, Given(text="3 september"))
        assert await trust.vog_seen_on(work.tx, there.samir.id) == date(2026, 9, 3)
        for years, kept in ((2.9, True), (3.1, False)):
            await care.forget_old(
                work.at(datetime(2026, 9, 3, tzinfo=NOW.tzinfo) + timedelta(days=365.25 * years))
            )
            assert (await trust.vog_seen_on(work.tx, there.samir.id) is not None) is kept
        assert (await kinds(work, there.samir)).count("vog_wanted") == 2


async def test_only_the_coordinator_of_the_buurt_sets_and_sees_any_of_it(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        home = there.home.id
        await post_of(work, there.samir, PostKind.OFFER, Category.CHILDCARE)
        await marks.switch_vog(work, there.coordinator, home, Mark.CHILDCARE, True)
        for nobody in (there.truus, there.other_coordinator):
            async with refused(work, NotAllowedError):
                await marks.switch_vog(work, nobody, home, Mark.HOME, True)
            async with refused(work, NotAllowedError):
                await marks.switch_first_yes(work, nobody, home, Mark.HOME, False)
            async with refused(work, NotAllowedError):
                await marks.set_vog_years(work, nobody, home, 5)
            async with refused(work, NotAllowedError):
                await vog.seen_today(work, nobody, there.samir.id)
            async with refused(work, NotAllowedError):
                await drafts.FINISH[Flow.VOG](
                    work, nobody, {"helper": there.samir.id, "seen_on": "2026-11-23"}
                )
