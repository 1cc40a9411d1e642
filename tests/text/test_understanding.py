"""Understanding: the promises that hold for every message, and the named examples."""

import time
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.text.command import score
from bot.text.danger import Danger
from bot.text.intent import Kind
from bot.text.normalise import normalise
from bot.text.reader import read_when, split_needs, understand
from bot.text.scoring import ALL
from bot.text.times.reading import AMSTERDAM
from bot.text.words import command_word

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
DEV = Path(__file__).parents[1] / "data" / "messages_dev.jsonl"
FLOORS = {
    "language": 0.97, "kind": 0.97, "category": 0.96, "date": 0.96, "clock": 0.9, "part of day": 0.95,
    "recurrence": 0.99, "crisis found": 0.99,
}  # fmt: skip

any_text = st.text(st.characters(codec=None)) | st.text(
    st.sampled_from("\u202e\u200f\u2066\u0640\u064b\ud800\udfff٠۵5:. أإآىةکيابتk")
)


@settings(deadline=None)
@given(any_text)
@example("\ud800")
@example("😀" * 4096)
@example("\u202e\u2066\u200f")
@example("a" * 100_000)
@example("2 " * 3000)
@example("over ➌ dagen ❶❷")
def test_any_string_is_answered_and_never_raises(text: str) -> None:
    reading = understand(text, NOW)
    assert 0 <= reading.confidence.overall <= 1
    read_when(text, NOW)
    split_needs(text)
    command_word(text)


@settings(deadline=None)
@given(any_text)
@example("ÅÅÅ İİİ ﷺﷺ ｆｆｆ")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@settings(deadline=None)
@given(st.integers(1, 23), st.integers(0, 59), st.integers(1, 28), st.sampled_from("٠۰०０"))
def test_digits_of_any_script_give_the_same_moment(hour: int, minute: int, day: int, zero: str) -> None:
    text = f"{day}-12-2026 om {hour}:{minute:02}"
    other = "".join(chr(ord(zero) + int(char)) if char.isdigit() else char for char in text)
    assert read_when(text, NOW) == read_when(other, NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half drie", "14:30"), ("kwart voor negen", "08:45"), ("om kwart over tien", "10:15"),
        ("tien voor half drie", "14:20"), ("vijf over half 4", "15:35"), ("om 8 uur 's avonds", "20:00"),
        ("rond 11en", "11:00"), ("14u30", "14:30"), ("om 14.30", "14:30"), ("overmorgen na drieën", "15:00"),
        ("عشرة ونص", "10:30"), ("تسعة الا ربع", "08:45"), ("الساعة الثالثة والنصف", "15:30"),
        ("عالساعة تنتين ونص", "14:30"), ("الساعة ٧ المسا", "19:00"), ("تسعة وعشرة", "09:10"),
        ("half past nine", "09:30"), ("quarter to four", "15:45"), ("3 pm", "15:00"), ("at 9", "09:00"),
        ("el sa3a 5 w nos", "17:30"),
    ],
)  # fmt: skip
def test_clock_times_are_read_as_people_say_them(text: str, expected: str) -> None:
    moment = read_when(text, NOW)
    assert moment is not None
    assert moment.clock is not None
    assert moment.clock.strftime("%H:%M") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over twee weken", date(2026, 12, 7)), ("بعد بكرا", date(2026, 11, 25)),
        ("van 5 tot 12 december", date(2026, 12, 5)), ("woensdag 9 dec", date(2026, 12, 9)),
        ("maandag", date(2026, 11, 30)), ("volgende week dinsdag", date(2026, 12, 1)),
        ("zaterdag over een week", date(2026, 12, 5)), ("voor vrijdag", date(2026, 11, 27)),
        ("dit weekend", date(2026, 11, 28)), ("3 januari", date(2027, 1, 3)), ("بعد اسبوعين", date(2026, 12, 7)),
        ("١ كانون الثاني", date(2027, 1, 1)), ("الأحد", date(2026, 11, 29)), ("15/12", date(2026, 12, 15)),
        ("nee, woensdag", date(2026, 11, 25)), ("niet dinsdag maar donderdag", date(2026, 11, 26)),
        ("op 4-12", date(2026, 12, 4)), ("5 من الشهر القادم", date(2026, 12, 5)),
        ("zaterdag 2 uur helpen", date(2026, 11, 28)),
        ("in 3 days", date(2026, 11, 26)), ("5 دجنبر", date(2026, 12, 5)), ("eerste kerstdag", date(2026, 12, 25)),
    ],
)  # fmt: skip
def test_days_are_read_as_people_say_them(text: str, expected: date) -> None:
    moment = read_when(text, NOW)
    assert moment is not None
    assert moment.when == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("elke dinsdag", "weekly:TU"), ("iedere maandag en donderdag", "weekly:MO,TH"), ("elke dag", "daily"),
        ("كل يوم", "daily"), ("كل يوم خميس", "weekly:TH"), ("مرة بالاسبوع", "weekly"), ("every friday", "weekly:FR"),
        ("op woensdagen", "weekly:WE"), ("كل أحد", "weekly:SU"), ("kol yom", "daily"), ("wekelijks", "weekly"),
    ],
)  # fmt: skip
def test_what_returns_has_a_rule_and_no_date(text: str, expected: str) -> None:
    moment = read_when(text, NOW)
    assert moment is not None
    assert (moment.recurs, moment.when) == (expected, None)


