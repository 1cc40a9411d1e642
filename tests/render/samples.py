"""Sample parameters for every kind of message: by the name of each parameter, with the extremes of each."""

from __future__ import annotations

import inspect
from typing import Any

from bot.domain.categories import CARD_TEXT_LIMIT, FREQUENT, Category
from bot.domain.emergency import DANGERS, load
from bot.domain.signals import Theme
from bot.domain.visit_answers import Part, Question
from bot.render import KINDS
from tests.render import coordinator_samples, paper_samples
from tests.render.samples_of_buurt import BUURT_OWN, BUURT_VALUES

Params = dict[str, Any]
BIG = 10**15 - 1
"""The largest row id that a button carries."""
NASTY = "<b>Jan</b> & @jan_bakker\u202e\u2066"
LONG = NASTY + "و" * (CARD_TEXT_LIMIT - len(NASTY))
COUNTS = [0, 1, 2, 3, 11, 100]
YES_NO = [True, False]
DAY: Params = {"first": "2026-11-24", "last": "2026-11-24"}
WEEK: Params = {"first": "2026-11-24", "last": "2026-11-29"}
WHENS = [{}, DAY, DAY | {"part": "morning"}, DAY | {"at": "14:30"}, WEEK]
MOMENT = "2026-12-31T14:30"
CELLS = [{"cells": [["nl", 9], ["ar", 5]], "others": 6}, None]
BY_CATEGORY = [{"cells": [["errands", 9]], "others": 8}, None]
VISIT = dict(zip(Question, ["woman", "yes", "yes", "man", "ar", "yes", "yes"], strict=True))
DESKS = [[NASTY, "0800-0880", "https://buurt.nl"], [None, "0800-0880", "https://www.discriminatie.nl"]]
TOLD: Params = {
    "theme": "discrimination",
    "desks": DESKS,
    **dict.fromkeys(("barrier", "told", "answer", "answer_more"), LONG),
    "hidden": True,
    "own_name": NASTY,
}
FIGURES = [*COUNTS, "few", "some"]


def _each(names: tuple[str, ...], values: list[Any]) -> dict[str, list[Any]]:
    return dict.fromkeys(names, values)


