"""Sample parameters for a coordinator's morning and the list of places, by kind and parameter."""

from __future__ import annotations

from typing import Any

from bot.domain.morning import Sort, Why

BIG = 10**15 - 1
NASTY = "<b>Jan</b> & @jan_bakker\u202e\u2066"
YES_NO = [True, False]
COUNTS = [0, 1, 2, 3, 11, 100]
PLACE: dict[str, Any] = {
    "kind": "team",
    "name": NASTY,
    "phone": "0522 123 456",
    "site": "https://www.example.nl/team",
    "address": NASTY,
    "hours": NASTY,
    "languages": ["ar", "nl"],
    "checked_on": "2025-11-24",
}
DESK = {"kind": "police", "name": None, "phone": "0900-8844", "site": None}
SOME_PLACES: list[list[Any]] = [[str(BIG), "team", NASTY], ["police", "police", None]]
TO_KEEP: dict[str, Any] = {"buurt": BIG, "entry": BIG, "place": PLACE, "stale": True, "in_turn": True}
CALL = {"resident": BIG, "buurt": BIG, "name": NASTY, "lang": "ar", "taken": NASTY, "mine": False}
CARDS: list[Any] = [["co_call_back", CALL], ["co_place", TO_KEEP]]
LINES = [[each, "errands" if each in (Sort.REQUEST, Sort.HELD) else NASTY, 1800] for each in Sort]
QUESTION = {
    "flow": "place",
    "picked": ["nl"],
    "category": "errands",
    "members": [[BIG, NASTY, ["ar", "nl"]]] * 5,
}

OWN: dict[tuple[str, str], list[Any]] = {
    ("places", "places"): [SOME_PLACES, (SOME_PLACES * 3)[:5], []],
    ("places", "page"): [0, 1],
    ("places", "more"): YES_NO,
    ("place", "place"): [PLACE, DESK],
    ("co_places", "places"): [[[BIG, "team", NASTY, True], [BIG, "other", "Bieb", False]] * 2, []],
    ("co_places", "page"): [0, 1],
    ("co_places", "more"): YES_NO,
    ("co_places", "full"): YES_NO,
    ("co_places", "removed"): YES_NO,
    ("co_place", "entry"): [BIG],
    ("co_place", "place"): [PLACE],
    ("co_place", "stale"): YES_NO,
    ("co_place", "saved"): YES_NO,
    ("co_place", "in_turn"): YES_NO,
    ("co_place_change", "entry"): [BIG],
    ("co_place_sure", "entry"): [BIG],
    ("co_today", "lines"): [[], LINES],
    ("co_today", "requests"): COUNTS,
    ("co_turn", "sort"): list(map(str, Sort)),
    ("co_turn", "row"): [BIG],
    ("co_turn", "waits"): [0, 5, 60, 180, 3000, 100_000],
    ("co_turn", "card"): CARDS,
    ("co_turn", "done"): [["co_called", {"buurt": BIG, "name": NASTY}], None],
    ("co_all_done", "done"): [["co_called", {"buurt": BIG, "name": NASTY}], None],
    ("co_all_done", "later"): COUNTS,
    ("co_morning_hour", "hour"): [None, 8, 12],
    ("co_morning_hour", "saved"): YES_NO,
    ("co_morning", "buurten"): [
        [[BIG, NASTY, [[each, 2] for each in Sort]]],
        [[BIG, NASTY, [["call", 1]]], [2, "Zeebuurt", [["report", 11]]]],
    ],
    ("co_call_back", "taken"): [NASTY, None],
    ("co_call_back", "mine"): YES_NO,
    ("co_asked_one", "at_night"): YES_NO,
    ("co_wider", "circles"): [
        {"near": "open", "group": "may"},
        {"near": "may", "group": "asked"},
        {"near": "none", "group": "none"},
    ],
    ("co_widened", "outcome"): ["writer", "group", "near", "night", "not_now"],
    ("may_i_widen", "circle"): ["near", "group"],
    ("co_hand_over", "places"): [SOME_PLACES, (SOME_PLACES * 3)[:5], []],
    ("co_hand_over", "page"): [0, 1],
    ("co_hand_over", "more"): YES_NO,
    ("co_handed_over", "kind"): ["team", "police"],
    ("co_handed_over", "name"): [NASTY, None],
    ("handed_over", "place"): [PLACE, DESK],
    ("did_it_help", "kind"): ["team", "other"],
    ("closed_by_coordinator", "why"): list(map(str, Why)),
    **{
        (f"question_{step}", "data"): [QUESTION, QUESTION | {"more": 1}]
        for step in ("whom", *(f"place_{field}" for field in ("kind", "name", "phone", "site")))
    },
    **{(f"question_place_{field}", "data"): [QUESTION] for field in ("address", "hours", "languages")},
}
