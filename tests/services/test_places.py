"""The list of places to go: what everybody sees, and how its coordinators keep it in the chat."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.errors import GoneError, NotAllowedError, NotUnderstoodError
from bot.domain.ids import ResourceId
from bot.domain.model import Resident, ResidentState
from bot.domain.resources import Kind
from bot.services import drafts, resources
from bot.services.answers import Given
from bot.services.place_answers import phone_number, site_address
from bot.services.work import Work
from storage import drafts as draft_rows
from storage import resources as rows
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import MakeBuurt, make_bloemenbuurt, refused
from tests.services.pairs import kinds, params

ANSWERS: tuple[tuple[str, Given], ...] = (
    ("place_kind", Given(value="team")),
    ("place_name", Given(text="Wijkteam Noord")),
    ("place_phone", Given(text="0522-123456")),
    ("place_site", Given(text="www.wijkteam.nl/contact")),
    ("place_address", Given(text="Kerkplein 2, Meppel")),
    ("place_hours", Given(text="ma-vr 9:00-12:30")),
    ("place_languages", Given(value="ar")),
    ("place_languages", Given(value="ready")),
)


async def _fill_in(work: Work, me: Resident, answers: tuple[tuple[str, Given], ...]) -> None:
    for step, given in answers:
        draft = await draft_rows.get(work.tx, me.id)
        assert draft is not None
        assert draft.step == step
        await drafts.answer(work, me, given, step if given.value else None)


async def _shown(work: Work, me: Resident, kind: str) -> dict[str, Any]:
    found = await params(work, me, kind)
    await work.tx.change("DELETE FROM outbox")
    return found


async def test_a_coordinator_fills_in_a_place_and_residents_see_it(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await resources.begin_new(work, there.coordinator, there.home.id)
        await _fill_in(work, there.coordinator, ANSWERS)
        await work.tx.change("DELETE FROM outbox")
        await resources.show_list(work, there.truus)
        listed = await _shown(work, there.truus, "places")
        assert [kind for _, kind, _ in listed["places"]] == ["team", "discrimination", "police"]
        await resources.show_one(work, there.truus, listed["places"][0][0])
        place = (await _shown(work, there.truus, "place"))["place"]
        assert place == {
            "kind": "team",
            "name": "Wijkteam Noord",
            "phone": "0522 123 456",
            "site": "https://www.wijkteam.nl/contact",
            "address": "Kerkplein 2, Meppel",
            "hours": "ma-vr 9:00-12:30",
            "languages": ["ar"],
            "checked_on": "2026-11-23",
        }


async def test_one_field_is_changed_by_one_question(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        entry = await rows.add(work.tx, there.home.id, Kind.POLICE, {"name": "Bureau"}, date(2025, 1, 1))
        await resources.begin_change(work, there.coordinator, entry, "phone")
        await _fill_in(work, there.coordinator, (("place_phone", Given(text="0900-8844")),))
        found = await rows.get(work.tx, entry)
        assert found is not None
        assert (found.name, found.phone) == ("Bureau", "0900 8844")
        assert found.checked_on == date(2026, 11, 23)


async def test_a_place_of_the_buurt_takes_the_place_of_the_national_desk(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await resources.show_list(work, there.truus)
        assert [each[2] for each in (await _shown(work, there.truus, "places"))["places"]] == [None, None]
        await rows.add(work.tx, there.home.id, Kind.POLICE, {"name": "Wijkagent"}, NOW.date())
        await resources.show_list(work, there.truus)
        listed = (await _shown(work, there.truus, "places"))["places"]
        assert [each[2] for each in listed] == ["Wijkagent", None]


async def test_places_of_a_buurt_are_for_its_members(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        entry = await rows.add(work.tx, there.home.id, Kind.TEAM, {"name": "Wijkteam"}, NOW.date())
        newcomer = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        for outside in (newcomer, there.other_coordinator):
            async with refused(work, GoneError):
                await resources.show_one(work, outside, str(entry))
        await resources.show_one(work, newcomer, "police")
        assert await kinds(work, newcomer) == ["place"]
        for nobody in (there.truus, there.other_coordinator):
            async with refused(work, NotAllowedError):
                await resources.remove(work, nobody, entry)


async def test_after_a_year_a_place_is_to_be_looked_at(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        entry = await rows.add(work.tx, there.home.id, Kind.TEAM, {"name": "Wijkteam"}, NOW.date())
        later = work.at(NOW + timedelta(days=365))
        assert await resources.stale(later, there.home.id) == []
        later = work.at(NOW + timedelta(days=366))
        assert [each.id for each in await resources.stale(later, there.home.id)] == [entry]
        await resources.still_right(later, there.coordinator, entry)
        assert await resources.stale(later, there.home.id) == []
        await resources.remove(work, there.coordinator, ResourceId(entry))
        assert await rows.get(work.tx, entry) is None


@pytest.mark.parametrize("text", ["abc", "12345", "0522-123456 toestel 3", "", "1" * 40])
def test_what_nobody_can_dial_is_no_phone_number(text: str) -> None:
    with pytest.raises(NotUnderstoodError):
        phone_number(text)


def test_phone_numbers_are_written_as_they_are_dialled() -> None:
    assert [phone_number(each) for each in ("14 020", "٠٥٢٢١٢٣٤٥٦", "+31 6 12345678", "+49 30 123456")] == [
        "14 020",
        "0522 123 456",
        "06 12345678",
        "+49 30 123456",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "http://a.nl",
        "https://a",
        "javascript:alert(1)",
        "tg://resolve?domain=x",
        "https://u:p@a.nl",
        "https://a.nl:99/",
        "https://a.nl/<b>",
        "https://a.nl https://b.nl",
        "https://1.2.3.4/",
        "https://" + "a" * 70 + ".nl",
        "",
    ],
)
def test_only_a_plain_https_address_is_a_site(text: str) -> None:
    with pytest.raises(NotUnderstoodError):
        site_address(text)


def test_a_bare_host_becomes_an_https_address() -> None:
    assert site_address("www.a.nl/x?y=1") == "https://www.a.nl/x?y=1"
    assert site_address("https://münchen.de/") == "https://xn--mnchen-3ya.de"
