"""The weekly digest on the terminal, as a picture and as a table."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from bot.config import load_settings
from bot.domain.digest.findings import findings
from bot.domain.digest.stored import from_json
from bot.domain.errors import StorageError
from bot.i18n import languages
from bot.operator.setup import buurt_named, open_work
from bot.render import render
from bot.render.digest_table import csv_text
from bot.render.screen import Document
from bot.services import digest


async def weekly(buurt: str, day: date | None) -> dict[str, Any]:
    """The digest of the week of `day` (default: last week), as parameters of its message.

    Raises StorageError for no such buurt, and for a week that is not over.
    """
    async with open_work(load_settings()) as work:
        where = await buurt_named(work, buurt)
        week = digest.whole_week(work, where, day)
        if week is None:
            raise StorageError(f"the week of {day} is not over yet")
        return await digest.figures(work, where, week)


def report(params: dict[str, Any], lang: str, png: Path | None, csv: Path | None) -> str:
    """The digest as plain text; `png` and `csv` are written.

    Raises StorageError for a language that is not there and a picture of nothing, OSError where it cannot write.
    """
    if lang not in languages():
        raise StorageError(f"there is no language {lang!r} (known: {', '.join(languages())})")
    if csv is not None:
        told = from_json(params["figures"])
        csv.write_text(csv_text(told, findings(told)), encoding="utf-8")
    if png is not None:
        shown = {"buurt": params["buurt"], "figures": params["figures"]}
        picture = render("digest_picture", shown, lang).photo if params["drawn"] else None
        if not isinstance(picture, Document):
            raise StorageError("too few people took part in that week to draw a picture")
        png.write_bytes(picture.content)
    return re.sub("<[^>]+>|[\u2068\u2069\u200f]", "", render("digest", params, lang).text)
