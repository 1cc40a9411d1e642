"""Talk about people with whom nothing is wrong is no danger; danger in few words is, whatever else is learnt."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.text.category import Category
from bot.text.corrections import corrects, named_category, refuses_a_time
from bot.text.intent import Kind
from bot.text.reader import understand
from bot.text.times.reading import AMSTERDAM

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
WELL = [
    "hij is lief", "ze is heel lief voor mij", "hij is mooi", "hij is thuis", "hij is moe", "hij is grappig",
    "hij is niet thuis", "ze heeft geen tijd", "hij is er niet", "hij belt niet terug", "hij heeft honger",
    "zij huilt niet meer", "mijn vrouw is boos", "hij is geslaagd", "ze is gek", "hij is gek op honden",
    "hij is klaar", "hij zit op de bank", "hij hangt in de gang", "hij lekt", "hij blaft niet", "ik heb hoofdpijn",
    "she is sweet", "he is nice", "she is sleeping", "my husband is kind", "he lives upstairs", "she left already",
    "ابني نايم", "البنت حلوة", "زوجي كتير منيح", "بنتي زعلانة مني", "زوجي راح يصلي", "البنت عم تدرس",
    "rajli khdam", "weldi na3es", "weldi kay9ra",
]  # fmt: skip
DANGER = [
    "ik wil dood", "dood wil ik", "brand", "brand!!!", "fire", "حريق", "hij slaat me", "mijn man slaat me weer",
    "ik ruik gas", "mijn kind is weg", "mijn zoontje is kwijt", "hij ademt nie meer", "ik wil nie meer leve",
    "ut huis staat in brant", "بدي موت", "ابني ضاع", "rajli kaydrabni", "she is not breathing",
]  # fmt: skip


@pytest.mark.parametrize("text", WELL)
def test_that_somebody_is_well_is_no_danger(text: str) -> None:
    assert understand(text, NOW).kind is not Kind.CRISIS


@pytest.mark.parametrize("text", DANGER)
def test_danger_in_few_words_is_danger(text: str) -> None:
    assert understand(text, NOW).kind is Kind.CRISIS


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("kan iemant botschappe voor me doen morge", Category.ERRANDS),
        ("wie ken mij na de dokter brenge", Category.TRANSPORT),
        ("kan iemant me gras maaie zaterdach", Category.GARDEN),
        ("wie kan un lamp ophange voor mij", Category.HANDYMAN),
        ("medicijne ophale bij apoteek vandaag nog", Category.ERRANDS),
        ("ik ben eenzaam", Category.COMPANY),
    ],
)
def test_dutch_as_it_is_spoken_is_read_as_dutch(text: str, category: Category) -> None:
    reading = understand(text, NOW)
    assert (reading.kind, reading.category) == (Kind.REQUEST, category)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("عندي موعد يوم الجمعة في السادسة", "2026-11-27T18:00"),
        ("بدي حدا ياخدني بكرا عند العاشرة", "2026-11-24T10:00"),
        ("بدي حدا يوصلني الخميس في الحادية عشرة", "2026-11-26T11:00"),
        ("بدي حدا يوصلني الجمعة ٣", "2026-11-27T15:00"),
        ("الجمعة ٣ عند الدكتور بدي حدا يوصلني", "2026-11-27T15:00"),
        ("من الساعة ٩ للساعة ١٢ يوم الاثنين مين بينتبه عالولد", "2026-11-30T09:00"),
        ("bade 7ada ywasselne yom l a7ad 6 l soboh", "2026-11-29T06:00"),
        ("bghit chi wa7ed ywselni ljm3a f 3", "2026-11-27T15:00"),
        ("kan iemand me helpen met huiswerk di om 4", "2026-11-24T16:00"),
        ("kan iemand vrijdach om half tien mijn lamp maken", "2026-11-27T09:30"),
        ("kan iemand op 1e kerstdag langskomen", "2026-12-25"),
    ],
)
def test_a_time_as_people_write_it(text: str, moment: str) -> None:
    when = understand(text, NOW).when
    assert when is not None
    assert when.isoformat()[: len(moment)] == moment


@pytest.mark.parametrize(
    "text",
    [
        "بنتي في الخامسة من عمرها بدها مين يلعب معها بكرا",
        "ابني في الثالثة ابتدائي بدي حدا يساعده بالواجبات بكرا",
        "الجمعة ٣ اولاد بدهم مين ينتبه عليهم",
        "kan iemand morgen een middag bij mijn man zitten",
    ],
)
def test_an_age_a_class_or_a_count_is_no_clock_time(text: str) -> None:
    assert not isinstance(understand(text, NOW).when, datetime)


def test_a_correction_is_told_from_more_words() -> None:
    for text in ("nee ik bedoel de tuin", "tuin", "niet morgen", "مو بكرا", "la ma bade bukra"):
        assert corrects(text), text
    for text in ("hij is groot en trekt aan de riem", "kan iemand zaterdag mijn tuin doen", "عندي كلب كبير"):
        assert not corrects(text), text
    assert named_category("nee ik bedoel de tuin") is Category.GARDEN
    assert named_category("nee dat klopt zo") is None
    assert refuses_a_time("niet morgen", NOW)
    assert not refuses_a_time("nee, woensdag", NOW)


@pytest.mark.parametrize("number", ["12", "0123", "1234", "٢٠٢١", "3", "14.30", "06"])
def test_a_bare_number_is_no_danger(number: str) -> None:
    assert understand(number, NOW).kind != "crisis"
