"""What a resident does next: a button on their screen, a sentence, a command, or something odd.

All is drawn from the seed and what the phone shows, so that the same screens bring the same deeds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from random import Random

from bot.playground.keyboards import Button
from bot.playground.messages import Message
from bot.playground.phone import Phone
from bot.playground.world import World
from handlers import BUTTONS, COMMANDS
from tests.soak import sentences
from tests.soak.books import Books
from tests.soak.markers import Markers, Secret
from tests.soak.town import BUURTEN, Person, Town

LINK = re.compile(r"https://t\.me/buurtkring_bot\?start=([A-Za-z0-9_-]+)")
SCREENS = 7
"""How far up somebody looks for a button, mostly."""
WEIGHTS = (
    (r"d:summary:publish", 14),
    (r"d:consent:no|d:postcode:tell_me", 0.2),
    (r"d:summary:(other|widen)", 2.5),
    (r"d:summary", 1),
    (r"d:(category:more|category:less|days:page)", 0.5),
    (r"d:.*:(ready|any)$", 6),
    (r"d:", 4),
    (r"ask\.yes", 9),
    (r"ask\.(no|adult)", 3),
    (r"match\.yes", 12),
    (r"match\.(other|cancel$|cancel:)", 1.2),
    (r"match\.cancel_yes", 2),
    (r"time\.(pick|yes|done)", 9),
    (r"time\.", 2.5),
    (r"go\.yes", 5),
    (r"go\.", 1.2),
    (r"face|went|thanks", 6),
    (r"contact\.yes", 6),
    (r"address|contact|relay", 3),
    (r"report\.yes", 1.5),
    (r"report\.", 0.6),
    (r"still\.stop|danger\.hide|co\.group_off", 8),
    (r"invite\.|still\.|give\.|where", 4),
    (r"co\.(admit|allow|release)", 5),
    (r"co\.(removed|remove)", 3),
    (r"co\.(refuse|deny|group_off)", 1),
    (r"co\.", 2.5),
    (r"me\.forget:(sure|now)", 2.5),
    (r"me\.forget", 0.4),
    (r"me\.pause:on", 0.3),
    (r"me\.pause:off", 4),
    (r"wishes\.", 2.5),
    (r"me\.", 0.8),
    (r"post\.new", 2),
    (r"post\.(close|not_for_me)", 0.4),
    (r"post\.", 1.2),
    (r"danger", 2),
    (r"nav\.(stop|back)", 0.25),
    (r"nav\.help", 0.15),
    (r"nav\.", 0.5),
)
_WEIGHTS = tuple((re.compile(pattern), weight) for pattern, weight in WEIGHTS)
TO_NEIGHBOURS = frozenset({"", "welcome", "request", "offer", "time", "address", "thanks", "call", "spoken"})
TO_ALL = frozenset({"broadcast", "place", "story", "answer", "postcodes"})
"""Conversations whose sentences may be read by neighbours who are asked, or by everybody; the others go to a desk."""
TYPED = frozenset({"name", "postcode", "words", "address", "thanks", "phone"})
"""Questions that are answered by typing, mostly."""


@dataclass(frozen=True)
class Deed:
    """What somebody did. `query`: the press that waits for its answer; `marker`: a secret that they wrote;
    `answer`: whether the bot owes them a word (`line`: to their neighbour, through an open relay)."""

    account: int
    what: str
    told: str = ""
    query: str | None = None
    marker: str | None = None
    answer: str = "yes"

    @property
    def action(self) -> str:
        """The button's name, or the command's."""
        return self.told.partition(":")[0]

    @property
    def ends_all(self) -> bool:
        """After it the bot says one word, or none, to all that came in the same breath."""
        return self.what == "block" or self.told.startswith(("me.forget:now", "d:consent:no"))


def weight_of(data: str) -> float:
    """How much somebody likes to press this button."""
    return next((weight for pattern, weight in _WEIGHTS if pattern.match(data)), 1.0)


class Residents:
    """Everybody in town, and what they do on their phones."""

    def __init__(self, town: Town, world: World, books: Books, markers: Markers) -> None:
        self._town = town
        self._world = world
        self._books = books
        self._markers = markers
        self._single = True

    def act(self, person: Person, rng: Random) -> list[Deed]:
        """One deed, seldom several at once without waiting."""
        count = rng.choices((1, 2, 4), (90, 8, 2))[0]
        self._single = count == 1
        return [self._one(person, rng) for _ in range(count)]

    def waits_for(self, account: int) -> bool:
        """Whether the newest message on this phone is the bot's, with something to press."""
        messages = self._world.chats[account].messages
        newest = next(reversed(messages.values()), None)
        return newest is not None and newest.sender == self._world.bot.id and bool(newest.keyboard)

    def _one(self, person: Person, rng: Random) -> Deed:
        phone = self._world.phone(person.account)
        if (
            not phone.started
            or phone.blocked
            or (person.account not in self._books.living and rng.random() < 0.6)
        ):
            return self._start(person, phone, rng)
        step = self._books.drafts.get(person.account, ("", ""))[1]
        dice = rng.random()
        if step == "for_name" and dice < 0.6:
            near = [each for each in self._town.people.values() if each.buurt == person.buurt and each.inside]
            other = rng.choice(near)
            phone.contact("+31612345678", other.name, other.account)
            return Deed(person.account, "contact", str(other.account), answer=self._due(person.account))
        if step in TYPED and dice < 0.7:
            return self._answer(person, phone, step, rng)
        if step in ("day", "clock", "when", "part") and dice < 0.15:
            return self._say(person, phone, rng.choice((sentences.DAYS, sentences.CLOCKS))[person.lang], rng)
        if step and dice < 0.5 and self._books.drafts[person.account][0] not in TO_NEIGHBOURS:
            return self._free(person, phone, rng)
        if dice < 0.02:
            return self._forge(person, phone, rng)
        if dice < 0.05:
            return self._odd(person, phone, rng)
        if dice < 0.09:
            return self._command(person, phone, rng)
        if dice < 0.12 or (not self.waits_for(person.account) and dice < 0.35):
            return self._free(person, phone, rng)
        return self._press(person, phone, rng) or self._free(person, phone, rng)

    # Buttons

    def _press(self, person: Person, phone: Phone, rng: Random) -> Deed | None:
        bot = self._world.bot.id
        chat = self._world.chats[person.account]
        shown = [
            message
            for message in reversed(chat.messages.values())
            if message.sender == bot and message.keyboard
        ]
        if not shown:
            return None
        if rng.random() < 0.04:
            message = rng.choice(shown)  # an old screen, from weeks ago
            return self._push(
                person, phone, message, rng.choice([b for row in message.keyboard for b in row]), rng
            )
        choices: list[tuple[Message, Button]] = []
        weights = []
        for age, message in enumerate(islice(shown, SCREENS)):
            for button in (button for row in message.keyboard for button in row):
                choices.append((message, button))
                weights.append(weight_of(button.data or "co.group") * 0.4**age)
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
            else rng.choice((made, "x", "d:a:b:c", made + ":zz"))
        )
        return Deed(person.account, "forge", data, phone.forge(data, rng.choice(mine).id))

    # Words

    def _start(self, person: Person, phone: Phone, rng: Random) -> Deed:
        code = None
        if rng.random() < 0.5:
            code = rng.choice([*self._town.codes, *self._calls(person), "nosuchcode"])
        phone.start(code)
        return Deed(person.account, "command", "start", marker=code)

    def _calls(self, person: Person) -> list[str]:
        """Links that stand in the group chats of this phone."""
        found = []
        for chat in self._world.groups_of(person.account):
            for message in list(chat.messages.values())[-6:]:
                entities = [entity.url or "" for entity in message.content.entities]
                buttons = [button.url or "" for row in message.keyboard for button in row]
                found += LINK.findall(" ".join((message.content.text, *entities, *buttons)))
        return found

    def share_invites(self, account: int) -> None:
        """A coordinator's new invite goes round."""
        for message in islice(reversed(self._world.chats[account].messages.values()), 2):
            entities = [entity.url or "" for entity in message.content.entities]
            buttons = [button.url or "" for row in message.keyboard for button in row]
            for code in LINK.findall(" ".join((message.content.text, *entities, *buttons))):
                if code not in self._town.codes and not code.startswith("h"):
                    self._town.codes.append(code)

    def _command(self, person: Person, phone: Phone, rng: Random) -> Deed:
        names = ["start", "start", *sorted(COMMANDS), *(["coordinator"] * 6 if person.role else [])]
        name = rng.choice(names)
        if name == "vergeetmij" and rng.random() < 0.7:
            name = "help"
        phone.send(f"/{name}")
        return Deed(person.account, "command", name)

    def _answer(self, person: Person, phone: Phone, step: str, rng: Random) -> Deed:
        """What the open question asks for."""
        account, lang, marker = person.account, person.lang, None
        match step:
            case "name":
                text = marker = person.name
            case "postcode":
                text = BUURTEN[person.buurt][1] + rng.choice(("", " AB")) if rng.random() < 0.9 else "9999"
            case "address":
                marker = self._markers.word(Secret.ADDRESS, account)
                text = f"{marker.capitalize()}straat {rng.randrange(1, 99)}"
            case "phone":
                text = marker = self._markers.number(Secret.PHONE, account)
            case "thanks":
                marker = self._markers.word(Secret.THANKS, account)
                text = rng.choice(sentences.LINES[lang]).format(marker)
            case _:
                marker = self._markers.word(Secret.WORDS, account)
                text = rng.choice(sentences.REQUESTS[lang]).format(marker)
        person.wrote.append(phone.send(text))
        return Deed(account, "text", f"answer {step}", marker=marker, answer=self._due(account))

    def _say(self, person: Person, phone: Phone, texts: tuple[str, ...], rng: Random) -> Deed:
        phone.send(rng.choice(texts))
        return Deed(person.account, "text", "odd", answer=self._due(person.account))

    def _due(self, account: int) -> str:
        """Whose answer it is: with an open relay a line goes to the neighbour, without a word to its writer."""
        return "line" if account in self._books.open_relays else "yes"

    def _free(self, person: Person, phone: Phone, rng: Random) -> Deed:
        """A sentence nobody asked for: a line to a neighbour where there may be one, else a new post."""
        account, lang = person.account, person.lang
        flow = self._books.drafts.get(account, ("", ""))[0]
        if flow not in TO_NEIGHBOURS and account not in self._books.open_relays:
            said = self._markers.word(Secret.PUBLIC if flow in TO_ALL else Secret.DESK, account)
            person.wrote.append(phone.send(rng.choice(sentences.LINES[lang]).format(said)))
            return Deed(account, "text", f"answer {flow}", marker=said, answer=self._due(account))
        partners = [b if a == account else a for a, b in self._books.chosen if account in (a, b)]
        relay = self._books.open_relays.get(account)
        if partners and rng.random() < 0.7:
            meant = (
                frozenset(self._books.matches[relay])
                if self._single and relay in self._books.matches
                else None
            )
            said = self._markers.word(Secret.LINE, account, meant)
            text = rng.choice(sentences.LINES[lang]).format(said)
            number = phone.send(text, reply_to=None if relay else self._relayed(account, rng))
            person.wrote.append(number)
            return Deed(account, "text", "line", marker=said, answer=self._due(account))
        marker: str | None
        if rng.random() < 0.1:
            marker = self._markers.word(Secret.WORDS, account)
            number_left_out = self._markers.number(Secret.NOBODY, account)
            text = rng.choice(
                (sentences.MONEY.format(marker), sentences.CALL_ME.format(number_left_out, marker))
            )
        elif rng.random() < 0.05:
            marker, text = None, sentences.DANGER[lang]
        else:
            marker = self._markers.word(Secret.WORDS, account)
            kind = sentences.REQUESTS if rng.random() < 0.75 else sentences.OFFERS
            text = rng.choice(kind[lang]).format(marker)
        person.wrote.append(phone.send(text))
        return Deed(account, "text", "free", marker=marker, answer=self._due(account))

    def _relayed(self, account: int, rng: Random) -> int | None:
        """A line of a neighbour on this phone, to reply to; often none."""
        rows = [
            number
            for number in islice(reversed(self._world.chats[account].messages), 12)
            if self._books.rows.get(self._books.made_by.get(number, 0), None) is not None
            and self._books.rows[self._books.made_by[number]].kind.startswith("relayed_")
        ]
        return rng.choice(rows) if rows and rng.random() < 0.7 else None

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
                phone.contact("+31612345678", self._town.people[other].name, other)
                return Deed(account, what, str(other), answer=answer)
            case "edit" if person.wrote and person.wrote[-1] in self._world.chats[account].messages:
                marker = self._markers.word(Secret.NOBODY if answer == "line" else Secret.WORDS, account)
                phone.edit(person.wrote[-1], rng.choice(sentences.REQUESTS[person.lang]).format(marker))
                return Deed(account, what, answer="no")
            case "block" if person.role is None:
                phone.block()
                return Deed(account, what, answer="no")
            case "forward":
                marker = self._markers.word(Secret.WORDS, account)
                phone.forward(rng.choice(sentences.REQUESTS[person.lang]).format(marker), "Iemand")
            case _:
                return self._say(person, phone, sentences.ODD[person.lang], rng)
        return Deed(account, what, answer=answer)
