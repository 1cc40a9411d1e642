"""Languages: gettext catalogues, plurals, dates and numbers through Babel, and isolation of mixed text.

A language is a folder in `locales/` with a catalogue; nothing else has to be written for a new one.
"""

from __future__ import annotations

import gettext
import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal

import locales

DEFAULT = "nl"
LOCALES = Path(locales.__file__).parent
DATE_LOCALE = {"ar": "ar_SY"}
"""Month names that Levantine readers use; a language that is not here uses its own."""

FSI, PDI = "\u2068", "\u2069"
_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|[\ud800-\udfff]")


def clean(text: str) -> str:
    """Text of a resident without direction overrides, control characters and lone surrogates."""
    return _CONTROL.sub("", _BIDI.sub("", text)).strip()


class Markup(str):
    """Text that is safe as Telegram HTML: our own, or escaped and isolated."""

    __slots__ = ()


@lru_cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, the default first."""
    found = sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/buurtkring.po"))
    return (DEFAULT, *(lang for lang in found if lang != DEFAULT))


def best(code: str | None) -> str:
    """The language to start in for a Telegram language code such as `ar-SY`; Dutch where it is not spoken."""
    lang = (code or "").replace("_", "-").split("-")[0].lower()
    return lang if lang in languages() else DEFAULT


def own_name(lang: str) -> str:
    """A language's name in itself: Nederlands, العربية, English."""
    return (Locale.parse(lang).display_name or lang).capitalize()


@lru_cache
def speaker(lang: str) -> Speaker:
    """The speaker of one language; languages without a catalogue get the default's."""
    return Speaker(lang if lang in languages() else DEFAULT)


class Speaker:
    """Says things in one language. `_` and `n` give HTML; `label` gives plain text for buttons."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.locale = Locale.parse(DATE_LOCALE.get(lang, lang))
        self.rtl = self.locale.text_direction == "rtl"
        self._catalogue = gettext.translation("buurtkring", LOCALES, [lang])

    def _(self, message: str, **values: Any) -> Markup:
        """A message, its values escaped and isolated unless they are Markup."""
        return Markup(self._catalogue.gettext(message).format_map(self._safe(values)))

    def n(self, one: str, many: str, count: int, **values: Any) -> Markup:
        """A message with a count, in the plural form that the language has for it ({count} is given)."""
        text = self._catalogue.ngettext(one, many, count)
        return Markup(text.format_map(self._safe(values) | {"count": self.number(count)}))

    def label(self, message: str, **values: Any) -> str:
        """A button's text: plain, its values isolated."""
        plain = {name: f"{FSI}{clean(str(value))}{PDI}" for name, value in values.items()}
        return self._catalogue.gettext(message).format_map(plain)

    def isolated(self, text: str) -> str:
        """A resident's text as a whole button."""
        return f"{FSI}{clean(text)}{PDI}"

    def _safe(self, values: dict[str, Any]) -> dict[str, Markup]:
        return {name: self.user(value) for name, value in values.items()}

    def user(self, value: object) -> Markup:
        """A value as part of a sentence: numbers and dates in the language, other text isolated."""
        if isinstance(value, Markup):
            return value
        if isinstance(value, int):
            return Markup(self.number(value))
        return Markup(f"{FSI}{escape(clean(str(value)), quote=False)}{PDI}")

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return format_decimal(value, locale=self.locale)

    def day(self, day: date) -> Markup:
        """A date with its weekday: dinsdag 24 november."""
        return Markup(format_date(day, self._day_pattern(), locale=self.locale))

    def date_of_year(self, day: date) -> Markup:
        """A date with its year, for what may be long ago: 24 november 2026."""
        return Markup(format_date(day, "d MMMM y", locale=self.locale))

    def lasting(self, minutes: int) -> Markup:
        """How long something takes or has taken, roughly: 5 minuten, 3 uur, 2 dagen."""
        long = timedelta(minutes=max(minutes, 1))
        return Markup(format_timedelta(long, granularity="minute", threshold=1.5, locale=self.locale))

    def _day_pattern(self) -> str:
        return {"en": "EEEE d MMMM", "ar": "EEEE، d MMMM"}.get(self.lang, "EEEE d MMMM")

    def weekday(self, day: int) -> str:
        """The name of a weekday (Monday 0)."""
        return str(self.locale.days["stand-alone"]["wide"][day])

    def clock(self, at: time | datetime) -> Markup:
        """A clock time as the language writes it: 14:30, or 2:30 م."""
        return Markup(format_time(at, "short", locale=self.locale))

    def list(self, items: list[str]) -> str:
        """Items joined as the language does: a, b en c."""
        return format_list(items, locale=self.locale)
