"""The lexicon can be extended by a volunteer: mistakes in it are found here."""

from collections import defaultdict

import pytest

from bot.text.category import Category
from bot.text.danger import Danger
from bot.text.entries import Entry, read
from bot.text.guards import Guard
from bot.text.phrases import LexiconError, parse
from bot.text.times.terms import SECTIONS as TIME_SECTIONS
from bot.text.wordlists import LANGUAGES, word_list

OTHER_SECTIONS = {
    "language", "class", "category", "kind", "danger", "calm", "context", "negation", "command", "guard",
    "answer",
}  # fmt: skip


def single_words(entry: Entry) -> list[str]:
    """The words of an entry that is a single word or a choice of words."""
    if " " in entry.text and not entry.text.startswith("("):
        return []
    inside = entry.text.removeprefix("(").removesuffix(")")
    return [] if "(" in inside or ".." in inside or "&" in inside else inside.split("|")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_can_be_read(language: str) -> None:
    classes = word_list(language).classes()
    for entry in word_list(language).entries:
        assert parse(entry.text, classes), entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_is_one_that_the_reader_knows(language: str) -> None:
    for entry in word_list(language).entries:
        assert entry.section in OTHER_SECTIONS | set(TIME_SECTIONS), entry
        if entry.section == "category":
            assert entry.values[0] in set(Category)
        if entry.section == "danger":
            assert entry.values[0] in set(Danger)
        if entry.section == "guard":
            assert entry.values[0] in set(Guard)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_heavily_in_two_categories(language: str) -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for entry in word_list(language).entries:
        if entry.section == "category" and (entry.weight or 2) >= 4:
            for word in single_words(entry):
                homes[word].add(entry.values[0])
    clashes = {word: sorted(categories) for word, categories in homes.items() if len(categories) > 1}
    assert clashes == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_command_word_stands_for_two_commands(language: str) -> None:
    commands: dict[str, set[str]] = defaultdict(set)
    for text, values in word_list(language).words("command"):
        commands[text].add(values[0])
    assert {word: names for word, names in commands.items() if len(names) > 1} == {}


def test_a_line_outside_a_section_is_refused_with_its_text() -> None:
    with pytest.raises(LexiconError, match="zomaar"):
        read("zomaar een regel")


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(LexiconError, match="nobody"):
        parse("<nobody> helpt", {})
