"""One spelling for signs that look alike, and for every piece of it the place where it was written.

A number hides behind emoji digits, a link behind a dot that is none: `t․me`, `０６`, `6️⃣`, `gооgle` in Cyrillic.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SIGNS = {
    **dict.fromkeys("․。｡·•∙⋅‧・۔﹒⸳٫．", "."),
    **dict.fromkeys("⁄∕⧸╱⟋", "/"),
    **dict.fromkeys("：꞉∶ː﹕", ":"),
    **dict.fromkeys("＠﹫", "@"),
    **dict.fromkeys("‐‑‒–—―−﹣－﹘", "-"),
    **dict.fromkeys("，،٬", ","),
    **dict.fromkeys("’‘`´ʼ", "'"),
    **dict.fromkeys("ᅟᅠㅤﾠـ", ""),
    "ھ": "ه",
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ک": "ك",
    "ء": "",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "🔟": "10",
    **dict(zip("авсԁеёһіјӏкмнорԛѕтухԝъ", "abcdeehijlkmhopqstyxwb", strict=True)),
    **dict(zip("АВСЕНІЈКМОРЅТУХ", "ABCEHIJKMOPSTYX", strict=True)),
    **dict(zip("αεικνορτυχ", "aeiknoptux", strict=True)),
    **dict(zip("ΑΒΕΗΙΚΜΝΟΡΤΥΧΖ", "ABEHIKMNOPTYXZ", strict=True)),
    **{chr(0x1F1E6 + letter): chr(ord("a") + letter) for letter in range(26)},
}


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text; `places` says for each of its characters where it stood in the written one."""

    plain: str
    places: list[int]
    length: int
    """Of the text as written."""

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of `plain` was written, with the signs after it that only belong to its last character."""
        last = self.places[end - 1]
        rest = end
        while rest < len(self.places) and self.places[rest] == last:
            rest += 1
        after = self.places[rest] if rest < len(self.places) else self.length
        return self.places[start], after


def fold(text: str) -> Folded:
    """Digits of any script as 0 to 9, letters without marks, no invisible signs. Any string is accepted."""
    if text.isascii():
        return Folded(text, list(range(len(text))), len(text))
    plain: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        folded = char if char.isascii() else _one(char)
        plain.append(folded)
        places.extend([place] * len(folded))
    return Folded("".join(plain), places, len(text))


@lru_cache(maxsize=4096)
def _one(char: str) -> str:
    if char in _SIGNS:
        return _SIGNS[char]
    if (value := unicodedata.numeric(char, None)) is not None and value in range(10):
        return str(int(value))
    parts = unicodedata.normalize("NFKD", char)
    return "".join(
        _SIGNS.get(part, part) for part in parts if unicodedata.category(part) not in ("Mn", "Me", "Cf")
    )