@pytest.mark.parametrize(
    "text", ["gisteren", "vorige week", "sinds maandag", "من مبارح", "een uurtje", "binnenkort"]
)
def test_vague_and_past_times_give_no_date(text: str) -> None:
    moment = read_when(text, NOW)
    assert moment is None or moment.when is None


def test_days_are_right_across_the_end_of_a_year() -> None:
    new_year_eve = datetime(2026, 12, 31, 22, 0, tzinfo=AMSTERDAM)
    assert understand("wie kan morgen koken", new_year_eve).when == date(2027, 1, 1)
    assert understand("wie kan mij 2 jan om 10:00 rijden", new_year_eve).when == datetime(
        2027, 1, 2, 10, 0, tzinfo=AMSTERDAM
    )


def test_days_are_right_across_the_clock_changes() -> None:
    before_spring = datetime(2027, 3, 27, 23, 30, tzinfo=AMSTERDAM)
    skipped = read_when("morgen om 02:30", before_spring)
    assert skipped is not None
    assert skipped.when == datetime(2027, 3, 28, 3, 30, tzinfo=AMSTERDAM)
    before_autumn = datetime(2026, 10, 24, 23, 30, tzinfo=AMSTERDAM)
    plain = read_when("morgen om 15:00", before_autumn)
    assert plain is not None
    assert plain.when == datetime(2026, 10, 25, 15, 0, tzinfo=AMSTERDAM)
    assert understand("wie helpt overmorgen in de tuin", before_autumn).when == date(2026, 10, 26)


@pytest.mark.parametrize(
    "text",
    [
        "mijn telefoon is dood", "ik lach me dood", "wie wil mij een mes lenen", "ik sterf van de honger",
        "wie gaat mee naar de brandweer op de open dag", "hondje is doodmoe", "geen brand, alleen toast",
        "met mijn hartinfarct van vorig jaar mag ik niet tillen", "متت من الضحك", "بموت من الجوع",
        "my phone is dead", "this heat is killing me",
    ],
)  # fmt: skip
def test_what_only_sounds_like_danger_is_no_crisis(text: str) -> None:
    assert understand(text, NOW).kind is not Kind.CRISIS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mijn man ademt niet meer", Danger.MEDICAL), ("ik wil niet meer leven", Danger.SUICIDE),
        ("mijn man slaat me", Danger.VIOLENCE), ("mijn dochtertje is vermist", Danger.CHILD),
        ("ik ruik gas in de keuken", Danger.FIRE_GAS), ("أبي لا يتنفس", Danger.MEDICAL),
        ("بدي موت", Danger.SUICIDE), ("زوجي يضربني", Danger.VIOLENCE), ("في ريحة غاز", Danger.FIRE_GAS),
        ("ابني ضاع بالسوق", Danger.CHILD), ("he is not breathing", Danger.MEDICAL),
        ("jozi byedrabni", Danger.VIOLENCE),
    ],
)  # fmt: skip
def test_danger_is_told_by_kind(text: str, kind: Danger) -> None:
    reading = understand(text, NOW)
    assert (reading.kind, reading.danger) == (Kind.CRISIS, kind)


def test_two_needs_in_one_message_come_apart() -> None:
    needs = split_needs("Kan iemand morgen boodschappen doen? En wie laat vrijdag mijn hond uit?")
    assert [understand(need, NOW).category.value for need in needs] == ["errands", "pets"]
    assert split_needs("Wie kan morgen boodschappen doen?") == ["Wie kan morgen boodschappen doen?"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Kan iemand dinsdag om 14.30 mijn hond uitlaten. En wie helpt met de belastingaangifte",
         "Kan iemand dinsdag om 14.30 mijn hond uitlaten"),
        ("Wie kan boodschappen doen! Dank. Kosten 2,50. En wie laat mijn hond uit",
         "Wie kan boodschappen doen! Dank. Kosten 2,50"),
        ("Wie kan boodschappen doen voor NL91 ABNA 0417. 1643. 00 en de hond uitlaten",
         "Wie kan boodschappen doen voor NL91 ABNA 0417. 1643. 00"),
        ("Wie kan boodschappen doen via www.hond.nl, en wie laat mijn hond uit",
         "Wie kan boodschappen doen via www.hond.nl"),
    ],
)  # fmt: skip
def test_a_need_is_cut_out_as_it_was_written_and_no_number_or_link_in_two(text: str, first: str) -> None:
    assert split_needs(text)[0] == first


@pytest.mark.parametrize(
    ("text", "command"),
    [("Stop", "stop"), ("hulp!", "help"), ("taal", "taal"), ("توقف", "stop"), ("مساعدة", "help"), ("لغة", "taal"),
     ("language", "taal"), ("ik zoek hulp met koken", None)],
)  # fmt: skip
def test_plain_words_do_what_commands_do(text: str, command: str | None) -> None:
    assert command_word(text) == command


def test_the_development_set_scores_no_less_than_it_did() -> None:
    rows = {row.field: row for row in score(DEV) if row.lang == ALL}
    assert {field: rows[field].share >= floor for field, floor in FLOORS.items()} == dict.fromkeys(
        FLOORS, True
    )
    assert rows["false dates"].share <= 0.02
    assert rows["false alarms"].right == 0


def test_reading_is_quick_enough_for_a_busy_evening() -> None:
    texts = [
        f"Wie kan mij dinsdag om half {hour} naar het ziekenhuis rijden, ik ben slecht ter been"
        for hour in range(12)
    ]
    understand(texts[0], NOW)
    started = time.process_time()
    for _ in range(10):
        for text in texts:
            understand(text, NOW)
    assert (time.process_time() - started) / 120 < 0.005
