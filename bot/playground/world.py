"""The playground's Telegram: its people, chats, messages and updates, all in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from bot.playground.errors import bad_request, forbidden
from bot.playground.faults import FaultSource
from bot.playground.files import Files
from bot.playground.messages import Chat, ChatKind, Content, Json, Kind, Message, User
from bot.playground.phone import Phone, Shown
from bot.playground.profile import Profile
from bot.playground.updates import Updates
from bot.playground.webhook import Webhook

QUERY_SECONDS = 15.0
MAX_CALLS = 200_000


@dataclass(frozen=True, slots=True)
class Call:
    """A Bot API call as it came in; `at` is the event loop's time in seconds."""

    at: float
    method: str
    params: Json


@dataclass(frozen=True, slots=True)
class Query:
    """A press on a button that waits for answerCallbackQuery; `at` is the event loop's time."""

    id: str
    user_id: int
    at: float


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a phone now shows differently; `message_id` where it is one message."""

    user_id: int
    message_id: int | None = None


class World:
    """Everything the Bot API server and the phones share.

    `now` gives aware UTC and dates the messages; time-outs (long polls, the 15 seconds of a button press)
    are real. Tests may read anything here, and write:

    - `faults`: trouble for coming calls, see `bot.playground.faults`; `calls`: what the bot called
    - `on_message`: called with the phone and the message when the bot writes in a private chat;
      `on_edit`: the same, when it changes one
    - `on_show`: user ids of the phones on the page, `captions`: a line under their names
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        token: str = "1:play",
        bot_username: str = "buurtkring_bot",
        bot_name: str = "Buurtkring",
    ) -> None:
        self.now = now
        self.token = token
        self.bot = User(int(token.split(":")[0]), bot_name, username=bot_username, is_bot=True)
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files = Files()
        self.profile = Profile()
        self.updates = Updates()
        self.webhook = Webhook(self.updates, now)
        self.faults: list[FaultSource] = []
        self.calls: list[Call] = []
        self.on_message: list[Callable[[Phone, Shown], None]] = []
        self.on_edit: list[Callable[[Phone, Shown], None]] = []
        self.on_show: list[int] = []
        self.captions: dict[int, str] = {}
        self.watchers: set[Callable[[Change | None], None]] = set()
        self.revision = 0
        self._phones: dict[int, Phone] = {}
        self._message_ids = count(1)
        self._query_ids = count(4_000_000_001)

    # People and chats

    def phone(
        self,
        user_id: int,
        first_name: str = "",
        language_code: str | None = None,
        username: str | None = None,
        bio: str | None = None,
    ) -> Phone:
        """The phone of this user, made when it is first asked for."""
        if user_id not in self._phones:
            self.users[user_id] = User(
                user_id, first_name or f"Gebruiker {user_id}", language_code, username, bio
            )
            self.chats[user_id] = Chat(user_id, ChatKind.PRIVATE)
            self._phones[user_id] = Phone(self, self.users[user_id], self.chats[user_id])
        return self._phones[user_id]

    def group(self, chat_id: int, title: str = "Buurtgroep", kind: ChatKind = ChatKind.SUPERGROUP) -> Chat:
        """A group (negative id) with the bot in it, made when it is first asked for."""
        if chat_id not in self.chats:
            self.chats[chat_id] = Chat(chat_id, kind, title, open=True)
        return self.chats[chat_id]

    def group_of(self, chat_id: int, title: str, *members: int, kind: ChatKind = ChatKind.SUPERGROUP) -> Chat:
        """A group of these users, without the bot until one of them adds it."""
        self.chats[chat_id] = Chat(chat_id, kind, title, members=set(members))
        return self.chats[chat_id]

    def groups_of(self, user_id: int) -> list[Chat]:
        """The groups on somebody's phone; one that became a supergroup is there under its new id only."""
        return [chat for chat in self.chats.values() if user_id in chat.members and chat.migrated_to is None]

    def let_in(self, chat_id: int, by: User) -> None:
        """Somebody adds the bot to a group."""
        self._bot_in_group(self.chats[chat_id], by, "left", "member")

    def put_out(self, chat_id: int, by: User) -> None:
        """Somebody takes the bot out of a group."""
        self._bot_in_group(self.chats[chat_id], by, "member", "kicked")

    def _bot_in_group(self, chat: Chat, by: User, was: str, now: str) -> None:
        chat.open = now == "member"
        states = {
            name: {"status": status, "user": self.bot.to_json()}
            | ({"until_date": 0} if status == "kicked" else {})
            for name, status in (("old_chat_member", was), ("new_chat_member", now))
        }
        change = {"chat": self.chat_json(chat), "from": by.to_json(), "date": int(self.now().timestamp())}
        self.updates.add("my_chat_member", change | states)

    def upgrade_group(self, chat_id: int, new_id: int) -> None:
        """A group becomes a supergroup: its old id is refused from now on."""
        old = self.chats[chat_id]
        new = self.group(new_id, old.title)
        new.members, new.open = old.members, old.open
        said_by = self.users[min(old.members)] if old.members else self.bot
        message = self.add(old, said_by, Content(Kind.MOVED, media=new_id))
        old.migrated_to = new_id
        if old.open and old.members:
            self.updates.add("message", self.message_json(message))

    def remove_bot(self, chat_id: int) -> None:
        self.chats[chat_id].open = False

    def writable(self, chat_id: int) -> Chat:
        """The chat, where the bot may write there; raises `Refusal` where it may not."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            refusal = bad_request("group chat was upgraded to a supergroup chat")
            refusal.parameters = {"migrate_to_chat_id": chat.migrated_to}
            raise refusal
        if chat.kind is not ChatKind.PRIVATE:
            if not chat.open:
                raise forbidden(f"bot was kicked from the {chat.kind} chat")
            return chat
        if self.users[chat_id].deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.open:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    # Messages

    def add(self, chat: Chat, sender: User, content: Content, draft: Message | None = None) -> Message:
        """Store a message, dated now; `draft` gives what is not in `content` (reply, keyboard, ...)."""
        message = replace(
            draft or Message(chat.id, 0, sender.id, self.now(), content, 0),
            chat_id=chat.id,
            id=self._next_message_id(chat),
            sender=sender.id,
            sent=self.now(),
            content=content,
            revision=self._next_revision(),
        )
        chat.messages[message.id] = message
        self._tell(message, self.on_message)
        return message

    def change(self, message: Message) -> Message:
        """Put an edited message in the place of the old one."""
        changed = replace(message, edited=self.now(), revision=self._next_revision())
        self.chats[message.chat_id].messages[message.id] = changed
        self._tell(changed, self.on_edit)
        return changed

    def remove(self, chat: Chat, message_id: int) -> None:
        del chat.messages[message_id]
        self._next_revision()
        self.notify(chat.id, message_id)

    def notify(self, user_id: int, message_id: int | None = None) -> None:
        """Tell whoever watches (the page, a waiting test) that a phone shows something else."""
        for watcher in tuple(self.watchers):
            watcher(Change(user_id, message_id))
        if phone := self._phones.get(user_id):
            phone.wake()

    def profile_changed(self) -> None:
        """The menu, name or description of the bot is different on every phone."""
        for user_id in self.on_show:
            self.notify(user_id)

    def hang_up(self) -> None:
        """End long polls and event streams, for a server that stops."""
        self.updates.interrupt("closing")
        for watcher in tuple(self.watchers):
            watcher(None)

    def _tell(self, message: Message, listeners: list[Callable[[Phone, Shown], None]]) -> None:
        self.notify(message.chat_id, message.id)
        for member in self.chats[message.chat_id].members:
            self.notify(member)
        phone = self._phones.get(message.chat_id)
        if phone is None or message.sender != self.bot.id:
            return
        phone.typing_until = 0.0
        for listener in tuple(listeners):
            listener(phone, phone.show(message))

    def _next_message_id(self, chat: Chat) -> int:
        """One row of numbers for all private chats and groups; a supergroup has its own."""
        if chat.kind is ChatKind.SUPERGROUP:
            chat.last_id += 1
            return chat.last_id
        return next(self._message_ids)

    def _next_revision(self) -> int:
        self.revision += 1
        return self.revision

    # Buttons

    def ask(self, user: User) -> Query:
        """A new callback query of this user."""
        query = Query(str(next(self._query_ids)), user.id, asyncio.get_running_loop().time())
        self.queries[query.id] = query
        return query

    def answerable(self, query_id: str) -> Query:
        """The query, for as long as Telegram takes an answer; raises `Refusal` after that."""
        query = self.queries.get(query_id)
        if query is None or asyncio.get_running_loop().time() - query.at > QUERY_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return query

    def record(self, method: str, params: Json) -> None:
        if len(self.calls) >= MAX_CALLS:
            del self.calls[: MAX_CALLS // 2]
        self.calls.append(Call(asyncio.get_running_loop().time(), method, params))

    # The Bot API's objects

    def user_of(self, user_id: int) -> User:
        return self.bot if user_id == self.bot.id else self.users[user_id]

    def chat_json(self, chat: Chat) -> Json:
        return chat.to_json(self.users.get(chat.id))

    def message_json(self, message: Message, *, with_reply: bool = True) -> Json:
        """The message as a Bot API Message; a reply's own reply is left out, as Telegram does."""
        chat = self.chats[message.chat_id]
        body: Json = {
            "message_id": message.id,
            "from": self.user_of(message.sender).to_json(),
            "chat": self.chat_json(chat),
            "date": int(message.sent.timestamp()),
        }
        if message.edited:
            body["edit_date"] = int(message.edited.timestamp())
        if message.forwarded_from is not None:
            body["forward_origin"] = {
                "type": "hidden_user",
                "sender_user_name": message.forwarded_from,
                "date": int(message.sent.timestamp()),
            }
        replied = chat.messages.get(message.reply_to) if message.reply_to else None
        if replied is not None and with_reply:
            body["reply_to_message"] = self.message_json(replied, with_reply=False)
        body |= message.content.to_json()
        if message.link_preview:
            body["link_preview_options"] = message.link_preview
        if message.protected:
            body["has_protected_content"] = True
        if message.keyboard:
            rows = [[button.to_json() for button in row] for row in message.keyboard]
            body["reply_markup"] = {"inline_keyboard": rows}
        return body
