"""Updates in: fetched or received, stored, only then confirmed to Telegram, and handled once each."""

from bot.intake.polling import Poller
from bot.intake.updates import ALLOWED, Raw, stored_form
from bot.intake.webhook import WebhookServer
from bot.intake.worker import Apologise, Dispatch, Worker

__all__ = [
    "ALLOWED",
    "Apologise",
    "Dispatch",
    "Poller",
    "Raw",
    "WebhookServer",
    "Worker",
    "stored_form",
]
