"""Conversations as data: the questions of each flow, in order, and which of them is next.

A draft holds what is known so far. The open question is the first one that is needed and not yet answered,
so a question is added by adding a line here, a parser in `services/*answers.py` and a screen in
`render/questions.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.categories import Category, visits_home
from bot.domain.model import Resident
from bot.domain.resources import FIELDS

Data = dict[str, Any]


class Flow(StrEnum):
    WELCOME = "welcome"
    REQUEST = "request"
    OFFER = "offer"
    TIME = "time"
    """Which time two people agreed on."""
    ADDRESS = "address"
    THANKS = "thanks"
    SPOKEN = "spoken"
    """Which languages one speaks, changed from the settings."""
    CALL = "call"
    """On which number a coordinator may call."""
    SIGNAL = "signal"
    """What somebody runs into."""
    REWORD_SIGNAL = "reword_signal"
    """A reader takes out of its sentence what would name the writer."""
    ANSWER = "answer"
    """The community builder answers all who raised a theme."""
    STORY = "story"
    CASE = "case"
    """What a reporter wants the coordinators to read."""
    APPEAL = "appeal"
    """Why somebody does not agree with what was decided about them."""
    CONFIDE = "confide"
    """What somebody wants to say to the confidant, or the confidant to them."""
    CONFIDANT = "confidant"
    """Name and number of a confidant outside the bot."""
    VOG = "vog"
    """On which day a coordinator saw a certificate of conduct."""
    PLACE = "place"
    """An entry of the list of places to go: a new one, or one field (`only`) of one."""
    ASK_ONE = "ask_one"
    """A coordinator asks one member by name for a request."""
    PAPER = "paper"
    """Entering a neighbour without a phone."""
    PAPER_CONTACT = "paper_contact"
    """Who shall be the contact of one."""
    PAPER_PHONE = "paper_phone"
    """The contact's number for the printed sheet."""

    BROADCAST = "broadcast"
    """The text of a message to everybody, in one language."""
    COORDINATOR = "coordinator"
    """Whom to ask to become coordinator too."""
    POSTCODES = "postcodes"
    """The postcodes of a buurt."""


PAGES = {"category": "more", "days": "days_page", "theme": "theme_more"}
"""Questions of more than one page, and where the draft keeps which page is shown."""

END = "end"
"""The step after the last question."""


@dataclass(frozen=True)
class Step:
    """A question of a flow, and whether it matters given what is known."""

    name: str
    needed: Callable[[Data, Resident], bool] = lambda data, me: True


def _needs_adult(data: Data, me: Resident) -> bool:
    category = data.get("category")
    return (
        me.adult is None
        and category is not None
        and visits_home(Category(category), bool(data.get("coffee")))
    )


def _one_day_without_time(data: Data, me: Resident) -> bool:
    when = data.get("when") or {}
    one_day = "first" in when and when.get("first") == when.get("last")
    return one_day and "at" not in when and "part" not in when


def once(data: Data) -> bool:
    """Whether this offer is for one day, and no standing one."""
    return data.get("flow") == Flow.OFFER and bool(data.get("once"))


def _place_step(name: str) -> Step:
    """A question about a place: all of them for a new one, else only the one that is changed."""
    return Step(name, lambda data, me: data.get("only") in (None, name))


