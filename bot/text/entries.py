"""Reading the word lists that a volunteer can extend: one entry a line, one file a language.

`[category errands]` opens a section, `entry = 4` gives an entry more weight, `#` begins a comment. What an entry may
hold is told in `phrases.py`; every section in `lexicon/README.md`.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from bot.text.normalise import normalise
from bot.text.phrases import LexiconError

_BETWEEN = "§"
_NOT_SEARCHED = ("class", "command", "answer")
_HEADER = re.compile(r"\[(\S+)((?: \S+)*)\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a word list: the section it stands in, its normalised text and weight."""

    section: str
    values: tuple[str, ...]
    text: str
    weight: int | None


@dataclass(frozen=True)
class WordList:
    """The entries of one language."""

    entries: tuple[Entry, ...]

    def words(self, section: str) -> list[tuple[str, tuple[str, ...]]]:
        """The entries of a section with the values of their header."""
        return [(entry.text, entry.values) for entry in self.entries if entry.section == section]

    def searched(self) -> list[Entry]:
        """The entries that are looked for in every message."""
        return [entry for entry in self.entries if entry.section not in _NOT_SEARCHED]

    def classes(self) -> dict[str, list[str]]:
        """The word classes that entries name as `<class>`."""
        found: dict[str, list[str]] = defaultdict(list)
        for text, values in self.words("class"):
            found[values[0]].extend(text.strip("()").split("|"))
        return found


def read(text: str) -> WordList:
    """Parse the text of one word list; raises LexiconError naming the line that cannot be read."""
    heads: list[tuple[str, tuple[str, ...], int | None]] = []
    bodies: list[str] = []
    section: tuple[str, tuple[str, ...]] | None = None
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        header = _HEADER.fullmatch(line) if line.startswith("[") else None
        if header:
            section = header[1], tuple(header[2].split())
            continue
        body, sign, weight = line.rpartition(" = ")
        weighed = bool(sign) and weight.lstrip("-").isdigit()
        body = body.strip() if weighed else line
        if section is None or not body:
            raise LexiconError(f"cannot read the line {raw!r}")
        heads.append((*section, int(weight) if weighed else None))
        bodies.append(body)
    # All at once: normalising is quick for a long text and slow for thousands of short ones.
    spelled = normalise(_BETWEEN.join(bodies)).split(_BETWEEN) if bodies else []
    return WordList(
        tuple(
            Entry(name, values, body.strip(), weight)
            for (name, values, weight), body in zip(heads, spelled, strict=True)
        )
    )
