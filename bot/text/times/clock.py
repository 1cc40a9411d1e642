"""Clock times: "half drie", "kwart over tien", "14:30", "الساعة تسعة ونص", "quarter past nine"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text.normalise import normalise
from bot.text.times.terms import Term

_AFTER_HOUR = {"half-after": 30, "quarter-after": 15, "third-after": 20, "quarter-to": -15, "third-to": -20}
_ROUND_MINUTES = (5, 10, 15, 20, 25)
_SURE_AT = frozenset(
    ("om", "rond", "rondom", "omstreeks", "at", "الساعه", "عالساعه", "sa3a", "sa3a", "el sa3a", "l sa3a")
)
_NOON_TO_SIX = range(1, 7)
# "في السادسة" is at six; in front of a number without article these words mean much else ("في ثلاثة أولاد").
_AT_THE = frozenset(("في", "عند", "ف"))
# "في الخامسة من عمرها" is five years old, "في الثالثة ابتدائي" in the third form.
_NO_HOUR_BEFORE = tuple(
    map(normalise, ("من عمر", "من العمر", "ابتدائي", "اعدادي", "ثانوي", "متوسط", "مرة", "سنوات", "سنين"))
)
# "الجمعة ٣ عند الدكتور": what may follow an hour that stands right after a day.
_GOES_ON = frozenset(
    normalise(word)
    for word in (
        "عند", "عندي", "عندها", "عنده", "بدي", "بدنا", "موعد", "موعدي", "على", "الى", "في", "لازم", "بغيت", "خاصني",
        "اريد", "حدا", "مين", "ممكن", "3end", "3endi", "3ande", "bade", "bghit", "3al",
    )
)  # fmt: skip
# "een middag vrij" is an afternoon and no hour.
_ARTICLES = frozenset(("een", "n", "a", "an"))
# After "2 uur" these tell that it is a length of time.
_LASTING = frozenset(
    ("lang", "per", "helpen", "hulp", "vrij", "tijd", "de", "werk", "nodig", "oppassen", "oppas", "lopen")
)
_MOST_BEFORE = 8
"""Words such as "tussen" and "om" before a time; what stands further back makes the reading of nonsense slow."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A clock time as written: hour 0-23 and minute, whether the half of the day is certain, and where it ends."""

    hour: int
    minute: int
    certain: bool
    start: int
    end: int
    deadline: bool = False


def read_clock(terms: Sequence[Term], taken: frozenset[int], part: str | None) -> ClockTime | None:
    """The first clock time in terms that no date has taken; `part` is the part of day that the message names."""
    for place in range(len(terms)):
        if place in taken or not (terms[place].known or terms[place].text in _AT_THE):
            continue
        found = _at(terms, place, taken, part)
        if found:
            return found
    return None


def _at(terms: Sequence[Term], place: int, taken: frozenset[int], part: str | None) -> ClockTime | None:
    start, deadline = place, False
    if terms[place].has("midnight"):
        return ClockTime(0, 0, True, place, place + 1)
    asked = weak = ranged = False
    while place < len(terms) and place not in taken:
        if place - start > _MOST_BEFORE:
            return None
        term = terms[place]
        if term.number is None and term.has("at", "before", "after", "between", "from", "until"):
            asked = asked or _sure(term)
            weak = weak or not _sure(term)
            ranged = ranged or term.has("between", "from", "until")
            deadline = deadline or term.has("before")
            place += 1
        elif term.number is None and term.text == "ال" and (asked or weak):
            place += 1
        elif (term.text in _AT_THE and _with_article(terms, place + 1)) or (
            term.has("near") and _stands_alone(terms, place + 1)
        ):
            asked = True
            place += 1
        else:
            break
    if place >= len(terms) or place in taken:
        return None
    prefix = terms[place].prefix
    asked = asked or prefix in ("عال", "ع", "لل", "وعال", "فال")
    structured = _structured(terms, place, taken)
    if structured:
        hour, minute, end, certain, evident = structured
    elif terms[place].number is not None:
        hour, minute, end, certain, evident = terms[place].number or 0, 0, place + 1, False, False
    else:
        return None
    lasts = terms[place - 1].text == "ساعه" and hour == 1 and not structured if place else False
    if hour > 24 or lasts or not (evident or _evident(terms, start, place, end, asked, weak, ranged, taken)):
        return None
    end_term = terms[end] if end < len(terms) and end not in taken else None
    if end_term and end_term.has("oclock"):
        end += 1
    return ClockTime(
        _half_of_day(hour, minute, part, certain), minute, certain or part is not None, start, end, deadline
    )


