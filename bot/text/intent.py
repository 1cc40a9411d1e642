"""What a message is: a request, an offer, something else, or a crisis."""

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from bot.text.wordlists import found

_CLEAR = 3
_SPAM = 8


class Kind(StrEnum):
    """What the writer wants: help, to help, neither; a crisis is danger now."""

    REQUEST = "request"
    OFFER = "offer"
    OTHER = "other"
    CRISIS = "crisis"


def kind(words: Sequence[str], languages: Sequence[str], about: int) -> tuple[Kind, float]:
    """The kind of these normalised words, and how sure that is, 0 to 1.

    `about` is the weight of the heaviest category: a message that names a need and no verb is a request.
    """
    request, offer, other = _weights(words, languages)
    wish = max(request, offer)
    if other >= _CLEAR and other >= wish + (min(about, 4) / 2 if other < _SPAM else 0):
        return Kind.OTHER, _sure(other, wish)
    if wish < _CLEAR and about < _CLEAR:
        return (Kind.REQUEST, 0.4) if request >= 2 and about else (Kind.OTHER, 0.5)
    if offer > request:
        return Kind.OFFER, _sure(offer, request)
    return Kind.REQUEST, _sure(request + 1, offer)


def _weights(words: Sequence[str], languages: Sequence[str]) -> tuple[int, int, int]:
    weights: dict[str, int] = defaultdict(int)
    for name in languages:
        strongest: dict[tuple[str, int, bool], int] = {}
        hits = found(name, tuple(words))
        for hit in hits.get("kind", ()):
            at = (hit.payload.value, hit.start, hit.payload.weight < 0)
            weight = hit.payload.weight
            strongest[at] = (
                min(strongest.get(at, 0), weight) if weight < 0 else max(strongest.get(at, 0), weight)
            )
        for (value, _, _), weight in strongest.items():
            weights[value] += weight
        if any(hit.payload.value == "spam" for hit in hits.get("guard", ())):
            weights["other"] += _SPAM
    return weights["request"], weights["offer"], weights["other"]


def _sure(best: float, second: float) -> float:
    return min(0.99, 0.5 + max(0.0, best - max(second, 0)) / (best + 2) / 2)
