"""Which days and parts of the day suit somebody: "dinsdag en donderdag", "السبت والأحد", "niet op zondag"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from bot.text.normalise import normalise
from bot.text.times.days import WEEKDAYS
from bot.text.times.terms import Term, read_terms
from bot.text.tokens import tokens
from bot.text.wordlists import LANGUAGES

_T = TypeVar("_T", int, str)
_LONGEST = 300
_EVERY_DAY = frozenset(range(7))
_WORKDAYS = frozenset(range(5))
_WEEKEND = frozenset((5, 6))
_PARTS = ("morning", "afternoon", "evening")
_ANY_DAY = (
    "elke dag", "alle dagen", "iedere dag", "de hele week", "hele week", "heel de week", "dagelijks", "any day",
    "every day", "everyday", "all days", "all week", "daily", "كل الأيام", "كل يوم", "أي يوم", "طول الأسبوع", "يوميا",
    "كل أيام الأسبوع", "كل نهار", "kol yom", "kel yom", "kil yom", "kull yom", "ay yom", "kol nhar",
)  # fmt: skip
_ANY_TIME = (
    "de hele dag", "hele dag", "heel de dag", "elk moment", "ieder moment", "op elk moment", "any time", "anytime",
    "all day", "the whole day", "كل الوقت", "أي وقت", "بأي وقت", "طول اليوم", "طول النهار", "كل الأوقات", "ay wa2t",
)  # fmt: skip
_WHATEVER = (
    "altijd", "maakt niet uit", "maakt mij niet uit", "maakt me niet uit", "maakt niks uit", "doet er niet toe",
    "om het even", "geen voorkeur", "wanneer dan ook", "alles is goed", "alles", "always", "whenever",
    "it doesnt matter", "doesnt matter", "does not matter", "i dont mind", "no preference", "any", "دائما", "دايما",
    "لا يهم", "مو مهم", "مش مهم", "ما بتفرق", "ما يفرق", "ماشي أي شي", "dayman", "dayman fadi", "ma btefre2",
)  # fmt: skip
_WORKDAY_WORDS = (
    "werkdagen", "weekdagen", "doordeweeks", "door de weeks", "doordeweekse dagen", "door de week", "weekdays",
    "workdays", "working days", "أيام العمل", "أيام الدوام", "وسط الأسبوع", "ayam dawem", "ayam shoghl",
)  # fmt: skip
_DAYTIME = ("overdag", "in the daytime", "during the day", "بالنهار", "خلال النهار", "bel nhar", "bil nhar")
_NOT = frozenset(
    ("niet", "geen", "behalve", "zonder", "nooit", "not", "except", "no", "never", "عدا", "الا", "غير")
)
_BUT = frozenset(("maar", "wel", "alleen", "but", "only", "بس", "لكن", "فقط"))
_LINKS = frozenset(
    (
        "en",
        "of",
        "ook",
        "op",
        "graag",
        "alleen",
        "de",
        "het",
        "in",
        "and",
        "or",
        "only",
        "on",
        "t",
        "m",
        "tot",
        "tm",
    )
)
_WEEKENDS = frozenset(("weekends", "weekenden", "weekeinden", "weekendje"))
_DASH = re.compile(r"(?<=[^\W\d])\s*-\s*(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Suits:
    """Days (Monday 0) and parts of the day (morning, afternoon, evening) that suit.

    None where none are named; empty where it does not matter.
    """

    days: frozenset[int] | None
    parts: frozenset[str] | None


def read_availability(text: str) -> Suits:
    """Which days and parts of the day a whole answer names. Any string is accepted."""
    words = tokens(_DASH.sub(" tot ", normalise(text[:_LONGEST])))
    words, any_day = _without(words, _ANY_DAY)
    words, any_time = _without(words, _ANY_TIME)
    words, whatever = _without(words, _WHATEVER)
    words, workdays = _without(words, _WORKDAY_WORDS)
    words, daytime = _without(words, _DAYTIME)
    terms = read_terms(words, LANGUAGES)
    shorts = not any(term.text not in _LINKS and not term.known for term in terms)
    days = _wanted([_days(clause, shorts) for clause in _clauses(terms)], _EVERY_DAY)
    parts = _wanted([_parts(clause) for clause in _clauses(terms)], frozenset(_PARTS))
    if workdays:
        days = _WORKDAYS if days is None else _WORKDAYS & days or _WORKDAYS | days
    if daytime:
        parts = frozenset(_PARTS[:2]) | (parts or frozenset())
    if days is None and (any_day or (whatever and parts is None)):
        days = frozenset()
    if parts is None and (any_time or (whatever and not days)):
        parts = frozenset()
    return Suits(_none_left_out(days, _EVERY_DAY), _none_left_out(parts, frozenset(_PARTS)))


def says_only_when(text: str) -> bool:
    """Whether a text holds words about days and times, and no others: "alleen in het weekend"."""
    if len(text) > _LONGEST:
        return False
    words = tokens(_DASH.sub(" tot ", normalise(text)))
    said = bool(words)
    for phrases in (_ANY_DAY, _ANY_TIME, _WORKDAY_WORDS, _DAYTIME):
        words, _ = _without(words, phrases)
    terms = read_terms(words, LANGUAGES)
    plain = _LINKS | _BUT | _NOT | _WEEKENDS
    return said and all(_is_plain(term) or term.text in plain for term in terms)


def _is_plain(term: Term) -> bool:
    """A word of time that is no bare number: "112" is one too."""
    return term.known and (term.number is None or term.has("weekday"))


@cache
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """The words of each phrase as a normalised message has them, longest phrase first, under its first word."""
    found: dict[str, list[list[str]]] = {}
    for spelled in sorted((tokens(normalise(each)) for each in phrases), key=len, reverse=True):
        found.setdefault(spelled[0], []).append(list(spelled))
    return found


def _without(words: Sequence[str], phrases: tuple[str, ...]) -> tuple[list[str], bool]:
    """The words but these phrases, and whether one of them was there."""
    left: list[str] = []
    place, found, known = 0, False, _by_first_word(phrases)
    while place < len(words):
        for phrase in known.get(words[place], ()):
            if list(words[place : place + len(phrase)]) == phrase:
                found = True
                place += len(phrase)
                break
        else:
            left.append(words[place])
            place += 1
    return left, found


def _clauses(terms: Sequence[Term]) -> list[list[Term]]:
    """The message cut before each "but" and "only"."""
    clauses: list[list[Term]] = [[]]
    for term in terms:
        if term.text in _BUT:
            clauses.append([])
        else:
            clauses[-1].append(term)
    return clauses


def _wanted(clauses: Iterable[tuple[set[_T], set[_T]]], every: frozenset[_T]) -> frozenset[_T] | None:
    """What the clauses name: (wanted, unwanted) of each. Where only unwanted ones are named, all the others."""
    wanted: set[_T] = set()
    unwanted: set[_T] = set()
    for yes, no in clauses:
        wanted |= yes
        unwanted |= no
    if not wanted and not unwanted:
        return None
    return frozenset((wanted or every) - unwanted) or None


def _none_left_out(found: frozenset[_T] | None, every: frozenset[_T]) -> frozenset[_T] | None:
    return frozenset() if found == every else found


def _by_side(named: Sequence[tuple[int, frozenset[_T]]], nots: Sequence[int]) -> tuple[set[_T], set[_T]]:
    """What stands before and behind a "not": "zondag niet" and "niet op zondag" leave Sunday out."""
    if not nots:
        return {each for _, group in named for each in group}, set()
    before = {each for place, group in named if place < nots[0] for each in group}
    behind = {each for place, group in named if place > nots[0] for each in group}
    return (before, behind) if behind else (set(), before)


def _nots(terms: Sequence[Term]) -> list[int]:
    return [
        place
        for place, term in enumerate(terms)
        if term.text in _NOT or (term.has("not") and not term.has("short", "weekday"))
    ]


def _days(terms: Sequence[Term], shorts: bool) -> tuple[set[int], set[int]]:
    named: list[tuple[int, frozenset[int]]] = []
    for place, term in enumerate(terms):
        day = _day(terms, place, shorts)
        if day is not None:
            first = _range_from(terms, place, shorts)
            group = {day} if first is None else {(first + step) % 7 for step in range((day - first) % 7 + 1)}
            named.append((place, frozenset(group)))
        elif term.has("weekend") or term.text in _WEEKENDS:
            named.append((place, _WEEKEND))
        elif term.has("habit") and term.tags["habit"][0] in ("daily", "weekdays"):
            named.append((place, _EVERY_DAY if term.tags["habit"][0] == "daily" else _WORKDAYS))
    return _by_side(named, _nots(terms))


def _day(terms: Sequence[Term], place: int, shorts: bool) -> int | None:
    """The weekday that a term names, or None. "تلات ايام" is three days and no Tuesday."""
    term = terms[place]
    after = terms[place + 1] if place + 1 < len(terms) else None
    if term.number is not None and after is not None and after.has("unit"):
        return None
    for section in ("weekday", "habit", *(("short",) if shorts else ())):
        value = term.tags.get(section, ("",))[0]
        if value in WEEKDAYS:
            return WEEKDAYS.index(value)
    return None


def _range_from(terms: Sequence[Term], place: int, shorts: bool) -> int | None:
    """The weekday with which a range ends at `place`: "maandag tot en met vrijdag", "من الاثنين للخميس"."""
    if not place:
        return None
    until = place - 2 if terms[place - 1].has("until") else place - 1
    said = terms[place - 1].has("until") or (
        terms[place].prefix in ("ل", "لل") and any(term.has("from") for term in terms[:place])
    )
    return _day(terms, until, shorts) if said and until >= 0 else None


def _parts(terms: Sequence[Term]) -> tuple[set[str], set[str]]:
    named: list[tuple[int, frozenset[str]]] = []
    for place, term in enumerate(terms):
        part = term.tags.get("part", ("",))[0]
        # "dinsdagmorgen", and "morgen" alone where a part of the day is asked for.
        if term.text == "morgen" and (len(terms) == 1 or (place and terms[place - 1].has("weekday"))):
            part = "morning"
        if part in _PARTS:
            named.append((place, frozenset((part,))))
    return _by_side(named, _nots(terms))
