"""Bytes that the bot or a phone has sent, by file id."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from itertools import count

from bot.playground.errors import bad_request
from bot.playground.messages import Json, Kind

_PNG = b"\x89PNG\r\n\x1a\n"
_SIGNATURES = (
    (_PNG, "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF8", "image/gif", "gif"),
    (b"RIFF", "image/webp", "webp"),
    (b"OggS", "audio/ogg", "oga"),
    (b"%PDF", "application/pdf", "pdf"),
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    kind: Kind
    data: bytes
    name: str
    mime_type: str
    path: str

    @property
    def unique_id(self) -> str:
        return f"u{self.id}"

    def to_json(self) -> Json:
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
            "file_path": self.path,
        }

    def as_media(self, *, seconds: int = 0) -> Json | list[Json]:
        """The Bot API's Voice, PhotoSize list or Document for this file."""
        media: Json = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        match self.kind:
            case Kind.PHOTO:
                width, height = _size(self.data)
                return [media | {"width": width, "height": height}]
            case Kind.VOICE:
                return media | {"duration": seconds, "mime_type": self.mime_type}
            case _:
                return media | {"file_name": self.name, "mime_type": self.mime_type}


class Files:
    """Everything sent so far; nothing is ever dropped, a playground is short-lived."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._numbers = count(1)

    def add(self, kind: Kind, data: bytes, name: str = "") -> StoredFile:
        number = next(self._numbers)
        mime_type, extension = _type_of(data)
        if "." in name:
            extension = name.rsplit(".", 1)[1].lower()
        stored = StoredFile(
            id=f"{kind}-{number:06d}-playground",
            kind=kind,
            data=data,
            name=name or f"file_{number}.{extension}",
            mime_type=mime_type,
            path=f"{kind}s/file_{number}.{extension}",
        )
        self._by_id[stored.id] = self._by_path[stored.path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        """Raises `Refusal` for an id that nobody sent."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def _type_of(data: bytes) -> tuple[str, str]:
    for signature, mime_type, extension in _SIGNATURES:
        if data.startswith(signature):
            return mime_type, extension
    try:
        data.decode()
    except UnicodeDecodeError:
        return "application/octet-stream", "bin"
    return "text/plain", "txt"


def _size(data: bytes) -> tuple[int, int]:
    """Pixels of a PNG; a common size for the rest, which nobody measures here."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return 1280, 960


def sample_photo(width: int = 240, height: int = 160) -> bytes:
    """A PNG of a street at dusk, for phones that have no camera."""
    rows = []
    for y in range(height):
        row = bytearray([0])
        for x in range(width):
            below_roof = y - height * (0.45 + 0.13 * ((x // 40) * 7 % 3))
            house = below_roof > 0
            window = below_roof > 10 and x % 40 in range(12, 20) and below_roof % 26 < 10
            if window:
                row += bytes((255, 214, 130))
            elif house:
                row += bytes((58 + (x // 40) * 6, 66, 92))
            else:
                shade = y / height
                row += bytes(
                    (int(120 + 200 * min(shade, 0.65)), int(130 + 90 * shade), int(190 - 60 * shade))
                )
        rows.append(bytes(row))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return _PNG + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def sample_voice() -> bytes:
    """Bytes that start like a voice note; there is nothing to hear in them."""
    return b"OggS" + bytes(60)
