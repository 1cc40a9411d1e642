"""People, chats and messages as the playground keeps them, and as the Bot API writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.playground.entities import Entity
from bot.playground.keyboards import Keyboard

Json = dict[str, Any]


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class Kind(StrEnum):
    """What a message is; the names are those of the Bot API's Message fields."""

    TEXT = "text"
    MOVED = "migrate_to_chat_id"
    """A line of Telegram's own: this group goes on as a supergroup."""
    VOICE = "voice"
    PHOTO = "photo"
    DOCUMENT = "document"
    LOCATION = "location"
    CONTACT = "contact"


@dataclass
class User:
    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    bio: str | None = None
    is_bot: bool = False
    deactivated: bool = False

    def to_json(self) -> Json:
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass(frozen=True, slots=True)
class Content:
    """`text` is the caption where `kind` is not text; `media` is the Bot API object of that kind
    (for a photo the list of its sizes)."""

    kind: Kind
    text: str = ""
    entities: tuple[Entity, ...] = ()
    media: Any = None

    def to_json(self) -> Json:
        if self.kind is Kind.TEXT:
            message: Json = {"text": self.text}
            entities = "entities"
        elif self.kind is Kind.MOVED:
            return {str(self.kind): self.media}
        else:
            message = {str(self.kind): self.media}
            entities = "caption_entities"
            if self.text:
                message["caption"] = self.text
        if self.entities:
            message[entities] = [entity.to_json() for entity in self.entities]
        return message


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `sender` is a user id; `sent` and `edited` are aware UTC; `revision` grows with every
    change anywhere in the world, so it tells what is new."""

    chat_id: int
    id: int
    sender: int
    sent: datetime
    content: Content
    revision: int
    keyboard: Keyboard = ()
    reply_to: int | None = None
    forwarded_from: str | None = None
    edited: datetime | None = None
    silent: bool = False
    protected: bool = False
    link_preview: Json | None = None


@dataclass
class Chat:
    """A conversation with the bot in it; a private chat's id is its user's id.

    `open` says that the bot may write: the user pressed Start, or the bot is in the group.
    """

    id: int
    kind: ChatKind
    title: str = ""
    open: bool = False
    blocked: bool = False
    migrated_to: int | None = None
    members: set[int] = field(default_factory=set)
    """Of a group: the users in it, on whose phones it is shown."""
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0

    def to_json(self, user: User | None) -> Json:
        chat: Json = {"id": self.id, "type": str(self.kind)}
        if user is None:
            return chat | {"title": self.title}
        chat["first_name"] = user.first_name
        if user.username:
            chat["username"] = user.username
        return chat
