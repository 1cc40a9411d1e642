"""What becomes public is guarded first; abuse is held for a coordinator; a relay only warns its sender."""

from __future__ import annotations

import pytest

from bot.services import guarding


@pytest.mark.parametrize(
    ("text", "left", "kept"),
    [
        ("bel me op 06-12345678 voor de boodschappen", "phone", "boodschappen"),
        ("ik woon Lindenstraat 12, wie doet boodschappen?", "address", "boodschappen"),
        ("mijn bsn is 111222333, wie helpt met DigiD?", "bsn", "DigiD"),
        ("maak over naar NL91 ABNA 0417 1643 00", "iban", "maak over"),
        ("mail naar riet@example.nl of kom langs", "email", "kom langs"),
        ("مين بيساعدني؟ رقمي ٠٦١٢٣٤٥٦٧٨", "phone", "مين بيساعدني"),
    ],
)
def test_what_must_not_be_public_is_named_and_left_out(text: str, left: str, kept: str) -> None:
    found = guarding.public(text)
    assert left in found.left_out
    assert found.words is not None
    assert kept in found.words
    assert guarding.public(found.words).left_out == ()


def test_an_ordinary_sentence_stays_as_it_was() -> None:
    text = "Wie kan dinsdag om 14:30 mijn 2 planten water geven?"
    assert guarding.public(text) == guarding.Public(text, ())


def test_a_relay_warns_only_of_what_opens_a_purse() -> None:
    assert guarding.risky("mijn pincode is 4821") == ("pin",)
    assert guarding.risky("ik woon Lindenstraat 12, bel 06-12345678") == ()


@pytest.mark.parametrize(
    "name",
    [
        "Jan 0612345678",
        "@jan_jansen",
        "t․me/jan",
        "Riet Kerkstraat 12",
        "Truus dementie",
        "klootzak",
        "12",
        "٠٦",
    ],
)
def test_a_name_holds_no_number_account_address_illness_or_insult(name: str) -> None:
    assert not guarding.may_be_name(name)


@pytest.mark.parametrize(
    "name", ["Riet", "سميرة", "Jan-Willem van 't Hof", "Tia", "Truus de Vries", "Mevrouw Bakker 2"]
)
def test_people_keep_their_names(name: str) -> None:
    assert guarding.may_be_name(name)


def test_a_number_at_the_end_of_a_long_text_goes_as_a_whole() -> None:
    long = "a " * 245 + "bel 0612345678"
    assert guarding.cut(long, 500) == "a " * 245 + "bel "
    assert guarding.cut("kort", 500) == "kort"


@pytest.mark.parametrize(
    "text", ["bel 06\u200b12\u200b34\u200b56\u200b78", "bel 0\ufe0f\u20e36️⃣ 12345678", "wie is @jan_9"]
)
def test_signs_that_take_no_room_hide_nothing(text: str) -> None:
    found = guarding.public(text)
    assert found.left_out
    assert guarding.public(found.words or "").left_out == ()
