"""The labelled messages that the model learns from."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from bot.text.category import Category
from bot.text.danger import Danger
from bot.text.intent import Kind

# Files by author. They have not seen the lexicon, so that what the rules say about their messages is honest; only the
# authors of `varied` and `everyday` (talk about people with whom nothing is wrong) have.
AUTHORS = {
    "nl_en": ("nl_en",),
    "nl_en_2": ("nl_en_2",),
    "nl_en_3": ("nl_en_3", "danger_3_nl_en"),
    "ar": ("ar",),
    "ar_2": ("ar_2",),
    "ar_3": ("ar_3", "danger_3_ar"),
    "danger": ("danger",),
    "danger_2": ("danger_2",),
    "wishes": ("wishes", "plain"),
    "varied": ("varied",),
    "everyday": ("everyday",),
}
_AUTHOR = {source: author for author, sources in AUTHORS.items() for source in sources}
SOURCES = tuple(_AUTHOR)


@dataclass(frozen=True, slots=True)
class Example:
    """A message and what it is; `source` names its file; not every crisis says which danger."""

    text: str
    lang: str
    kind: Kind
    category: Category
    source: str
    danger: Danger | None = None

    @property
    def author(self) -> str:
        """Who wrote it, as named in `AUTHORS`."""
        return _AUTHOR[self.source]


def examples(sources: Sequence[str] = SOURCES) -> list[Example]:
    """Every message of these training files, in order; raises ValueError where a label is none of ours."""
    read = []
    for source in sources:
        for line in _bytes(source).decode("utf-8").splitlines():
            label = json.loads(line)
            read.append(
                Example(
                    text=label["text"],
                    lang=label["lang"],
                    kind=Kind(label["kind"]),
                    category=Category(label["category"]),
                    source=source,
                    danger=Danger(label["danger"]) if "danger" in label else None,
                )
            )
    return read


def digest() -> str:
    """A mark of the training data: a model with another one was made from other data."""
    joined = hashlib.sha256()
    for source in SOURCES:
        joined.update(_bytes(source))
    return joined.hexdigest()[:16]


def _bytes(source: str) -> bytes:
    return (files("bot.text") / "training" / f"{source}.jsonl").read_bytes()
