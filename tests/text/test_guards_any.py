"""Guards hold for every number, in any grouping and script, and cost no more than the text is long."""

from __future__ import annotations

import importlib
import re
import sys
from itertools import pairwise
from random import Random
from types import FrameType, ModuleType
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.nl import bsn

from bot.text.guards import Guard, Span, guard, without
from bot.text.private import addresses, links, numbers, runs
from bot.text.private.spans import apart

SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
SEPARATORS = ("", " ", "-", ".", "/", "_", "\u200b", " - ", "\u2009", "\n", "·", "*", "–")
BEFORE = ("", "bel mij op ", "mijn nummer is ", "رقمي ", "my number: ", "Wie helpt dinsdag om 14.30? ")
AFTER = ("", ", alvast bedankt", " شكرا", " please", ". Ik woon in de Kerkstraat.")


@st.composite
def cut_up(draw: st.DrawFn, digits: str) -> str:
    """Digits in groups of any size, with any separators, in any script, or as emoji."""
    script = draw(st.sampled_from((*SCRIPTS, "emoji")))
    separator = draw(st.sampled_from(SEPARATORS))
    pieces, place = [], 0
    while place < len(digits):
        size = draw(st.integers(1, 4))
        pieces.append(digits[place : place + size])
        place += size
    # "06 2019 2020" may be anything; nobody can tell.
    assume(not any(re.fullmatch(r"(?:19|20)\d\d", piece) for piece in pieces))
    written = separator.join(pieces)
    if script == "emoji":
        return "".join(f"{char}\ufe0f\u20e3" if char.isdigit() else char for char in written)
    return "".join(script[int(char)] if char.isdigit() else char for char in written)


PHONES = st.builds(lambda rest: f"06{rest:08d}", st.integers(10_000_000, 99_999_999))
BSNS = st.integers(10_000_000, 999_999_99).map(
    lambda first: (
        next(f"{first}{last}" for last in range(10) if bsn.is_valid(f"{first}{last}"))
        if any(bsn.is_valid(f"{first}{last}") for last in range(10))
        else "111222333"
    )
)
CARDS = st.integers(10**13, 10**14 - 1).map(lambda rest: f"4{rest}" + luhn.calc_check_digit(f"4{rest}"))


@settings(deadline=None, max_examples=150)
@given(st.data(), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_a_number_in_any_grouping_and_script_is_found_and_leaves_no_trace(
    data: st.DataObject, before: str, after: str
) -> None:
    digits = data.draw(st.one_of(PHONES, BSNS, CARDS))
    sentence = before + data.draw(cut_up(digits)) + after
    spans = guard(sentence)
    assert {span.kind for span in spans} & {Guard.PHONE, Guard.BSN, Guard.CARD, Guard.IBAN}
    left = without(sentence, spans)
    assert not any(char.isdigit() for char in left.replace("14.30", "")), left
    assert guard(left) == ()


@settings(deadline=None)
@given(st.text())
def test_any_text_is_searched_and_nothing_overlaps(text: str) -> None:
    spans = guard(text)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    without(text, spans)


PIECES = """Kerkstraat straat 12 12b 0 06 1 2 1011 AB ab nl NL91 pin bsn t . me www @ punt https:// [.] , - / _ Van
de Lange een nul شارع رقم ١٢ بنايه 14:30 24-11-2026 6️⃣ + ( ) x nr str. jan(at)b.nl"""
WORDS = [*PIECES.split(), "\n"]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(("", " ")))
def test_pieces_of_hostile_text_never_break_it(words: list[str], between: str) -> None:
    text = between.join(words)
    for span in guard(text):
        assert 0 <= span.start < span.end <= len(text)


HOSTILE = (
    "a", "a.", "a-", "A ", "1 ", "0 ", "06", "1-", "NL91 ", "N L 9 1 ", "straat ", "straat 1 ", "Van ", "van de ",
    "@", "a@", "a @ ", "www.", "w w w ", ".nl", "a.nl", "a.nl/", "punt nl ", "[.]", "t me/", "pin ", "pin 1234 ",
    "1011 ", "1011 ab ", "een ", "nul ", "dubbel ", "شارع ", "شارع ا 1 ", "حي ا ", " \n", ", ", "6️⃣", "\u200b",
    "+31", "+ ",
)  # fmt: skip


def calls_made(text: str) -> int:
    """How many functions are called for a text, Python's own included: the same each time, on any machine."""
    count = 0

    def note(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        without(text, guard(text))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_takes_twice_the_work(piece: str) -> None:
    guard(piece * 20)
    short, long = (calls_made((piece * size)[:size]) for size in (2_000, 4_000))
    assert long <= 2.2 * short


def patterns(module: ModuleType) -> list[re.Pattern[str]]:
    return [each for each in vars(module).values() if isinstance(each, re.Pattern)]


def endless(parsed: Any, last: bool = True) -> list[str]:
    """Repetitions without a bound that something follows: those may be tried again from every place."""
    parser = importlib.import_module("re._parser")
    found: list[str] = []
    steps = list(parsed)
    for place, (operation, argument) in enumerate(steps):
        at_end = last and place == len(steps) - 1
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, inner = argument
            if most == parser.MAXREPEAT and not at_end:
                found.append(name)
            found += endless(inner, at_end and most == 1)
        elif name == "BRANCH":
            found += [each for branch in argument[1] for each in endless(branch, at_end)]
        elif name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
            found += endless(argument[-1], at_end)
    return found


@pytest.mark.parametrize("module", [addresses, links, numbers, runs])
def test_no_pattern_repeats_without_a_bound_before_its_end(module: ModuleType) -> None:
    parser = importlib.import_module("re._parser")
    assert patterns(module)
    for pattern in patterns(module):
        assert endless(parser.parse(pattern.pattern, pattern.flags)) == [], pattern.pattern


def test_pieces_that_overlap_are_left_out_as_one() -> None:
    text = "app wa.me/31612345678 of bel 0612345678"
    assert without(text, guard(text)) == "app of bel"


def test_many_pieces_are_told_apart() -> None:
    rng = Random(1)
    places = sorted(rng.sample(range(3_000), 400))
    spans = [Span(Guard.LINK, start, start + rng.randint(1, 30)) for start in places]
    kept = apart(spans)
    assert all(one.end <= two.start for one, two in pairwise(kept))
    assert {place for span in spans for place in range(span.start, span.end)} == {
        place for span in kept for place in range(span.start, span.end)
    }
