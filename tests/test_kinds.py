"""Kinds are words in the database, which no type checker reads: what is said has a screen, what is planned is run."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.render import KINDS
from bot.services.due import RUNNERS

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "bot" / "services").glob("*.py"), *(ROOT / "handlers").glob("*.py")])
KIND_AT = {"show": 1, "tell": 1, "tell_chat": 2, "rewrite": 2, "tell_group": 1}
"""Which argument of these methods of `Work` is the kind."""
OPTIONS = {"holds", "within", "match_id", "about", "urgency", "reply_to", "calm", "not_after", "edit"}
"""Arguments of `Work.tell`, `Work.rewrite` and `Work.tell_group` that are no parameters of the message."""


def _calls(owner: str) -> Iterator[tuple[str, str, ast.Call]]:
    """(where, method, call) for each call on `owner`."""
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if isinstance(node.func.value, ast.Name) and node.func.value.id == owner:
                yield f"{file.name}:{node.lineno}", node.func.attr, node


def _word(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


MESSAGES = [
    pytest.param(call, kind, method, id=f"{where} {kind}")
    for where, method, call in _calls("work")
    if method in KIND_AT and (kind := _word(call.args[KIND_AT[method]]))
]


@pytest.mark.parametrize(("call", "kind", "method"), MESSAGES)
def test_a_message_is_given_what_its_screen_takes(call: ast.Call, kind: str, method: str) -> None:
    _speaker, *taken = inspect.signature(KINDS[kind]).parameters.values()
    given = {word.arg for word in call.keywords} - (
        OPTIONS if method in ("tell", "rewrite", "tell_group") else set()
    )
    if not any(each.kind is each.VAR_KEYWORD for each in taken):
        assert given - {None} <= {each.name for each in taken}
    if None not in given:  # a ** may hold any of them
        needed = {
            each.name for each in taken if each.default is each.empty and each.kind is not each.VAR_KEYWORD
        }
        assert needed <= given


def test_each_screen_is_shown_by_somebody() -> None:
    said, begun = set(), []
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
            elif isinstance(node, ast.JoinedStr) and (start := _word(node.values[0])) in (
                "question_",
                "published_",
            ):
                begun.append(str(start))
    assert [kind for kind in KINDS if kind not in said and not kind.startswith(tuple(begun))] == []


def test_what_is_planned_or_cancelled_is_a_kind_that_something_runs() -> None:
    kinds = {
        (where, word)
        for where, method, call in _calls("due")
        if method in ("plan", "planned", "cancel")
        for argument in call.args[1:]
        if (word := _word(argument))
    }
    assert kinds
    assert {(where, word) for where, word in kinds if word not in RUNNERS} == set()
