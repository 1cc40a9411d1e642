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
