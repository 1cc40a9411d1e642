"""Bot API methods about updates, buttons, files, chats and the bot itself."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from bot.playground.errors import bad_request, conflict
from bot.playground.messages import ChatKind, Json
from bot.playground.method import Methods, chat_number
from bot.playground.params import Params
from bot.playground.profile import in_language, language_of, parse_commands, scope_of
from bot.playground.world import World

METHODS = Methods()


@METHODS.add("getMe")
async def get_me(world: World, _: Params) -> Json:
    return world.bot.to_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@METHODS.add("getUpdates", "offset", "limit", "timeout", "allowed_updates")
async def get_updates(world: World, params: Params) -> list[Json]:
    if world.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    world.updates.allow(params.kinds("allowed_updates"))
    seconds = min(max(params.integer("timeout"), 0), 50)
    updates = await world.updates.poll(params.integer("offset"), params.integer("limit", 100), seconds)
    return [update.to_json() for update in updates]


@METHODS.add("setWebhook", "url", "secret_token", "allowed_updates", "drop_pending_updates")
async def set_webhook(world: World, params: Params) -> bool:
    url, secret = params.text("url"), params.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    if url:
        _check_webhook(url)
        world.updates.interrupt("setWebhook")
    world.updates.allow(params.kinds("allowed_updates"))
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    await world.webhook.set(url, secret)
    return True


def _check_webhook(url: str) -> None:
    """Loopback only, and http is fine there: a playground sends nothing to anybody else."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    host = parts.hostname or ""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise bad_request("bad webhook: the playground delivers to this machine only")


@METHODS.add("deleteWebhook", "drop_pending_updates")
async def delete_webhook(world: World, params: Params) -> bool:
    await world.webhook.set("", "")
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    return True


@METHODS.add("getWebhookInfo")
async def get_webhook_info(world: World, _: Params) -> Json:
    return world.webhook.to_json()


@METHODS.add("answerCallbackQuery", "callback_query_id", "text", "show_alert", "url", "cache_time")
async def answer_callback_query(world: World, params: Params) -> bool:
    query = world.answerable(params.text("callback_query_id"))
    text = params.text("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if text:
        world.phone(query.user_id).tell(text, alert=params.flag("show_alert"))
    return True


ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


@METHODS.add("sendChatAction", "chat_id", "action")
async def send_chat_action(world: World, params: Params) -> bool:
    chat = world.writable(chat_number(params))
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    if chat.kind is ChatKind.PRIVATE:
        world.phone(chat.id).expect()
    return True


@METHODS.add("getFile", "file_id")
async def get_file(world: World, params: Params) -> Json:
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.find(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    return stored.to_json()


GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@METHODS.add("getChat", "chat_id")
async def get_chat(world: World, params: Params) -> Json:
    chat = world.chats.get(chat_number(params))
    user = world.users.get(chat.id) if chat else None
    if chat is None or (user and not chat.open):
        raise bad_request("chat not found")
    full = world.chat_json(chat) | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, True),
    }
    if user and user.bio:
        full["bio"] = user.bio
    return full


@METHODS.add("leaveChat", "chat_id")
async def leave_chat(world: World, params: Params) -> bool:
    chat = world.writable(chat_number(params))
    if chat.kind is ChatKind.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    world.remove_bot(chat.id)
    return True


@METHODS.add("close")
async def close(_: World, __: Params) -> bool:
    return True


@METHODS.add("logOut")
async def log_out(_: World, __: Params) -> bool:
    return True


@METHODS.add("setMyCommands", "commands", "scope", "language_code")
async def set_my_commands(world: World, params: Params) -> bool:
    scope = scope_of(params.json("scope", "BotCommandScope"))
    language = language_of(params.text("language_code"))
    world.profile.commands[scope, language] = parse_commands(params.json("commands", "commands list"))
    world.profile_changed()
    return True


@METHODS.add("getMyCommands", "scope", "language_code")
async def get_my_commands(world: World, params: Params) -> list[Json]:
    scope = scope_of(params.json("scope", "BotCommandScope"))
    commands = world.profile.commands.get((scope, language_of(params.text("language_code"))), ())
    return [command.to_json() for command in commands]


@METHODS.add("deleteMyCommands", "scope", "language_code")
async def delete_my_commands(world: World, params: Params) -> bool:
    scope = scope_of(params.json("scope", "BotCommandScope"))
    world.profile.commands.pop((scope, language_of(params.text("language_code"))), None)
    world.profile_changed()
    return True


def _set_text(world: World, params: Params, name: str, texts: dict[str, str], limit: int, what: str) -> bool:
    language, text = language_of(params.text("language_code")), params.text(name)
    if len(text) > limit:
        raise bad_request(f"bot {what} is too long")
    texts[language] = text
    world.profile_changed()
    return True


@METHODS.add("setMyName", "name", "language_code")
async def set_my_name(world: World, params: Params) -> bool:
    _set_text(world, params, "name", world.profile.names, 64, "name")
    world.bot.first_name = in_language(world.profile.names, "") or world.bot.first_name
    return True


@METHODS.add("setMyDescription", "description", "language_code")
async def set_my_description(world: World, params: Params) -> bool:
    return _set_text(world, params, "description", world.profile.descriptions, 512, "description")


@METHODS.add("setMyShortDescription", "short_description", "language_code")
async def set_my_short_description(world: World, params: Params) -> bool:
    texts = world.profile.short_descriptions
    return _set_text(world, params, "short_description", texts, 120, "short description")
