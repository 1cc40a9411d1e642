"""Tables on the operator's terminal."""

from __future__ import annotations

import pytest

from bot.operator.tables import show_table


def test_what_a_resident_wrote_is_shown_as_it_is_and_changes_no_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_table([["appeal", "they write"], ["1", "[/b] [link=https://x]hier[/link]"]])
    assert "[/b] [link=https://x]hier[/link]" in capsys.readouterr().out
