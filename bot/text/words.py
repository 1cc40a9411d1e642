"""Messages that are one known word: twins of commands ("stop", "hulp", "توقف"), and yes and no."""

from functools import cache

from bot.text.normalise import normalise
from bot.text.tokens import tokens
from bot.text.wordlists import LANGUAGES, word_list

_LONGEST = 60


def command_word(text: str) -> str | None:
    """The command (`stop`, `help`, `taal`, ...) that a whole message stands for, or None."""
    if len(text) > _LONGEST:
        return None
    return _commands().get(" ".join(tokens(normalise(text))))


def yes_or_no(text: str) -> bool | None:
    """Whether a whole message says yes or no, in any language; None where it says neither."""
    if len(text) > _LONGEST:
        return None
    answer = _answers().get(" ".join(tokens(normalise(text))))
    return None if answer is None else answer == "yes"


@cache
def _answers() -> dict[str, str]:
    return {text: values[0] for name in LANGUAGES for text, values in word_list(name).words("answer")}


@cache
def _commands() -> dict[str, str]:
    return {text: values[0] for name in LANGUAGES for text, values in word_list(name).words("command")}
