"""The shape of the house: who may import whom, and that every module has a place in it."""

from __future__ import annotations

import os
from pathlib import Path

import grimp
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
PLACES = (
    "bot.app",
    "bot.bench",
    "bot.cli",
    "bot.clock",
    "bot.config",
    "bot.connections",
    "bot.delivery",
    "bot.domain",
    "bot.http",
    "bot.health",
    "bot.i18n",
    "bot.intake",
    "bot.jsontext",
    "bot.logs",
    "bot.metrics",
    "bot.operator",
    "bot.parts",
    "bot.playground",
    "bot.render",
    "bot.scheduler",
    "bot.services",
    "bot.simulated",
    "bot.simulation",
    "bot.text",
    "handlers",
    "locales",
    "storage",
)
LONGEST = 350


def test_no_layer_imports_what_it_may_not() -> None:
    here = Path.cwd()
    os.chdir(ROOT)  # import-linter reads pyproject.toml of the present folder
    try:
        assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS
    finally:
        os.chdir(here)


def test_every_module_belongs_to_a_layer() -> None:
    graph = grimp.build_graph("bot", "handlers", "locales", "storage", cache_dir=None)
    homeless = [
        module
        for module in sorted(graph.modules)
        if module != "bot" and not any(module == place or module.startswith(f"{place}.") for place in PLACES)
    ]
    assert homeless == []


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    files = [
        file
        for folder in ("bot", "handlers", "locales", "storage", "tests")
        for file in (ROOT / folder).rglob("*.py")
    ]
    long = {str(file): count for file in files if (count := len(file.read_text().splitlines())) > LONGEST}
    assert long == {}
