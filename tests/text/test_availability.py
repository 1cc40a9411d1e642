"""Days of the week and parts of the day as people write that they suit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.times.availability import read_availability, says_only_when

MO, TU, WE, TH, FR, SA, SU = range(7)
WORKDAYS = {MO, TU, WE, TH, FR}
DAYS = {
    "dinsdag en donderdag": {TU, TH},
    "Dinsdag, donderdag": {TU, TH},
    "alleen in het weekend": {SA, SU},
    "weekend": {SA, SU},
    "elke dag": set(),
    "alle dagen": set(),
    "maakt niet uit": set(),
    "altijd": set(),
    "elke dinsdag": {TU},
    "op maandagen": {MO},
    "doordeweeks": WORKDAYS,
    "op werkdagen": WORKDAYS,
    "werkdagen": WORKDAYS,
    "maandag tot en met vrijdag": WORKDAYS,
    "ma t/m vr": WORKDAYS,
    "maandag - woensdag": {MO, TU, WE},
    "ma-do": {MO, TU, WE, TH},
    "vrijdag tot maandag": {FR, SA, SU, MO},
    "di en do": {TU, TH},
    "ma, wo en vr": {MO, WE, FR},
    "za en zo": {SA, SU},
    "niet op zondag": WORKDAYS | {SA},
    "elke dag behalve zondag": WORKDAYS | {SA},
    "zondag niet": WORKDAYS | {SA},
    "zaterdag kan ik niet": WORKDAYS | {SU},
    "dinsdag wel maar donderdag niet": {TU},
    "ik kan meestal op woensdag": {WE},
    "tuesday and thursday": {TU, TH},
    "every day": set(),
    "any day": set(),
    "weekdays": WORKDAYS,
    "only on weekends": {SA, SU},
    "monday to wednesday": {MO, TU, WE},
    "not on friday": {MO, TU, WE, TH, SA, SU},
    "السبت والأحد": {SA, SU},
    "الثلاثاء و الخميس": {TU, TH},
    "كل يوم": set(),
    "كل الايام": set(),
    "نهاية الأسبوع": {SA, SU},
    "يوم الاثنين": {MO},
    "من الاثنين للخميس": {MO, TU, WE, TH},
    "من الاثنين الى الجمعة": WORKDAYS,
    "كل يوم ما عدا الجمعة": {MO, TU, WE, TH, SA, SU},
    "لا يهم": set(),
    "yom l tnein w l 5amis": {MO, TH},
    "kol yom": set(),
}
PARTS = {
    "'s avonds": {"evening"},
    "s avonds": {"evening"},
    "'s ochtends en 's middags": {"morning", "afternoon"},
    "ochtend": {"morning"},
    "morgen": {"morning"},
    "de hele dag": set(),
    "altijd": set(),
    "maakt niet uit": set(),
    "overdag": {"morning", "afternoon"},
    "niet 's ochtends": {"afternoon", "evening"},
    "liever in de middag": {"afternoon"},
    "in the evening": {"evening"},
    "mornings": {"morning"},
    "any time": set(),
    "الصبح": {"morning"},
    "بعد الظهر": {"afternoon"},
    "مساء": {"evening"},
    "بالليل": {"evening"},
    "أي وقت": set(),
}
NEITHER = [
    "",
    "hallo",
    "geen idee",
    "🙂",
    "drie keer",
    "morgen om drie uur",
    "ik weet het nog niet",
    "ما بعرف",
]


@pytest.mark.parametrize("text", DAYS)
def test_days_of_the_week_are_heard(text: str) -> None:
    assert read_availability(text).days == frozenset(DAYS[text])


@pytest.mark.parametrize("text", PARTS)
def test_parts_of_the_day_are_heard(text: str) -> None:
    assert read_availability(text).parts == frozenset(PARTS[text])


def test_days_and_parts_are_heard_together() -> None:
    heard = read_availability("dinsdagmiddag en donderdagavond")
    assert (heard.days, heard.parts) == (frozenset({TU, TH}), frozenset({"afternoon", "evening"}))
    heard = read_availability("doordeweeks overdag")
    assert (heard.days, heard.parts) == (frozenset(WORKDAYS), frozenset({"morning", "afternoon"}))


@pytest.mark.parametrize("text", NEITHER)
def test_where_no_day_is_named_none_is_heard(text: str) -> None:
    assert read_availability(text).days is None


@given(st.text(max_size=400))
def test_any_text_gives_an_answer(text: str) -> None:
    heard = read_availability(text)
    assert (heard.days or frozenset()) < frozenset(range(7))


@pytest.mark.parametrize(
    "text", ["alleen in het weekend", "niet op zondag", "elke dag behalve zondag", "كل يوم"]
)
def test_words_about_days_alone_are_told_from_others(text: str) -> None:
    assert says_only_when(text)
    assert not says_only_when(f"{text}, help mij")


@pytest.mark.parametrize(
    "text", ["hij ademt niet meer", "help", "brand", "ik wil dood", "بدي موت", "112", "🆘", "!!!"]
)
def test_a_cry_for_help_is_never_taken_for_days(text: str) -> None:
    assert not says_only_when(text)
