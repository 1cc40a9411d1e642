"""Danger now: a matter of life, matched exactly and in every language at once, never fuzzily."""

from collections.abc import Sequence
from enum import StrEnum

from bot.text.phrases import Hit
from bot.text.wordlists import LANGUAGES, Meaning, found


class Danger(StrEnum):
    """What kind of danger, and so which numbers to give."""

    MEDICAL = "medical"
    SUICIDE = "suicide"
    VIOLENCE = "violence"
    CHILD = "child"
    FIRE_GAS = "fire_gas"


# Where a sentence speaks of more than one, the more particular answer is the more useful.
_ORDER = (Danger.SUICIDE, Danger.CHILD, Danger.FIRE_GAS, Danger.VIOLENCE, Danger.MEDICAL)


def danger(words: Sequence[str]) -> Danger | None:
    """The danger that these normalised words tell of as happening now, or None.

    A found entry falls away under what only sounds like danger ("telefoon is dood"), right after a negation
    ("geen brand"), and in a sentence about a film, a course or last year.
    """
    dangers: set[Danger] = set()
    for name in LANGUAGES:
        hits = found(name, tuple(words))
        if "danger" not in hits:
            continue
        if "context" in hits:
            return None
        excuses = (*hits.get("calm", ()), *hits.get("negation", ()))
        dangers.update(Danger(hit.payload.value) for hit in hits["danger"] if _real(hit, excuses))
    return next((kind for kind in _ORDER if kind in dangers), None)


def _real(hit: Hit[Meaning], excuses: Sequence[Hit[Meaning]]) -> bool:
    for other in excuses:
        if other.payload.section == "calm" and other.start < hit.end and hit.start < other.end:
            return False
        if other.payload.section == "negation" and other.end == hit.start:
            return False
    return True