def _stands_alone(terms: Sequence[Term], place: int) -> bool:
    """Whether the number here counts nothing: "مع الثلاثة" is at three, "مع ثلاثة أولاد" is with three children."""
    if place >= len(terms) or terms[place].number is None:
        return False
    return terms[place].prefix == "ال" or place + 1 == len(terms) or terms[place + 1].known


def _with_article(terms: Sequence[Term], place: int) -> bool:
    """Whether an hour with its article stands here, "السادسة" or "ال6", and no age or class."""
    split = place < len(terms) and terms[place].text == "ال"
    hour = place + split
    if hour >= len(terms) or (terms[hour].number or 0) > 12:
        return False
    if not (split or terms[hour].prefix == "ال" or terms[hour].text.startswith("ال")):
        return False
    after = " ".join(term.text for term in terms[hour + 1 : hour + 3])
    return terms[hour].number is not None and not any(after.startswith(word) for word in _NO_HOUR_BEFORE)


def _sure(term: Term) -> bool:
    return term.text in _SURE_AT or ("at" in term.tags and "unit" in term.tags)


def _structured(
    terms: Sequence[Term], place: int, taken: frozenset[int]
) -> tuple[int, int, int, bool, bool] | None:
    """Hour, minute, end, whether a.m. or p.m. is certain, whether it can be nothing else than a clock time."""
    term, one, two, three = (_peek(terms, place + step, taken) for step in range(4))
    if term is None:
        return None
    if term.clock:
        hour, minute = term.clock
        meridiem = _meridiem(hour, one)
        if meridiem is not None:
            return meridiem, minute, place + 2, True, True
        return hour, minute, place + 1, term.text.startswith("0"), True
    minutes = 15 if term.has("clock:quarter") else term.number
    if minutes is not None and one and two:
        if one.has("unit") and one.tags["unit"][0] == "minute" and three:
            return _around_hour(terms, place + 2, minutes, taken)
        if term.has("clock:quarter") or minutes in _ROUND_MINUTES:
            around = _around_hour(terms, place + 1, minutes, taken)
            if around and (two.has("clock:half-before") or not term.text.isdigit() or one.text != "to"):
                return around
    if term.has("clock:half-before") and one and _is_hour(one):
        return (one.number or 0) - 1 or 12, 30, place + 2, False, True
    if term.has("clock:half-after") and one and _is_hour(one) and term.text.startswith("half"):
        return one.number or 0, 30, place + 2, False, True
    return _after_hour(terms, place, taken)


