"""The outbox out: messages rendered when sent, in order within a chat, within Telegram's limits."""

from bot.delivery.sender import Render, Sender, Unreachable

__all__ = ["Render", "Sender", "Unreachable"]
