"""The day on which a paper was seen lies behind us, however it is written."""

from __future__ import annotations

from datetime import date

import pytest

from bot.text.times.past import past_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3-9-2026", date(2026, 9, 3)),
        ("03/09/2025", date(2025, 9, 3)),
        ("٣-٩-٢٠٢٦", date(2026, 9, 3)),
        ("3 november 2026", date(2026, 11, 3)),
        ("op 3 november", date(2026, 11, 3)),
        ("24 december", date(2025, 12, 24)),
        ("23 november", TODAY),
        ("3 أيلول 2026", date(2026, 9, 3)),
        ("3 September", date(2026, 9, 3)),
        ("3-9-2027", date(2027, 9, 3)),
        ("31-2-2026", None),
        ("gisteren", date(2026, 11, 22)),
        ("eergisteren gezien", date(2026, 11, 21)),
        ("vandaag", TODAY),
        ("أمس", date(2026, 11, 22)),
        ("أول أمس", date(2026, 11, 21)),
        ("yesterday", date(2026, 11, 22)),
        ("3 dagen geleden", date(2026, 11, 20)),
        ("een week geleden", date(2026, 11, 16)),
        ("قبل ثلاثة أيام", date(2026, 11, 20)),
        ("afgelopen dinsdag", date(2026, 11, 17)),
        ("vorige week vrijdag", date(2026, 11, 20)),
        ("maandag", date(2026, 11, 16)),
        ("الثلاثاء الماضي", date(2026, 11, 17)),
        ("last tuesday", date(2026, 11, 17)),
        ("morgen", None),
        ("volgende dinsdag", None),
        ("vorige maand", None),
        ("weet ik niet", None),
        ("", None),
    ],
)
def test_a_date_without_a_year_is_the_last_one(text: str, day: date | None) -> None:
    assert past_day(text, TODAY) == day
