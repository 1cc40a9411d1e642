"""Everything that can be done in the name of a resident is reached by a line of the table, or says how else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.matrix.services import INNER

ROOT = Path(__file__).parents[2]


def acted() -> Iterator[str]:
    """Every public service function that is given a unit of work and who acts."""
    for file in (ROOT / "bot" / "services").glob("*.py"):
        for node in ast.parse(file.read_text()).body:
            if not isinstance(node, ast.AsyncFunctionDef) or node.name.startswith("_"):
                continue
            if [each.arg for each in node.args.args][:2] == ["work", "me"]:
                yield f"{file.stem}.{node.name}"


def called_by_handlers() -> Iterator[str]:
    """`module.name` of all that the handlers name; each of their actions stands in the table."""
    for file in (ROOT / "handlers").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                yield f"{node.value.id}.{node.attr}"


def test_a_service_that_acts_for_somebody_is_called_by_a_handler_or_has_a_line() -> None:
    assert set(acted()) - set(called_by_handlers()) == set(INNER)
