"""A clock time in words, as people say it: half drie, half past two, الثانية والنصف.

For the printed sheet, which is read by who may not read digits well; the digits stand beside it. The grammar of
each language is its own (Dutch counts towards the next half hour), so it is not in the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

_NL = ("twaalf", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf")
_EN = ("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_AR = (
    *("الثانية عشرة", "الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة"),
    *("الثامنة", "التاسعة", "العاشرة", "الحادية عشرة"),
)
_NL_MINUTES = {5: "vijf", 10: "tien", 15: "kwart"}
_EN_MINUTES = {5: "five", 10: "ten", 15: "quarter", 20: "twenty", 25: "twenty-five"}
_AR_MINUTES = {
    5: " وخمس دقائق",
    10: " وعشر دقائق",
    15: " والربع",
    20: " والثلث",
    25: " والنصف إلا خمس دقائق",
    30: " والنصف",
    35: " والنصف وخمس دقائق",
}
_AR_TO = {40: " إلا الثلث", 45: " إلا الربع", 50: " إلا عشر دقائق", 55: " إلا خمس دقائق"}


def in_words(lang: str, at: time) -> str | None:
    """A local time in words with its part of the day; None for a language or minute that has none here."""
    say = _SAY.get(lang)
    return say(at.hour, at.minute) if say is not None and at.minute % 5 == 0 else None


def _nl(hour: int, minute: int) -> str:
    this, following = _NL[hour % 12], _NL[(hour + 1) % 12]
    if minute == 0:
        said = f"{this} uur"
    elif minute <= 15:
        said = f"{_NL_MINUTES[minute]} over {this}"
    elif minute == 30:
        said = f"half {following}"
    elif minute < 30:
        said = f"{_NL_MINUTES[30 - minute]} voor half {following}"
    elif minute < 45:
        said = f"{_NL_MINUTES[minute - 30]} over half {following}"
    else:
        said = f"{_NL_MINUTES[60 - minute]} voor {following}"
    part = _part(hour, "'s nachts", "'s ochtends", "'s middags", "'s avonds")
    return f"{said} {part}"


def _en(hour: int, minute: int) -> str:
    this, following = _EN[hour % 12], _EN[(hour + 1) % 12]
    if minute == 0:
        said = f"{this} o'clock"
    elif minute == 30:
        said = f"half past {this}"
    elif minute < 30:
        said = f"{_EN_MINUTES[minute]} past {this}"
    else:
        said = f"{_EN_MINUTES[60 - minute]} to {following}"
    return f"{said} {_part(hour, 'at night', 'in the morning', 'in the afternoon', 'in the evening')}"


def _ar(hour: int, minute: int) -> str:
    this, following = _AR[hour % 12], _AR[(hour + 1) % 12]
    said = f"{following}{_AR_TO[minute]}" if minute >= 40 else f"{this}{_AR_MINUTES.get(minute, '')}"
    return f"{said} {_part(hour, 'ليلاً', 'صباحاً', 'بعد الظهر', 'مساءً')}"


def _part(hour: int, night: str, morning: str, afternoon: str, evening: str) -> str:
    if hour < 6:
        return night
    if hour < 12:
        return morning
    return afternoon if hour < 18 else evening


_SAY: dict[str, Callable[[int, int], str]] = {"nl": _nl, "en": _en, "ar": _ar}
