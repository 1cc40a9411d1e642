"""A sentence that the bot takes for a request and is an offer, or the other way: visible, and one tap away."""

from __future__ import annotations

import pytest

from bot.domain.categories import Category
from bot.domain.drafts import Flow
from bot.domain.errors import GoneError
from bot.i18n import languages
from bot.render import render
from bot.services import incoming
from tests.services.conftest import MakeBuurt, Unit
from tests.services.talking import Talk, neighbour


async def _buttons(talk: Talk, lang: str = "nl") -> list[str]:
    screen = await talk.screen()
    rows = render(screen.kind, screen.params, lang).rows
    return [button.data or "" for row in rows for button in row]


async def _text(talk: Talk) -> str:
    screen = await talk.screen()
    return render(screen.kind, screen.params, "nl").text


@pytest.mark.parametrize(
    ("said", "read", "other", "word"),
    [
        ("Wie kan morgen om 14:30 mijn hond uitlaten?", "request", "offer", "U vraagt hulp"),
        ("Ik kan boodschappen doen voor iemand in de buurt", "offer", "request", "U biedt hulp aan"),
    ],
)
async def test_what_it_was_read_as_stands_on_the_first_screen_with_the_way_to_the_other(
    unit: Unit, buurt: MakeBuurt, said: str, read: str, other: str, word: str
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write(said)
        assert (await truus.draft())["flow"] == read
        assert word in await _text(truus)
        for lang in languages():
            assert f"post.kind:{other}" in await _buttons(truus, lang)


async def test_one_tap_reads_the_same_words_the_other_way_and_back(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write("Ik kan boodschappen doen voor iemand in de buurt")
        assert await truus.kind() == "question_days"
        await incoming.read_as(work, truus.who, Flow.REQUEST)
        known = await truus.draft()
        assert (known["flow"], known["category"]) == ("request", "errands")
        assert known["words"] == "Ik kan boodschappen doen voor iemand in de buurt"
        assert await truus.kind() == "question_summary"
        await incoming.read_as(work, truus.who, Flow.OFFER)
        assert await truus.kind() == "question_days"
        await truus.press("days:any", "parts:any", "often:2", "summary:publish")
        assert (await truus.post()).kind == "offer"


async def test_after_the_first_answer_the_way_to_the_other_is_on_the_card(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write("Ik kan boodschappen doen voor iemand in de buurt")
        await truus.press("days:any")
        assert "post.kind:request" not in await _buttons(truus)
        await truus.press("parts:any", "often:2")
        assert await truus.kind() == "question_summary"
        assert "post.kind:request" in await _buttons(truus)


async def test_a_full_screen_keeps_its_six_choices(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST, heard="first", answered=["words"], words="Kan iemand mij helpen?")
        screen = await truus.screen()
        assert screen.kind == "question_category"
        rows = render(screen.kind, screen.params, "nl").rows
        assert sum(len(row) for row in rows[:-1]) == 6
        assert rows[-1][0].data == "post.kind:offer"


async def test_who_pressed_what_they_want_is_not_asked_about_it(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        assert not [each for each in await _buttons(truus) if each.startswith("post.kind")]
        with pytest.raises(GoneError):
            await incoming.read_as(work, truus.who, Flow.OFFER)


async def test_an_old_button_changes_nothing(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        with pytest.raises(GoneError):
            await incoming.read_as(work, truus.who, Flow.OFFER)


async def test_every_kind_of_help_has_a_button(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        seen = set(await _buttons(truus))
        for _ in range(2):
            await truus.press("category:more")
            seen |= set(await _buttons(truus))
        assert {f"d:category:{each}" for each in Category} <= seen
        await truus.press("category:tech")
        assert await truus.kind() == "question_when"
