"""Every kind of message in every language: Telegram takes it, every button is known, no text of people leaks out."""

from __future__ import annotations

import gettext
import json

import pytest
from babel import Locale

from bot.i18n import LOCALES, languages, speaker
from bot.playground.entities import parse_html
from bot.render import KINDS, render
from bot.render.registry import DRAWN
from handlers import BUTTONS
from locales.catalogues import po_files, read
from tests.render.samples import COUNTS, NASTY, samples


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_message_can_be_sent_in_every_language(kind: str) -> None:
    for params in samples(kind):
        for lang in languages():
            screen = render(kind, json.loads(json.dumps(params)), lang)
            plain, _ = parse_html(screen.text)
            assert len(plain) <= 4096
            assert (
                plain.strip()
                or screen.voice
                or screen.photo
                or screen.location
                or screen.contact
                or screen.commands is not None
                or kind == "nothing"
            )
            assert sum(len(row) for row in screen.rows[:-1]) <= 6
            for button in (button for row in screen.rows for button in row):
                assert button.label.strip()
                if button.url is not None:
                    assert (button.url[:13], button.data) == ("https://t.me/", None)
                    continue
                assert button.data is not None
                assert len(button.data.encode()) <= 64
                action, *rest = button.data.split(":")
                assert (rest[1] if action == "for" else action) in BUTTONS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_people_wrote_is_escaped_and_cannot_turn_the_line_round(kind: str) -> None:
    for params in samples(kind):
        for lang in languages():
            screen = render(kind, json.loads(json.dumps(params)), lang)
            labels = [button.label for row in screen.rows for button in row]
            assert "<b>Jan" not in screen.text
            assert not [each for each in (screen.text, *labels) if "\u202e" in each]
            for text in (screen.text, *labels):
                opened = sum(text.count(mark) for mark in "\u2066\u2067\u2068")
                assert opened == text.count("\u2069"), f"{kind} in {lang} leaves an isolate open"
            at = screen.text.find("&lt;b&gt;Jan")
            if at >= 0:
                before = screen.text[:at]
                assert before.rfind("\u2068") > before.rfind("\u2069"), f"{kind} does not isolate a text"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_rows_run_in_the_readers_direction(kind: str) -> None:
    for params in samples(kind):
        dutch = render(kind, json.loads(json.dumps(params)), "nl")
        arabic = render(kind, json.loads(json.dumps(params)), "ar")
        assert [[button.data for button in row] for row in dutch.rows] == [
            [button.data for button in reversed(row)] for row in arabic.rows
        ]


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - DRAWN))
def test_what_is_read_for_a_neighbour_without_a_phone_says_so_and_its_buttons_are_theirs(kind: str) -> None:
    for params in samples(kind):
        for_them = {**json.loads(json.dumps(params)), "read_for": {"id": 10**9, "name": NASTY, "lang": "ar"}}
        screen = render(kind, for_them, "nl")
        assert parse_html(screen.text)[0].splitlines()[0].count("Jan") == 1
        for data in (button.data for row in screen.rows for button in row if button.data):
            assert len(data.encode()) <= 64
            assert data.startswith(("for:", "nav.home", "paper.", "co."))


def test_a_text_is_only_ever_isolated_whole() -> None:
    said = speaker("ar").user(NASTY)
    assert said == "\u2068&lt;b&gt;Jan&lt;/b&gt; &amp; @jan_bakker\u2069"


PLURALS = [message for path in po_files("ar") for message in read(path) if isinstance(message.id, tuple)]
_CATEGORY = Locale("ar").plural_form


@pytest.mark.parametrize("message", PLURALS, ids=[message.id[1][:40] for message in PLURALS])
def test_arabic_has_a_form_for_each_count_as_its_rule_says(message: object) -> None:
    one, many = message.id  # type: ignore[attr-defined]  # a plural message of a catalogue
    catalogue = gettext.translation("buurtkring", LOCALES, ["ar"])
    forms = {count: catalogue.ngettext(one, many, count) for count in COUNTS}
    assert {_CATEGORY(count) for count in COUNTS} == {"zero", "one", "two", "few", "many", "other"}
    assert forms[3] != forms[11], "few and many read the same"
    assert len({forms[1], forms[2], forms[3]}) == 3, "one, two and few must differ"
    for count in range(3, 11):
        assert catalogue.ngettext(one, many, count) == forms[3]
    for count in (*range(11, 100), 111):
        assert catalogue.ngettext(one, many, count) == forms[11]
    for count in (100, 101, 102, 200):
        assert catalogue.ngettext(one, many, count) == forms[100]
