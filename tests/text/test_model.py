"""The trained model: made from the data that lies here, quick to load, and with an answer to any string."""

import time
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.text.category import Category
from bot.text.danger import Danger
from bot.text.intent import Kind
from bot.text.judgement import judge
from bot.text.model import Odds, model, unpack
from bot.text.reader import understand
from bot.text.seen import see
from bot.text.times.reading import AMSTERDAM
from bot.text.training.examples import digest, examples
from bot.text.training.train import Postings, speaking

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
any_text = st.text(st.characters(codec=None)) | st.text(st.sampled_from("\ud800\u202eةى ik kan 3شو?!"))


def _odds(kind: Kind, share: float) -> Odds:
    rest = (1 - share) / (len(Kind) - 1)
    return Odds(
        {name: share if name is kind else rest for name in Kind},
        {name: float(name is Category.PETS) for name in Category},
        {name: float(name is Danger.FIRE_GAS) for name in Danger},
    )


def test_the_model_was_made_from_the_training_data_that_lies_here() -> None:
    assert model().digest == digest(), "run python -m bot.text.training.train"


def test_the_same_messages_make_the_same_model_and_it_knows_them_again() -> None:
    some = examples()[::25]
    seen = [see(one.text, NOW) for one in some]
    packed = [
        postings.packed(speaking(postings.likeness(), some))
        for postings in (Postings.of(seen), Postings.of(seen))
    ]
    assert packed[0] == packed[1]
    small = unpack(packed[0])
    known = 0
    for one, wanted in zip(seen, some, strict=True):
        kinds = small.odds(one).kinds
        known += max(kinds, key=lambda name: kinds[name]) is wanted.kind
    assert known / len(some) > 0.9


@settings(deadline=None)  # the first reads the lexicons
@given(any_text)
@example("")
@example("\ud800")
@example("😀" * 4096)
@example("a b " * 2000)
def test_the_odds_of_any_string_add_up(text: str) -> None:
    odds = model().odds(see(text, NOW))
    assert sum(odds.kinds.values()) == pytest.approx(1)
    assert sum(odds.categories.values()) == pytest.approx(1)


def test_the_model_is_small_and_loads_in_a_moment() -> None:
    started = time.process_time()
    model.__wrapped__()
    assert time.process_time() - started < 0.5


def test_words_of_danger_count_though_the_model_doubts_them() -> None:
    seen = see("mijn man ademt niet meer", NOW)
    judged = judge(seen, _odds(Kind.CRISIS, 0.4))
    assert (judged.kind, judged.danger) == (Kind.CRISIS, Danger.MEDICAL)


def test_danger_in_three_words_counts_whatever_the_model_says() -> None:
    judged = judge(see("ik wil dood", NOW), _odds(Kind.OTHER, 0.99))
    assert (judged.kind, judged.danger) == (Kind.CRISIS, Danger.SUICIDE)


def test_the_model_may_hear_danger_in_words_that_no_list_has() -> None:
    judged = judge(see("vrede op aarde", NOW), _odds(Kind.CRISIS, 0.97))
    assert (judged.kind, judged.danger) == (Kind.CRISIS, Danger.FIRE_GAS)


def test_what_the_model_is_unsure_of_has_little_confidence() -> None:
    judged = judge(see("zomaar wat", NOW), _odds(Kind.OFFER, 0.4))
    assert (judged.kind, judged.category) == (Kind.OFFER, Category.PETS)
    assert judged.kind_sure < 0.6


def test_what_is_neither_asked_nor_offered_has_no_category() -> None:
    assert understand("dank je wel lieve mensen", NOW).category is Category.OTHER
