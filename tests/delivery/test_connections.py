"""Kept connections: used again, given up when they end, and every way in which an HTTP answer may be told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from yarl import URL

from bot import connections
from bot.connections import NoAnswerError, Pool
from tests.e2e.program import eventually

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nja"


class Server:
    """Gives each request on a connection the next of `answers`; None: closes instead."""

    def __init__(self, *answers: Sequence[bytes] | None) -> None:
        self.answers = list(answers)
        self.connections = 0
        self.asked: list[bytes] = []
        self.url = URL()
        self.late = asyncio.Event()
        """Set when requests that end in "late" are to be answered."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while self.answers:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.rpartition(b"Content-Length: ")[2].partition(b"\r\n")[0])
                self.asked.append(head + await reader.readexactly(length))
                if self.asked[-1].endswith(b"late"):
                    await self.late.wait()
                answer = self.answers.pop(0)
                if answer is None:
                    break
                for part in answer:
                    writer.write(part)
                    await writer.drain()
                    await asyncio.sleep(0.01)
                if b"HTTP/1.0" in answer[0]:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def ask(self, pool: Pool, body: bytes = b"", seconds: float | None = 5.0) -> tuple[int, bytes]:
        """One call over the pool."""
        return await pool.ask(self.url, b"POST /x HTTP/1.1\r\nHost: x\r\n", body, 5.0, seconds)


@asynccontextmanager
async def serving(*answers: Sequence[bytes] | None) -> AsyncIterator[tuple[Server, Pool]]:
    """A server with these answers, and connections to it."""
    server, pool = Server(*answers), Pool(2)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    async with listening:
        server.url = URL(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/x")
        yield server, pool
        pool.close()


async def test_calls_in_turn_go_over_one_connection_and_side_by_side_over_as_many_as_are_allowed() -> None:
    async with serving(*[[OK]] * 9) as (server, pool):
        for number in range(3):
            assert await server.ask(pool, b"%d" % number) == (200, b"ja")
        assert server.connections == 1
        assert await asyncio.gather(*(server.ask(pool) for _ in range(6))) == [(200, b"ja")] * 6
    assert server.connections == 2
    assert [each[-1:] for each in server.asked[:3]] == [b"0", b"1", b"2"]


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        pytest.param([OK[:20], OK[20:-1], OK[-1:]], 200, b"ja", id="in pieces"),
        pytest.param(
            [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nja\r\n", b"3\r\n, u\r\n0\r\n\r\n"],
            200, b"ja, u", id="in chunks",
        ),
        pytest.param([b"HTTP/1.1 100 Continue\r\n\r\n", OK], 200, b"ja", id="go on first"),
        pytest.param([b"HTTP/1.0 404 Not Found\r\n\r\nnee", b"!"], 404, b"nee!", id="until it closes"),
        pytest.param([b"HTTP/1.1 502 Bad\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"], 502, b"", id="empty"),
    ],
)  # fmt: skip
async def test_an_answer_is_read_however_it_is_told(answer: list[bytes], status: int, body: bytes) -> None:
    async with serving(answer, [OK]) as (server, pool):
        assert await server.ask(pool) == (status, body)
        assert await server.ask(pool) == (200, b"ja")


async def test_a_connection_that_the_server_closed_meanwhile_is_not_used_again() -> None:
    async with serving([OK], None, [OK]) as (server, pool):
        assert await server.ask(pool) == (200, b"ja")
        with pytest.raises(NoAnswerError):
            await server.ask(pool)
        assert await server.ask(pool) == (200, b"ja")
    assert server.connections == 2


async def test_a_connection_that_was_idle_for_long_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving([OK], [OK]) as (server, pool):
        await server.ask(pool)
        monkeypatch.setattr(connections, "KEPT_SECONDS", 0.0)
        await server.ask(pool)
    assert server.connections == 2


async def test_the_answer_to_a_call_that_was_given_up_is_not_taken_for_the_next_one() -> None:
    async with serving([OK], [OK], [OK.replace(b"ja", b"!!")]) as (server, pool):
        with pytest.raises(TimeoutError):
            await server.ask(pool, b"late", seconds=0.05)
        assert await server.ask(pool) == (200, b"ja")
        waiting = asyncio.create_task(server.ask(pool, b"late"))
        await eventually(lambda: len(server.asked) == 3)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await server.ask(pool) == (200, b"ja")
        server.late.set()


async def test_what_nobody_asked_for_closes_the_connection() -> None:
    async with serving([OK, OK], [OK]) as (server, pool):
        assert await server.ask(pool) == (200, b"ja")
        await asyncio.sleep(0.05)
        assert await server.ask(pool) == (200, b"ja")
    assert server.connections == 2


@pytest.mark.parametrize(
    "head", [b"Content-Length: 12", b"Transfer-Encoding: chunked\r\n\r\nc\r\n123456789012\r\n0"]
)
async def test_an_answer_that_is_too_large_is_none(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "LARGEST_ANSWER", 11)
    async with serving([b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n"], [OK]) as (server, pool):
        with pytest.raises(NoAnswerError, match="too large"):
            await server.ask(pool)
        assert await server.ask(pool) == (200, b"ja")


ANOTHER = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nxyz"


@pytest.mark.parametrize(
    "more", [ANOTHER, ANOTHER[:-1], b"HTTP/1.1 100 Continue\r\n\r\n" + ANOTHER, b"garbage"]
)
async def test_what_comes_in_one_piece_with_an_answer_is_no_part_of_the_next(more: bytes) -> None:
    async with serving([OK + more], [OK]) as (server, pool):
        assert await server.ask(pool) == (200, b"ja")
        assert await server.ask(pool) == (200, b"ja")
    assert server.connections == 2


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 101 Other\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", b"HTTP/1.1 200 " + b"k" * 99999],
)
async def test_what_is_no_answer_ends_the_call_at_once(
    answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving([answer], [OK]) as (server, pool):
        with pytest.raises(NoAnswerError):
            await server.ask(pool)
        assert await server.ask(pool) == (200, b"ja")
    assert not [record for record in caplog.records if "data_received" in record.message]


async def test_a_closed_pool_closes_what_was_in_use_when_it_has_its_answer() -> None:
    async with serving([OK], [OK]) as (server, pool):
        waiting = asyncio.create_task(server.ask(pool, b"late"))
        await eventually(lambda: len(server.asked) == 1)
        pool.close()
        server.late.set()
        assert await waiting == (200, b"ja")
        assert not any(pool._idle.values())
