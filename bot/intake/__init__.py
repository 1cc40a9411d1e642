"""Updates in: fetched or received, stored, only then confirmed to Telegram, and handled once each."""

from bot.intake.ears import Ears, ToHear
from bot.intake.polling import Poller
from bot.intake.updates import ALLOWED, Raw, stored_form
from bot.intake.worker import Apologise, Dispatch, Worker

__all__ = [
    "ALLOWED",
    "Apologise",
    "Dispatch",
    "Ears",
    "Poller",
    "Raw",
    "ToHear",
    "Worker",
    "stored_form",
]
