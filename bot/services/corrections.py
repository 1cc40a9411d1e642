"""A sentence under the summary: another time, another kind of help, or other words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.categories import Category
from bot.domain.drafts import Data, Flow, ask_again, once
from bot.domain.errors import NotUnderstoodError
from bot.domain.when import Part, When
from bot.services.when_answers import heard_when
from bot.text.category import Category as Read
from bot.text.corrections import corrects, named_category, refuses_a_time, without_no
from bot.text.courtesies import courtesy
from bot.text.reader import read_when, understand
from bot.text.times.answer import only_a_time

SURE = 0.8
"""How sure a whole new sentence must be of its kind of help to change that of the card."""

_FEW = 3


@dataclass(frozen=True)
class Corrected:
    """The draft after the correction; `words`: the sentence is to stand on the card as its words.

    `ask_when`: it refused the time and named no other.
    """

    data: Data
    words: bool = False
    ask_when: bool = False


def correct(data: Data, text: str, now_local: datetime) -> Corrected:
    """What a sentence changes on the card. Raises NotUnderstoodError for a correction that says nothing else."""
    if courtesy(text) is not None:
        return Corrected(data)  # thanks are no words for neighbours
    only_corrects = corrects(text)
    text = without_no(text)
    category = _category(text, only_corrects, now_local)
    other_kind = category is not None and category != data.get("category")
    if other_kind:
        data = {**ask_again(data, "coffee"), "category": category, "coffee": None}
    if data["flow"] == Flow.REQUEST or once(data):
        when = _when(When.from_json(data.get("when") or {}), text, only_corrects, now_local)
        if when is not None:
            return Corrected({**data, "when": when.to_json()})
        if refuses_a_time(text, now_local):
            return Corrected(data, ask_when=True)
    if only_corrects and not other_kind:
        raise NotUnderstoodError("a correction of what is not clear")
    return Corrected(data, words=not only_corrects)


def _category(text: str, only_corrects: bool, now_local: datetime) -> Category | None:
    """The kind of help that is named: in a correction by any word for it, else by a sentence that is sure of it."""
    if only_corrects:
        named = named_category(text)
        return None if named is None else Category(str(named))
    reading = understand(text, now_local)
    sure = min(reading.confidence.kind, reading.confidence.category)
    if reading.kind not in ("request", "offer") or reading.category is Read.OTHER or sure < SURE:
        return None
    return Category(str(reading.category))


def _when(known: When, text: str, only_corrects: bool, now_local: datetime) -> When | None:
    """The time of the card after this: a clock time or part of day alone is of the day that stands there."""
    heard = read_when(text, now_local)
    if heard is None:
        return None
    on_a_day = known.first is not None and known.first == known.last
    alone = only_a_time(text, now_local)
    if on_a_day and alone is not None and alone.day is None and alone.clock is not None:
        return replace(known, at=alone.clock, part=None)
    if heard.when is not None:
        return heard_when(text, now_local)
    # "'s middags" alone; a part of day in a longer sentence may be of something else.
    short = len(text.split()) <= _FEW or only_corrects
    if on_a_day and heard.part_of_day is not None and heard.recurs is None and short:
        return replace(known, at=None, part=Part(heard.part_of_day))
    return None
