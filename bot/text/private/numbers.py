"""Numbers of people: BSN, bank account, card, PIN and telephone, however they are cut up."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from bot.text.private.runs import Gap, Run, is_date, runs
from bot.text.private.spans import Guard, Span

_NEAR = 40
"""Characters between a word that names a number and the number."""
_CARD_LENGTHS = (16, 15, 19, 18, 17, 14, 13)
_ABROAD = ("NL", "SY", "MA", "IQ", "EG", "TR", "DZ", "TN")
"""Countries whose numbers people write without a country code."""
_PUBLIC = re.compile(r"0(?:800|900|906|909)\d{4}(?:\d{3})?|14\d{3}|088\d{7}")
"""Numbers of offices and shops."""

_SAYS_BSN = re.compile(
    r"\b(?:bsn|burger\s?service\w{0,8}|sofi\w{0,8}|citizen\s(?:service\s)?number)\b|الرقم الوطني", re.I
)
_SAYS_ACCOUNT = re.compile(
    r"\b(?:iban|(?:bank|giro)?rekening(?:nummer|nr)?|bank\s?account|account\snumber)\b|"
    r"ايبان|رقم الحساب|حساب\w{0,3} بالبنك",
    re.I,
)
_SAYS_PHONE = re.compile(
    r"\b(?:bel|belt|bellen|mobiel|gsm|tel|telefoon|telefoonnummer|nummer|06[- ]?nummer|nr|app|appen|appje|"
    r"whats\s?app|sms|sms'?en|call|phone|number|signal|ra[2q]mi|tele?fo[on]{1,2}i?|wats\w{0,3})\b|"
    r"رقمي|رقم|تلفون\w{0,3}|هاتف\w{0,3}|جوال\w{0,3}|موبايل\w{0,3}|واتس\w{0,3}|اتصل\w{0,3}",
    re.I,
)
_BANK_PIN = (
    r"pin|pin\s?code|pin\s?nummer|pas\s?code|code\svan\s(?:mijn|m'n|de|het|je|uw)\s(?:bank)?pas(?:je)?|ben\s?code|"
    r"رمز|الرمز|رمزي|الرقم السري|رقم سري|رقمي السري|كود|الكود|بن كود|بين كود"
)
_DOOR = (
    r"(?:deur|toegangs|alarm|portiek|poort|kluis|sleutel|huis|lift)\s?code|"
    r"code\s(?:van|voor)\s(?:de|het|mijn|m'n|onze)\s(?:\w{1,12}deur|deur|alarm|kluis\w{0,2}|sleutel\w{0,8}|poort|portiek)|"
    r"(?:door|gate|alarm|entry)\s?code|كود الباب|رمز الباب|كود البنايه|رمز البنايه"
)
_SAYS_PIN = re.compile(rf"(?<!\w)(?:{_BANK_PIN})(?!\w)", re.I)
_SAYS_DOOR = re.compile(rf"(?<!\w)(?:{_DOOR})(?!\w)", re.I)
_PIN_AFTER = re.compile(
    rf"\s?(?:is|was|=|هو|هي)\s(?:(?:de|mijn|m'n|my|the|het)\s)?(?:{_BANK_PIN}|{_DOOR})(?!\w)", re.I
)
_MONEY_AFTER = re.compile(r"\s?(?:euro|eur|€|يورو)", re.I)
_PIN_NEAR = 24
_IBAN_START = re.compile(r"(?<![^\W_])[A-Za-z][\W_]{0,3}[A-Za-z][\W_]{0,3}\d[\W_]{0,3}\d")
_IBAN_SIGNS, _IBAN_GAP = 34, 3
_IBAN_SHAPE = re.compile(r"NL\d\d[A-Z]{4}\d{10}")


class _Said:
    """Where a text names a kind of number."""

    def __init__(self, pattern: re.Pattern[str], plain: str) -> None:
        self._ends = [match.end() for match in pattern.finditer(plain)]

    def near(self, start: int, within: int = _NEAR) -> bool:
        """Whether it was named shortly before this place."""
        place = bisect_right(self._ends, start)
        return place > 0 and start - self._ends[place - 1] <= within


def numbers(plain: str, *, doors: bool = True) -> Iterator[Span]:
    """The numbers in a folded text. `doors`: also the codes of doors and alarms, as PIN."""
    yield from _ibans(plain)
    says = {kind: _Said(pattern, plain) for kind, pattern in _NAMES.items()}
    door = _Said(_SAYS_DOOR, plain)
    for run in runs(plain):
        pin = says[Guard.PIN].near(run.start, _PIN_NEAR) or (doors and door.near(run.start, _PIN_NEAR))
        if pin or _PIN_AFTER.match(plain, run.end):
            found = list(_pin(plain, run))
            if found:
                yield from found
                continue
        named = {kind for kind in says if says[kind].near(run.start)}
        yield from _in_run(plain, run, named)


_NAMES = {
    Guard.BSN: _SAYS_BSN,
    Guard.IBAN: _SAYS_ACCOUNT,
    Guard.PHONE: _SAYS_PHONE,
    Guard.PIN: _SAYS_PIN,
}


def _pin(plain: str, run: Run) -> Iterator[Span]:
    """Four to six digits: in one piece, or all of a run of small pieces."""
    if not run.left or _MONEY_AFTER.match(plain, run.end):
        return
    whole = [group for group in run.groups if 4 <= len(group.digits) <= 6]
    if whole:
        yield from (Span(Guard.PIN, group.start, group.end) for group in whole)
    elif 4 <= len(run.digits(0, 7)) <= 6 and all(group.gap is Gap.TIGHT for group in run.groups):
        yield Span(Guard.PIN, run.start, run.end)


def _in_run(plain: str, run: Run, named: set[Guard]) -> Iterator[Span]:
    total = len(run.digits()) if len(run.groups) < 20 else 99
    if total < 7 or (run.left < (1 if named else 6)) or _PUBLIC.fullmatch(run.digits(0, 20)):
        return
    taken: set[int] = set()
    # What is sure comes first: a house number before a telephone number may add up to a BSN with half of it.
    for looks in (_sure, _likely):
        place = 0
        while place < len(run.groups):
            found = None if place in taken else looks(plain, run, place, named)
            if found is None or not taken.isdisjoint(range(place, found[1])):
                place += 1
                continue
            kind, end = found
            yield Span(
                kind, _with_plus(plain, run, place) or run.groups[place].start, run.groups[end - 1].end
            )
            taken.update(range(place, end))
            place = end


_Found: TypeAlias = tuple[Guard, int] | None
"""What a number is that begins at a group, and the group after its last one."""


def _sure(plain: str, run: Run, place: int, named: set[Guard]) -> _Found:
    """A card, a named bank account, a telephone number of full length, a BSN in one piece."""
    ends, tight = _windows(run, place)
    digits = run.digits(place, max(ends.values(), default=place))
    for length in _CARD_LENGTHS:
        if length in tight and _is_card(digits[:length]):
            return Guard.CARD, tight[length]
    if Guard.IBAN in named and place == 0:
        for length in (10, 9, 7):
            if length in tight:
                return Guard.IBAN, tight[length]
    phone = _phone(plain, run, place, digits, ends)
    if phone is not None and len(run.digits(place, phone)) > 9:
        return Guard.PHONE, phone
    first = run.groups[place].digits
    return (Guard.BSN, place + 1) if len(first) == 9 and _is_bsn(first) else None


def _likely(plain: str, run: Run, place: int, named: set[Guard]) -> _Found:
    """A BSN in pieces, a shorter telephone number."""
    ends, tight = _windows(run, place)
    digits = run.digits(place, max(ends.values(), default=place))
    is_named = Guard.BSN in named
    may_end = ends if is_named else tight
    for length in (9, 8):
        if length in may_end and _may_be_bsn(digits[:length], may_end[length] - place, is_named):
            return Guard.BSN, may_end[length]
    phone = _phone(plain, run, place, digits, ends)
    if phone is None and Guard.PHONE in named and place == 0:
        phone = next((tight[length] for length in range(13, 6, -1) if length in tight), None)
    return (Guard.PHONE, phone) if phone is not None else None


def _windows(run: Run, place: int) -> tuple[dict[int, int], dict[int, int]]:
    """How many digits (up to 19) there are up to which group, from this one on; and without gaps like a list's."""
    ends: dict[int, int] = {}
    tight: dict[int, int] = {}
    count, is_tight = 0, True
    for end in range(place, len(run.groups)):
        group = run.groups[end]
        is_tight = is_tight and (end == place or group.gap is Gap.TIGHT)
        count += len(group.digits)
        if count > 19:
            break
        ends[count] = end + 1
        if is_tight:
            tight[count] = end + 1
    return ends, tight


