"""A notice says which request it is about."""

from __future__ import annotations

import pytest

from bot.i18n import languages, speaker
from bot.render import render, words


@pytest.mark.parametrize("kind", ["yes_noted", "standby", "visit_waits", "not_chosen"])
def test_a_helper_reads_which_request_a_notice_is_about(kind: str) -> None:
    for lang in languages():
        text = render(kind, {"category": "pets"}, lang).text
        assert words.category(speaker(lang), "pets") in text
        assert text != render(kind, {"category": "garden"}, lang).text