FLOWS: dict[Flow, tuple[Step, ...]] = {
    Flow.WELCOME: (
        Step("lang"),
        Step("consent"),
        Step("name"),
        Step("postcode", lambda data, me: "buurt" not in data),
        Step("buurt", lambda data, me: bool(data.get("choices"))),
    ),
    Flow.REQUEST: (
        Step("category"),
        Step("when"),
        Step("day", lambda data, me: data.get("when") == {"choose": True}),
        Step("part", _one_day_without_time),
        Step("words"),
        Step("coffee", lambda data, me: data.get("category") == Category.ERRANDS),
        Step("for_name", lambda data, me: bool(data.get("for_other"))),
        Step("spoken", lambda data, me: not me.spoken),
        Step("adult", _needs_adult),
        Step("widen", lambda data, me: bool(data.get("ask_widen"))),
        Step("summary"),
    ),
    Flow.OFFER: (
        Step("category"),
        Step("days"),
        Step("day", lambda data, me: once(data)),
        Step("part", lambda data, me: once(data) and _one_day_without_time(data, me)),
        Step("parts", lambda data, me: not once(data)),
        Step("often", lambda data, me: not once(data) or bool(data.get("ask_often"))),
        Step("words"),
        Step("spoken", lambda data, me: not me.spoken),
        Step("adult", _needs_adult),
        Step("summary"),
    ),
    Flow.TIME: (Step("day"), Step("clock", lambda data, me: "at" not in (data.get("when") or {}))),
    Flow.ADDRESS: (Step("address"),),
    Flow.THANKS: (Step("thanks"),),
    Flow.SPOKEN: (Step("spoken"),),
    Flow.CALL: (Step("phone"),),
    Flow.BROADCAST: (Step("broadcast_text"),),
    Flow.COORDINATOR: (Step("team_name"),),
    Flow.POSTCODES: (Step("postcodes"),),
    Flow.SIGNAL: (
        Step("theme"),
        Step("barrier"),
        Step("barrier_read", lambda data, me: bool(data.get("barrier"))),
    ),
    Flow.REWORD_SIGNAL: (Step("reworded"),),
    Flow.ANSWER: (Step("answer"), Step("answer_more"), Step("answer_check")),
    Flow.STORY: (Step("story"), Step("story_name")),
    Flow.CASE: (Step("case_line"),),
    Flow.APPEAL: (Step("appeal"),),
    Flow.CONFIDE: (Step("confide"),),
    Flow.CONFIDANT: (Step("confidant_name"), Step("confidant_contact")),
    Flow.VOG: (Step("seen_on"),),
    Flow.PAPER: (
        Step("paper_name"),
        Step("paper_spoken"),
        Step("paper_lang", lambda data, me: bool(data.get("several"))),
        Step("paper_contact", lambda data, me: bool(data.get("co"))),
        Step("paper_consent"),
    ),
    Flow.PAPER_CONTACT: (Step("paper_contact"),),
    Flow.PAPER_PHONE: (Step("paper_phone"),),
    Flow.PLACE: (
        Step("place_kind", lambda data, me: "only" not in data),
        *(_place_step(f"place_{field}") for field in FIELDS),
    ),
    Flow.ASK_ONE: (Step("whom"),),
}


def next_step(flow: str, data: Data, me: Resident) -> str:
    """The first question that is needed and not answered, or `END`.

    A step is answered when its name is in `data["answered"]`.
    """
    answered = data.get("answered", [])
    for step in FLOWS[Flow(flow)]:
        if step.name not in answered and step.needed(data, me):
            return step.name
    return END


def back(flow: str, step: str, data: Data, me: Resident) -> Data | None:
    """The draft with the question before `step` open again, or None where there is none before it.

    From a question that was opened from the summary, and from the choice of what to change, it leads to the
    summary as it was; from a further page of a question to its first one.
    """
    if data.get("changing"):
        return {**data, "changing": False}
    if data.get(PAGES.get(step, "")):
        return {**data, PAGES[step]: None}
    if data.get("reopened") == step:
        return {**data, "answered": [*data.get("answered", []), step], "reopened": None}
    names = [each.name for each in FLOWS[Flow(flow)]]
    for name in reversed(names[: names.index(step)]):
        undone = _undone(data, name)
        if name in data.get("answered", []) and next_step(flow, undone, me) == name:
            return undone
    return None


def _undone(data: Data, step: str) -> Data:
    """The draft without the answer to one question."""
    when = data.get("when")
    if step == "part" and when:
        data = {**data, "when": {key: value for key, value in when.items() if key not in ("part", "at")}}
    return ask_again(data, step)


def ask_again(data: Data, *steps: str) -> Data:
    """The same draft with these questions open again."""
    return {**data, "answered": [step for step in data.get("answered", []) if step not in steps]}
