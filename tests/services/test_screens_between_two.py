"""Each message between two matched people can be read in every language, and its buttons can be pressed."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.domain.line import Line
from bot.domain.when import When
from bot.i18n import languages
from bot.render import render
from bot.services import agreeing, checkin, relay, sharing, thanking
from handlers import BUTTONS
from tests.services.conftest import NOW, Unit
from tests.services.pairs import ADDRESS, deliver, make_pair, run_until, waiting
from tests.services.test_checkin import AFTER

NASTY = "<b>Truus</b> & \u202eevil"


async def _all_messages(unit: Unit) -> dict[str, dict[str, object]]:
    """One whole acquaintance: every kind that it brings, with its parameters."""
    found: dict[str, dict[str, object]] = {}
    async with unit() as work:
        pair = await make_pair(work, When())
        one, two, match, commitment = pair.requester, pair.helper, pair.match_id, pair.commitment_id
        await agreeing.ourselves(work, one, commitment)
        await run_until(work, NOW.replace(hour=12, day=24))
        await agreeing.propose(work, one, commitment, "202612031400")
        await agreeing.confirm(work, two, commitment, "202612031400")
        await agreeing.change_time(work, one, match)
        await agreeing.propose(work, one, commitment, "202612041400")
        await agreeing.confirm(work, two, commitment, "202612041400")
        late = {"commitment": commitment, "when": When.on(date(2026, 11, 1), at=time(9)).to_json()}
        await agreeing.finish_time(work, one, late)
        await relay.open_relay(work, one, match)
        await relay.close_relay(work, one)
        for line in (
            Line(1, text=NASTY),
            Line(1, voice="V"),
            Line(1, photo="P", caption=NASTY),
            Line(1, location=(52.7, 6.2)),
            Line(1, unsupported=True),
            Line(1, text="x" * 4000),
            Line(1, text="@iemand_anders"),
        ):
            await relay.pass_on(work, one, match, line)
        await sharing.finish_address(work, one, {"match": match, "address": ADDRESS})
        await sharing.ask_contact(work, one, match)
        await sharing.keep_contact(work, one, match)
        await sharing.share_contact(work, one, match)
        await sharing.share_contact(work, two, match)
        await run_until(work, AFTER.replace(month=12, day=4))
        await checkin.answer(work.at(AFTER.replace(month=12, day=4)), one, commitment, "good")
        found |= {each.kind: each.params for each in await waiting(work)}
        await deliver(work)
    async with unit(AFTER.replace(month=12, day=4)) as work:
        await thanking.send_thanks(work, one, commitment)
        await checkin.answer(work, two, commitment, "bad")
        await checkin.what_happened(work, two, commitment, "other")
        await sharing.address_gone(work, commitment)
        found |= {each.kind: each.params for each in await waiting(work)}
    async with unit() as work:
        before = await make_pair(work, When.on(date(2026, 11, 24), at=time(14)), home_name="Tuinbuurt")
        await checkin.goes_on(work, before.requester, before.commitment_id)
        found |= {each.kind: each.params for each in await waiting(work)}
    common = {"commitment": 1, "match": 1, "name": NASTY}
    return found | {"fair_noted": common}


OURS = {
    *("choose_time", "time_proposed", "confirm_time", "time_confirmed", "time_passed", "arrange_yourselves"),
    *("which_time", "day_before", "goes_on", "hours_before", "safety_card"),
    *("check_in", "thanks_question", "fair_noted", "what_happened", "sorry_to_hear"),
    *("thanks_sent", "thanks_received"),
    *("address_sent", "address_given", "address_reminder", "address_erased"),
    *("contact_question", "contact_wish", "contact_waiting", "contact_kept", "contact_shared"),
    *(
        "relay_opened",
        "relay_closed",
        "passed_on",
        "relay_only_these",
        "relay_too_long",
        "relay_nothing_left",
    ),
    *("relayed_text", "relayed_voice", "relayed_photo", "relayed_location"),
}


async def test_every_message_reads_in_every_language_and_every_button_is_known(unit: Unit) -> None:
    messages = await _all_messages(unit)
    assert set(messages) >= OURS
    for kind in OURS:
        for lang in languages():
            screen = render(kind, dict(messages[kind]), lang)
            assert screen.text
            assert "<b>Truus" not in screen.text
            assert "\u202e" not in screen.text
            *rows, last = screen.rows
            assert sum(len(row) for row in rows) <= 6
            assert len(last) <= 3
            for row in screen.rows:
                for button in row:
                    assert button.data is not None
                    assert len(button.data.encode()) <= 64
                    assert button.data.split(":")[0] in BUTTONS


@pytest.mark.parametrize(
    "kind",
    [
        "relayed_text",
        "relayed_voice",
        "relayed_photo",
        "relayed_location",
        "address_given",
        "address_reminder",
    ],
)
async def test_what_one_gave_to_one_other_cannot_be_forwarded(unit: Unit, kind: str) -> None:
    messages = await _all_messages(unit)
    assert render(kind, dict(messages[kind]), "nl").protect
