"""One seed in a process of its own; its progress and at last its figures are lines of JSON on standard output."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from tests.soak.plan import Plan
from tests.soak.run import Run


def main() -> None:
    given = json.loads(sys.argv[1])
    plan = Plan(**{**given, "folder": Path(given["folder"])})
    tally = asyncio.run(Run(plan, lambda kills, what: _print({"kills": kills, "at": what})).go())
    _print({"tally": tally.to_json()})


def _print(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
