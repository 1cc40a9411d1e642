"""Where people of the demo's buurten can go: made-up places, with numbers that nobody can have."""

from __future__ import annotations

from datetime import date

from bot.domain.ids import BuurtId
from bot.domain.resources import Kind
from storage import resources
from storage.database import Transaction

PLACES: dict[str, dict[Kind, dict[str, str | None]]] = {
    "De Linden": {
        Kind.TEAM: {
            "name": "Wijkteam De Linden (voorbeeld)",
            "phone": "099 000 01 01",
            "site": "https://wijkteam-de-linden.example",
            "address": "Buurthuis, Lindenplein 1",
            "hours": "maandag tot en met vrijdag, 9 tot 13 uur",
            "languages": "nl ar",
        },
        Kind.DOCTOR: {
            "name": "Huisartsen Lindenplein (voorbeeld)",
            "phone": "099 000 01 02",
            "address": "Lindenplein 3",
            "hours": "werkdagen, 8 tot 17 uur",
            "languages": "nl en",
        },
    },
    "Het Slachthuis": {
        Kind.TEAM: {
            "name": "Wijkteam Het Slachthuis (voorbeeld)",
            "phone": "099 000 02 01",
            "address": "Hallenplein 2",
            "hours": "werkdagen, 9 tot 12 uur",
            "languages": "nl ar tr",
        },
    },
}
"""By name of the buurt. No Dutch number begins with 099, and no site ends in `.example`."""


async def seed(tx: Transaction, buurt: BuurtId, name: str, today: date) -> None:
    """The places of a buurt, looked at today (a local date)."""
    for kind, facts in PLACES[name].items():
        await resources.add(tx, buurt, kind, facts, today)
