"""The catalogues are complete, and a language is no more than a catalogue."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.i18n import LOCALES, languages
from locales.catalogues import faults, new, po_files, read, strings_of, template, text_of


def test_nothing_is_missing_unsure_or_out_of_date_in_any_language() -> None:
    assert len(po_files()) >= 3
    assert list(faults()) == []  # each names its language


def test_dutch_arabic_and_english_are_there_the_default_first() -> None:
    assert languages()[0] == "nl"
    assert {"nl", "ar", "en"} <= set(languages())


SAYS = """
import json
from bot.i18n import best, languages, own_name
from bot.render import render
screen = render("paused", {}, "tr")
labels = [button.label for row in screen.rows for button in row]
print(json.dumps([languages(), best("tr-TR"), own_name("tr"), labels]))
"""


def test_a_fourth_language_needs_only_its_catalogue(tmp_path: Path) -> None:
    shutil.copytree(LOCALES, tmp_path / "locales", ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    shutil.copytree(tmp_path / "locales" / "nl", tmp_path / "locales" / "tr")
    catalogue = tmp_path / "locales" / "tr" / "LC_MESSAGES" / "buurtkring.po"
    translated = read(catalogue)
    home = translated.get("Home")
    assert home is not None
    home.string = "Ana sayfa"
    catalogue.write_bytes(text_of(translated))
    root = LOCALES.parent
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{root}"}

    def python(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    python("-m", "locales.catalogues", "compile")
    known, started_in, own, labels = json.loads(python("-c", SAYS))
    assert "tr" in known
    assert known[0] == "nl"
    assert (started_in, own) == ("tr", "Türkçe")
    assert "Ana sayfa" in labels


def test_a_new_catalogue_holds_every_string_and_translates_none(tmp_path: Path) -> None:
    path = new("uk", tmp_path)
    begun = read(path)
    assert {message.id for message in begun} == {message.id for message in template()}
    assert not [message.id for message in begun if message.id and any(strings_of(message))]
    assert begun.num_plurals == 3
    with pytest.raises(FileExistsError):
        new("uk", tmp_path)
