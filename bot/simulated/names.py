"""First names that are marked as invented wherever they are shown."""

from __future__ import annotations

DUTCH = (
    "Anna", "Bas", "Corrie", "Dirk", "Els", "Frits", "Greet", "Harm", "Ina", "Jaap", "Klaas", "Loes", "Mieke", "Nico",
    "Oda", "Pieter", "Ria", "Sjors", "Toos", "Wim",
)  # fmt: skip
ARABIC = (
    "أحمد", "بشرى", "جميل", "حنان", "خالد", "دينا", "رامي", "زينب", "سامي", "شيماء", "طارق", "عائشة", "فؤاد", "كريمة",
    "ليلى", "منى", "نادر", "هدى", "وليد", "ياسر",
)  # fmt: skip
MARK = {"nl": "simulatie", "ar": "محاكاة"}


def name(number: int, lang: str) -> str:
    """The name of the neighbour of this number, as "Anna (simulatie 41)"."""
    names = ARABIC if lang == "ar" else DUTCH
    return f"{names[number % len(names)]} ({MARK[lang]} {number})"
