"""What somebody of ill will tries with what the bot lets them do, and what it brings them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.domain.categories import Category
from bot.domain.drafts import Flow
from bot.domain.errors import GoneError, NotAllowedError, NotUnderstoodError, TooManyError
from bot.domain.line import Line
from bot.domain.model import AskState, Buurt, Post, PostState
from bot.domain.when import When
from bot.i18n import speaker
from bot.render.cards import card_lines
from bot.render.checkin import thanks_received
from bot.services import (
    answering,
    guarding,
    incoming,
    matches,
    open_requests,
    posting,
    privacy,
    report_cases,
    reports,
    sharing,
)
from bot.services.answers import first_name
from bot.services.work import Work
from storage import inbox, posts, residents
from storage import matches as match_rows
from storage import reports as report_rows
from tests.handlers.test_coordination import press
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import (
    MakeBuurt,
    ask_of,
    asked,
    make_bloemenbuurt,
    post_of,
    refused,
    reported,
    state_of,
)
from tests.services.pairs import deliver, kinds, make_pair, params
from tests.services.talking import Talk, neighbour

AT_TWO = When.on(date(2026, 11, 24), at=time(14))


async def test_a_no_after_an_earlier_yes_takes_the_contact_details_back(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await sharing.share_contact(work, pair.requester, pair.match_id)
        await sharing.keep_contact(work, pair.requester, pair.match_id)
        await sharing.share_contact(work, pair.helper, pair.match_id)
        assert "contact_shared" not in await kinds(work)
        assert "contact_waiting" in await kinds(work, pair.helper)


async def test_a_helper_learns_no_name_by_reporting_before_the_requesters_yes(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        offered = await match_rows.offer(work.tx, post.id, there.truus.id, there.samir.id, "42", NOW)
        assert offered is not None
        await reports.confirm(work, there.samir, "match", offered)
        assert (await params(work, there.samir, "report_confirm"))["name"] is None
        await reports.confirm(work, there.truus, "match", offered)
        assert (await params(work, there.truus, "report_confirm"))["name"] == "Samir"
        await deliver(work)
        await match_rows.end(work.tx, offered, NOW)
        await reports.confirm(work, there.samir, "match", offered)
        assert (await params(work, there.samir, "report_confirm"))["name"] is None


async def test_after_both_said_yes_the_question_before_a_report_names_the_other(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await reports.confirm(work, pair.helper, "match", pair.match_id)
        assert (await params(work, pair.helper, "report_confirm"))["name"] == "Truus"


async def _for_riet(work: Work, joke: Talk, riet: Talk) -> Post:
    await joke.begin(Flow.REQUEST)
    await joke.press("category:pets", "when:any", "words:none", "summary:other")
    await incoming.receive(work, joke.who, Line(3, contact=("Riet", int(riet.who.account))))
    await joke.press("summary:publish")
    return await joke.post()


async def _two(work: Work, home: Buurt) -> tuple[Talk, Talk]:
    return await neighbour(work, home, "Joke"), await neighbour(work, home, "Riet")


async def test_asking_once_more_reaches_nobody_who_stopped_it(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        joke, riet = await _two(work, await buurt(work))
        made = await _for_riet(work, joke, riet)
        await posting.stop_for_me(work, riet.who, made.id)
        await deliver(work)
        await posting.again(work, await joke.me(), made.id)
        await joke.press("when:any", "summary:publish")
        assert await kinds(work, riet.who) == []
        assert (await joke.post()).for_resident_id is None


async def test_asking_once_more_reaches_nobody_who_is_kept_apart(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        joke, riet = await _two(work, await buurt(work))
        made = await _for_riet(work, joke, riet)
        await posting.close(work, joke.who, made.id)
        await report_rows.block(work.tx, riet.who.id, joke.who.id)
        await deliver(work)
        await posting.again(work, await joke.me(), made.id)
        await joke.press("when:any", "summary:publish")
        assert await kinds(work, riet.who) == []


async def test_who_is_put_on_a_post_by_a_change_hears_it(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        joke, riet = await _two(work, await buurt(work))
        await joke.begin(Flow.REQUEST)
        await joke.press("category:pets", "when:any", "words:none", "summary:publish")
        made = await joke.post()
        await posting.change(work, await joke.me(), made.id)
        await joke.press("summary:other")
        await incoming.receive(work, joke.who, Line(3, contact=("Riet", int(riet.who.account))))
        await joke.press("summary:publish")
        assert (await joke.post()).for_resident_id == riet.who.id
        assert await kinds(work, riet.who) == ["posted_for_you"]


async def test_who_a_held_post_is_for_hears_it_when_it_is_released(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus, about=there.wim)
        await posts.set_state(work.tx, post.id, PostState.HELD, NOW, was=frozenset({PostState.OPEN}))
        await open_requests.release(work, there.coordinator, post.id)
        assert await kinds(work, there.wim) == ["posted_for_you"]


async def test_what_a_neighbour_said_yes_to_does_not_change_under_them(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await neighbour(work, home, "Truus"), await neighbour(work, home, "Samir")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets", "when:any", "words:none", "summary:publish")
        made = await truus.post()
        await posting.change(work, await truus.me(), made.id)
        ask = await asked(work, made, samir.who)
        await answering.say_yes(work, samir.who, ask.id)
        await truus.press("summary:category", "category:childcare", "summary:publish")
        assert (await truus.post()).category is Category.PETS
        assert await truus.kind() == "no_longer"
        async with refused(work, GoneError):
            await posting.change(work, truus.who, made.id)
        match = await match_rows.live_of_post(work.tx, made.id)
        assert match is not None
        await matches.accept(work, truus.who, match.id)
        assert await state_of(work, made) is PostState.MATCHED


async def test_a_yes_of_unknown_age_does_not_become_one_to_a_visit(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await neighbour(work, home, "Truus"), await neighbour(work, home, "Samir", adult=None)
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets", "when:any", "words:none", "summary:publish")
        made = await truus.post()
        ask = await asked(work, made, samir.who, AskState.YES)
        await posting.change(work, await truus.me(), made.id)
        await truus.press("summary:category", "category:childcare", "summary:publish")
        assert (await truus.post()).category is Category.CHILDCARE
        assert (await ask_of(work, ask.id)).state is AskState.WITHDRAWN
        assert await samir.kind() == "not_going_on"


async def test_closing_and_posting_again_has_an_end(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        for _ in range(posting.MOST_NEW):
            await truus.begin(Flow.REQUEST)
            await truus.press("category:pets", "when:any", "words:none", "summary:publish")
            await posting.close(work, truus.who, (await truus.post()).id)
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets", "when:any", "words:none")
        async with refused(work, TooManyError), work.tx.savepoint():
            await truus.press("summary:publish")
        assert await posts.live_of(work.tx, truus.who.id) == []
    async with unit(NOW + timedelta(days=1, minutes=1)) as work:
        truus = Talk(work, truus.who)
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets", "when:any", "words:none", "summary:publish")
        assert len(await posts.live_of(work.tx, truus.who.id)) == 1


@pytest.mark.parametrize(
    "name", ["Bel 0612345678", "Jan t.me/jan", "@jan_de_vries", "\u200b\u200b", "🙂", "..."]
)
async def test_a_name_is_a_name_and_no_way_to_be_reached(unit: Unit, buurt: MakeBuurt, name: str) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus = await neighbour(work, home, "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets", "when:any", "words:none", "summary:other")
        await truus.write(name)
        assert await truus.kind() == "question_for_name"
        with pytest.raises(NotUnderstoodError):
            first_name(name)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("bel 06\u200b12\u200b34\u200b56\u200b78", "bel"),
        ("bel 06\u00ad12345678 of mail jan@ex\u2060ample.nl", "bel of mail"),
        ("NL91\u200cABNA0417164300", None),
        ("schrijf mij @jan_de_vries", "schrijf mij"),
        ("tg://user?id=123 is van mij", "is van mij"),
    ],
)
def test_invisible_signs_hide_no_number_and_an_account_name_is_left_out(text: str, left: str | None) -> None:
    assert guarding.public(text).words == left


def test_invisible_signs_that_hide_nothing_stay() -> None:
    assert guarding.public("خانه\u200cها 👩\u200d👧").words == "خانه\u200cها 👩\u200d👧"


def test_an_invisible_sign_takes_no_warning_away_from_a_relay() -> None:
    assert guarding.risky("mijn pin is 12\u200b34") == ("pin",)


async def test_who_was_reported_by_mistake_is_not_remembered_when_they_leave(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        report = await reported(work, there.wim, there.truus)
        await report_cases.misunderstanding(work, there.coordinator, report.id)
        async with refused(work, GoneError):
            await report_cases.misunderstanding(work, there.coordinator, report.id)
        await privacy.erase(work, there.truus)
        assert not await residents.barred(work.tx, work.account_hash(there.truus.account))


async def test_who_sends_very_much_does_not_hold_up_the_others(unit: Unit) -> None:
    async with unit() as work:
        flood = [(number, 7, "{}") for number in range(1, 201)]
        await inbox.store(work.tx, [*flood, (201, 8, "{}")], NOW)
        first = await inbox.waiting(work.tx, 50)
        assert [each.update_id for each in first] == [1, 2, 3, 4, 5, 201]


async def test_who_is_pestered_with_help_asked_for_them_can_report_it(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        joke, riet = await _two(work, there.home)
        made = await _for_riet(work, joke, riet)
        async with refused(work, NotAllowedError):
            await reports.report(work, there.wim, "post", made.id)
        await reports.report(work, riet.who, "post", made.id)
        assert await state_of(work, made) is PostState.CLOSED
        assert await report_rows.blocked(work.tx, riet.who.id, joke.who.id)
        assert "co_report" in await kinds(work, there.coordinator)
        assert await joke.kind() == "not_going_on"


async def test_an_old_button_of_somebody_erased_keeps_nothing_of_them(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await privacy.erase(work, there.truus)
        for data in ("post.mine", "d:words:none", "me.forget:now", "nonsense"):
            await press(work, there.truus, data)
        assert await residents.by_account(work.tx, there.truus.account) is None
        assert (await kinds(work))[-1] == "no_longer"
        await press(work, there.truus, "nav.home")
        assert await residents.by_account(work.tx, there.truus.account) is not None


def test_no_line_of_a_neighbours_words_can_pass_for_one_of_the_bot() -> None:
    words = "Melk\n\n<b>Buurtkring:</b> geef uw pas\u2028aan de helper"
    card = card_lines(speaker("nl"), {"words": words})
    thanks = thanks_received(speaker("ar"), name="Wim", words=words, match=1).text
    assert [line[0] for line in card.splitlines()] == ["💬"] * 3
    assert [line[0] for line in thanks.splitlines()[1:]] == ["💬"] * 3
    assert "<b>Buurtkring" not in card + thanks
