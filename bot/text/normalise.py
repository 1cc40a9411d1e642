"""One spelling for what people type in many: letters, digits and marks are folded, meaning is not."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode decomposition does not fold onto the plain Arabic letter. Iraqi and Moroccan writers use
# Persian letters for sounds of their own, and the same word comes with and without them (گدر, كدر).
_LETTERS = str.maketrans(
    {
        "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "گ": "ك", "ڭ": "ك", "ڨ": "ق", "ة": "ه", "ۀ": "ه",
        "ھ": "ه", "ہ": "ه", "ە": "ه", "ٱ": "ا", "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ڥ": "ف", "ں": "ن",
        "ء": None, "ـ": None, "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "،": ",", "؛": ";", "؟": "?",
        "٫": ".", "٬": ",", "٪": "%", "–": "-", "—": "-", "‑": "-", "−": "-", "ı": "i", "ß": "ss", "ø": "o", "ł": "l",
        # Alef wasla and hamza marks fall away with the combining marks; ؤ and ئ become their carrier.
    }
)  # fmt: skip
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<!\w)'(?=s\b|t\b|n\b|k\b|m\b)")
_REPEATED_ARABIC = re.compile(r"([\u0621-\u064a])\1{2,}")
_REPEATED_LATIN = re.compile(r"([a-z])\1{2,}")
_SPACES = re.compile(r"\s+")
# Letters and signs that are what they become; most of what is normalised a second time is of these.
_FOLDED = re.compile(r"[\t\n\r !-_a-~§ابتثجحخدذرزسشصضطظعغفقكلمنهوي]*")
_ROUNDS = 6


@lru_cache(maxsize=16)  # several readers look at one message, each at its beginning
def normalise(text: str) -> str:
    """Lower case, no diacritics, bidi marks or tatweel, ASCII digits, folded Arabic letters, single spaces.

    Any string is accepted, lone surrogates included; normalising twice is normalising once.
    """
    folded = _once(text)
    # One round may uncover work for the next (a removed mark joins three equal letters).
    for _ in range(_ROUNDS):
        again = _once(folded)
        if again == folded:
            break
        folded = again
    return folded


def _once(text: str) -> str:
    text = text.lower()
    if not _FOLDED.fullmatch(text):
        text = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
        text = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(map(_kept, text))).translate(_LETTERS)
    if "'" in text:
        text = _APOSTROPHE.sub("", text)
    if not text.isascii():
        text = _REPEATED_ARABIC.sub(r"\1", text)
    text = _REPEATED_LATIN.sub(r"\1\1", text)
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def _kept(char: str) -> str:
    """What stays of one decomposed character: marks and format characters go, digits turn ASCII."""
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category in ("Cs", "Cc", "Co", "Cn"):
        return " "
    return _ascii_digit(char)


@lru_cache(maxsize=4096)
def _ascii_digit(char: str) -> str:
    return str(unicodedata.digit(char)) if char.isdigit() else char
