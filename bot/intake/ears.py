"""Voice notes become words, where the operator has set a program that listens: SPEECH_COMMAND.

It runs on the operator's own machine, before the unit of work that handles the note. Whatever goes wrong, the note
is handled as one that nobody understood, with buttons.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from telegram import Bot
from telegram.error import TelegramError

from bot import logs
from bot.domain.update import Update, Voice
from bot.services.work import Work

LONGEST_NOTE = 60
"""Seconds of speech."""
LARGEST_NOTE = 2_000_000
"""Bytes of a voice note."""
LARGEST_ANSWER = 16_000
"""Bytes that the program prints; a minute of speech is under two thousand."""
LONGEST_TEXT = 4096
FETCH_SECONDS = 10.0
LISTEN_SECONDS = 20.0
QUEUE_SECONDS = 60.0
AT_ONCE = 2
SECRETS = ("BOT_TOKEN", "SECRET_KEY", "WEBHOOK_SECRET")
"""Settings that are none of the program's business."""

ToHear: TypeAlias = Callable[[Work, Update], Awaitable[Voice | None]]
"""The voice note to listen to before an update is handled; None for most. Changes nothing."""

log = logs.get("ears")


class Ears:
    """Runs `command` with the path of a voice note as its last argument; what it prints are the words.

    The note lies in `folder` while the program runs, readable by this user only, and nowhere afterwards.
    """

    def __init__(
        self, bot: Bot, command: Sequence[str], folder: Path, *, listen_seconds: float = LISTEN_SECONDS
    ) -> None:
        self._bot = bot
        self._command = tuple(command)
        self._folder = folder
        self._listen_seconds = listen_seconds
        self._free = asyncio.Semaphore(AT_ONCE)

    def open(self) -> None:
        """Make the folder, without what a power cut may have left in it. Raises OSError."""
        self.close()
        self._folder.mkdir(mode=0o700)

    def close(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._folder, ignore_errors=True)

    async def hear(self, voice: Voice) -> str | None:
        """The words of a note; None where it is too long or large, or nobody understood it in time."""
        try:
            async with asyncio.timeout(QUEUE_SECONDS):
                await self._free.acquire()
        except TimeoutError:
            log.warning("too_busy_to_listen")
            return None
        try:
            note = await self._fetch(voice)
            return await self._listen(note) if note else None
        except (TelegramError, TimeoutError, OSError) as error:
            log.warning("not_understood", error=type(error).__name__)
            return None
        finally:
            self._free.release()

    async def _fetch(self, voice: Voice) -> bytes | None:
        if voice.seconds > LONGEST_NOTE or (voice.size or 0) > LARGEST_NOTE:
            return None
        async with asyncio.timeout(FETCH_SECONDS):
            file = await self._bot.get_file(voice.file_id)
            if (file.file_size or 0) > LARGEST_NOTE:
                return None
            note = bytes(await file.download_as_bytearray())
        return note if len(note) <= LARGEST_NOTE else None

    async def _listen(self, note: bytes) -> str | None:
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".oga") as kept:
            kept.write(note)
            kept.flush()
            process = await asyncio.create_subprocess_exec(
                *self._command,
                kept.name,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if name not in SECRETS},
                start_new_session=True,
            )
            try:
                async with asyncio.timeout(self._listen_seconds):
                    said = await _read(process)
                    code = await process.wait()
            finally:
                await _end(process)
        if code != 0 or said is None:
            log.warning("not_understood", code=code)
            return None
        # It is speech: a slash at its beginning is no command.
        return said.decode("utf-8", "replace").strip().lstrip("/")[:LONGEST_TEXT].strip() or None


async def _read(process: asyncio.subprocess.Process) -> bytes | None:
    """What the program prints until it ends; None where that is too much to be speech."""
    if process.stdout is None:
        return None
    try:
        await process.stdout.readexactly(LARGEST_ANSWER + 1)
    except asyncio.IncompleteReadError as error:
        return error.partial
    os.killpg(process.pid, signal.SIGKILL)
    return None


async def _end(process: asyncio.subprocess.Process) -> None:
    """The program and whatever it started are gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
    # Read to its end, the pipe closes by itself; whatever fled the group may hold it open, and is not waited for.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(1):
            await process.communicate()
    await asyncio.sleep(0)
