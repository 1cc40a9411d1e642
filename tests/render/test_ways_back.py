"""Each question on a coordinator's phone leads back to the screen on which it was asked."""

from __future__ import annotations

import pytest

from bot.i18n import speaker
from bot.render.registry import KINDS

SETTINGS = "co.settings:7"
BUURT = "co.buurt:7"


def _buttons(kind: str, **params: object) -> list[str]:
    return [each.data or "" for row in KINDS[kind](speaker("nl"), **params).rows for each in row]


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("co_close_why", {}),
        ("co_wider", {"circles": {"near": "may", "group": "none"}}),
        ("co_hand_over", {"places": [], "page": 0, "more": False}),
        ("co_nobody_to_ask", {}),
    ],
)
def test_a_question_about_a_request_leads_back_to_that_request(kind: str, params: dict[str, object]) -> None:
    assert "co.open:7:72" in _buttons(kind, buurt=7, post=73, **params)


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("co_case", {"lines": ["x"]}),
        ("co_step", {"name": "Wout"}),
        ("co_why", {"step": "warn"}),
        ("co_step_sure", {"name": "Wout", "step": "warn", "reason": "other"}),
    ],
)
def test_a_question_about_a_report_leads_back_to_that_report_where_several_wait(
    kind: str, params: dict[str, object]
) -> None:
    assert "co.reports:7:72" in _buttons(kind, buurt=7, report=73, **params)


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("co_admission", {"admission": "approval"}),
        ("co_marks", {"first_yes": []}),
        ("co_vog_for", {"vog": [], "years": 3}),
        ("co_confidant", {"name": None, "contact": None, "asked": False}),
    ],
)
def test_what_is_set_of_a_buurt_leads_back_to_its_settings(kind: str, params: dict[str, object]) -> None:
    assert SETTINGS in _buttons(kind, buurt=7, **params)


@pytest.mark.parametrize(("buurt", "several", "to"), [(7, False, "co.paper:7"), (None, True, "paper.mine")])
def test_a_neighbour_without_a_phone_leads_back_to_the_list(
    buurt: int | None, several: bool, to: str
) -> None:
    shown = {"resident": 5, "name": "mevrouw Jansen", "contact": "Truus", "invited": None, "ahead": []}
    assert to in _buttons("paper_card", mine=several, buurt=buurt, several=several, **shown)


def test_settings_group_chat_and_invitations_are_under_the_buurt_and_lead_back_there() -> None:
    settings = _buttons("co_settings", buurt=7, name="De Linden", without_vog=2)
    group = _buttons("co_group", buurt=7, name="De Linden", link="https://t.me/x")
    links = _buttons("invites", buurt=7, name="De Linden", links=0, uses=25, days=30, approval=True)
    assert all(BUURT in each for each in (settings, group, links))
    assert {SETTINGS, "co.group:7", "invites.show:7"} < set(_buttons("buurt", buurt=7, name="De Linden"))
    members = _buttons("co_members", buurt=7, name="De Linden", members=12, helpers=8, by_lang=None)
    assert not {SETTINGS, "co.group:7"} & set(members)
