"""A table on the terminal."""

from __future__ import annotations


def show_table(rows: list[list[str]]) -> None:
    """Print rows of cells; the first one is the head."""
    from rich.console import Console  # takes a while to read, and most commands print none
    from rich.table import Table

    head, *body = rows
    table = Table(*head)
    for row in body:
        table.add_row(*row)
    Console().print(table)
