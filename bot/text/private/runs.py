"""Numbers that somebody wrote in pieces: `06-12 34/56_78`, `0x6x1`, "nul zes twaalf".

A run is a row of groups of digits with nothing but separators between them. One pass, so that a hostile text costs
no more for its length than a kind one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from bot.text.private.spelled import DOUBLE, NUMBERS, joined


class Gap(IntEnum):
    """What stands between two groups."""

    TIGHT = 0
    """Signs, spaces, a letter, the name of a sign: a way to write one number."""
    LIST = 1
    """A comma or full stop with a space, "and": it may be one number, or several."""


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together, or a number word; `gap` is what stands before it."""

    digits: str
    start: int
    end: int
    gap: Gap = Gap.TIGHT
    spelled: bool = False


@dataclass(slots=True)
class Run:
    """A row of groups; `ordinary` says that its digits are dates and times and nothing that adds up to a number."""

    groups: list[Group] = field(default_factory=list)
    left: int = 0
    """How many digits are left without its dates and times."""

    @property
    def start(self) -> int:
        """Where its first group begins."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """Where its last group ends."""
        return self.groups[-1].end

    def digits(self, start: int = 0, end: int | None = None) -> str:
        """The digits of some of its groups."""
        return "".join(group.digits for group in self.groups[start:end])


_PIECE = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)
_SIGNS = 6
"""Signs between two groups, spaces counted once."""
_SIGN_NAMES = """streepje streep dash minus min hyphen punt dot point slash komma comma underscore spatie space plus
شرطه نقطه ناقص فاصله سلاش بلس زايد"""
_NAMED = frozenset(_SIGN_NAMES.split())
_AND = frozenset(("en", "and", "dan", "then", "و", "ثم", "بعدين"))
_TIME = r"(?:[01]?\d|2[0-4])[:.][0-5]\d"
_DATE = (
    r"(?:(?:[0-2]?\d|3[01])([-./])(?:0?\d|1[0-2])\1(?:(?:19|20)\d\d|2\d)"
    r"|(?:[0-2]?\d|3[01]) (?:0?\d|1[0-2]) (?:19|20)\d\d"
    r"|(?:19|20)\d\d([-./])(?:0?\d|1[0-2])\2(?:[0-2]?\d|3[01]))"
)
_YEAR = r"(?:19|20)\d\d"
_ORDINARY = re.compile(
    rf"(?<![\d:./])(?<!\d-)"
    rf"(?:{_TIME} ?- ?{_TIME}|{_YEAR} ?[-/] ?{_YEAR}|{_DATE}|{_TIME}|{_YEAR})"
    r"(?![\d:/_]|[.-]\d)"
)
_COMPACT_DATE = re.compile(
    r"(?:[0-2]\d|3[01])(?:0\d|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])"
)


def is_date(digits: str) -> bool:
    """Eight digits that are a day: 24112026 or 20261124."""
    return _COMPACT_DATE.fullmatch(digits) is not None


def runs(plain: str) -> Iterator[Run]:
    """The runs of a folded text, in order."""
    run, between, twice = Run(), _Between(), False
    said: tuple[str, str] | None = None
    for match in _PIECE.finditer(plain):
        piece = match.group()
        word = piece.lower()
        spelled = word in NUMBERS
        if piece[0].isdecimal() or spelled or _is_zero(plain, match):
            digits = NUMBERS[word] if spelled else piece if piece[0].isdecimal() else "0"
            both = joined(said, word) if said and spelled and between.signs <= 1 and run.groups else None
            if both is not None:
                last = run.groups.pop()
                run.groups.append(Group(both, last.start, match.end(), last.gap, True))
            else:
                digits = digits * 2 if twice and len(digits) == 1 else digits
                run.groups.append(Group(digits, match.start(), match.end(), between.kind, spelled))
            said, twice, between = ((word, digits) if spelled else None), False, _Between()
        elif word in DOUBLE:
            twice = True
        elif not run.groups:
            continue
        elif not between.goes_on(piece, word):
            yield _measured(plain, run)
            run, between, said, twice = Run(), _Between(), None, False
    if run.groups:
        yield _measured(plain, run)


def _is_zero(plain: str, match: re.Match[str]) -> bool:
    """The letter o in the place of the first 0: `o6-12345678`."""
    after = plain[match.end() : match.end() + 1]
    return match.group() in ("o", "O") and after.isdecimal()


@dataclass(slots=True)
class _Between:
    signs: int = 0
    words: int = 0
    kind: Gap = Gap.TIGHT
    _comma: bool = False

    def goes_on(self, piece: str, word: str) -> bool:
        """Take in what stands after a group; False where it ends the run."""
        if piece[0].isspace():
            if self._comma:
                self.kind = Gap.LIST
            self.signs += 1
            return self.signs <= _SIGNS
        if piece[0].isalpha():
            if word in _AND:
                self.kind = Gap.LIST
            elif len(piece) > 1 and word not in _NAMED:
                return False
            self.words += 1
            return self.words <= 2
        self._comma = piece in ",;.?!"
        self.signs += 1
        return self.signs <= _SIGNS


def _measured(plain: str, run: Run) -> Run:
    """The run, with the number of its digits that belong to no date, time or year.

    No date or time is spelled out here, and none begins with a 0 alone or with 0612.
    """
    first = run.groups[0].digits
    if any(group.spelled for group in run.groups) or (first[0] == "0" and len(first) != 2):
        run.left = sum(len(group.digits) for group in run.groups)
        return run
    rest = _ORDINARY.sub("", plain[run.start : run.end])
    run.left = sum(char.isdecimal() for char in rest)
    return run
