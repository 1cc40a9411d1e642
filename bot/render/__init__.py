"""Message kind and parameters and language in; text, keyboard, picture or document out."""

from __future__ import annotations

from typing import Any

from bot.i18n import speaker
from bot.render import (  # noqa: F401 (each module makes its kinds known when it is read)
    appeals,
    audit,
    broadcasts,
    buurt,
    cards,
    checkin,
    commitments,
    confidant,
    coordinator,
    danger,
    decisions,
    digest,
    groups,
    handing_over,
    handover,
    home,
    invitations,
    invites,
    marks,
    matches,
    menu,
    newcomers,
    notices,
    open_requests,
    paper,
    paper_notices,
    paper_questions,
    places,
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
    today,
    visits,
    welcome,
)
from bot.render.asking import with_kind
from bot.render.registry import KINDS
from bot.render.screen import Screen

__all__ = ["KINDS", "Screen", "render"]


def render(kind: str, params: dict[str, Any], lang: str) -> Screen:
    """The screen of a message kind, laid out in the reader's direction. Raises KeyError for no kind.

    `read_for` in the parameters: another reads it for a neighbour without a phone, in a language of their own.
    """
    reads_for = params.get("read_for")
    t = speaker(reads_for["lang"] if reads_for else lang)
    screen = KINDS[kind](t, **{name: value for name, value in params.items() if name != "read_for"})
    data = params.get("data", {}) if kind.startswith("question_") else {}
    if data.get("flow") in ("request", "offer"):
        on_card = kind == "question_summary" and not data.get("changing")
        screen = with_kind(t, screen, data, on_card)
    if reads_for:
        screen = paper.for_whom(t, screen, reads_for["id"], reads_for["name"])
    return screen.laid_out(t)