def _may_be_bsn(digits: str, groups: int, named: bool) -> bool:
    if named:
        return not is_date(digits) or _is_bsn(digits)
    if len(digits) == 8 and (is_date(digits) or groups > 1):
        return False  # dates, hours and numbers of houses add up to eight digits too easily
    return _is_bsn(digits)


def _phone(plain: str, run: Run, place: int, digits: str, ends: dict[int, int]) -> int | None:
    """The group after the last one of a telephone number, or None."""
    plus = digits[:1] in "123456789" and _with_plus(plain, run, place) is not None
    if plus or digits.startswith(("00", "316", "9639", "2126", "2127")):
        lengths = [length for length in range(15, 7, -1) if length in ends]
        cut = 2 if digits.startswith("00") and not plus else 0
        for length in lengths:
            if _is_phone("+" + digits[cut:length], None):
                return ends[length]
        fallback = [length for length in lengths if 10 <= length <= 14]
        return ends[fallback[0]] if fallback and (plus or not digits.startswith("000")) else None
    if re.match("0[1-9]", digits):
        lengths = [length for length in ((10, 11, 9) if digits[1] == "6" else (11, 10)) if length in ends]
        for length in lengths:
            if any(_is_phone(digits[:length], region) for region in _ABROAD):
                return ends[length]
        return ends[lengths[-1]] if lengths else None
    if (
        digits.startswith("6")
        and 9 in ends
        and all(len(g.digits) > 1 for g in run.groups[place + 1 : ends[9]])
    ):
        return ends[9] if _is_phone("0" + digits[:9], "NL") else None
    return None


