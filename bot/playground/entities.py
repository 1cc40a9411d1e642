"""Formatted text: what Telegram makes of HTML, and back again.

Offsets and lengths count UTF-16 code units, as everywhere in the Bot API.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.playground.errors import Refusal, bad_request

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "text_link": "a",
    "spoiler": "tg-spoiler",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}

_RUN = re.compile(r"[^<&]+")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_START = re.compile(r"<([a-zA-Z0-9-]*)((?:\s+[^\s=<>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*>")
_NAME = re.compile(r"</?([a-zA-Z0-9-]*)")
_END = re.compile(r"</([a-zA-Z0-9-]*)\s*>")
_ATTRIBUTE = re.compile(r"([^\s=<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
_FOUND_BY_ITSELF = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b")),
    ("mention", re.compile(r"(?<![\w/])@[A-Za-z]\w{3,31}\b")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?\b")),
    ("hashtag", re.compile(r"(?<![\w/])#\w*[^\W\d]\w*")),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of special text; `kind` is the Bot API's `type`."""

    kind: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def to_json(self) -> dict[str, Any]:
        entity: dict[str, Any] = {"type": self.kind, "offset": self.offset, "length": self.length}
        if self.url is not None:
            entity["url"] = self.url
        if self.language is not None:
            entity["language"] = self.language
        return entity


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    kind: str
    offset: int
    url: str | None
    language: str | None


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """Text and entities of a message sent with `parse_mode=HTML`; raises `Refusal` as Telegram does."""
    parts: list[str] = []
    length = 0
    open_tags: list[_Open] = []
    found: list[Entity] = []
    at = 0
    while at < len(source):
        if source[at] == "<":
            if source.startswith("</", at):
                at = _close(source, at, length, open_tags, found, parts)
            else:
                at = _open(source, at, length, open_tags)
            continue
        piece, at = _plain(source, at)
        parts.append(piece)
        length += utf16_length(piece)
    if open_tags:
        raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{open_tags[-1].tag}"')
    # They were found as they closed; of two that start together the outer one comes first.
    return trim("".join(parts), reversed(found))


def _plain(source: str, at: int) -> tuple[str, int]:
    if run := _RUN.match(source, at):
        return run.group(), run.end()
    reference = _REFERENCE.match(source, at)
    if reference is None:
        return "&", at + 1
    decimal, hexadecimal, name = reference.groups()
    if name:
        return _NAMED[name], reference.end()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "&", at + 1
    return chr(code), reference.end()


def _open(source: str, at: int, length: int, open_tags: list[_Open]) -> int:
    name = _NAME.match(source, at)
    tag = name.group(1).lower() if name else ""
    started = _START.match(source, at)
    if tag not in KINDS and not (tag == "span" and started and "tg-spoiler" in started.group(2)):
        raise _cannot_parse(f'Unsupported start tag "{tag}" at byte offset {_byte(source, at)}')
    if started is None:
        raise _cannot_parse(f"Unclosed start tag at byte offset {_byte(source, at)}")
    attributes = {
        match.group(1).lower(): html.unescape(match.group(2) or match.group(3) or match.group(4) or "")
        for match in _ATTRIBUTE.finditer(started.group(2))
    }
    kind = KINDS.get(tag, "spoiler")
    if kind == "blockquote" and "expandable" in attributes:
        kind = "expandable_blockquote"
    url = attributes.get("href") if tag == "a" else None
    language = attributes.get("class", "").removeprefix("language-") or None if tag == "code" else None
    open_tags.append(_Open(tag, kind, length, url, language))
    return started.end()


def _close(
    source: str, at: int, length: int, open_tags: list[_Open], found: list[Entity], parts: list[str]
) -> int:
    offset = _byte(source, at)
    ended = _END.match(source, at)
    if not open_tags:
        raise _cannot_parse(f"Unexpected end tag at byte offset {offset}")
    if ended is None:
        raise _cannot_parse(f"Unclosed end tag at byte offset {offset}")
    opened = open_tags.pop()
    name = ended.group(1).lower()
    if name != opened.tag:
        raise _cannot_parse(
            f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", found "</{name}>"'
        )
    if length > opened.offset:
        found.append(_entity(opened, length, found, parts))
    return ended.end()


def _entity(opened: _Open, length: int, found: list[Entity], parts: list[str]) -> Entity:
    size = length - opened.offset
    url, language = opened.url, None
    if opened.kind == "text_link" and not url:
        url = utf16_slice("".join(parts), opened.offset, size)
    last = found[-1] if found else None
    if (
        opened.kind == "pre"
        and last
        and (last.kind, last.offset, last.end) == ("code", opened.offset, length)
    ):
        language = found.pop().language
    elif opened.kind == "code":
        language = opened.language
    return Entity(opened.kind, opened.offset, size, url, language)


def _byte(source: str, at: int) -> int:
    return len(source[:at].encode())


def _cannot_parse(why: str) -> Refusal:
    return bad_request(f"can't parse entities: {why}")


def trim(text: str, entities: Iterable[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """Drop white space at both ends, as Telegram does, and fit the entities to what is left."""
    lead = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept = []
    for entity in entities:
        start = max(entity.offset - lead, 0)
        stop = min(entity.end - lead, end)
        if stop > start:
            # Only a language inside <pre> survives; <code class=...> alone has none.
            language = entity.language if entity.kind == "pre" else None
            kept.append(replace(entity, offset=start, length=stop - start, language=language))
    return text, tuple(sorted(kept, key=lambda entity: (entity.offset, -entity.length)))


def with_found(text: str, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The entities, with those Telegram finds by itself: links, mentions, commands, hashtags."""
    taken = [
        (entity.offset, entity.end) for entity in entities if entity.kind in ("code", "pre", "text_link")
    ]
    added: list[Entity] = []
    for kind, pattern in _FOUND_BY_ITSELF:
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            end = offset + utf16_length(match.group())
            if all(end <= start or offset >= stop for start, stop in taken):
                taken.append((offset, end))
                added.append(Entity(kind, offset, end - offset))
    if not added:
        return entities
    return tuple(sorted((*entities, *added), key=lambda entity: (entity.offset, -entity.length)))


def to_html(text: str, entities: Iterable[Entity]) -> str:
    """The text as HTML with Telegram's own tags; entities it finds by itself are left as text."""
    shown = [entity for entity in entities if entity.kind in TAGS]
    edges = sorted({0, utf16_length(text), *(edge for e in shown for edge in (e.offset, e.end))})
    out: list[str] = []
    for start, stop in zip(edges, [*edges[1:], edges[-1]], strict=True):
        ending = [entity for entity in shown if entity.end == start]
        out.extend(f"</{TAGS[entity.kind]}>" for entity in reversed(ending))
        out.extend(_start_tag(entity) for entity in shown if entity.offset == start)
        out.append(html.escape(utf16_slice(text, start, stop - start), quote=False))
    return "".join(out)


def _start_tag(entity: Entity) -> str:
    if entity.kind == "text_link":
        return f'<a href="{html.escape(entity.url or "")}">'
    return f"<{TAGS[entity.kind]}>"
