"""Which of the twelve categories a message is about: the words of each are weighed, the heaviest wins."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.text.misspelling import nearest
from bot.text.wordlists import found

_FLOOR = 2


class Category(StrEnum):
    """What a request or an offer is about."""

    LANGUAGE = "language"
    PETS = "pets"
    CHILDCARE = "childcare"
    GARDEN = "garden"
    PAPERWORK = "paperwork"
    TECH = "tech"
    MEALS = "meals"
    TRANSPORT = "transport"
    ERRANDS = "errands"
    HANDYMAN = "handyman"
    COMPANY = "company"
    OTHER = "other"


def category(
    words: Sequence[str], languages: Sequence[str], weights: Mapping[Category, int]
) -> tuple[Category, float]:
    """The category of these normalised words, of which `weigh` said this, and how sure that is, 0 to 1."""
    if not weights:
        weights = weigh(nearest(words, languages), languages)
    # A tie goes to what is named first, which `weigh` puts first.
    ranked = sorted(weights, key=lambda name: -weights[name])
    if not ranked or weights[ranked[0]] < _FLOOR:
        return Category.OTHER, 0.3
    best = weights[ranked[0]]
    second = weights[ranked[1]] if len(ranked) > 1 else 0
    return ranked[0], min(0.99, 0.5 + (best - second) / (best + 1) / 2)


def weigh(words: Sequence[str], languages: Sequence[str]) -> dict[Category, int]:
    """The weight of every category that has any, the one named first in front.

    Of the entries of a category that end at the same word the heaviest counts.
    """
    strongest: dict[tuple[int, str], int] = {}
    for name in languages:
        for hit in found(name, tuple(words)).get("category", ()):
            at = (hit.end, hit.payload.value)
            strongest[at] = max(strongest.get(at, 0), hit.payload.weight)
    weights: dict[Category, int] = defaultdict(int)
    for (_, value), weight in sorted(strongest.items()):
        weights[Category(value)] += weight
    return dict(weights)