VALUES: dict[str, list[Any]] = {
    **paper_samples.VALUES,
    **_each(("ask", "commitment", "invitation", "match", "report", "resident", "row", "written"), [BIG, 1]),
    **_each(("account", "limit"), [2**51]),
    **_each(("appointments", "left", "members", "messages", "more", "newcomers", "no"), COUNTS),
    **_each(("records", "reports", "requests", "silent", "uses", "visits", "yes"), COUNTS),
    **_each(("asked", "helped", "helpers", "offered", "hours_to_yes"), FIGURES),
    **_each(("asked_by_lang", "by_lang", "helped_by_lang"), CELLS),
    **_each(("asked_by_category", "helped_by_category"), BY_CATEGORY),
    **_each(("again", "apart", "changed", "barred", "coffee", "confirmed", "has_voice"), YES_NO),
    **_each(("someone", "speaks", "stopped"), YES_NO),
    "card": [None, NASTY],
    **_each(
        (
            "drawn",
            "earlier",
            "later",
            "helping",
            "in_relay",
            "kept",
            "known",
            "listens",
            "looking",
            "new_post",
            "paused",
            "quiet",
            "seen",
        ),
        YES_NO,
    ),
    **_each(("address", "name", "reported", "reporter", "writer", "for_name"), [NASTY, "Truus"]),
    **_each(("said", "text", "words"), [LONG, "Melk"]),
    **_each(("backups", "first", "last", "since"), ["2026-11-24"]),
    **_each(("at", "moment"), [MOMENT]),
    **_each(("phone", "number"), ["+31600000000"]),
    **_each(("photo", "voice"), ["FILE"]),
    **_each(("held_back", "near", "own"), COUNTS),
    **_each(("lines", "without_vog"), COUNTS),
    **_each(("confided", "decision"), [BIG]),
    **_each(("coordinator", "lifted", "me", "vouching", "warned"), YES_NO),
    **_each(("by", "contact"), [NASTY, "Truus"]),
    "admission": ["approval", "vouching", "open"],
    "day": ["2026-11-24"],
    "decided": ["warned", "paused", "removed"],
    "earlier": [[], [["warned", "2026-03-02"], ["paused", "2026-05-04"], ["removed", "2026-07-06"]]],
    "first_yes": [[], ["home", "childcare", "money"]],
    "vog": [[], ["home", "childcare", "money"]],
    "reason": ["unkind", "bounds", "money", "absent", "untrue", "other"],
    "step": ["warn", "week", "month", "remove"],
    "why": ["new", "often", "later", "elsewhere"],
    "years": [1, 2, 3, 4, 5],
    "answer": ["none", "woman", "yes", "ar"],
    "answers": [
        dict.fromkeys(Question, "none"),
        VISIT,
        {**dict.fromkeys(Question, "none"), "pets": "no", "wish_no_pets": "yes"},
    ],
    "at_home": [[], ["pets", "smokes"]],
    "at_night": YES_NO,
    "beyond": [None, *YES_NO],
    "part": list(map(str, Part)),
    "question": list(map(str, Question)),
    "spoken": [["ar", "en", "nl", "tr", "uk"], ["nl"]],
    "group": ["asked", "may", None],
    "solved": YES_NO,
    "span": ["today", "this week", "soon"],
    "figures": [
        {
            "week": 105_000,
            "by_week": True,
            "now": {"week": 105_000, "weeks": 1, "asked": 9, "helped": "few"},
            "offered": "few",
            "found_within": 24,
            "waiting": {"this_week": 5, "last_week": 0, "longer": 0},
            "line": [],
            "block": None,
        }
    ],
    "told": [[], ["coordinator", "group", "near"]],
    "until": ["2026-12-23"],
    "until_now": [MOMENT, None],
    "moments": [[MOMENT, "2026-12-31T19:00", "2027-01-01T10:00"], [MOMENT]],
    "buurt_id": [BIG],
    "buurten": [[[BIG, "Bloemenbuurt"], [2, "Zeebuurt"]]],
    "category": list(map(str, Category)),
    "categories": [list(map(str, FREQUENT))],
    "code": ["42"],
    "courtesy": ["thanks", "greeting", "fine", None],
    "danger": list(DANGERS),
    "draft": ["request:summary", None],
    "key": ["112", "suicide"],
    "kind": ["request", "offer"],
    "kinds": [["pin"], ["bsn", "iban", "card"], ["phone", "address", "email", "link", "health"]],
    "lang": ["nl", "ar", "en"],
    "language": ["ar", "tr", None],
    "late": YES_NO,
    "languages": [["ar", "nl", "tr"], ["nl"]],
    "link": ["https://t.me/buurtkring_bot?start=abc"],
    "location": [[52.7, 6.2]],
    "numbers": [[[each.key, each.call, each.also] for each in load().numbers[danger]] for danger in DANGERS],
    "outcome": ["apart", "warn", "week", "month", "remove", "misunderstanding"],
    "postcode": ["1234"],
    "reasons": [["category"], ["category", "language", "time", "near"]],
    "role": ["coordinator", "builder"],
    "roles": [[], ["coordinator"], ["builder"], ["coordinator", "builder"]],
    "say_nl": ["Er is brand.", None],
    "say_own": ["إر إس براند", None],
    "state": ["open", "matched", "held"],
    **_each(("signal", "story"), [BIG, 1]),
    **_each(("further", "member", "read", "unread"), YES_NO),
    "desks": [[], DESKS],
    "raised": [{"themes": [["money", 9], ["office", 5]], "others": 6}, {"themes": [], "others": 0}],
    "theme": list(map(str, Theme)),
    "themes": [[], list(map(str, Theme))[:6]],
    "what": ["match", "ask"],
    **BUURT_VALUES,
}
"""The values of a parameter that is called so in every kind."""
CARD: Params = {
    "category": "errands",
    "when": DAY | {"at": "14:30"},
    "days": [0, 2, 6],
    "parts": ["morning"],
    "often": 3,
    "beyond": True,
    "words": LONG,
    "coffee": True,
    "for_name": NASTY,
}
OWN: dict[tuple[str, str], list[Any]] = {
    **BUURT_OWN,
    **coordinator_samples.OWN,
    **paper_samples.OWN,
    ("co_visit", "helped"): COUNTS,
    ("co_confidant", "asked"): YES_NO,
    ("co_case", "lines"): [[LONG] * 6, ["Hij kwam te laat"]],
    ("group_call", "category"): [*map(str, Category), None],
    ("whom_is_this_for", "matches"): [[[BIG, NASTY], [2, "Samir"], [3, "Wim"]]],
    ("my_matches", "matches"): [[], [[BIG, NASTY, MOMENT]] * 6, [[1, "Samir", None]]],
    ("my_posts", "posts"): [[], [[BIG, "request", "errands", DAY], [2, "offer", "tech", {}]] * 3],
    ("signal_answer", "answers"): [[LONG, LONG], ["Maandag"]],
    ("story_about_you", "writer"): [NASTY, None],
    ("digest_story", "writer"): [NASTY, None],
    ("what_i_told", "told"): [
        [],
        [
            ["story", BIG, "errands", "offered", LONG],
            ["about", BIG, "tech", "agreed", LONG],
            ["signal", BIG, "money", "counted", None],
            ["signal", BIG, "office", "proposed", LONG],
        ],
        [["signal", 1, "other", "written", "Melk"], ["signal", 1, "other", "agreed", "Melk"]],
    ],
    ("what_i_told", "page"): [0, 3],
    ("your_data", "data"): [{"you": {"first_name": NASTY}}],
}
"""The values of a parameter in one kind only."""
QUESTIONS: list[Params] = [
    {
        "flow": "request",
        "first_name": NASTY,
        "bad_code": True,
        "no_buurt": "1234",
        "choices": [[BIG, "Bloemenbuurt"]] * 6,
        "when": DAY,
    },
    {"flow": "request", "more": 1, "adults_only": True, "choices": [[1, "Zuid"]], "when": DAY},
    {"flow": "request", "more": 2, "choices": [[1, "Zuid"]], "when": DAY},
    {"flow": "offer", "choices": [[1, "Zuid"]], "when": DAY, "days_page": 1, "picked": ["nl", "ar"]},
    {"flow": "offer", "choices": [[1, "Zuid"]], "when": DAY, "days_page": 2},
    *(
        {"choices": [[1, "Zuid"]], "flow": flow, "heard": heard, **CARD}
        for flow in ("request", "offer")
        for heard in ("first", "answered")
    ),
    *(
        {"choices": [[1, "Zuid"]], "flow": flow, "changing": changing, "has_voice": True, **CARD}
        for flow in ("request", "offer")
        for changing in YES_NO
    ),
    {"flow": "request", "choices": [[1, "Zuid"]], **CARD, "for_name": None, "coffee": False},
    *(
        {"flow": "signal", "choices": [[1, "Zuid"]], "when": DAY, "theme_more": each, **TOLD}
        for each in YES_NO
    ),
    *(
        {
            "flow": "offer",
            "choices": [[1, "Zuid"]],
            **CARD,
            "once": True,
            "heard": "first",
            "changing": changing,
        }
        for changing in YES_NO
    ),
]


