"""How the answers about a place to go are understood: a name, a number that can be dialled, an https address."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from bot.domain.drafts import Data
from bot.domain.errors import NotUnderstoodError
from bot.domain.model import Resident
from bot.domain.resources import FIELDS, Kind
from bot.services.answers import SPOKEN, Given, Parsed, answers, one_line, pressed
from bot.services.work import Work

NAME_LIMIT = 60
LINE_LIMIT = 120
SITE_LIMIT = 150
OPTIONAL = FIELDS[1:]
"""Everything but the name may be left out."""
_MUNICIPALITY = re.compile(r"14 ?0\d{2,3}")
"""Numbers such as 14 020, with which a Dutch municipality is reached; no table of phone numbers knows them."""
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,61}")


def phone_number(text: str) -> str:
    """A phone number as it is dialled in the Netherlands. Raises NotUnderstoodError where it is none."""
    plain = one_line("".join(str(unicodedata.decimal(char, char)) for char in text))
    if _MUNICIPALITY.fullmatch(plain) or plain == "112":
        return plain
    import phonenumbers  # its tables take a tenth of a second to load

    try:
        found = phonenumbers.parse(plain, "NL")
    except phonenumbers.NumberParseException:
        raise NotUnderstoodError("no phone number") from None
    if not phonenumbers.is_valid_number(found) or re.search(r"[^\d\s+()./-]", plain):
        raise NotUnderstoodError("no phone number")
    dutch = found.country_code == 31
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(found, form.NATIONAL if dutch else form.INTERNATIONAL)


def site_address(text: str) -> str:
    """An https address, which is put before a bare `www.…`. Raises NotUnderstoodError for any other."""
    plain = one_line(text)
    if "://" not in plain:
        plain = f"https://{plain}"
    if len(plain) > SITE_LIMIT or re.search(r"[\s<>\"\\^`{|}]", plain):
        raise NotUnderstoodError("no address of a site")
    try:
        parts = urlsplit(plain)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise NotUnderstoodError("no address of a site") from None
    if (
        parts.scheme.lower() != "https"
        or parts.username
        or parts.password
        or port
        or not _HOST.fullmatch(host)
    ):
        raise NotUnderstoodError("no https address")
    rest = plain.split("://", 1)[1]
    path = rest[len(parts.netloc) :]
    return f"https://{host}{path}".rstrip("/")


@answers("place_kind")
async def _kind(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value == "more":
        return Parsed({**data, "more": 1}, complete=False)
    kind = pressed(given, list(Kind))
    return Parsed({**data, "kind": kind, "more": None})


def _line(text: str, limit: int) -> str:
    line = one_line(text)
    if not line or len(line) > limit:
        raise NotUnderstoodError("no text, or too long")
    return line


@answers("place_name")
async def _name(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "name": _line(given.text or "", NAME_LIMIT)})


def _optional(field: str, data: Data, given: Given) -> Parsed | None:
    """The answer "there is none", where it was pressed."""
    if given.value is None:
        return None
    pressed(given, ["none"])
    return Parsed({**data, field: None})


@answers("place_phone")
async def _phone(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return _optional("phone", data, given) or Parsed({**data, "phone": phone_number(given.text or "")})


@answers("place_site")
async def _site(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return _optional("site", data, given) or Parsed({**data, "site": site_address(given.text or "")})


@answers("place_address")
async def _address(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return _optional("address", data, given) or Parsed(
        {**data, "address": _line(given.text or "", LINE_LIMIT)}
    )


@answers("place_hours")
async def _hours(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return _optional("hours", data, given) or Parsed({**data, "hours": _line(given.text or "", LINE_LIMIT)})


@answers("place_languages")
async def _languages(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    picked = set(data.get("picked", []))
    if given.value == "ready":
        return Parsed({**data, "languages": " ".join(sorted(picked))})
    picked ^= {pressed(given, list(SPOKEN))}
    return Parsed({**data, "picked": sorted(picked)}, complete=False)
