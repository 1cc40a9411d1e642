"""The screens of coordinators, the digest, reports and privacy, in every language."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.morning import Why
from bot.i18n import languages
from bot.render import KINDS, render
from bot.render.screen import Screen
from handlers import BUTTONS

COUNTS = (0, 1, 2, 3, 11, 100)
BIG = 10**15 - 1
"""The largest row id that a button carries."""


SCREENS: list[tuple[str, dict[str, Any]]] = [
    ("co_choose", {"buurten": [[BIG, "Bloemenbuurt"], [2, "Zeebuurt"]]}),
    ("co_nothing", {"buurt": 1}),
    ("co_newcomer", {"resident": BIG, "name": "Nour", "lang": "ar", "barred": True}),
    (
        "co_newcomer",
        {"resident": BIG, "name": "Nour", "lang": "nl", "barred": False, "buurt": BIG, "more": 2},
    ),
    ("co_admitted", {"name": "Nour", "buurt": 1, "left": 1}),
    ("co_refused", {"name": "Nour", "buurt": 1, "left": 0}),
    (
        "co_visit",
        {
            "ask": BIG,
            "name": "Samir",
            "languages": ["ar", "nl"],
            "category": "company",
            "when": {},
            "more": 1,
        },
    ),
    ("co_visit_allowed", {"name": "Samir", "buurt": 1, "left": 1}),
    ("co_visit_denied", {"name": "Samir", "buurt": 1, "left": 0}),
    *(
        (
            "co_request",
            {
                "post": BIG,
                "buurt": BIG,
                "category": "errands",
                "when": {"first": "2026-11-24", "last": "2026-11-24"},
                "said": "Melk <b>en</b> brood",
                "has_voice": True,
                "since": "2026-11-20",
                "asked": n,
                "no": n,
                "silent": n,
                "waiting": n,
                "yes": n,
                "more": n,
            },
        )
        for n in COUNTS
    ),
    *(("co_asked_again", {"buurt": 1, "post": 2, "asked": n}) for n in COUNTS),
    ("co_request_closed", {"buurt": 1, "left": 3}),
    ("co_held", {"post": BIG, "buurt": BIG, "category": "other", "said": "leen mij <b>geld</b>"}),
    ("co_held", {"post": BIG, "buurt": BIG, "category": "other", "said": None}),
    ("co_close_why", {"buurt": 1, "post": BIG}),
    ("co_released", {"buurt": 1}),
    *(
        (
            "co_members",
            {
                "buurt": 1,
                "name": "X",
                "members": n,
                "helpers": helpers,
                "by_lang": {"cells": [["nl", 9]], "others": n},
            },
        )
        for n in (11, 100)
        for helpers in ("few", "some", 6)
    ),
    ("not_admitted", {"buurt": "Bloemenbuurt"}),
    ("visit_denied", {"category": "company"}),
    *(("closed_by_coordinator", {"category": "errands", "why": why, "post": BIG}) for why in Why),
    ("report_confirm", {"what": "match", "row": BIG, "name": "Samir"}),
    ("report_confirm", {"what": "ask", "row": BIG, "name": None}),
    ("report_done", {"seen": True}),
    ("report_done", {"seen": False}),
    ("report_closed", {"apart": True}),
    ("report_closed", {"apart": False}),
    ("neighbour_left", {"category": "errands", "looking": True}),
    ("neighbour_left", {"category": "errands", "looking": False}),
    ("co_report", {"report": BIG, "reporter": "Truus", "reported": "Samir", "at": "2026-11-23T10:00"}),
    (
        "co_report",
        {"report": 1, "reporter": None, "reported": "S", "at": "2026-11-23T10:00", "buurt": 1, "more": 1},
    ),
    ("question_case_line", {"data": {}, "again": True}),
    ("case_shared", {"report": BIG, "more": 5}),
    ("case_shared", {"report": BIG, "more": 0}),
    ("co_case_shared", {"report": BIG}),
    ("co_case", {"report": BIG, "buurt": 1, "lines": ["و" * 500] * 6}),
    ("co_only_operator", {"buurt": 1, "name": "Samir"}),
    *(
        ("co_report_closed", {"buurt": 1, "outcome": outcome, "left": 0})
        for outcome in ("apart", "warn", "week", "month", "remove", "misunderstanding")
    ),
    ("your_data", {"data": {"you": {"first_name": "Truus"}}}),
    ("forget_first", {}),
    *(("forget_second", {"posts": n}) for n in COUNTS),
    ("forget_hand_over", {"buurt": "Bloemenbuurt"}),
    *(
        ("erased", {"posts": n, "appointments": n, "messages": n, "records": n, "backups": "2026-12-07"})
        for n in COUNTS
    ),
    ("still_there", {"name": "Truus", "until": "2026-12-23"}),
]
MODULES = ("coordinator", "open_requests", "visits", "reports", "privacy")


def test_every_kind_of_these_modules_is_tried_here() -> None:
    ours = {kind for kind, made in KINDS.items() if made.__module__.removeprefix("bot.render.") in MODULES}
    assert ours == {kind for kind, _ in SCREENS}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(("kind", "params"), SCREENS)
def test_every_screen_can_be_sent(kind: str, params: dict[str, Any], lang: str) -> None:
    screen = render(kind, json.loads(json.dumps(params)), lang)
    assert 0 < len(screen.text) <= 4096
    assert "{" not in screen.text.replace("{}", "")
    assert sum(len(row) for row in screen.rows[:-1]) <= 6
    for button in (button for row in screen.rows for button in row):
        assert button.label
        assert button.data is not None
        assert len(button.data.encode()) <= 64


@pytest.mark.parametrize(("kind", "params"), SCREENS)
def test_every_button_has_a_handler(kind: str, params: dict[str, Any]) -> None:
    screen = render(kind, params, "nl")
    actions = {(button.data or "").partition(":")[0] for row in screen.rows for button in row}
    assert actions <= BUTTONS.keys()


def _text(kind: str, params: dict[str, Any]) -> Screen:
    return render(kind, params, "en")


def test_what_a_resident_wrote_is_escaped_on_a_coordinators_screen() -> None:
    request = next(params for kind, params in SCREENS if kind == "co_request")
    assert "&lt;b&gt;" in _text("co_request", request).text


def test_an_invitation_speaks_every_language_and_has_no_buttons_to_forward() -> None:
    screen = render("invite_to_forward", {"name": "X", "link": "https://t.me/b?start=c"}, "nl")
    assert screen.rows == ()
    assert "https://t.me/b?start=c" in screen.text
    assert screen.text.count("\n") == len(languages())


def test_my_data_is_readable_in_a_file() -> None:
    document = _text("your_data", {"data": {"you": {"first_name": "نور"}}}).document
    assert document is not None
    assert document.name == "buurtkring.json"
    assert "نور" in document.content.decode()


def test_who_is_sent_to_a_neighbour_is_introduced_in_every_language() -> None:
    screen = render("vouch_to_forward", {"name": "Samira", "link": "https://t.me/x"}, "ar")
    assert "Kent u \u2068Samira\u2069?" in screen.text
    assert "هل تعرفون" in screen.text.split("\n")[0]
    assert screen.text.count("https://t.me/x") == 1


def test_who_never_helped_has_not_helped_zero_times() -> None:
    params = {"ask": 1, "name": "Wout", "category": "errands", "when": {}, "languages": ["nl"]}
    assert "nog niet geholpen" in render("co_visit", params, "nl").text
