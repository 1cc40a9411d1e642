"""Trying something in an open unit of work, and undoing it afterwards: many cases on one database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.database import Transaction


class _Undo(Exception):
    pass


@asynccontextmanager
async def undone(tx: Transaction) -> AsyncIterator[None]:
    """What happens inside is undone at the end."""
    try:
        async with tx.savepoint():
            yield
            raise _Undo
    except _Undo:
        return