def _values(kind: str, parameter: inspect.Parameter) -> list[Any]:
    name, annotation = parameter.name, str(parameter.annotation)
    if (kind, name) in OWN:
        return OWN[kind, name]
    if name == "data":
        common = {
            "today": "2026-11-24",
            "spoken": ["nl"],
            "category": "errands",
            "widen": ["near", "coordinator"],
            "group": True,
        }
        return [common | each for each in QUESTIONS]
    if name in ("buurt", "posts", "waiting", "post", "silent"):
        by_type: dict[str, list[Any]] = {
            "str": ["Bloemenbuurt"],
            "bool": YES_NO,
            "int": COUNTS if name in ("posts", "waiting", "silent") else [BIG],
            "int | None": [BIG, None],
            "int | str": FIGURES,
        }
        return by_type[annotation]
    if name == "when":
        return WHENS
    if "str" not in annotation:
        return [value for value in VALUES[name] if not isinstance(value, str)]
    return VALUES[name]


def samples(kind: str) -> list[Params]:
    """Parameters with which every value of each is tried at least once. Raises KeyError for a new name."""
    found = []
    columns: dict[str, list[Any]] = {}
    for parameter in list(inspect.signature(KINDS[kind]).parameters.values())[1:]:
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            columns |= {name: [value] for name, value in CARD.items()} | {"kind": ["request", "offer"]}
        else:
            columns[parameter.name] = _values(kind, parameter)
    for turn in range(max((len(values) for values in columns.values()), default=1)):
        found.append({name: values[turn % len(values)] for name, values in columns.items()})
    return found
