"""Numbers as they are said: "nul zes twaalf vierendertig", "double five", "صفر تسعة"."""

from __future__ import annotations

_UNITS_NL = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS_NL = (
    "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
_TENS_NL = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_UNITS_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS_EN = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS_EN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# Letters as `lookalikes.fold` leaves them: no hamza, no marks, ه for ة.
_UNITS_AR = (
    "صفر زيرو sifr",
    "واحد وحده wahed wa7ed",
    "اثنان اثنين اتنين تنين جوج tnen tnein",
    "ثلاثه تلاته تلات ثلاث tlate talata",
    "اربعه اربع arba3a arb3a",
    "خمسه خمس khamse 5amse",
    "سته ست sitte",
    "سبعه سبع sab3a",
    "ثمانيه تمانيه تمنيه ثمانيا تمانيا tmanye tamanya",
    "تسعه تسع tes3a tis3a",
)
_TENS_AR = ("عشرين", "ثلاثين تلاتين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين تمانين", "تسعين")


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for units in (_UNITS_NL, _UNITS_EN):
        found |= {word: str(value) for value, word in enumerate(units)}
    for teens in (_TEENS_NL, _TEENS_EN):
        found |= {word: str(value) for value, word in enumerate(teens, 10)}
    for tens in (_TENS_NL, _TENS_EN):
        found |= {word: str(value) for value, word in zip(range(20, 100, 10), tens, strict=True)}
    for value, words in enumerate(_UNITS_AR):
        found |= dict.fromkeys(words.split(), str(value))
    for value, words in zip(range(20, 100, 10), _TENS_AR, strict=True):
        found |= dict.fromkeys(words.split(), str(value))
        found |= dict.fromkeys((f"و{word}" for word in words.split()), str(value))
    for value, ten in zip(range(20, 100, 10), _TENS_NL, strict=True):
        found |= {f"{unit}en{ten}": str(value + one) for one, unit in enumerate(_UNITS_NL) if one}
    found |= {"oh": "0", "عشره": "10"}
    return found


NUMBERS = _table()
"""A word in lower case and the digits that it stands for."""
DOUBLE = frozenset(("dubbel", "dubbele", "double"))
_ENGLISH_TENS = frozenset(_TENS_EN)
_ARABIC_TENS = frozenset(f"و{word}" for words in _TENS_AR for word in words.split())


def joined(before: tuple[str, str], word: str) -> str | None:
    """The digits of two words that are one number ("thirty four", "اربعة وثلاثين"), or None.

    `before` is the word before and its digits.
    """
    earlier, digits = before
    value = NUMBERS[word]
    if earlier in _ENGLISH_TENS and word in _UNITS_EN[1:]:
        return digits[0] + value
    if word in _ARABIC_TENS and len(digits) == 1 and digits != "0":
        return value[0] + digits
    return None
