"""One message as the rules alone read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.text.category import Category, category, weigh
from bot.text.danger import Danger, danger
from bot.text.intent import Kind, kind
from bot.text.language import Language, language, lexicons
from bot.text.normalise import normalise
from bot.text.times.reading import When, read_moment
from bot.text.tokens import tokens

# Telegram's longest message; what comes after it is not read.
LONGEST = 4096
MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as the rules read it: `text` normalised and `words` its tokens.

    `weights` are those of the categories; `moment` is what was read of time.
    """

    text: str
    words: tuple[str, ...]
    lang: Language
    lang_sure: float
    lists: tuple[str, ...]
    weights: Mapping[Category, int]
    category: Category
    category_sure: float
    kind: Kind
    kind_sure: float
    threat: Danger | None
    moment: When


def see(text: str, now: datetime) -> Seen:
    """Read one message by the rules; `now` is aware. Any string is accepted."""
    plain = normalise(text[:LONGEST])
    words = tuple(tokens(plain)[:MOST_WORDS])
    lang, lang_sure = language(words)
    lists = lexicons(lang)
    weights = weigh(words, lists)
    about, about_sure = category(words, lists, weights)
    said, said_sure = kind(words, lists, max(weights.values(), default=0))
    return Seen(
        text=plain,
        words=words,
        lang=lang,
        lang_sure=lang_sure,
        lists=lists,
        weights=weights,
        category=about,
        category_sure=about_sure,
        kind=said,
        kind_sure=said_sure,
        threat=danger(words),
        moment=read_moment(words, lists, now),
    )
