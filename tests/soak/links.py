"""Links to the bot that go round in town: who has one shows it to neighbours, or hangs it up."""

from __future__ import annotations

import re
from itertools import islice

from bot.playground.messages import Message
from bot.playground.world import World
from tests.soak.town import Person, Town

LINK = re.compile(r"https://t\.me/buurtkring_bot\?start=([A-Za-z0-9_-]+)")
OF_A_CALL = "h"
"""Begins the code of a call for help in a group chat."""
FOR_MEMBERS = ("ken-", "vp-")
"""Begin the codes of "do you know me?" and of the question to be the confidant."""
NEWEST = 6


def links_in(message: Message) -> list[str]:
    """The codes of the links in a message."""
    entities = [entity.url or "" for entity in message.content.entities]
    buttons = [button.url or "" for row in message.keyboard for button in row]
    return LINK.findall(" ".join((message.content.text, *entities, *buttons)))


class Links:
    """The codes that somebody may open."""

    def __init__(self, town: Town, world: World) -> None:
        self._town = town
        self._world = world
        self._for_members: dict[str, Person] = {}

    def share(self, account: int) -> None:
        """What stands on this phone goes round: invites to everybody, the others to who knows its owner."""
        for message in islice(reversed(self._world.chats[account].messages.values()), 3):
            for code in links_in(message):
                if code.startswith(FOR_MEMBERS):
                    self._for_members[code] = self._town.people[account]
                elif code not in self._town.codes and not code.startswith(OF_A_CALL):
                    self._town.codes.append(code)

    def shown_by(self, code: str) -> int | None:
        """Who showed the link that somebody opened."""
        owner = self._for_members.get(code)
        return owner.account if owner else None

    def of_calls(self, person: Person) -> list[str]:
        """Codes that stand in the group chats of this phone."""
        chats = self._world.groups_of(person.account)
        newest = [message for chat in chats for message in list(chat.messages.values())[-NEWEST:]]
        return [code for message in newest for code in links_in(message)]

    def for_member(self, person: Person) -> list[str]:
        """The newest that a neighbour of the same buurt showed."""
        near = [
            code
            for code, owner in self._for_members.items()
            if owner.buurt == person.buurt and owner.account != person.account
        ]
        return near[-NEWEST:]
