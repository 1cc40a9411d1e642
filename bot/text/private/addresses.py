"""Where somebody lives: street and number, postcode; Dutch, English and Arabic.

It starts from the number and looks at a bounded piece around it, so that its time grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.text.private import streets
from bot.text.private.spans import Guard, Span
from bot.text.private.spelled import NUMBERS

_BACK = 70
"""Characters before a number in which its street is looked for."""

# ---- the number and what follows it
_NUMBER = re.compile(
    r"(?<![\d€$])(?<!\d[.,:])(?P<digits>\d{1,4})"
    r"(?P<part>\s?[-/–]\s?(?:[a-z]|\d{1,3}|[ivx]{1,4}|hs|bis|huis|boven|rood|zwart)(?!\w)|[a-z](?!\w)|\s[a-h](?!\w|')|"
    r"\s?(?:hs|bis|huis|rood|zwart|[iv]{2,4})(?!\w))?(?!\d|[.,:]\d|-\d|\w)",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPELLED = re.compile(r"(?<=\s)[^\W\d_]{3,16}(?!\w)")
_COUNTED = re.compile(rf"\s?(?:{streets.COUNTED})", re.I)

# ---- a Dutch or English street before it
_LINK = rf"\.?[\s,]{{0,3}}(?:{streets.NUMBER}\b\.?|#|رقم)?[\s:.,]{{0,3}}\Z"
_STEM = r"[^\W\d_][\w'-]{1,30}?"
_FRONT = re.compile(r"(?<![\w'-])(?:(?:[A-Z][\w'.-]{0,20}|van|de|den|der|het|'t|ter|ten)\s){0,4}\Z")
_NAMED_STREET = re.compile(rf"(?<![\w'-])({_STEM}{streets.STREET}){_LINK}", re.I)
_NAMED_PLACE = re.compile(rf"(?<![\w'-])({_STEM}{streets.PLACE}){_LINK}", re.I)
_OF_STREET = re.compile(
    rf"(?<![\w'-])({streets.OF_STREET}\s(?:(?:van|naar|der|den|de|het|'t|tot|du|des)\s){{0,3}}"
    rf"(?!{streets.STREET}\b)[^\W\d_][\w'-]{{2,24}}){_LINK}",
    re.I,
)
_OWN_NAME = re.compile(
    rf"(?<![\w'-])((?i:lange|korte|oude|nieuwe|grote|kleine|hoge|lage)\s[A-Z][\w'-]{{2,24}}){_LINK}"
)
_ENGLISH_STREET = re.compile(rf"(?<![\w'-])([A-Z][\w'-]{{1,24}}\s{streets.EN_STREET}){_LINK}", re.I)
_COMMON = re.compile(streets.COMMON, re.I)
_LIVES = re.compile(rf"(?<!\w){streets.LIVES}(?!\w)", re.I)
_ON = re.compile(r"(?<!\w)(?:op|aan|in|at|on|naar)\s(?:de\s|het\s|'t\s)?\Z", re.I)
_LIVES_AT = re.compile(
    rf"(?<!\w)(?:huis\s?(?:nummer|nr)|{streets.AT_HOME}\s(?:\w{{1,8}}\s){{0,2}}{streets.NUMBER}|"
    rf"(?:apartment|house|huis)\s(?:number|{streets.NUMBER})|op\s(?:nummer|nr))\b[\s:.]{{0,3}}\Z",
    re.I,
)
_SITS_IN = re.compile(r",?\s(?:(?:in|op|aan|van)\s(?:de\s|het\s)?)?", re.I)
_STREET_AFTER = re.compile(rf"{_STEM}{streets.STREET}(?![\w-])", re.I)
_ENGLISH_AFTER = re.compile(rf"\s((?:[^\W\d_][\w'-]{{1,20}}\s){{1,3}}){streets.EN_STREET}\b\.?", re.I)
_NO_NAME = re.compile(rf"(?<!\w){streets.NO_NAME}(?!\w)", re.I)

# ---- Arabic
_AR_STREET = re.compile(
    rf"(?<!\w)((?:ب|ل|ع|عل)?{streets.AR_STREET}(?:\s|(?=\d))(?:\w{{1,20}}[\s,]{{1,2}}){{0,4}}?)"
    rf"(?P<sort>{streets.AR_HOUSE}[\s:]{{1,2}}(?:رقم\s|نمره\s)?)?\Z"
)
_AR_HOUSE = re.compile(
    rf"(?<!\w)(?:ال|ب|بال)?(?:{streets.AR_OWN}\s(?:رقمها|رقمه|رقم|نمره)|بنايه|عماره|شقه)\s?:?\s?\Z"
)
_AR_DUTCH = re.compile(rf"(?<!\w)\w{{2,24}}{streets.AR_DUTCH}\s(?:رقم\s)?\Z")
_AR_NO_NAME = re.compile(rf"(?<!\w)(?:ال)?{streets.AR_NO_NAME}(?!\w)")
_AR_QUARTER = re.compile(r"[بل]?حي\s")

# ---- postcodes
_POSTCODE = re.compile(
    r"(?<![\d.,€$-])([1-9]\d{3})(?P<gap>[\s.\-_]{0,2})(?P<letters>[a-z]{2})(?![^\W\d_])"
    rf"(?P<house>[\s,]{{0,3}}(?:{streets.NUMBER}\b\.?)?\s?\d{{1,4}}(?:\s?-?\s?[a-z])?(?![\w:]|\.\d))?",
    re.I,
)
_SPACED_POSTCODE = re.compile(r"(?<!\w)[1-9]\s\d\s\d\s\d\s[a-z]\s[a-z](?!\w)", re.I)
_SAYS_POSTCODE = re.compile(
    r"(?<!\w)(?:postcode|post\scode|postal\scode|zip|رمز بريدي|الرمز البريدي)\W{0,3}(?:is\s)?\Z", re.I
)
_UNITS = frozenset(("KM", "KG", "ML", "CM", "MM", "MB", "GB", "PM", "AM"))
_NEVER = frozenset(("SA", "SD", "SS"))
"""Letters that no postcode has."""


def addresses(plain: str) -> Iterator[Span]:
    """The street addresses and postcodes in a folded text; they may overlap."""
    for start, end in _postcodes(plain):
        yield Span(Guard.ADDRESS, start, end)
    for match in _NUMBER.finditer(plain):
        if _YEAR.fullmatch(match["digits"]) and not match["part"]:
            continue  # a year
        found = _around(plain, match)
        if found is not None:
            yield Span(Guard.ADDRESS, *found)
    for match in _SPELLED.finditer(plain):
        value = NUMBERS.get(match.group().lower())
        if value is not None and (len(value) > 1 or _ends(plain, match.end())):
            back = max(0, match.start() - _BACK)
            street = _NAMED_STREET.search(plain, back, match.start())
            if street is None and (place := _NAMED_PLACE.search(plain, back, match.start())):
                street = place if _LIVES.search(plain, max(0, place.start() - 30), place.start()) else None
            if street is not None and not _COMMON.fullmatch(street[1]):
                yield Span(Guard.ADDRESS, _with_front(plain, street.start(1)), match.end())


def _ends(plain: str, place: int) -> bool:
    return plain[place : place + 1] in ("", ",", ".", "!", "?", "\n", ")")


def _around(plain: str, number: re.Match[str]) -> tuple[int, int] | None:
    """The address that this number belongs to."""
    start, end = number.span()
    back = max(0, start - _BACK)
    counted = not number["part"] and _COUNTED.match(plain, end) is not None
    if (arabic := _arabic(plain, back, start)) is not None and not counted:
        return arabic, end
    if (at := _LIVES_AT.search(plain, back, start)) is not None and not counted:
        after = _street_after(plain, end)
        return at.start(), after or end
    if counted:
        return None
    for pattern in (_NAMED_STREET, _OF_STREET, _ENGLISH_STREET, _OWN_NAME):
        street = pattern.search(plain, back, start)
        if street is not None and not _COMMON.fullmatch(street[1]) and not _NO_NAME.match(street[1]):
            return _with_front(plain, street.start(1)), end
    place = _NAMED_PLACE.search(plain, back, start)
    if place is not None and _is_place(plain, back, place, number):
        return _with_front(plain, place.start(1)), end
    english = _ENGLISH_AFTER.match(plain, end)
    if english is not None and not _NO_NAME.search(english[1]):
        return start, english.end()
    return None


def _street_after(plain: str, end: int) -> int | None:
    """ "nummer 12 in de Kerkstraat"."""
    joint = _SITS_IN.match(plain, end)
    street = _STREET_AFTER.match(plain, joint.end()) if joint else None
    return street.end() if street else None


def _is_place(plain: str, back: int, place: re.Match[str], number: re.Match[str]) -> bool:
    """Whether a word such as "rozenhof" is where somebody lives: `supermarkt 2` and `akkoord 3` are not."""
    word, start = place[1], place.start(1)
    if _COMMON.fullmatch(word):
        return False
    if number["part"] or _LIVES.search(plain, max(0, start - 30), start):
        return True
    return word[0].isupper() and (
        _ends(plain, number.end()) or _ON.search(plain, max(back, start - 10), start) is not None
    )


def _with_front(plain: str, start: int) -> int:
    """Where the name of a street begins: "Lange", "Burgemeester van" belong to it."""
    begin = max(0, start - 60)
    front = _FRONT.search(plain, begin, start)
    found = front.start() if front else start
    # A preposition at the front belongs to the sentence.
    return found if plain[found : found + 1].isupper() else start


def _arabic(plain: str, back: int, start: int) -> int | None:
    if not any("\u0600" <= char <= "\u06ff" for char in plain[back:start]):
        return None
    for pattern in (_AR_HOUSE, _AR_DUTCH):
        found = pattern.search(plain, back, start)
        if found is not None:
            return found.start()
    street = _AR_STREET.search(plain, back, start)
    if street is None or _AR_NO_NAME.search(street[1]):
        return None
    quarter = _AR_QUARTER.match(street[1]) is not None
    return street.start() if street["sort"] or (not quarter and len(street[1].split()) > 1) else None


def _postcodes(plain: str) -> Iterator[tuple[int, int]]:
    for match in _SPACED_POSTCODE.finditer(plain):
        yield match.span()
    shouts = len(plain) > 20 and plain.upper() == plain
    for match in _POSTCODE.finditer(plain):
        letters = match["letters"]
        said = _SAYS_POSTCODE.search(plain, max(0, match.start() - 24), match.start()) is not None
        common = letters.lower() in streets.TWO_LETTERS
        upper = letters.isupper() and not shouts
        tight = not match["gap"].isspace()
        if letters.upper() in _NEVER:
            continue
        sure = said or (upper and letters not in _UNITS)
        if sure or (not common and (tight or match["house"] or not re.search("[aeiouy]", letters, re.I))):
            yield match.start(), match.end() if match["house"] else match.end("letters")