def _with_plus(plain: str, run: Run, place: int) -> int | None:
    """Where the plus of a country code stands before this group, or None."""
    start = run.groups[place].start
    found = re.search(r"(?:\+|(?<!\w)(?:plus|بلس|زايد))[\s(]{0,3}\Z", plain[max(0, start - 8) : start], re.I)
    return start - len(found.group()) if found else None


@lru_cache(maxsize=256)
def _is_phone(text: str, region: str | None) -> bool:
    # Its tables take a tenth of a second to load: only a text that may hold a number pays for them.
    import phonenumbers

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(text, region)))
    except phonenumbers.NumberParseException:
        return False


def _ibans(plain: str) -> Iterator[Span]:
    done = 0
    for match in _IBAN_START.finditer(plain):
        if match.start() < done:
            continue
        signs: list[str] = []
        ends: list[int] = []
        gap = 0
        for place in range(match.start(), len(plain)):
            char = plain[place]
            if char.isascii() and char.isalnum():
                signs.append(char.upper())
                ends.append(place + 1)
                gap = 0
            else:
                gap += 1
            if gap > _IBAN_GAP or len(signs) == _IBAN_SIGNS:
                break
        length = _iban_length("".join(signs))
        if length:
            done = ends[length - 1]
            yield Span(Guard.IBAN, match.start(), done)


def _iban_length(signs: str) -> int:
    """How many of these signs are an IBAN by its check digits or, for a Dutch one, by its shape; 0: none."""
    from stdnum import iban  # Loaded at the first candidate: most messages have none.

    for length in range(len(signs), 14, -1):
        turned = signs[4:length] + signs[:4]
        if int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1 and iban.is_valid(
            signs[:length], check_country=False
        ):
            return length
    return 18 if _IBAN_SHAPE.match(signs) else 0


def _is_card(digits: str) -> bool:
    from stdnum import luhn  # Loaded at the first candidate: most messages have none.

    return digits[0] in "23456" and bool(luhn.is_valid(digits))


def _is_bsn(digits: str) -> bool:
    from stdnum.nl import bsn  # Loaded at the first candidate: most messages have none.

    return bool(bsn.is_valid(digits))
