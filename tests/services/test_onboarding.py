"""From the first word to the home screen: by invite, by postcode, and who waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.errors import GoneError
from bot.domain.ids import AccountId
from bot.domain.model import Buurt, ResidentState, Role
from bot.services import home, newcomers, onboarding
from bot.services.work import Work
from storage import buurten, residents
from tests.services.conftest import NOW, MakeBuurt, MakeResident, Unit
from tests.services.pairs import kinds, params
from tests.services.talking import Talk, neighbour


async def _arrives(work: Work, code: str | None = None, first_name: str = "Nour") -> Talk:
    someone = await onboarding.arrive(work, AccountId(77), "ar-SY")
    await onboarding.start(work, someone, first_name, code)
    return Talk(work, someone)


async def _invite(work: Work, where: Buurt, uses: int = 1, role: Role | None = None) -> str:
    await buurten.add_invite(work.tx, "abc", where.id, None, NOW + timedelta(days=1), uses, role)
    return "abc"


async def test_with_an_invite_four_presses_lead_home(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        where = await buurt(work)
        nour = await _arrives(work, await _invite(work, where))
        taps = ("lang:ar", "consent:yes", "name:own")
        await nour.press(*taps)
        assert len(taps) <= 4
        assert await nour.kind() == "home"
        me = await nour.me()
        assert (me.state, me.buurt_id, me.name, me.lang) == (ResidentState.MEMBER, where.id, "Nour", "ar")


async def test_without_an_invite_a_newcomer_waits_and_the_coordinator_is_asked(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        where = await buurt(work)
        carla = await neighbour(work, where, "Carla")
        await residents.give_role(work.tx, carla.who.id, where.id, Role.COORDINATOR)
        nour = await _arrives(work)
        await nour.press("lang:ar", "consent:yes")
        await nour.write("Nour")
        await nour.write("١٢٣٤ AB")
        assert (await nour.screen()).params["waiting"]
        assert (await params(work, carla.who, "co_newcomer"))["name"] == "Nour"
        await newcomers.admit(work, carla.who, nour.who.id)
        assert (await nour.me()).state is ResidentState.MEMBER
        assert await nour.kind() == "admitted"


async def test_an_open_buurt_lets_everybody_in(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        await buurt(work)
        await work.tx.change("UPDATE buurt SET admission = 'open'")
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        await nour.write("1234")
        assert (await nour.me()).state is ResidentState.MEMBER


async def test_no_consent_keeps_nothing_and_says_goodbye(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:no")
        assert await residents.by_account(work.tx, AccountId(77)) is None
        rows = await work.tx.all("SELECT kind, chat_id FROM outbox ORDER BY id")
        assert (rows[-1]["kind"], rows[-1]["chat_id"]) == ("farewell", 77)
        assert await work.tx.all("SELECT * FROM draft") == []


async def test_a_postcode_of_no_buurt_is_kept_as_interest_and_another_may_be_tried(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        await buurt(work)
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        await nour.write("9999")
        await nour.press("postcode:tell_me")
        assert (await nour.screen()).params["postcode"] == "9999"
        assert len(await work.tx.all("SELECT * FROM interest WHERE postcode = '9999'")) == 1
        await onboarding.start(work, await nour.me(), "Nour", None)
        assert await nour.kind() == "question_lang"


async def test_a_postcode_without_a_buurt_keeps_the_question_open(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        where = await buurt(work)
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        await nour.write("9999")
        screen = await nour.screen()
        assert (screen.kind, screen.params["data"]["no_buurt"]) == ("question_postcode", "9999")
        assert await work.tx.all("SELECT * FROM interest") == []
        await nour.write("1234")
        assert await nour.kind() == "home"
        assert (await nour.me()).buurt_id == where.id


async def test_after_five_postcodes_in_an_hour_a_sixth_is_not_looked_up(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        where = await buurt(work)
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        for postcode in ("9991", "9992", "9993", "9994", "9995"):
            await nour.write(postcode)
        await nour.write("1234")
        screen = await nour.screen()
        assert (screen.kind, screen.params["data"]["tried"]) == ("question_postcode", True)
        assert "1234" not in str(screen.params), "whether there is a buurt is not said"
        assert (await nour.me()).buurt_id is None
    async with unit(NOW + timedelta(hours=1, minutes=1)) as work:
        nour = Talk(work, nour.who)
        await nour.write("1234")
        assert (await nour.me()).buurt_id == where.id


async def test_who_gave_no_postcode_cannot_wait_for_one(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        await buurt(work)
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        with pytest.raises(GoneError):
            await nour.press("postcode:tell_me")
        with pytest.raises(GoneError):
            await nour.press("postcode:1234")


async def test_whoever_waited_for_a_buurt_is_told_once_when_there_is_one(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        await nour.write("9999")
        await nour.press("postcode:tell_me")
        elsewhere = await buurt(work)
        await onboarding.buurt_opened(work, elsewhere.id)
        assert await nour.kind() == "no_buurt_yet"
        opened = await buurt(work, "Zeebuurt", "9999")
        await onboarding.buurt_opened(work, opened.id)
        assert await nour.kind() == "buurt_opened"
        assert (await nour.screen()).params == {"postcode": "9999", "buurt": "Zeebuurt"}
        before = len(await kinds(work))
        await onboarding.buurt_opened(work, opened.id)
        assert len(await kinds(work)) == before


async def test_who_found_another_buurt_meanwhile_is_not_told(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        await buurt(work)
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        await nour.write("9999")
        await nour.press("postcode:tell_me")
        await onboarding.start(work, await nour.me(), "Nour", None)
        await nour.press("lang:nl", "consent:yes", "name:own")
        await nour.write("1234")
        assert await work.tx.all("SELECT * FROM interest") == []
        opened = await buurt(work, "Zeebuurt", "9999")
        await onboarding.buurt_opened(work, opened.id)
        assert "buurt_opened" not in [row["kind"] for row in await work.tx.all("SELECT kind FROM outbox")]


async def test_what_is_no_postcode_is_asked_again(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        await buurt(work)
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        for wrong in ("0123", "12", "Bloemenbuurt", "12345"):
            await nour.write(wrong)
            assert (await nour.screen()).params["again"]


async def test_two_buurten_in_one_postcode_are_chosen_from_and_back_tries_another_postcode(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        await buurt(work, "Noord")
        south = await buurt(work, "Zuid")
        only = await buurt(work, "Dorp", "5678")
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        await nour.write("1234")
        assert [name for _, name in (await nour.screen()).params["data"]["choices"]] == ["Noord", "Zuid"]
        await nour.back()
        await nour.write("5678")
        assert (await nour.me()).buurt_id == only.id
        assert south.id != only.id


async def test_back_at_the_very_first_question_asks_it_again(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        nour = await _arrives(work)
        await nour.press("lang:nl")
        for _ in range(3):
            await nour.back()
            assert await nour.kind() == "question_lang"


async def test_an_invite_that_is_used_up_or_expired_says_so_and_leads_to_the_postcode(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        code = await _invite(work, await buurt(work))
        assert await buurten.use_invite(work.tx, code, NOW)
        nour = await _arrives(work, code)
        await nour.press("lang:nl")
        assert (await nour.screen()).params["data"]["bad_code"]
        await nour.press("consent:yes", "name:own")
        assert await nour.kind() == "question_postcode"
        assert await buurten.invite_of(work.tx, code, NOW + timedelta(days=2)) is None


async def test_an_invite_used_up_while_somebody_answered_makes_them_wait(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        code = await _invite(work, await buurt(work))
        nour = await _arrives(work, code)
        await nour.press("lang:nl", "consent:yes")
        await buurten.use_invite(work.tx, code, NOW)
        await nour.press("name:own")
        assert (await nour.me()).state is ResidentState.WAITING


async def test_who_waits_and_opens_an_invite_waits_no_longer(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        where = await buurt(work)
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes", "name:own")
        await nour.write("1234")
        await onboarding.start(work, await nour.me(), "Nour", "wrong")
        assert (await nour.me()).state is ResidentState.WAITING
        await onboarding.start(work, await nour.me(), "Nour", await _invite(work, where))
        assert (await nour.me()).state is ResidentState.MEMBER
        rows = await work.tx.all("SELECT kind FROM event WHERE kind = 'joined'")
        assert len(rows) == 1


async def test_a_barred_account_always_waits_and_uses_up_no_invite(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        code = await _invite(work, await buurt(work), role=Role.COORDINATOR)
        await residents.bar(work.tx, work.account_hash(AccountId(77)), NOW)
        nour = await _arrives(work, code)
        await nour.press("lang:nl", "consent:yes", "name:own")
        for _ in range(2):
            assert (await nour.me()).state is ResidentState.WAITING
            await onboarding.start(work, await nour.me(), "Nour", code)
        assert await residents.roles_of(work.tx, nour.who.id) == []
        assert await buurten.invite_of(work.tx, code, NOW) is not None


async def test_an_operators_link_gives_its_role_once(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        where = await buurt(work)
        code = await _invite(work, where, role=Role.COORDINATOR)
        first, second = await resident(work, where, "Carla"), await resident(work, where, "Wim")
        await onboarding.start(work, first, "Carla", code)
        await onboarding.start(work, second, "Wim", code)
        assert await residents.buurten_of_role(work.tx, first.id, Role.COORDINATOR) == [where.id]
        assert await residents.roles_of(work.tx, second.id) == []
        assert "role_given" in await kinds(work, first)


async def test_start_shows_a_member_home_and_changes_nothing(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        truus = Talk(work, await resident(work, await buurt(work), "Truus"))
        await onboarding.start(work, truus.who, "Andere", None)
        assert (await truus.screen()).params["name"] == "Truus"


async def test_stop_in_the_first_questions_goes_on_where_it_was(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        nour = await _arrives(work)
        await nour.press("lang:nl", "consent:yes")
        await home.stop(work, await nour.me())
        await nour.write("Nour")
        assert await nour.kind() == "question_postcode"


async def test_a_name_is_one_short_line(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        nour = await _arrives(work, first_name="")
        await nour.press("lang:nl", "consent:yes")
        for wrong in ("", "a" * 41, "\u202e"):
            await nour.write(wrong)
            assert (await nour.screen()).params["again"]
        await nour.write("Nour\n\nBuurtkring: uw PIN?")
        assert (await nour.me()).name == "Nour Buurtkring: uw PIN?"
