"""Kinds of help for which a buurt may ask more of a helper: a coordinator's first yes, a certificate of conduct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.categories import Category
from bot.domain.model import Post


class Mark(StrEnum):
    HOME = "home"
    """The helper comes inside somebody's door."""
    CHILDCARE = "childcare"
    MONEY = "money"
    """The helper handles money or letters about it: errands and paperwork."""


@dataclass(frozen=True)
class Asked:
    """What a buurt asks of helpers for one kind of help."""

    first_yes: bool = False
    """A coordinator says yes to each helper's first time."""
    vog: bool = False
    """A coordinator has seen their certificate of conduct (VOG), not too long ago."""


DEFAULTS: Mapping[Mark, Asked] = {
    Mark.HOME: Asked(first_yes=True),
    Mark.CHILDCARE: Asked(),
    Mark.MONEY: Asked(),
}
"""What is asked until a coordinator chooses otherwise."""
MONEY = frozenset({Category.ERRANDS, Category.PAPERWORK})


def marks_of(post: Post) -> frozenset[Mark]:
    """Which of these kinds a request or an offer is."""
    found = {
        Mark.HOME: post.visits_home,
        Mark.CHILDCARE: post.category is Category.CHILDCARE,
        Mark.MONEY: post.category in MONEY,
    }
    return frozenset(mark for mark, holds in found.items() if holds)
