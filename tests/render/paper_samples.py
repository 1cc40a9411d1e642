"""Sample parameters of the kinds about neighbours without a phone."""

from __future__ import annotations

from typing import Any

BIG = 10**15 - 1
NASTY = "<b>Jan</b> & @jan_bakker\u202e\u2066"
MOMENT = "2026-12-31T14:30"

VALUES: dict[str, list[Any]] = {
    "ahead": [[], [[NASTY, "errands", MOMENT], ["Samir", "tech", None]]],
    "consent": ["spoken", "paper"],
    "contact": [NASTY, None],
    "following": [BIG, None],
    "invited": [NASTY, None],
    "mine": [True, False],
    "names": [[], [[BIG, NASTY, True], [2, "mevrouw Jansen", False]] * 2],
    "papers": [True, False],
    "sheet": [[], [[NASTY, "errands", MOMENT, "42", False], ["Samir", "tech", None, None, True]]],
    "several": [True, False],
    "whole": [True, False],
}
OWN: dict[tuple[str, str], list[Any]] = {
    ("paper_list", "buurt"): [BIG],
    ("paper_card", "buurt"): [BIG, None],
    ("paper_more", "phone"): ["06 12345678", None],
    ("paper_handed_over", "writer"): [NASTY, None],
    ("paper_more", "writer"): [NASTY, None],
}
