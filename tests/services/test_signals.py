"""What somebody runs into: told in two taps, counted without them, and theirs to take back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.model import ResidentState, Role
from bot.domain.signals import SIGNALS_KEPT, SignalState, Theme
from bot.services import care, digest, incoming, privacy, signals, signals_reading, stories_mine
from bot.services.work import Work
from storage import residents
from storage import signals as rows
from storage.database import to_text
from tests.services.conftest import NOW, Unit, add_resident
from tests.services.pairs import deliver, due_kinds, kinds, params, snapshot, waiting
from tests.services.told import street, tells


async def events(work: Work) -> list[tuple[object, ...]]:
    found = await work.tx.all("SELECT at, who, post_id, lang, detail FROM event WHERE kind = 'signalled'")
    return [tuple(row) for row in found]


async def test_two_taps_and_it_counts_without_saying_who(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        truus = there.people[0]
        made = await tells(work, truus)
        assert (made.theme, made.state, made.words) == (Theme.MONEY, SignalState.COUNTED, None)
        ((at, who, post, lang, detail),) = await events(work)
        assert (at, who, post, lang) == ("2026-11-22T23:00:00Z", None, None, None), "the day, and nobody"
        assert str(detail).startswith("money:")
        assert str(truus.id) != str(detail).partition(":")[2]
        assert (await kinds(work))[-1] == "signal_noted"
        assert "signals_to_read" not in await due_kinds(work)


async def test_the_mark_of_a_person_is_the_same_for_four_weeks_and_another_after(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        for days in (0, 1, 28):
            await tells(
                work.at(datetime(2026, 10, 27, 9, tzinfo=UTC) + timedelta(days=days)), there.people[0]
            )
        first, second, third = [str(row[-1]) for row in await events(work)]
        assert first == second != third


async def test_a_sentence_is_only_kept_where_it_may_be_read(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        kept = await tells(work, there.people[0], "office", "Het loket is altijd dicht als ik kom")
        assert (kept.state, kept.words) == (SignalState.WRITTEN, "Het loket is altijd dicht als ik kom")
        assert (await due_kinds(work))["signals_to_read"] == datetime(2026, 11, 24, 8, tzinfo=UTC)
        let_go = await tells(work, there.people[1], "office", "Wegsturen doen ze altijd", "no")
        assert let_go.words is None
        await deliver(work)
        assert "Wegsturen" not in json.dumps(await snapshot(work.tx), default=str)


@pytest.mark.parametrize(
    ("said", "kept", "read"),
    [
        (
            "Truus en Samir wachten op de gemeente",
            "… en Samir wachten op de gemeente",
            "… en … wachten op de gemeente",
        ),
        ("Ik ben truus, bel 06-12345678", "Ik ben …, bel", "Ik ben …, bel"),
        (
            "قالت فاطمة ولفاطمة إن Samir انتظر",
            "قالت فاطمة ولفاطمة إن Samir انتظر",
            "قالت فاطمة ولفاطمة إن … انتظر",
        ),
        ("Wim's brief ligt bij het loket", "Wim's brief ligt bij het loket", "… brief ligt bij het loket"),
        ("De wimpel hangt er nog", "De wimpel hangt er nog", "De wimpel hangt er nog"),
    ],
)
async def test_numbers_go_before_anything_is_kept_and_names_before_anybody_else_reads_it(
    unit: Unit, said: str, kept: str, read: str
) -> None:
    async with unit() as work:
        there = await street(work)
        assert (await tells(work.at(NOW - timedelta(days=1)), there.people[0], "office", said)).words == kept
        await signals_reading.show_next(work, there.builder, there.home.id)
        assert (await params(work, there.builder, "signal_to_read"))["words"] == read


@pytest.mark.parametrize("name", ["Samir", "Sander"])
async def test_no_screen_of_the_writer_tells_whether_a_name_is_that_of_a_member(
    unit: Unit, name: str
) -> None:
    async with unit() as work:
        there = await street(work)
        truus, said = there.people[0], f"{name} wacht op de gemeente"
        talk = there.talk(work.at(NOW - timedelta(days=1)))
        await signals.begin(talk.work, truus)
        await talk.press("theme:office")
        await talk.write(said)
        asked = (await talk.screen()).params["data"]
        assert (asked["barrier"], asked["hidden"]) == (said, False)
        await talk.press("barrier_read:yes")
        (made,) = await rows.of_resident(work.tx, truus.id)
        await signals_reading.as_it_is(work, there.builder, made.id)
        assert (await params(work, truus, "signal_proposed"))["words"] == said
        await signals.let_show(work, truus, made.id)
        await stories_mine.show(work, truus)
        assert (await params(work, truus, "what_i_told"))["told"][0][-1] == said
        await residents.give_role(work.tx, truus.id, there.home.id, Role.BUILDER)
        for reader, shown in (
            (truus, said),
            (there.builder, said if name == "Sander" else "… wacht op de gemeente"),
        ):
            await digest.show(work, reader)
            assert (await params(work, reader, "digest_sentence"))["words"] == shown


async def test_a_name_alone_is_an_answer_or_none_whoever_takes_part(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        for name in ("Samir", "Sander"):
            assert (await tells(work, there.people[0], "office", name)).words == name


async def test_discrimination_is_answered_at_once_with_where_to_report_it(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        talk = there.talk(work)
        await signals.begin(work, talk.who)
        await talk.press("theme:discrimination")
        shown = (await talk.screen()).params["data"]
        assert [desk[1] for desk in shown["desks"]] == ["0800-0880"]
        await talk.press("barrier:none")
        assert (await params(work, talk.who, "signal_noted"))["desks"] == shown["desks"]


async def test_words_of_danger_bring_the_numbers_first_and_are_not_kept(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        talk = there.talk(work)
        await signals.begin(work, talk.who)
        await talk.press("theme:other")
        await deliver(work)
        await talk.write("Mijn man slaat mij nu, help")
        assert (await kinds(work, talk.who))[0] == "danger"
        assert await rows.of_resident(work.tx, talk.who.id) == []
        assert "barrier" not in await talk.draft()


async def test_a_theme_may_be_typed_and_a_longer_line_is_the_sentence_too(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        talk = there.talk(work)
        await signals.begin(work, talk.who)
        await talk.write("geld")
        assert await talk.kind() == "question_barrier"
        await talk.press("barrier:none")
        await signals.begin(work, talk.who)
        await talk.write("Bij de gemeente begrijpt niemand mijn brief")
        assert await talk.kind() == "question_barrier_read"
        assert (await talk.draft())["theme"] == Theme.OFFICE
        await talk.back()
        assert await talk.kind() == "question_barrier"


async def test_the_other_themes_are_behind_more_and_a_voice_without_words_is_asked_again(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        talk = there.talk(work)
        await signals.begin(work, talk.who)
        await talk.press("theme:more", "theme:loneliness")
        await talk.say("FILE")
        assert (await talk.screen()).kind == "question_barrier"
        await talk.write("hallo hoe gaat het met iedereen hier")
        assert await talk.kind() == "question_barrier_read"


async def test_three_a_day_and_members_only(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        for theme in ("money", "office", "access"):
            await tells(work, there.people[0], theme)
        with pytest.raises(TooManyError):
            await signals.begin(work, there.people[0])
        newcomer = await add_resident(work, there.home, "Nora", state=ResidentState.WAITING)
        with pytest.raises(NotAllowedError):
            await signals.begin(work, newcomer)


async def test_it_is_taken_back_by_whoever_told_it_and_nobody_else(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        made = await tells(work, there.people[0], "office", "Het loket is altijd dicht")
        with pytest.raises(NotAllowedError):
            await signals.take_back(work, there.people[1], made.id)
        await signals.take_back(work, there.people[0], made.id)
        assert await rows.of_resident(work.tx, there.people[0].id) == []
        assert len(await events(work)) == 1, "what was counted stays a number without anybody in it"
        with pytest.raises(GoneError):
            await signals.take_back(work, there.people[0], made.id)


async def test_my_data_shows_it_and_erasing_takes_it_away(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        await tells(work, there.people[0], "office", "Het loket is altijd dicht")
        await privacy.show_data(work, there.people[0])
        data = (await params(work, there.people[0], "your_data"))["data"]
        assert [each["words"] for each in data["what_you_ran_into"]] == ["Het loket is altijd dicht"]
        await privacy.erase(work, there.people[0])
        await deliver(work)
        left = json.dumps(await snapshot(work.tx), default=str)
        assert "Het loket" not in left
        assert len(await events(work)) == 1


async def test_all_that_one_told_stands_on_pages_of_four(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        for day in range(5):
            await tells(work.at(NOW - timedelta(days=6 - day)), there.people[0])
        await deliver(work)
        await stories_mine.show(work, there.people[0])
        await stories_mine.show(work, there.people[0], 1)
        first, second = [each.params for each in await waiting(work, there.people[0])]
        assert (len(first["told"]), first["further"]) == (4, True)
        assert (len(second["told"]), second["further"], second["page"]) == (1, False, 1)


async def test_what_nobody_read_for_a_month_goes_and_the_whole_signal_in_the_end(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        await tells(work, there.people[0], "office", "Het loket is altijd dicht")
        await care.forget_old(work.at(NOW + timedelta(days=29)))
        assert (await rows.of_resident(work.tx, there.people[0].id))[0].words
        await care.forget_old(work.at(NOW + timedelta(days=31)))
        assert (await rows.of_resident(work.tx, there.people[0].id))[0].state is SignalState.COUNTED
        await care.forget_old(work.at(NOW + SIGNALS_KEPT + timedelta(days=1)))
        assert await rows.of_resident(work.tx, there.people[0].id) == []
        assert to_text(NOW) < to_text(NOW + SIGNALS_KEPT)


async def test_an_edited_message_does_not_undo_what_was_left_out(unit: Unit) -> None:
    async with unit() as work:
        there = await street(work)
        talk = there.talk(work)
        await signals.begin(work, talk.who)
        await talk.press("theme:office")
        await talk.write("Het loket is dicht", message_id=7)
        await incoming.edited(work, talk.who, 7, "Ik ben Truus van nummer 6")
        assert (await talk.draft())["barrier"] == "Het loket is dicht"
