"""The lexicon made ready for use: `nl.json` beside `nl.txt`, so that starting need not parse.

`python -m bot.text.compiled` makes these files, and so does building or installing the package. Each carries a mark
of the word list and of the code that made it. Where that is another one now, because a volunteer changed a line or
the code is newer, the word list itself is read: slower, and the same. Only that command writes.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bot.text.entries import Entry, WordList, read
from bot.text.index import Index
from bot.text.phrases import parse

_CODE = files("bot.text")
LEXICON = _CODE / "lexicon"
LANGUAGES = ("nl", "ar", "en", "arabizi", "foreign")
_MAKERS = ("normalise.py", "phrases.py", "entries.py", "index.py", "compiled.py")


@dataclass(frozen=True)
class Lexicon:
    """One language: all its entries, and of those that are searched for the index and the weights, in its order.

    `ready` tells whether it was found compiled.
    """

    words: WordList
    index: Index
    weights: Sequence[int]
    ready: bool


def load(language: str, folder: Traversable = LEXICON) -> Lexicon:
    """The lexicon of a language as its word list says it now; raises LexiconError where that cannot be read."""
    source = (folder / f"{language}.txt").read_bytes()
    try:
        stored = json.loads((folder / f"{language}.json").read_bytes())
        if stored["mark"] == _mark(source):
            return _unpacked(stored)
    except (OSError, ValueError):
        pass  # Never compiled, written halfway, or a program without its sources.
    return _made(source)


def compile_all(folder: Path, languages: Iterable[str] = LANGUAGES) -> None:
    """Compile the word lists of this folder; who loads meanwhile sees the old file or the new one whole."""
    for path in (folder / f"{language}.txt" for language in languages):
        source = path.read_bytes()
        packed = json.dumps(_packed(_made(source), _mark(source)), ensure_ascii=False, separators=(",", ":"))
        unfinished = path.with_suffix(f".{os.getpid()}.json")
        unfinished.write_text(packed, encoding="utf-8")
        unfinished.replace(path.with_suffix(".json"))


def _made(source: bytes) -> Lexicon:
    words = read(source.decode("utf-8"))
    classes = words.classes()
    searched = [(entry, parse(entry.text, classes)) for entry in words.searched()]
    return Lexicon(
        words=words,
        index=Index.of(parts for _, parts in searched),
        weights=[
            1 + sum(len(part[0].words) for part in parts) if entry.weight is None else entry.weight
            for entry, parts in searched
        ],
        ready=False,
    )


def _packed(lexicon: Lexicon, mark: str) -> dict[str, object]:
    entries = lexicon.words.entries
    heads = list(dict.fromkeys((entry.section, *entry.values) for entry in entries))
    places = {head: place for place, head in enumerate(heads)}
    return {
        "mark": mark,
        "heads": heads,
        "head": [places[entry.section, *entry.values] for entry in entries],
        "text": [entry.text for entry in entries],
        "weight": [entry.weight for entry in entries],
        "weights": lexicon.weights,
        "index": asdict(lexicon.index),
    }


def _unpacked(stored: dict[str, Any]) -> Lexicon:
    heads = [(section, tuple(values)) for section, *values in stored["heads"]]
    rows = zip(stored["head"], stored["text"], stored["weight"], strict=True)
    entries = tuple(Entry(heads[head][0], heads[head][1], text, weight) for head, text, weight in rows)
    return Lexicon(WordList(entries), Index(**stored["index"]), stored["weights"], ready=True)


def _mark(source: bytes) -> str:
    """The same as long as neither the word list nor what makes a lexicon of it changes."""
    mark = _makers().copy()
    mark.update(source)
    return mark.hexdigest()


@cache
def _makers() -> "hashlib._Hash":
    return hashlib.sha256(b"".join((_CODE / name).read_bytes() for name in _MAKERS))


if __name__ == "__main__":
    compile_all(Path(str(LEXICON)))
