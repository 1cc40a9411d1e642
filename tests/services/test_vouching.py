"""A member says "I know them", and a newcomer is in."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.model import Admission, Resident, ResidentState
from bot.services import audit, links, marks, newcomers, vouching
from bot.services.work import Work
from storage import buurten, residents
from storage import vouching as rows
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import Bloemenbuurt, MakeBuurt, make_bloemenbuurt, person, refused, reported
from tests.services.pairs import events_of, kinds, params

LATER = NOW + timedelta(days=20)
"""The neighbours have taken part for long enough by then."""


async def _there(
    work: Work, buurt: MakeBuurt, resident: MakeResident, admission: Admission = Admission.VOUCHING
) -> Bloemenbuurt:
    there = await make_bloemenbuurt(work.at(NOW), buurt, resident)
    await buurten.set_admission(work.tx, there.home.id, admission)
    return there


async def _newcomer(work: Work, there: Bloemenbuurt, resident: MakeResident, name: str = "Nour") -> Resident:
    return await resident(work, there.home, name, "ar", state=ResidentState.WAITING)


async def _link(work: Work, newcomer: Resident) -> str:
    await vouching.make_link(work, newcomer)
    link = str((await params(work, newcomer, "vouch_to_forward"))["link"])
    return link.partition("start=")[2]


async def test_a_newcomer_shows_a_link_and_is_in_at_a_members_word(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(LATER) as work:
        there = await _there(work, buurt, resident)
        newcomer = await _newcomer(work, there, resident)
        code = await _link(work, newcomer)
        assert await links.opened(work, there.truus, code)
        assert (await params(work, there.truus, "vouch_question"))["name"] == "Nour"
        await vouching.vouch(work, there.truus, code.removeprefix(vouching.LINK))
        assert (await person(work, newcomer)).state is ResidentState.MEMBER
        assert (await kinds(work, newcomer))[-1] == "admitted"
        told = await params(work, there.coordinator, "co_vouched")
        assert told == {"name": "Nour", "by": "Truus"}
        assert "vouched" in await events_of(work, there.truus)


async def test_a_link_works_once_and_not_after_a_coordinators_answer(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(LATER) as work:
        there = await _there(work, buurt, resident)
        newcomer = await _newcomer(work, there, resident)
        code = await _link(work, newcomer)
        await newcomers.refuse(work, there.coordinator, newcomer.id)
        async with refused(work, GoneError):
            await vouching.vouch(work, there.truus, code.removeprefix(vouching.LINK))
        assert await links.opened(work, there.truus, code)
        assert "vouch_over" in await kinds(work, there.truus)


async def test_three_in_three_months_are_enough(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> None:
    async with unit(LATER) as work:
        there = await _there(work, buurt, resident)
        codes = [
            (await _link(work, await _newcomer(work, there, resident, name))).removeprefix(vouching.LINK)
            for name in ("Nour", "Piet", "Omar", "Els")
        ]
        for code in codes[:3]:
            await vouching.vouch(work, there.truus, code)
        async with refused(work, NotAllowedError):
            await vouching.vouch(work, there.truus, codes[3])
        await vouching.open_link(work, there.truus, vouching.LINK + codes[3])
        assert (await params(work, there.truus, "vouch_cannot"))["why"] == "often"
        async with refused(work, NotAllowedError):
            await vouching.vouch(work.at(LATER + timedelta(days=31)), there.truus, codes[3])
        await vouching.vouch(work.at(LATER + timedelta(days=91)), there.truus, codes[3])


async def test_who_came_in_by_a_word_gives_theirs_after_a_month(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(LATER) as work:
        there = await _there(work, buurt, resident)
        ring = [await _newcomer(work, there, resident, name) for name in ("Nour", "Omar")]
        first, second = [(await _link(work, each)).removeprefix(vouching.LINK) for each in ring]
        await vouching.vouch(work, there.truus, first)
        nour, early = await person(work, ring[0]), work.at(LATER + timedelta(days=29))
        await vouching.open_link(early, nour, vouching.LINK + second)
        assert (await params(work, nour, "vouch_cannot"))["why"] == "by_word"
        async with refused(work, NotAllowedError):
            await vouching.vouch(early, nour, second)
        await vouching.vouch(work.at(LATER + timedelta(days=31)), nour, second)


async def test_a_ring_brings_ten_into_a_buurt_in_a_month_however_large_it_is(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(LATER) as work:
        there = await _there(work, buurt, resident)
        ring = [await resident(work.at(NOW), there.home, f"Ring {n}") for n in range(4)]
        came = [await _newcomer(work, there, resident, f"New {n}") for n in range(11)]
        codes = [(await _link(work, each)).removeprefix(vouching.LINK) for each in came]
        for n, code in enumerate(codes[:10]):
            await vouching.vouch(work, ring[n // 3], code)
        await vouching.open_link(work, ring[3], vouching.LINK + codes[10])
        assert (await params(work, ring[3], "vouch_cannot"))["why"] == "later", "as for any other reason"
        async with refused(work, NotAllowedError):
            await vouching.vouch(work, ring[3], codes[10])
        assert (await person(work, came[10])).state is ResidentState.WAITING, "a coordinator looks at it"
        await vouching.vouch(work.at(LATER + timedelta(days=31)), ring[3], codes[10])


async def test_the_log_of_the_coordinators_says_who_vouched_for_whom(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(LATER) as work:
        there = await _there(work, buurt, resident)
        newcomer = await _newcomer(work, there, resident)
        await vouching.vouch(work, there.truus, (await _link(work, newcomer)).removeprefix(vouching.LINK))
        await audit.show(work, there.coordinator, there.home.id)
        (act,) = (await params(work, there.coordinator, "audit"))["acts"]
        assert (act["kind"], act["name"], act["about"]) == ("vouched", "Truus", newcomer.id)


async def test_who_is_new_or_reported_or_lives_elsewhere_cannot_vouch_and_a_report_is_not_named(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(LATER) as work:
        there = await _there(work, buurt, resident)
        code = await _link(work, await _newcomer(work, there, resident))
        fresh = await resident(work, there.home, "Fleur")
        await reported(work, there.truus, there.samir)
        for who, why in ((fresh, "new"), (there.samir, "later"), (there.other_coordinator, "elsewhere")):
            await vouching.open_link(work, who, code)
            assert (await params(work, who, "vouch_cannot"))["why"] == why
            async with refused(work, NotAllowedError):
                await vouching.vouch(work, who, code.removeprefix(vouching.LINK))


async def test_a_barred_account_waits_for_a_coordinator_whoever_knows_them(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(LATER) as work:
        there = await _there(work, buurt, resident)
        newcomer = await _newcomer(work, there, resident)
        await rows.keep_link(work.tx, newcomer.id, "x" * 16)
        await residents.bar(work.tx, work.account_hash(newcomer.account), NOW)
        async with refused(work, GoneError):
            await vouching.make_link(work, newcomer)
        async with refused(work, GoneError):
            await vouching.vouch(work, there.truus, "x" * 16)


async def test_where_coordinators_say_yes_to_each_no_word_lets_anybody_in(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(LATER) as work:
        there = await _there(work, buurt, resident, Admission.APPROVAL)
        newcomer = await _newcomer(work, there, resident)
        async with refused(work, GoneError):
            await vouching.make_link(work, newcomer)
        await marks.set_admission(work, there.coordinator, there.home.id, Admission.VOUCHING)
        assert (await buurten.get(work.tx, there.home.id)).admission is Admission.VOUCHING
        await vouching.make_link(work, newcomer)
        await marks.set_admission(work, there.coordinator, there.home.id, Admission.OPEN)
        assert (await buurten.get(work.tx, there.home.id)).admission is Admission.OPEN
