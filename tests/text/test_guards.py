"""Guards: what should not stand in public text is seen, named and left out."""

import pytest

from bot.text.guards import Guard, guard, relay_guard, without


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mijn bsn is 111222333", Guard.BSN),
        ("maak het over op NL91 ABNA 0417 1643 00 aub", Guard.IBAN),
        ("nl91abna0417164300", Guard.IBAN),
        ("kaart 4111 1111 1111 1111", Guard.CARD),
        ("mijn pincode is 4821", Guard.PIN),
        ("الرقم السري ٤٨٢١", Guard.PIN),
        ("bel me op 06-12345678", Guard.PHONE),
        ("bel +31 6 1234 5678", Guard.PHONE),
        ("رقمي ٠٦١٢٣٤٥٦٧٨", Guard.PHONE),
        ("ik woon op de Lange Nieuwstraat 12b", Guard.ADDRESS),
        ("kom naar Dorpsstraat 4", Guard.ADDRESS),
        ("postcode 3512 AB", Guard.ADDRESS),
        ("mail naar jan@example.nl", Guard.EMAIL),
        ("kijk op www.example.com/x", Guard.LINK),
        ("bit.ly/xx", Guard.LINK),
        ("ik heb diabetes en kan niet lopen", Guard.HEALTH),
        ("ممكن حدا يجيب paracetamol", Guard.HEALTH),
        ("عندي سكري", Guard.HEALTH),
        ("kan iemand mij 50 euro lenen", Guard.MONEY),
        ("verdien 500 euro per dag", Guard.SPAM),
        ("wat ben jij een klootzak", Guard.INSULT),
        ("al die klootzakken hier in de straat", Guard.INSULT),
        ("kan iemand mijn boodschappen doen, fuck you bitch", Guard.INSULT),
    ],
)
def test_what_should_not_be_public_is_seen(text: str, kind: Guard) -> None:
    assert kind in {span.kind for span in guard(text)}


@pytest.mark.parametrize(
    "text",
    [
        "kan iemand dinsdag 24-11-2026 om 14:30 boodschappen doen",
        "ik zoek hulp op 3 december van 2 tot 5",
        "mijn vader is 84 en woont op de derde verdieping",
        "wie gaat mee naar de markt op het plein",
        "بدي حدا ياخدني عالدكتور بكرا الساعة ٩",
    ],
)
def test_an_ordinary_request_is_left_alone(text: str) -> None:
    assert guard(text) == ()


def test_the_sentence_is_offered_without_what_was_seen() -> None:
    text = "Kan iemand boodschappen doen? Bel 06-12345678, alvast bedankt"
    assert without(text, guard(text)) == "Kan iemand boodschappen doen? Bel, alvast bedankt"


def test_an_address_and_a_phone_number_may_pass_a_relay_and_a_pin_draws_a_warning() -> None:
    assert relay_guard("Dorpsstraat 4, bel 06-12345678") == []
    assert [span.kind for span in relay_guard("de pincode is 4821")] == [Guard.PIN]
