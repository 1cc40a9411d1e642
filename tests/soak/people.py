"""What a resident does next: a button on their screen, a sentence, a command, or something odd.

All is drawn from the seed, what the phone shows and what nobody in town has tried yet, so that the same screens
bring the same deeds.
"""

from __future__ import annotations

from itertools import islice
from random import Random

from bot.playground.keyboards import Button
from bot.playground.messages import Message
from bot.playground.phone import Phone
from bot.playground.world import World
from handlers import BUTTONS, COMMANDS
from tests.soak import sentences
from tests.soak.books import Books
from tests.soak.deeds import Deed
from tests.soak.links import Links
from tests.soak.markers import Markers, Secret
from tests.soak.tastes import Curiosity
from tests.soak.town import Person, Town
from tests.soak.writing import OR_NOT, SECRET_OF, TIMES, TYPED, Said, Writing

SCREENS = 7
"""How many screens somebody looks through for a button, mostly."""
A_CARD = "+31612345678"


class Residents:
    """Everybody in town, and what they do on their phones."""

    def __init__(
        self, town: Town, world: World, books: Books, markers: Markers, curiosity: Curiosity
    ) -> None:
        self._town = town
        self._world = world
        self._books = books
        self._markers = markers
        self._curiosity = curiosity
        self._writing = Writing(town, books, markers)
        self.links = Links(town, world)
        self._single = True
        self._pressed = False

    def act(self, person: Person, rng: Random) -> list[Deed]:
        """One deed, seldom several at once without waiting."""
        count = rng.choices((1, 2, 4), (90, 8, 2))[0]
        self._single, self._pressed = count == 1, False
        done: list[Deed] = []
        for _ in range(count):
            # What is written behind a press may answer a question that the books do not know of yet.
            deed = self._one(person, rng) if not self._pressed else self._press_more(person, rng)
            if deed is not None:
                done.append(deed)
                self._pressed = self._pressed or deed.what in ("press", "forge", "command")
        return done

    def waits_for(self, account: int) -> bool:
        """Whether the newest message on this phone is the bot's, with something to press."""
        messages = self._world.chats[account].messages
        newest = next(reversed(messages.values()), None)
        return newest is not None and newest.sender == self._world.bot.id and bool(newest.keyboard)

    def _press_more(self, person: Person, rng: Random) -> Deed | None:
        phone = self._world.phone(person.account)
        return None if phone.blocked or not phone.started else self._press(person, phone, rng)

    def _one(self, person: Person, rng: Random) -> Deed:
        phone = self._world.phone(person.account)
        outside = person.account not in self._books.living
        if not phone.started or phone.blocked or (outside and rng.random() < 0.6):
            return self._start(person, phone, rng)
        question = self._books.question(person.account)
        dice = rng.random()
        if question.step == "for_name" and dice < 0.3:
            return self._card(person, phone, rng)
        if question.step == "paper_contact" and dice < 0.5:
            return self._card(person, phone, rng)
        if (question.step in TYPED and dice < 0.75) or (question.step in OR_NOT and dice < 0.4):
            return self._answer(person, phone, rng)
        if question.step in TIMES and dice < 0.15:
            return self._say(person, phone, rng.choice((sentences.DAYS, sentences.CLOCKS))[person.lang], rng)
        if question.flow in SECRET_OF and dice < 0.1:
            return self._free(person, phone, rng)
        if dice < 0.02:
            return self._forge(person, phone, rng)
        if dice < 0.05:
            return self._odd(person, phone, rng)
        if dice < 0.09:
            return self._command(person, phone, rng)
        if dice < 0.15 and self.links.for_member(person):
            return self._start(person, phone, rng)
        if dice < 0.12 or (not self.waits_for(person.account) and dice < 0.35):
            return self._free(person, phone, rng)
        return self._press(person, phone, rng) or self._free(person, phone, rng)

    # Buttons

    def _press(self, person: Person, phone: Phone, rng: Random) -> Deed | None:
        bot, chat = self._world.bot.id, self._world.chats[person.account]
        written = [each for each in chat.messages.values() if each.sender == bot and each.keyboard]
        # Where a screen just changed, there they look, however far up it stands.
        shown = sorted(written, key=lambda each: -each.revision)
        if not shown:
            return None
        if rng.random() < 0.04:
            message = rng.choice(shown)  # an old screen, from weeks ago
            button = rng.choice([b for row in message.keyboard for b in row])
            return self._push(person, phone, message, button, rng)
        choices: list[tuple[Message, Button]] = []
        weights = []
        for age, message in enumerate(islice(shown, SCREENS)):
            for button in (button for row in message.keyboard for button in row):
                choices.append((message, button))
                liking = self._curiosity.liking(button.data or "co.group", has_role=person.role is not None)
                weights.append(liking * 0.4**age)
        message, button = rng.choices(choices, weights)[0]
        return self._push(person, phone, message, button, rng)

    def _push(self, person: Person, phone: Phone, message: Message, button: Button, rng: Random) -> Deed:
        if button.data is not None:
            query = phone.forge(button.data, message.id)
            return Deed(person.account, "press", button.data, query)
        if "startgroup=" in (button.url or "") and person.buurt < len(self._town.groups):
            groups = self._world.groups_of(person.account)
            if groups:
                phone.follow(button.url or "", groups[0].id)
                return Deed(person.account, "links a group", answer="no")
        return self._start(person, phone, rng)

    def _forge(self, person: Person, phone: Phone, rng: Random) -> Deed:
        """A button of somebody else, or one that never was, with any number."""
        messages = list(self._world.chats[person.account].messages.values())
        mine = [each for each in messages if each.sender == self._world.bot.id]
        if not mine:
            return self._start(person, phone, rng)
        other = self._world.chats[rng.choice(list(self._town.people))]
        theirs = [b.data for each in other.messages.values() for row in each.keyboard for b in row if b.data]
        made = f"{rng.choice(sorted(BUTTONS))}:{rng.randrange(1, 400)}"
        data = (
            rng.choice(theirs)
            if theirs and rng.random() < 0.7
            else rng.choice((made, "x", "d:a:b:c", made + ":zz", f"for:{rng.randrange(1, 260)}:{made}"))
        )
        return Deed(person.account, "forge", data, phone.forge(data, rng.choice(mine).id))

    # Words

    def _start(self, person: Person, phone: Phone, rng: Random) -> Deed:
        code = None
        neighbours = self.links.for_member(person) if person.account in self._books.living else []
        if neighbours and rng.random() < 0.7:
            code = rng.choice(neighbours)
        elif rng.random() < 0.5:
            code = rng.choice([*self._town.codes[-12:], *self.links.of_calls(person), "nosuchcode"])
        phone.start(code)
        return Deed(person.account, "command", "start", marker=code)

    def _command(self, person: Person, phone: Phone, rng: Random) -> Deed:
        new = [each for each in sorted(COMMANDS) if self._curiosity.is_new(each)]
        names = ["start", "start", *sorted(COMMANDS), *new, *(["coordinator"] * 6 if person.role else [])]
        name = rng.choice(names)
        if name == "vergeetmij" and rng.random() < 0.7:
            name = "help"
        phone.send(f"/{name}")
        return Deed(person.account, "command", name)

    def _answer(self, person: Person, phone: Phone, rng: Random) -> Deed:
        question = self._books.question(person.account)
        said = self._writing.answer(person, question, rng)
        return self._wrote(person, phone, said, f"answer {question.step}")

    def _wrote(self, person: Person, phone: Phone, said: Said, told: str, reply: int | None = None) -> Deed:
        person.wrote.append(phone.send(said.text, reply_to=reply))
        if said.marker and (person.account in self._books.open_relays or not self._single):
            self._books.said_openly.add(said.marker)
        return Deed(person.account, "text", told, marker=said.marker, answer=self._due(person.account))

    def _say(self, person: Person, phone: Phone, texts: tuple[str, ...], rng: Random) -> Deed:
        phone.send(rng.choice(texts))
        return Deed(person.account, "text", "odd", answer=self._due(person.account))

    def _due(self, account: int) -> str:
        """Whose answer it is: with an open relay a line goes to the neighbour, without a word to its writer."""
        return "line" if account in self._books.open_relays else "yes"

    def _free(self, person: Person, phone: Phone, rng: Random) -> Deed:
        """A sentence out of the blue: to the neighbour where there may be one, else a new post."""
        account = person.account
        question = self._books.question(account)
        if question.flow in SECRET_OF and account not in self._books.open_relays:
            said = self._writing.line(person, question, rng)
            return self._wrote(person, phone, said, f"answer {question.flow}")
        partners = [b if a == account else a for a, b in self._books.chosen if account in (a, b)]
        relay = self._books.open_relays.get(account)
        if partners and rng.random() < 0.7:
            known = self._single and relay in self._books.matches
            meant = frozenset(self._books.matches[relay or 0]) if known else None
            said = self._writing.to_neighbour(person, meant, rng)
            return self._wrote(person, phone, said, "line", None if relay else self._relayed(account, rng))
        return self._wrote(person, phone, self._writing.post(person, rng), "free")

    def _relayed(self, account: int, rng: Random) -> int | None:
        """A line of a neighbour on this phone, to reply to; often none."""
        rows = [
            number
            for number in islice(reversed(self._world.chats[account].messages), 12)
            if self._books.rows.get(self._books.made_by.get(number, 0), None) is not None
            and self._books.rows[self._books.made_by[number]].kind.startswith("relayed_")
        ]
        return rng.choice(rows) if rows and rng.random() < 0.7 else None

    def _card(self, person: Person, phone: Phone, rng: Random) -> Deed:
        """The contact card of a neighbour."""
        near = [each for each in self._town.people.values() if each.buurt == person.buurt and each.inside]
        other = rng.choice(near)
        phone.contact(A_CARD, other.name, other.account)
        return Deed(person.account, "contact", str(other.account), answer=self._due(person.account))

    def _odd(self, person: Person, phone: Phone, rng: Random) -> Deed:
        """Voice notes, places, photos, contacts, edits, and telling the bot to go away."""
        account, answer = person.account, self._due(person.account)
        what = rng.choice(("voice", "place", "photo", "contact", "edit", "odd", "block", "forward"))
        match what:
            case "voice":
                phone.voice()
            case "place":
                phone.location(52.38, 4.63)
            case "photo":
                phone.photo(rng.choice(("", "kijk")))
            case "contact":
                other = rng.choice(list(self._town.people))
                phone.contact(A_CARD, self._town.people[other].name, other)
                return Deed(account, what, str(other), answer=answer)
            case "edit" if person.wrote and person.wrote[-1] in self._world.chats[account].messages:
                marker = self._markers.word(Secret.NOBODY if answer == "line" else Secret.WORDS, account)
                phone.edit(person.wrote[-1], rng.choice(sentences.REQUESTS[person.lang]).format(marker))
                return Deed(account, what, answer="no")
            case "block" if person.role is None:
                phone.block()
                return Deed(account, what, answer="no")
            case "forward":
                question = self._books.question(account)
                secret = SECRET_OF.get(question.flow, Secret.WORDS)
                marker = self._markers.word(secret, account, about=question.theme)
                self._books.said_openly.add(marker)
                phone.forward(rng.choice(sentences.REQUESTS[person.lang]).format(marker), "Iemand")
            case _:
                return self._say(person, phone, sentences.ODD[person.lang], rng)
        return Deed(account, what, answer=answer)
