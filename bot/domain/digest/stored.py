"""A digest as JSON, as it waits in the outbox, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.domain.digest.figures import Figure, Hidden
from bot.domain.digest.tables import Row
from bot.domain.digest.telling import Block, Digest, Load, Span


def to_json(digest: Digest) -> dict[str, Any]:
    """JSON values only."""
    return asdict(digest)


def from_json(data: dict[str, Any]) -> Digest:
    """The digest that `to_json` wrote."""
    return Digest(
        week=data["week"],
        by_week=data["by_week"],
        now=_span(data["now"]),
        offered=_figure(data["offered"]),
        found_within=data["found_within"],
        waiting=data["waiting"],
        line=tuple(_span(each) for each in data["line"]),
        block=_block(data["block"]) if data["block"] else None,
    )


def _figure(value: int | str) -> Figure:
    return value if isinstance(value, int) else Hidden(value)


def _span(data: dict[str, Any]) -> Span:
    return Span(data["week"], data["weeks"], _figure(data["asked"]), _figure(data["helped"]))


def _block(data: dict[str, Any]) -> Block:
    return Block(
        number=data["number"],
        by_week=data["by_week"],
        whole=Row(**data["whole"]) if data["whole"] else None,
        tables={kind: tuple(Row(**row) for row in rows) for kind, rows in data["tables"].items()},
        load=Load(**data["load"]),
    )
