"""The compiled lexicon is the word lists and nothing else: a changed line counts at once."""

from pathlib import Path

import pytest

from bot.text.compiled import LANGUAGES, LEXICON, compile_all, load
from bot.text.phrases import LexiconError

WORDS = (
    "[category garden]\nonkruid\n(heg|haag van buren)\n*tuin = 4\nhark* .. lenen & ^ buur?\n"
    "[command stop]\nstop\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "nl.txt").write_text(WORDS, encoding="utf-8")
    compile_all(tmp_path, ["nl"])
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_list_is_the_same_compiled_as_read(language: str, tmp_path: Path) -> None:
    (tmp_path / f"{language}.txt").write_bytes((LEXICON / f"{language}.txt").read_bytes())
    read = load(language, tmp_path)
    compile_all(tmp_path, [language])
    compiled = load(language, tmp_path)
    assert (read.ready, compiled.ready) == (False, True)
    assert compiled.words == read.words
    assert compiled.index == read.index
    assert compiled.weights == read.weights


def test_a_line_that_a_volunteer_adds_counts_without_compiling(folder: Path) -> None:
    with (folder / "nl.txt").open("a", encoding="utf-8") as file:
        file.write("[category pets]\nhamster\n")
    lexicon = load("nl", folder)
    assert not lexicon.ready
    assert ("hamster", ("pets",)) in lexicon.words.words("category")
    assert "hamster" in lexicon.index.exact


def test_compiling_again_takes_the_new_line_along(folder: Path) -> None:
    (folder / "nl.txt").write_text(WORDS + "einde\n", encoding="utf-8")
    compile_all(folder, ["nl"])
    lexicon = load("nl", folder)
    assert lexicon.ready
    assert ("einde", ("stop",)) in lexicon.words.words("command")


@pytest.mark.parametrize("kept", [0, 1, 200])
def test_a_file_that_was_written_halfway_is_not_used(folder: Path, kept: int) -> None:
    whole = (folder / "nl.json").read_bytes()
    (folder / "nl.json").write_bytes(whole[:kept])
    lexicon = load("nl", folder)
    assert not lexicon.ready
    assert "onkruid" in lexicon.index.exact


def test_without_a_compiled_file_the_word_list_is_read(folder: Path) -> None:
    (folder / "nl.json").unlink()
    assert not load("nl", folder).ready


def test_loading_writes_nothing_so_that_the_folder_may_be_read_only(folder: Path) -> None:
    (folder / "nl.txt").write_text(WORDS + "einde\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    load("nl", folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_line_that_cannot_be_read_is_named_though_an_older_list_was_compiled(folder: Path) -> None:
    (folder / "nl.txt").write_text("zomaar een regel", encoding="utf-8")
    with pytest.raises(LexiconError, match="zomaar"):
        load("nl", folder)
