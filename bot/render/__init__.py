"""Message kind and parameters and language in; text, keyboard, picture or document out."""

from __future__ import annotations

from typing import Any

from bot.i18n import speaker
from bot.render import (  # noqa: F401 (each module makes its kinds known when it is read)
    cards,
    checkin,
    commitments,
    coordinator,
    danger,
    digest,
    groups,
    home,
    invitations,
    invites,
    matches,
    menu,
    notices,
    open_requests,
    posts,
    preferences,
    privacy,
    published,
    questions,
    relay,
    reports,
    sharing,
    signals,
    signals_digest,
    stories,
    summary,
    visits,
    welcome,
)
from bot.render.asking import with_kind
from bot.render.registry import KINDS
from bot.render.screen import Screen

__all__ = ["KINDS", "Screen", "render"]


def render(kind: str, params: dict[str, Any], lang: str) -> Screen:
    """The screen of a message kind, laid out in the reader's direction. Raises KeyError for no kind."""
    t = speaker(lang)
    screen = KINDS[kind](t, **params)
    data = params.get("data", {}) if kind.startswith("question_") else {}
    if data.get("flow") in ("request", "offer"):
        on_card = kind == "question_summary" and not data.get("changing")
        screen = with_kind(t, screen, data, on_card)
    return screen.laid_out(t)
