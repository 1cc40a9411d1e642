"""Bot API methods that send, copy, change and delete messages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.playground.entities import Entity, parse_html, trim, utf16_length, with_found
from bot.playground.errors import bad_request
from bot.playground.keyboards import Keyboard, parse_keyboard
from bot.playground.messages import Chat, ChatKind, Content, Json, Kind, Message
from bot.playground.method import Methods, chat_number
from bot.playground.params import Params
from bot.playground.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_VCARD_BYTES = 2048
DELETABLE_SECONDS = 48 * 3600
SENDING = ("chat_id", "disable_notification", "protect_content", "reply_parameters", "reply_markup")
CAPTION = ("caption", "parse_mode", "caption_entities")


METHODS = Methods()


@METHODS.add("sendMessage", *SENDING, "text", "parse_mode", "entities", "link_preview_options")
async def send_message(world: World, params: Params) -> Json:
    chat = world.writable(chat_number(params))
    return _send(world, chat, _text(params), params)


@METHODS.add("sendVoice", *SENDING, *CAPTION, "voice", "duration")
async def send_voice(world: World, params: Params) -> Json:
    return _send_file(world, params, Kind.VOICE)


@METHODS.add("sendPhoto", *SENDING, *CAPTION, "photo")
async def send_photo(world: World, params: Params) -> Json:
    return _send_file(world, params, Kind.PHOTO)


@METHODS.add("sendDocument", *SENDING, *CAPTION, "document")
async def send_document(world: World, params: Params) -> Json:
    return _send_file(world, params, Kind.DOCUMENT)


@METHODS.add("sendLocation", *SENDING, "latitude", "longitude")
async def send_location(world: World, params: Params) -> Json:
    chat = world.writable(chat_number(params))
    place = {"latitude": params.decimal("latitude"), "longitude": params.decimal("longitude")}
    if abs(place["latitude"]) > 90 or abs(place["longitude"]) > 180:
        raise bad_request("Wrong latitude or longitude specified")
    return _send(world, chat, Content(Kind.LOCATION, media=place), params)


@METHODS.add("sendContact", *SENDING, "phone_number", "first_name", "last_name", "vcard")
async def send_contact(world: World, params: Params) -> Json:
    chat = world.writable(chat_number(params))
    contact = {name: params.text(name) for name in ("phone_number", "first_name", "last_name", "vcard")}
    if not contact["phone_number"]:
        raise bad_request("phone number must be non-empty")
    if not contact["first_name"]:
        raise bad_request("first name must be non-empty")
    if len(contact["vcard"].encode()) > MAX_VCARD_BYTES:
        raise bad_request("vCard is too long")
    media = {name: value for name, value in contact.items() if value}
    return _send(world, chat, Content(Kind.CONTACT, media=media), params)


@METHODS.add("copyMessage", *SENDING, *CAPTION, "from_chat_id", "message_id")
async def copy_message(world: World, params: Params) -> Json:
    chat = world.writable(chat_number(params))
    source = world.chats.get(params.integer("from_chat_id"))
    if source is None:
        raise bad_request("chat not found")
    original = source.messages.get(params.integer("message_id"))
    if original is None:
        raise bad_request("message to copy not found")
    content = original.content
    if "caption" in params.values and content.kind is not Kind.TEXT:
        text, entities = _caption(params)
        content = replace(content, text=text, entities=entities)
    return {"message_id": _send(world, chat, content, params)["message_id"]}


@METHODS.add(
    "editMessageText",
    *("chat_id", "message_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup"),
)
async def edit_message_text(world: World, params: Params) -> Json:
    message = _editable(world, params)
    if message.content.kind is not Kind.TEXT:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, _text(params, too_long="MESSAGE_TOO_LONG"), _keyboard(params))


@METHODS.add("editMessageReplyMarkup", "chat_id", "message_id", "reply_markup")
async def edit_message_reply_markup(world: World, params: Params) -> Json:
    message = _editable(world, params)
    return _change(world, message, message.content, _keyboard(params))


@METHODS.add("deleteMessage", "chat_id", "message_id")
async def delete_message(world: World, params: Params) -> bool:
    chat = _chat(world, params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    age = (world.now() - message.sent).total_seconds()
    others = message.sender != world.bot.id and chat.kind is not ChatKind.PRIVATE
    if others or age > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted")
    world.remove(chat, message.id)
    return True


def _chat(world: World, params: Params) -> Chat:
    chat = world.chats.get(chat_number(params))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def _editable(world: World, params: Params) -> Message:
    chat = world.writable(chat_number(params))
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != world.bot.id:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, content: Content, keyboard: Keyboard) -> Json:
    if (content, keyboard) == (message.content, message.keyboard):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    return world.message_json(world.change(replace(message, content=content, keyboard=keyboard)))


def _send(world: World, chat: Chat, content: Content, params: Params) -> Json:
    draft = Message(
        chat.id,
        0,
        world.bot.id,
        world.now(),
        content,
        0,
        keyboard=_keyboard(params),
        reply_to=_reply(chat, params),
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
        link_preview=params.json("link_preview_options", "link preview options"),
    )
    return world.message_json(world.add(chat, world.bot, content, draft))


def _send_file(world: World, params: Params, kind: Kind) -> Json:
    chat = world.writable(chat_number(params))
    text, entities = _caption(params)
    if upload := params.upload(str(kind)):
        name, data = upload
        if not data:
            raise bad_request("file must be non-empty")
        stored = world.files.add(kind, data, name)
    elif file_id := params.text(str(kind)):
        stored = world.files.get(file_id)
        if stored.kind is not kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    else:
        raise bad_request(f"there is no {kind} in the request")
    media: Any = stored.as_media(seconds=params.integer("duration"))
    return _send(world, chat, Content(kind, text, entities, media), params)


def _reply(chat: Chat, params: Params) -> int | None:
    reply = params.json("reply_parameters", "reply parameters")
    if not isinstance(reply, dict):
        return None
    message_id = reply.get("message_id")
    if isinstance(message_id, int) and message_id in chat.messages:
        return message_id
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _keyboard(params: Params) -> Keyboard:
    return parse_keyboard(params.json("reply_markup", "reply keyboard markup"))


def _text(params: Params, too_long: str = "message is too long") -> Content:
    text, entities = _formatted(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request(too_long)
    return Content(Kind.TEXT, text, entities)


def _caption(params: Params) -> tuple[str, tuple[Entity, ...]]:
    text, entities = _formatted(params, "caption", "caption_entities")
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def _formatted(params: Params, name: str, entities_name: str) -> tuple[str, tuple[Entity, ...]]:
    source = params.text(name)
    match params.text("parse_mode").lower():
        case "html":
            text, entities = parse_html(source)
        case "" | "none":
            given = params.json(entities_name, "message entities")
            text, entities = trim(source, map(_entity, given if isinstance(given, list) else ()))
        case _:
            # Telegram knows two kinds of Markdown too; the playground's bots write HTML.
            raise bad_request("unsupported parse_mode")
    return text, with_found(text, entities)


def _entity(given: object) -> Entity:
    if not isinstance(given, dict) or not isinstance(given.get("type"), str):
        raise bad_request("can't parse entities: Can't find field \"type\"")
    try:
        offset, length = int(given["offset"]), int(given["length"])
    except (KeyError, TypeError, ValueError):
        raise bad_request("can't parse entities: Can't find field \"offset\"") from None
    return Entity(given["type"], offset, length, given.get("url"), given.get("language"))
