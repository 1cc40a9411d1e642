"""Arabic in either script has the same consonants, for the model to learn from both at once."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.normalise import normalise
from bot.text.skeleton import skeleton_letters, skeleton_words, skeletons
from bot.text.tokens import tokens

any_words = st.lists(st.text(st.characters(codec=None)) | st.text(st.sampled_from("279gshkw3يوةبتشق")))


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("بدي", "baddi"), ("حدا", "7ada"), ("يوصلني", "ywassilni"), ("قهوة", "2ahwe"), ("قهوة", "9ahwa"),
        ("مدرسة", "madrase"), ("شكون", "chkoun"), ("خبز", "5obz"), ("غسالة", "8assale"), ("واحد", "wahed"),
        ("المستشفى", "elmostashfa"), ("جمعة", "gom3a"), ("صيدلية", "9aydaliye"), ("محتاج", "mohtaj"),
    ],
)  # fmt: skip
def test_a_word_in_latin_letters_has_the_consonants_of_the_word_in_arabic(arabic: str, latin: str) -> None:
    word = tokens(normalise(arabic))[0]
    assert set(skeletons(word)) & set(skeletons(latin)), (skeletons(word), skeletons(latin))


def test_words_of_other_consonants_stay_apart() -> None:
    assert not set(skeletons("كلب")) & set(skeletons("9alb"))
    assert not set(skeletons("بيت")) & set(skeletons("bab"))


def test_a_number_is_itself() -> None:
    assert skeletons("112") == ("112",)


@given(any_words)
@example(["", "\ud800", "2" * 400, "g2g2g2g2g2g2g2g2"])
def test_any_words_have_skeletons_and_few_readings(words: list[str]) -> None:
    skeleton_words(words)
    skeleton_letters(words)
    assert all(len(skeletons(word)) <= 100 for word in words)
