"""Builds the `.mo` catalogues whenever the package is built or installed, also with `pip install -e`."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueBuildHook(BuildHookInterface[Any]):
    """Compiles every `.po` before files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the build."""
        sys.path.insert(0, self.root)
        try:
            from locales.catalogues import compile_all
        finally:
            sys.path.pop(0)
        compile_all()
