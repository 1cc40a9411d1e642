"""Sample parameters for what coordinators do for a buurt as a whole: links, broadcasts, the log, who coordinates."""

from __future__ import annotations

from typing import Any

from bot.domain.audit import ACTS
from bot.domain.broadcasts import TEXT_LIMIT

BIG = 10**15 - 1
NASTY = "<b>Jan</b> & @jan_bakker\u202e\u2066"
LONG = NASTY + "\n" + "و" * (TEXT_LIMIT - len(NASTY) - 1)
YES_NO = [True, False]
FIGURES = [5, 100, "few", "some"]
MOMENT = "2026-12-31T14:30"


def _act(kind: str, name: str | None, about: int | None, post: int | None) -> dict[str, Any]:
    return {"at": MOMENT, "kind": kind, "name": name, "about": about, "post": post, "detail": None}


TEXTS = [{"ar": LONG, "en": LONG, "nl": LONG}, {"ar": "مرحبا\nغدا"}]
LANGS = ["nl", "ar"]
BUURT_VALUES: dict[str, list[Any]] = {
    **{name: [BIG, 1] for name in ("handover", "broadcast")},
    **dict.fromkeys(("approval", "waits", "second", "near"), YES_NO),
    **dict.fromkeys(("reached", "unreachable", "readers", "sent"), FIGURES),
    **{name: [2, 1, 0] for name in ("links", "turn")},
    **{name: [["2021", NASTY], []] for name in ("postcodes", "beside")},
    "bot": ["buurtkring_bot"],
    "gemeente": [NASTY],
    "proposer": [NASTY],
    "following": [5, None],
    "langs": [["nl"], ["ar", "nl"]],
    "older": [BIG, None],
    "others": [[[BIG, NASTY], [2, "Bas"]]],
    "shown": ["abcdef12"],
    "texts": TEXTS,
}
"""The values of a parameter that is called so in every kind."""
BUURT_OWN: dict[tuple[str, str], list[Any]] = {
    ("audit", "acts"): [
        *([_act(kind, NASTY, None, 7)] for kind in sorted(ACTS)),
        [_act("admits", NASTY, BIG, None)] * 8,
        *([_act("report_closed", NASTY, 7, None) | {"detail": each}] for each in ("warn", "week", "remove")),
        [_act("settings_changed", None, None, None)],
        [],
    ],
    ("broadcast", "lang"): LANGS,
    ("broadcast_draft", "broadcast"): [None, BIG],
    ("broadcast_draft", "kinds"): [[], ["pin", "health"]],
    ("broadcast_preview", "kinds"): [[], ["phone", "address"]],
    ("broadcast_preview", "lang"): LANGS,
    ("broadcast_wait", "day"): ["2026-12-01"],
    ("broadcast_wait", "reached"): [None, 120],
    ("broadcast_wait", "unreachable"): [None, "few"],
    ("buurt_near", "after"): [0, 5],
    ("buurt_near", "choices"): [[[BIG, NASTY, True], [2, "Zeebuurt", False]], []],
    ("invite_days", "choices"): [[7, 30, 90]],
    ("invite_uses", "choices"): [[5, 25, 100]],
    ("invite_live", "code"): ["abcdefghijkm2345"],
    ("co_invite", "code"): ["abcdefghijkm2345"],
    ("invites", "days"): [1, 30],
    ("poster_comes", "until"): ["2026-12-23", None],
    ("poster_pdf", "name"): ["Bloemenbuurt"],
    ("poster_png", "name"): ["Bloemenbuurt"],
    ("poster_pdf", "link"): ["https://t.me/buurtkring_bot"],
    ("poster_png", "link"): ["https://t.me/buurtkring_bot"],
    ("question_broadcast_text", "data"): [{"into": "ar"}, {"into": "nl", "held": True}],
    ("question_postcodes", "data"): [{"now": ["2021", "2022"]}, {"now": []}],
    ("question_team_name", "data"): [{}, {"choices": [[BIG, NASTY]] * 5}],
    ("team", "team"): [[NASTY, "Carla"], ["Carla"]],
    ("team", "waits"): [
        [[1, "join", NASTY, True], [BIG, "removal", NASTY, False], [3, "removal", NASTY, True]],
        [],
    ],
    ("team_remove_noted", "number"): ["12"],
}
"""The values of a parameter in one kind only."""
