"""Builds what is made from text files, the `.mo` catalogues and the compiled lexicon, also with `pip install -e`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TextBuildHook(BuildHookInterface[Any]):
    """Compiles every `.po` and every word list before files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the build."""
        sys.path.insert(0, self.root)
        try:
            from bot.text import compiled
            from locales import catalogues
        finally:
            sys.path.pop(0)
        catalogues.compile_all()
        compiled.compile_all(Path(self.root) / "bot" / "text" / "lexicon")