def _around_hour(
    terms: Sequence[Term], place: int, minutes: int, taken: frozenset[int]
) -> tuple[int, int, int, bool, bool] | None:
    """ "over tien", "voor half drie", "to nine": minutes counted from an hour or a half hour."""
    sign, hour, after = (_peek(terms, place + step, taken) for step in range(3))
    if sign is None or hour is None or not sign.has("clock:past", "clock:to"):
        return None
    base, end = 0, place + 2
    if hour.has("clock:half-before") and after:
        hour, base, end = after, -30, place + 3
    follows = _peek(terms, end, taken)
    if not _is_hour(hour) or (follows and follows.has("unit") and not follows.has("oclock")):
        return None
    total = (hour.number or 0) * 60 + base + (minutes if sign.has("clock:past") else -minutes)
    return (total // 60) or 12, total % 60, end, False, True


def _after_hour(
    terms: Sequence[Term], place: int, taken: frozenset[int]
) -> tuple[int, int, int, bool, bool] | None:
    """ "تسعة ونص", "تسعة الا ربع", "3 uur 30", "9 pm": an hour and what follows it."""
    term, one, two = (_peek(terms, place + step, taken) for step in range(3))
    if term is None or one is None or not _is_hour(term):
        return None
    hour = term.number or 0
    for name, minutes in _AFTER_HOUR.items():
        if one.has(f"clock:{name}") and not one.text.startswith("half"):
            total = hour * 60 + minutes
            return total // 60 or 12, total % 60, place + 2, False, True
    if one.has("clock:to") and two and two.number in _ROUND_MINUTES:
        return (hour - 1) or 12, 60 - (two.number or 0), place + 3, False, True
    if one.has("clock:past") and one.text == "و" and two and two.number in _ROUND_MINUTES:
        return hour, two.number or 0, place + 3, False, True
    if one.prefix == "و" and one.number in _ROUND_MINUTES:
        return hour, one.number or 0, place + 2, False, True
    meridiem = _meridiem(hour, one)
    if meridiem is not None:
        return meridiem, 0, place + 2, True, True
    if one.has("oclock") and two and two.text.isdigit() and len(two.text) == 2 and (two.number or 0) < 60:
        return hour, two.number or 0, place + 3, False, True
    return None


def _evident(
    terms: Sequence[Term],
    start: int,
    place: int,
    end: int,
    asked: bool,
    weak: bool,
    ranged: bool,
    taken: frozenset[int],
) -> bool:
    """Whether a bare number is a clock time, by what stands around it."""
    before = terms[start - 1] if start else None
    after = terms[end] if end < len(terms) else None
    later = terms[end + 1] if end + 1 < len(terms) else None
    if after and after.has("unit", "month") and not after.has("oclock", "at"):
        return False
    if asked or terms[place].text.endswith(("ieen", "eeen", "ieren", "ijven")):
        return True
    if after and after.has("oclock"):
        # "2 uur helpen" is a length of time; a clock time has a preposition, a day or a part of day beside it.
        beside = [before, later]
        if not weak and ((later and later.text in _LASTING) or terms[place].text == "een"):
            return False
        return (
            weak
            or (terms[place].number or 0) > 12
            or any(
                near and near.has("weekday", "relative", "part", "until", "short", "month") for near in beside
            )
        )
    if after and after.text in ("l", "el", "al", "d", "dyal") and later and later.has("part"):
        return True  # "6 l soboh", "9 d sba7"
    if after and after.has("part") and not after.has("weekday"):
        return terms[place].text not in _ARTICLES
    counted = later is not None and (later.number is not None or later.clock is not None)
    # "van 2 tot 5" and "tussen 2 en 4" are times; "kinderen van 2 en 5" are not.
    reaches = after is not None and (after.has("until") or (after.has("and") and terms[start].has("between")))
    if reaches and counted and (ranged or _by_day(before)):
        return True
    if after and after.prefix in ("ل", "لل") and after.number is not None and (ranged or _by_day(before)):
        return True
    if weak and terms[place].prefix == "ال":
        return True
    near_end = after is None or after.has("weekday", "relative", "part")
    if weak and near_end and not ranged:
        return True
    return _by_day(before) and (after is None or _goes_on(terms[place], after))


def _goes_on(hour: Term, after: Term) -> bool:
    return hour.text.isdigit() and (hour.number or 0) <= 12 and after.text in _GOES_ON


def _by_day(term: Term | None) -> bool:
    return term is not None and term.has("weekday", "relative", "part", "short", "next")


def _meridiem(hour: int, term: Term | None) -> int | None:
    if term is None or hour > 12:
        return None
    if term.has("pm"):
        return hour % 12 + 12
    return hour % 12 if term.has("am") else None


def _half_of_day(hour: int, minute: int, part: str | None, certain: bool) -> int:
    """The hour on a 24-hour clock: by the part of day, else 1 to 6 are in the afternoon."""
    if hour == 24:
        return 0
    if certain or hour == 0 or hour > 12:
        return hour
    match part:
        case "morning":
            return hour
        case "afternoon":
            return hour + 12 if hour < 9 else hour
        case "evening":
            return hour + 12 if hour < 12 else 0
        case "night":
            return hour + 12 if 8 < hour < 12 else hour % 12
        case _:
            return hour + 12 if hour in _NOON_TO_SIX else hour


def _is_hour(term: Term) -> bool:
    return term.number is not None and 1 <= term.number <= 24


def _peek(terms: Sequence[Term], place: int, taken: frozenset[int]) -> Term | None:
    return terms[place] if place < len(terms) and place not in taken else None
