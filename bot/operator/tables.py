"""A table on the terminal."""

from __future__ import annotations


def show_table(rows: list[list[str]]) -> None:
    """Print rows of cells as they are, for residents wrote some of them; the first one is the head."""
    from rich.console import Console  # takes a while to read, and most commands print none
    from rich.table import Table
    from rich.text import Text

    head, *body = rows
    table = Table(*head)
    for row in body:
        table.add_row(*map(Text, row))
    Console().print(table)
