"""Wishes for visits at home on the phone: stated in the settings, honest where they leave nobody, changed again."""

from __future__ import annotations

import re

import pytest

from bot.i18n import speaker
from bot.playground.demo import Demo
from bot.playground.phone import Phone

from .phones import asked, has, neighbours, press, request, rows, send, texts

NOBODY = {"nl": "niet bij uw wensen", "ar": "رغباتك للزيارة"}


def _phone(demo: Demo, lang: str) -> Phone:
    """Riet, or Yara, who speaks nothing but Arabic."""
    yara = 28
    return demo.riet if lang == "nl" else neighbours(demo)[yara]


async def _company(demo: Demo, phone: Phone, lang: str) -> int:
    """How many neighbours offer company and speak this language."""
    found = await rows(
        demo,
        "SELECT count(DISTINCT r.id) FROM post p JOIN resident r ON r.id = p.resident_id"
        " WHERE p.category = 'company' AND p.kind = 'offer' AND p.state = 'open'"
        f" AND instr(r.spoken, '{lang}') > 0 AND r.account <> {phone.user.id}",
    )
    return int(str(found[0][0]))


@pytest.mark.parametrize("lang", ["nl", "ar"])
async def test_a_wish_is_stated_and_leaves_nobody_and_is_taken_back(demo: Demo, lang: str) -> None:
    phone = _phone(demo, lang)
    await send(demo, phone, "/start")
    await press(demo, phone, "nav.settings", "wishes.show", "wishes.part:asks", "wishes.ask:wish_gender")
    await press(demo, phone, "wishes.set:wish_gender:woman", "wishes.show", "nav.settings")
    assert await request(demo, phone, "company") == []
    t = speaker(lang)
    number = await _company(demo, phone, lang)
    others = t._("There are neighbours who offer this, but who do not fit your wishes for a visit.")
    assert number > 1
    (told,) = [text for text in texts(phone) if others in text]
    assert not re.search(r"\d", told.partition(others)[2] + others), "how many says what one of them told"
    assert NOBODY[lang] in others
    await press(demo, phone, "wishes.show", "wishes.part:asks", "wishes.ask:wish_gender")
    await press(demo, phone, "wishes.set:wish_gender:none")
    assert asked(demo)


async def test_a_helper_hears_of_the_pet_before_the_yes(demo: Demo) -> None:
    await send(demo, demo.riet, "/start")
    await press(demo, demo.riet, "nav.settings", "wishes.show", "wishes.part:about", "wishes.ask:pets")
    await press(demo, demo.riet, "wishes.set:pets:yes")
    found = await request(demo, demo.riet, "company")
    assert found
    for phone in found:
        line = speaker((phone.user.language_code or "nl")[:2])._("There is a pet at home")
        assert line in phone.last.text


async def test_who_may_ask_is_in_the_settings_of_who_offers_help(demo: Demo) -> None:
    await send(demo, demo.riet, "/start")
    await press(demo, demo.riet, "nav.settings")
    assert not has(demo.riet, "me.beyond")
    karim = neighbours(demo)[0]
    await send(demo, karim, "/start")
    await press(demo, karim, "nav.settings", "me.beyond:on")
    assert has(karim, "me.beyond:off")
    assert await rows(demo, "SELECT beyond FROM resident WHERE account = 201") == [(1,)]


async def test_a_language_is_reached_from_the_settings_as_before(demo: Demo) -> None:
    await send(demo, demo.riet, "/start")
    await press(demo, demo.riet, "nav.settings", "me.lang", "me.spoken", "d:spoken:ar", "d:spoken:ready")
    assert has(demo.riet, "wishes.show")
    await press(demo, demo.riet, "wishes.show", "wishes.part:asks", "wishes.ask:wish_language")
    await press(demo, demo.riet, "wishes.set:wish_language:ar")
    assert "Arabisch" in demo.riet.last.text
