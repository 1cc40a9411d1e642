"""What people write: an answer to the open question, with a word in it that tells whose it was."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.soak import sentences
from tests.soak.books import Books, Question
from tests.soak.markers import Markers, Secret
from tests.soak.town import BUURTEN, Person, Town

SECRET_OF = {
    "signal": Secret.DESK,
    "reword_signal": Secret.REWORDED,
    "answer": Secret.ANSWER,
    "story": Secret.STORY,
    "case": Secret.CASE,
    "appeal": Secret.CASE,
    "vog": Secret.CASE,
    "ask_one": Secret.CASE,
    "coordinator": Secret.CASE,
    "confide": Secret.CONFIDED,
    "confidant": Secret.BUURT,
    "broadcast": Secret.BUURT,
    "place": Secret.BUURT,
    "postcodes": Secret.BUURT,
    "paper": Secret.PAPER,
    "paper_contact": Secret.PAPER,
    "paper_phone": Secret.PAPER,
}
"""Whom a sentence is for that is written while this conversation is open; in all others it may become a post."""
TYPED = frozenset(
    {"name", "postcode", "words", "address", "thanks", "phone", "broadcast_text", "team_name", "postcodes"}
    | {"barrier", "reworded", "answer", "story", "case_line", "confide", "confidant_name"}
    | {"confidant_contact", "seen_on", "paper_name", "paper_phone", "place_name", "place_phone"}
    | {"place_site", "place_address", "place_hours"}
)
"""Questions that are answered by typing, mostly."""
OR_NOT = frozenset({"answer_more", "appeal"})
"""Questions that may be answered by typing."""
TIMES = frozenset({"day", "clock", "when", "part"})


@dataclass(frozen=True)
class Said:
    """A text, and the marker in it."""

    text: str
    marker: str | None = None


class Writing:
    """Makes texts; the same rng makes the same ones."""

    def __init__(self, town: Town, books: Books, markers: Markers) -> None:
        self._town = town
        self._books = books
        self._markers = markers

    def answer(self, person: Person, question: Question, rng: Random) -> Said:
        """What the open question asks for."""
        match question.step:
            case "name":
                return Said(person.name, person.name)
            case "postcode":
                other = rng.random() < 0.1
                return Said("9999" if other else BUURTEN[person.buurt][1] + rng.choice(("", " AB")))
            case "postcodes":
                return Said(BUURTEN[person.buurt][1])
            case "address":
                word = self._markers.word(Secret.ADDRESS, person.account)
                return Said(f"{word.capitalize()}straat {rng.randrange(1, 99)}", word)
            case "phone" | "paper_phone":
                number = self._markers.number(Secret.PHONE, person.account)
                return Said(number, number)
            case "team_name":
                return Said(rng.choice(self._near(person)).name)
            case "seen_on":
                return Said(rng.choice(sentences.PAST_DAYS[person.lang]))
            case "confidant_contact" | "place_phone":
                return Said("023 511 51 15")
            case "place_site":
                return Said("www.haarlem.nl/buurt")
            case "paper_name" | "confidant_name" | "place_name":
                word = self._word(person, question)
                return Said(word.capitalize(), word)
            case "thanks":
                word = self._markers.word(Secret.THANKS, person.account)
                return self._line(person, word, rng)
            case "words":
                return self.request(person, rng)
            case _:
                return self._line(person, self._word(person, question), rng)

    def line(self, person: Person, question: Question, rng: Random) -> Said:
        """A sentence while a conversation is open in which it is no post."""
        return self._line(person, self._word(person, question), rng)

    def to_neighbour(self, person: Person, meant: frozenset[int] | None, rng: Random) -> Said:
        """A line through the bot to whom somebody has something arranged with."""
        return self._line(person, self._markers.word(Secret.LINE, person.account, meant), rng)

    def _word(self, person: Person, question: Question) -> str:
        return self._markers.word(SECRET_OF[question.flow], person.account, about=question.theme)

    def _line(self, person: Person, word: str, rng: Random) -> Said:
        return Said(rng.choice(sentences.LINES[person.lang]).format(word), word)

    def request(self, person: Person, rng: Random) -> Said:
        """Asks for help."""
        word = self._markers.word(Secret.WORDS, person.account)
        return Said(rng.choice(sentences.REQUESTS[person.lang]).format(word), word)

    def post(self, person: Person, rng: Random) -> Said:
        """Asks for help or offers it; seldom for money, with a number that is no neighbour's, or in danger."""
        if rng.random() < 0.1:
            word = self._markers.word(Secret.WORDS, person.account)
            number = self._markers.number(Secret.NOBODY, person.account)
            held = sentences.MONEY.format(word), sentences.CALL_ME.format(number, word)
            return Said(rng.choice(held), word)
        if rng.random() < 0.05:
            return Said(sentences.DANGER[person.lang])
        if rng.random() < 0.75:
            return self.request(person, rng)
        word = self._markers.word(Secret.WORDS, person.account)
        return Said(rng.choice(sentences.OFFERS[person.lang]).format(word), word)

    def _near(self, person: Person) -> list[Person]:
        return [each for each in self._town.people.values() if each.buurt == person.buurt and each.inside]
