"""What was counted and what went wrong in a run."""

from __future__ import annotations

import io
import json
import re
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.shapes import Json
from tests.fuzz.texts import MARKER

ROOT = Path(__file__).parents[2]
SLOW_SECONDS = 0.1
KEPT = 3
"""Examples of each fault."""
UNCAUGHT = re.compile(r"uncaught|unraisable|not_retrieved|apology_failed|database_trouble")


class Searched(io.StringIO):
    """A log of which only the faults are kept: lines with a text in them, and errors that nobody caught."""

    def __init__(self) -> None:
        super().__init__()
        self.leaks: list[str] = []
        self.uncaught: list[str] = []
        self.lines = 0

    def write(self, text: str) -> int:
        self.lines += 1
        if MARKER in text.lower():
            self.leaks.append(text)
        if UNCAUGHT.search(text) or ('"asyncio"' in text and '"level": "error"' in text):
            self.uncaught.append(text)
        return len(text)


@dataclass
class Findings:
    """Counts of a run, and up to `KEPT` examples of each fault by its place in the code."""

    updates: int = 0
    messages: int = 0
    seconds: float = 0.0
    faults: dict[str, list[str]] = field(default_factory=dict)
    slow: dict[str, list[str]] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def fault(self, what: str, example: str) -> None:
        self.counted[what] += 1
        kept = self.faults.setdefault(what, [])
        if len(kept) < KEPT:
            kept.append(example)

    def slowly(self, seconds: float, update: Json) -> None:
        self.slow.setdefault(f"{seconds:.2f} s", []).append(json.dumps(update)[:6000])

    def add(self, other: Findings) -> None:
        """Join what another round found."""
        self.updates += other.updates
        self.messages += other.messages
        self.seconds += other.seconds
        self.counted += other.counted
        for mine, theirs in ((self.faults, other.faults), (self.slow, other.slow)):
            for what, examples in theirs.items():
                mine[what] = [*mine.get(what, []), *examples][:KEPT]


def where(error: BaseException) -> str:
    """An error's type and the innermost place in the bot's own code."""
    frames = [
        f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename
    ]
    return f"{type(error).__name__} {frames[-1] if frames else ''}"
