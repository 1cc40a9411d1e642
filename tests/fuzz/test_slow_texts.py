"""Nonsense is read in about the time of its length, not of its square: nobody waits for one odd message."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from bot.text.times.clock import read_clock
from bot.text.times.terms import read_terms

from .texts import LONGEST

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORDS = LONGEST // 7


def seconds(words: int) -> float:
    """The least that reading so many times "tussen" takes, of some tries."""
    terms = read_terms(["tussen"] * words, ("nl",))
    tries = []
    for _ in range(5):
        began = time.process_time()
        assert read_clock(terms, frozenset(), None) is None
        tries.append(time.process_time() - began)
    return min(tries)


def test_words_before_a_time_that_never_comes_are_read_in_proportion() -> None:
    assert seconds(WORDS) < 12 * seconds(WORDS // 6) + 0.002


@pytest.mark.parametrize("before", ["om", "tussen om", "na half"])
def test_a_time_after_such_words_is_read(before: str) -> None:
    terms = read_terms([*["tussen"] * 20, *before.split(), "3", "uur"], ("nl",))
    assert read_clock(terms, frozenset(), None) is not None
