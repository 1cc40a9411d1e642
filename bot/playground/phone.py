"""A user's phone: what it shows, and what its owner does with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from bot.playground.entities import Entity, to_html, trim, with_found
from bot.playground.files import sample_photo, sample_voice
from bot.playground.keyboards import Button, Keyboard
from bot.playground.messages import Chat, ChatKind, Content, Json, Kind, Message, User
from bot.playground.profile import Command

if TYPE_CHECKING:
    from bot.playground.world import World

TYPING_SECONDS = 5.0
_ISOLATES = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069"))


class NoSuchButton(LookupError):
    """The phone shows no message with that button."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the phone shows it. `text` is plain (the caption of a photo or voice note), `html` the
    same with Telegram's tags; `date` is aware UTC; `media` is the Bot API's object for that kind."""

    id: int
    mine: bool
    kind: Kind
    text: str
    html: str
    entities: tuple[Entity, ...]
    keyboard: Keyboard
    date: datetime
    edited: bool
    reply_to: int | None
    forwarded_from: str | None
    media: Any
    revision: int

    @property
    def labels(self) -> list[list[str]]:
        return [[button.text for button in row] for row in self.keyboard]


@dataclass(frozen=True, slots=True)
class Toast:
    """What a pressed button told its presser; an alert has to be closed."""

    text: str
    alert: bool


class Phone:
    """One user's Telegram. What the owner does takes effect at once; the bot's answers are waited for."""

    def __init__(self, world: World, user: User, chat: Chat) -> None:
        self.user = user
        self.toasts: list[Toast] = []
        self.opened: list[str] = []
        self.typing_until = 0.0
        self._world = world
        self._chat = chat
        self._seen = 0
        self._returned: set[int] = set()
        self._changed = asyncio.Event()

    # What it shows

    @property
    def messages(self) -> list[Shown]:
        """The private chat with the bot, oldest first."""
        return self.messages_in(self._chat.id)

    def messages_in(self, chat_id: int) -> list[Shown]:
        return [self.show(message) for message in self._world.chats[chat_id].messages.values()]

    @property
    def last(self) -> Shown:
        """The bot's newest message; raises LookupError while there is none."""
        for message in reversed(self._chat.messages.values()):
            if message.sender == self._world.bot.id:
                return self.show(message)
        raise LookupError("the bot has not written to this phone")

    @property
    def toast(self) -> Toast | None:
        return self.toasts[-1] if self.toasts else None

    @property
    def commands(self) -> tuple[Command, ...]:
        """The command menu, in the phone's language where the bot set one for it."""
        return self._world.profile.menu(self.user.id, self.language)

    @property
    def language(self) -> str:
        """The two-letter code of the phone's language, empty where it tells none."""
        return (self.user.language_code or "").split("-")[0].lower()

    @property
    def typing(self) -> bool:
        return asyncio.get_running_loop().time() < self.typing_until

    @property
    def started(self) -> bool:
        return self._chat.open

    @property
    def blocked(self) -> bool:
        return self._chat.blocked

    def show(self, message: Message) -> Shown:
        content = message.content
        return Shown(
            id=message.id,
            mine=message.sender == self.user.id,
            kind=content.kind,
            text=content.text,
            html=to_html(content.text, content.entities),
            entities=content.entities,
            keyboard=message.keyboard,
            date=message.sent,
            edited=message.edited is not None,
            reply_to=message.reply_to,
            forwarded_from=message.forwarded_from,
            media=content.media,
            revision=message.revision,
        )

    async def wait_for(self, what: str | Callable[[Shown], bool], timeout: float = 5.0) -> Shown:
        """The first message of the bot that has this text in it (or for which the function is true), of
        those that came or changed since the owner last did something here; waits `timeout` real seconds.

        What was returned once is not returned again, unless it changes. Raises TimeoutError.
        """
        fits = (lambda shown: what in shown.text) if isinstance(what, str) else what
        try:
            async with asyncio.timeout(timeout):
                while True:
                    self._changed.clear()
                    for shown in self._fresh():
                        if fits(shown):
                            self._returned.add(shown.revision)
                            return shown
                    await self._changed.wait()
        except TimeoutError:
            left = f"{len(self._fresh())} new or changed"
            raise TimeoutError(f"phone {self.user.id}: no message that fits in {timeout} s, {left}") from None

    def _fresh(self) -> list[Shown]:
        fresh = [
            self.show(message)
            for message in self._chat.messages.values()
            if message.revision > self._seen
            and message.sender == self._world.bot.id
            and message.revision not in self._returned
        ]
        return sorted(fresh, key=lambda shown: shown.revision)

    # What its owner does

    def start(self, payload: str | None = None) -> int:
        """Press Start, perhaps through an invite link; returns the message's id."""
        return self.send(f"/start {payload}" if payload else "/start")

    def send(self, text: str, reply_to: int | None = None, chat_id: int | None = None) -> int:
        """Write a text, in the private chat unless `chat_id` names a group; returns the message's id."""
        text, _ = trim(text, ())
        return self._post(Content(Kind.TEXT, text, with_found(text, ())), reply_to, chat_id)

    def voice(self, seconds: int = 5, data: bytes | None = None, reply_to: int | None = None) -> int:
        stored = self._world.files.add(Kind.VOICE, data or sample_voice())
        return self._post(Content(Kind.VOICE, media=stored.as_media(seconds=seconds)), reply_to)

    def photo(self, caption: str = "", data: bytes | None = None, reply_to: int | None = None) -> int:
        stored = self._world.files.add(Kind.PHOTO, data or sample_photo())
        content = Content(Kind.PHOTO, caption, with_found(caption, ()), stored.as_media())
        return self._post(content, reply_to)

    def location(self, lat: float, lon: float, reply_to: int | None = None) -> int:
        return self._post(Content(Kind.LOCATION, media={"latitude": lat, "longitude": lon}), reply_to)

    def contact(self, phone_number: str, first_name: str = "", user_id: int | None = None) -> int:
        """Share a contact, the owner's own where nothing but the number is given."""
        own = not first_name
        media: Json = {"phone_number": phone_number, "first_name": first_name or self.user.first_name}
        if owner := self.user.id if own else user_id:
            media["user_id"] = owner
        return self._post(Content(Kind.CONTACT, media=media), None)

    def forward(self, text: str, from_name: str) -> int:
        """Forward a text of somebody who hides their account."""
        return self._post(Content(Kind.TEXT, text, with_found(text, ())), None, forwarded_from=from_name)

    def edit(self, message_id: int, text: str) -> None:
        """Change the text (or caption) of an own message."""
        message = self._chat.messages[message_id]
        content = replace(message.content, text=text, entities=with_found(text, ()))
        self._seen = self._world.revision
        changed = self._world.change(replace(message, content=content))
        self._world.updates.add("edited_message", self._world.message_json(changed))

    def press(self, button: str, message_id: int | None = None, chat_id: int | None = None) -> str | None:
        """Press the button with this label or callback data, in the newest message that has it.

        Returns the callback query's id; None for a link, which is added to `opened`.
        Raises NoSuchButton.
        """
        chat = self._world.chats[chat_id or self._chat.id]
        for message in reversed(chat.messages.values()):
            if message_id is None or message.id == message_id:
                for found in (found for row in message.keyboard for found in row):
                    if button in (found.text, found.data, found.text.translate(_ISOLATES)):
                        return self._press(message, found)
        raise NoSuchButton(f"phone {self.user.id}: no such button")

    def forge(self, data: str, message_id: int) -> str:
        """Press a button that is not there, as a changed client can."""
        return self._query(self._chat.messages[message_id], data)

    def block(self) -> None:
        self._set_blocked(True)

    def unblock(self) -> None:
        self._set_blocked(False)

    def deactivate(self) -> None:
        """The owner deletes the account."""
        self.user.deactivated = True

    def set_language(self, code: str | None) -> None:
        self.user.language_code = code
        self._world.notify(self.user.id)

    def follow(self, link: str, chat_id: int | None = None) -> None:
        """Open a link to the bot: press Start under it, or with `startgroup` add the bot to a group.

        That is `chat_id`, else the first that the phone has. Raises ValueError for any other link.
        """
        parts = urlsplit(link)
        wanted = dict(parse_qsl(parts.query))
        if (parts.hostname, parts.path) != ("t.me", f"/{self._world.bot.username}"):
            raise ValueError("no link to this bot")
        groups = [chat_id] if chat_id else [chat.id for chat in self._world.groups_of(self.user.id)]
        if "startgroup" in wanted and groups:
            self._world.let_in(groups[0], self.user)
            self.send(f"/start@{self._world.bot.username} {wanted['startgroup']}", chat_id=groups[0])
        elif "start" in wanted:
            self.start(wanted["start"])
        else:
            raise ValueError("no link that starts something")

    # How it reaches the bot

    def tell(self, text: str, *, alert: bool) -> None:
        """The bot answers a button press with a line at the top, or an alert."""
        self.toasts.append(Toast(text, alert))
        self._world.notify(self.user.id)

    def expect(self) -> None:
        """The bot is typing: shown for five seconds, or until its message comes."""
        self.typing_until = asyncio.get_running_loop().time() + TYPING_SECONDS
        self._world.notify(self.user.id)

    def wake(self) -> None:
        self._changed.set()

    def _post(
        self,
        content: Content,
        reply_to: int | None,
        chat_id: int | None = None,
        forwarded_from: str | None = None,
    ) -> int:
        world = self._world
        chat = world.chats[chat_id or self._chat.id]
        if chat is self._chat:
            # Writing to a bot starts it, and takes back a block.
            if chat.blocked:
                self._set_blocked(False)
            chat.open = True
        self._seen = world.revision
        draft = Message(
            chat.id,
            0,
            self.user.id,
            world.now(),
            content,
            0,
            reply_to=reply_to,
            forwarded_from=forwarded_from,
        )
        message = world.add(chat, self.user, content, draft)
        if chat.kind is ChatKind.PRIVATE or self._concerns_the_bot(chat, message):
            world.updates.add("message", world.message_json(message))
        return message.id

    def _concerns_the_bot(self, chat: Chat, message: Message) -> bool:
        """In groups a bot with privacy mode sees commands, mentions of it and replies to it."""
        text = message.content.text
        replied = chat.messages.get(message.reply_to or 0)
        to_bot = replied is not None and replied.sender == self._world.bot.id
        return chat.open and (text.startswith("/") or f"@{self._world.bot.username}" in text or to_bot)

    def _press(self, message: Message, button: Button) -> str | None:
        if button.data is None:
            self.opened.append(button.url or "")
            return None
        return self._query(message, button.data)

    def _query(self, message: Message, data: str) -> str:
        world = self._world
        self._seen = world.revision
        query = world.ask(self.user)
        body: Json = {
            "id": query.id,
            "from": self.user.to_json(),
            "message": world.message_json(message),
            "chat_instance": str(7_000_000_000 + abs(message.chat_id)),
            "data": data,
        }
        world.updates.add("callback_query", body)
        return query.id

    def _set_blocked(self, blocked: bool) -> None:
        if self._chat.blocked == blocked:
            return
        self._chat.blocked = blocked
        world = self._world
        bot = world.bot.to_json()
        member: Json = {"status": "member", "user": bot}
        kicked: Json = {"status": "kicked", "user": bot, "until_date": 0}
        change: Json = {
            "chat": world.chat_json(self._chat),
            "from": self.user.to_json(),
            "date": int(world.now().timestamp()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        world.updates.add("my_chat_member", change)
        world.notify(self.user.id)
