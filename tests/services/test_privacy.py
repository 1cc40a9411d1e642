"""My data: all of mine and nothing of anybody else; and erasing, of which nothing stays."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.domain.ids import AccountId
from bot.domain.model import Draft, MatchState, PostKind, PostState, ResidentState, Role
from bot.render import render
from bot.services import privacy
from bot.services.work import Work
from storage import drafts, events, inbox, matches, posts, relays, reports, residents
from storage.database import Database
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import (
    MakeBuurt,
    asked,
    make_bloemenbuurt,
    match_of,
    matched,
    person,
    post_of,
    reported,
    state_of,
)
from tests.services.pairs import deliver, kinds, params, snapshot, waiting

NAMES_A_RESIDENT = {
    "commitment": "proposed_by",
    "candidate": "resident_id",  # repeats what stands in the others
    "interest": "resident_id",
    "role": "resident_id",
    "paper_neighbour": "asked_id contact_id noted_by resident_id",
    "speaking_for": "speaker_id",
    "invite": "made_by",
    "group_link": "made_by",
    "draft": "resident_id",
    "call_back": "resident_id taken_by",
    "put_off": "resident_id",
    "morning": "resident_id",
    "post": "for_resident_id resident_id",
    "ask": "resident_id",
    "invitation": "resident_id",
    "match": "helper_id requester_id",
    "relay": "resident_id",
    "block": "one_id other_id",
    "report": "reported_id reporter_id",
    "vouch_link": "resident_id",
    "trusted": "resident_id",
    "vog": "resident_id",
    "decision": "decided_by resident_id",
    "confidant": "resident_id",
    "confided": "confidant_id resident_id",
    "outbox": "resident_id",
    "visit_preference": "resident_id",
    "signal": "resident_id",
    "story": "other_id resident_id",
    "broadcast": "made_by",
    "broadcast_copy": "resident_id",
    "handover": "proposed_by resident_id",
}
"""Whoever adds a column here sees to it that `storage/own_data.py` and `services/privacy.py` know it."""


async def test_every_column_that_points_to_a_resident_is_known_to_privacy(unit: Unit) -> None:
    async with unit() as work:
        found: dict[str, list[str]] = {}
        for table in await snapshot(work.tx):
            for key in await work.tx.all(f"PRAGMA foreign_key_list({table})"):
                if key["table"] == "resident":
                    found.setdefault(table, []).append(key["from"])
        assert {table: " ".join(sorted(columns)) for table, columns in found.items()} == NAMES_A_RESIDENT


async def test_my_data_is_a_file_with_what_i_wrote(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus, words="Twee flessen melk")
        match = await matched(work, post, there.truus, there.samir)
        await matches.set_address(work.tx, match.id, "Tulpstraat 7")
        await work.record("posted_request", there.truus, post=post)
        await drafts.put(
            work.tx, Draft(there.truus.id, "offer", "days", {"category": "garden", "days": [1]}), work.now
        )
        await privacy.show_data(work, there.truus)
        shown = await params(work, there.truus, "your_data")
        screen = render("your_data", shown, "nl")
        assert screen.document is not None
        data = json.loads(screen.document.content)
        assert data["you"]["first_name"] == "Truus"
        assert data["you"]["buurt"] == "Bloemenbuurt"
        assert data["posts"][0]["words"] == "Twee flessen melk"
        assert data["appointments"][0]["your_address"] == "Tulpstraat 7"
        assert data["open_question"]["answers"] == {"category": "garden", "days": [1]}
        assert data["what_happened"][0]["kind"] == "posted_request"


async def test_my_data_holds_nothing_that_another_person_wrote(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus, words="Geheim van Truus")
        match = await matched(work, post, there.truus, there.samir)
        await matches.set_address(work.tx, match.id, "Tulpstraat 7")
        await asked(work, await post_of(work, there.wim, words="Geheim van Wim"), there.samir)
        await post_of(work, there.wim, words="Over Samir", about=there.samir)
        await reported(work, there.wim, there.samir)
        await reports.block(work.tx, there.wim.id, there.samir.id)
        await post_of(work, there.samir, about=there.truus)
        await work.tell(there.samir, "relayed_text", text="Woord van Truus", name="Truus")
        await drafts.put(
            work.tx,
            Draft(there.samir.id, "request", "words", {"for_name": "Truus", "name": "Wim", "match": 1}),
            work.now,
        )
        await privacy.show_data(work, there.samir)
        text = json.dumps((await params(work, there.samir, "your_data"))["data"], ensure_ascii=False)
        for another in ("Truus", "Wim", "Geheim", "Tulpstraat", "Over Samir", "Woord"):
            assert another not in text
        for number in (there.truus.account, there.wim.account):
            assert str(number) not in text
        assert json.loads(text)["neighbours_you_reported"] == []


async def test_erasing_asks_twice_and_both_questions_change_nothing(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await post_of(work, there.truus)
        await privacy.ask_to_forget(work, there.truus)
        await privacy.ask_again(work, there.truus)
        assert await kinds(work) == ["forget_first", "forget_second"]
        assert (await person(work, there.truus)).name == "Truus"


async def test_of_an_erased_resident_nothing_stays(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        truus = there.truus
        await residents.set_name(work.tx, truus.id, "Geertruida")
        truus = await person(work, truus)
        post = await post_of(work, truus, words="Mijn geheim")
        match = await matched(work, post, truus, there.samir)
        await matches.set_address(work.tx, match.id, "Tulpstraat 7")
        await relays.open_for(work.tx, truus.id, match.id, NOW + timedelta(minutes=15))
        await asked(work, await post_of(work, there.wim), truus)
        await post_of(work, there.wim, about=truus)
        await work.record("posted_request", truus, post=post)
        data = {"for_name": truus.name, "for_resident": truus.id}
        await drafts.put(work.tx, Draft(there.wim.id, "request", "words", data), NOW)
        await work.tell(there.samir, "chosen", about=(truus.id,), name=truus.name, match_id=match.id)
        await work.tell(truus, "chosen", name="Samir", match_id=match.id)
        await deliver(work)
        await work.tell(there.samir, "chosen", about=(truus.id,), name=truus.name)
        await inbox.store(work.tx, [(5, truus.account, "Geertruida zegt iets")], NOW)
        await inbox.done(work.tx, 5)
        await privacy.forget(work, truus)
        assert await residents.get(work.tx, truus.id) is None
        left = await snapshot(work.tx)
        receipt = next(row for row in left["outbox"] if "erased" in row)
        assert truus.account in receipt
        left["outbox"].remove(receipt)
        for table, found in left.items():
            for row in found:
                assert truus.account not in row, table
                text = " ".join(str(value) for value in row)
                for word in ("Geertruida", "Mijn geheim", "Tulpstraat", f"r{truus.id}."):
                    assert word not in text, table
        assert f"r{truus.id}" not in [row[4] for row in left["event"]]
        assert await events.of_resident(work.tx, truus.id) == []


async def test_the_receipt_says_what_went_and_when_backups_expire(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        truus = await resident(work, there.home, "Hala", lang="ar")
        post = await post_of(work, truus)
        await matched(work, post, truus, there.samir)
        await work.record("posted_request", truus, post=post)
        await privacy.forget(work, truus)
        receipt = (await waiting(work))[-1]
        assert (receipt.kind, receipt.chat_id, receipt.lang) == ("erased", truus.account, "ar")
        assert receipt.params["posts"] == 1
        assert receipt.params["appointments"] == 1
        assert receipt.params["records"] >= 2
        assert receipt.params["backups"] == "2026-12-07"


async def test_the_other_of_an_appointment_is_told_kindly_and_their_request_goes_on(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        of_truus = await post_of(work, there.truus)
        helping = await matched(work, of_truus, there.truus, there.samir)
        helped = await matched(work, await post_of(work, there.samir), there.samir, there.wim)
        await post_of(work, there.wim, PostKind.OFFER)
        await privacy.forget(work, there.samir)
        assert await kinds(work, there.truus) == ["neighbour_left"]
        assert (await params(work, there.truus, "neighbour_left"))["looking"]
        assert "Samir" not in str([each.params for each in await waiting(work)])
        assert await kinds(work, there.wim) == ["neighbour_left", "ask_card"]
        assert await state_of(work, of_truus) is PostState.OPEN
        assert await matches.get(work.tx, helping.id) is None
        assert await matches.get(work.tx, helped.id) is None


async def test_what_others_asked_for_an_erased_neighbour_is_closed_and_they_are_told(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.wim, about=there.truus)
        match = await matched(work, post, there.truus, there.samir)
        await privacy.forget(work, there.truus)
        assert await state_of(work, post) is PostState.CLOSED
        stored = await posts.get(work.tx, post.id)
        assert stored is not None
        assert stored.for_name is None
        assert await kinds(work, there.wim) == ["not_going_on"]
        assert await kinds(work, there.samir) == ["neighbour_left"]
        assert await matches.get(work.tx, match.id) is None


async def test_who_wrote_for_somebody_else_takes_that_request_along(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.wim, about=there.truus)
        await matched(work, post, there.truus, there.samir)
        await privacy.forget(work, there.wim)
        assert await kinds(work, there.truus) == ["not_going_on"]
        assert await kinds(work, there.samir) == ["not_going_on"]


async def test_an_address_that_was_given_is_taken_back_from_an_erased_helpers_chat(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        match = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        await matches.set_address(work.tx, match.id, "Tulpstraat 7")
        await work.tell(there.samir, "address_given", match_id=match.id, address="Tulpstraat 7")
        await deliver(work)
        await privacy.forget(work, there.samir)
        to_samir = [each for each in await waiting(work) if each.chat_id == there.samir.account]
        assert [each.kind for each in to_samir] == ["address_erased", "erased"]
        assert to_samir[0].edit is not None


async def test_erasing_is_no_way_back_in_for_whoever_was_reported(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await reported(work, there.truus, there.samir)
        removed = await resident(work, there.home, "Piet", state=ResidentState.REMOVED)
        for who in (there.samir, removed, there.wim):
            await privacy.forget(work, who)
        hashes = [work.account_hash(who.account) for who in (there.samir, removed, there.wim)]
        assert [await residents.barred(work.tx, each) for each in hashes] == [True, True, False]
        assert str(there.samir.account) not in str(await work.tx.all("SELECT * FROM barred_account"))


async def test_a_report_stays_when_its_reporter_erases_themselves(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await reported(work, there.truus, there.samir)
        await privacy.forget(work, there.truus)
        (report,) = await reports.open_of(work.tx, there.home.id)
        assert (report.reporter_id, report.reported_id) == (None, there.samir.id)


async def test_the_last_coordinator_hands_over_first(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        for step in (privacy.ask_to_forget, privacy.ask_again, privacy.forget):
            await step(work, there.coordinator)
        assert await kinds(work) == ["forget_hand_over"] * 3
        assert (await person(work, there.coordinator)).name == "Carla"
        await residents.give_role(work.tx, there.wim.id, there.home.id, Role.COORDINATOR)
        await privacy.forget(work, there.coordinator)
        assert await residents.get(work.tx, there.coordinator.id) is None


async def test_a_newcomer_without_a_buurt_can_see_and_erase_everything(
    unit: Unit, resident: MakeResident
) -> None:
    async with unit() as work:
        newcomer = await resident(work, None, "Nour", lang="ar", state=ResidentState.INVITED)
        await residents.keep_interest(work.tx, newcomer.id, "9999", work.now)
        await privacy.show_data(work, newcomer)
        shown = await params(work, newcomer, "your_data")
        assert shown["data"]["postcode_without_a_buurt"]["postcode"] == "9999"
        await privacy.forget(work, newcomer)
        assert await residents.by_account(work.tx, AccountId(newcomer.account)) is None


async def test_an_offered_match_of_an_erased_helper_ends_too(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        match_id = await matches.offer(work.tx, post.id, there.truus.id, there.samir.id, "42", work.now)
        assert match_id is not None
        assert (await match_of(work, match_id)).state is MatchState.OFFERED
        await post_of(work, there.wim, PostKind.OFFER)
        await privacy.forget(work, there.samir)
        assert await kinds(work, there.truus) == ["neighbour_left"]
        assert await kinds(work, there.wim) == ["ask_card"]


async def test_an_erased_name_is_in_no_byte_of_the_closed_database(
    tmp_path: Path, buurt: MakeBuurt, resident: MakeResident
) -> None:
    database = await Database.open(tmp_path / "own.db", synchronous="OFF")
    for step in (1, 2):
        async with database.unit() as tx:
            work = Work(tx, NOW, Random(1), b"key", "buurtkring_bot")
            if step == 1:
                truus = await resident(work, await buurt(work), "Geertruida")
                await post_of(work, truus, words="Een heel bijzonder geheim")
            else:
                await privacy.forget(work, truus)
    await database.close()
    content = _bytes_of(tmp_path)
    assert b"Bloemenbuurt" in content
    for word in (b"Geertruida", b"bijzonder geheim"):
        assert word not in content


def _bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())
