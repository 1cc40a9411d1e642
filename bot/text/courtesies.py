"""Messages that want no more than a kind word back: thanks, a greeting, "ok", a thumbs-up, "who are you?"."""

from enum import StrEnum
from functools import cache
from importlib.resources import files

from bot.text.entries import read
from bot.text.normalise import normalise
from bot.text.tokens import tokens

_LONGEST = 80


class Courtesy(StrEnum):
    """What kind of kind word is wanted; of two in one message ("hoi, dankjewel") the first here counts."""

    ABOUT = "about"
    """A question about the bot itself, answered by what it is and does."""
    THANKS = "thanks"
    GREETING = "greeting"
    FINE = "fine"


def courtesy(text: str) -> Courtesy | None:
    """What a message is that holds nothing but courtesies, or None. Any string is accepted."""
    if len(text) > _LONGEST:
        return None
    known, signs = _known()
    words = tokens(normalise(text))
    found = {section for sign, section in signs.items() if sign in text}
    place = 0
    while place < len(words):
        ends = range(min(len(words), place + _longest(known)), place, -1)
        end = next((end for end in ends if tuple(words[place:end]) in known), None)
        if end is None:
            return None
        found.add(known[tuple(words[place:end])])
        place = end
    return next((each for each in Courtesy if each in found), None)


def _longest(known: dict[tuple[str, ...], str]) -> int:
    return max(map(len, known))


@cache
def _known() -> tuple[dict[tuple[str, ...], str], dict[str, str]]:
    """The section of each entry: those of words by their words, and the pictures."""
    entries = read((files("bot.text") / "lexicon" / "courtesies.txt").read_text(encoding="utf-8")).entries
    words = {tuple(tokens(entry.text)): entry.section for entry in entries if tokens(entry.text)}
    return words, {entry.text: entry.section for entry in entries if not tokens(entry.text)}
