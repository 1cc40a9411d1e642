"""The least that a bot could do: fetch updates and send one message for each, over plain sockets."""

from __future__ import annotations

import json
import socket

from bot.bench.server import TOKEN

CONNECTIONS = 16
"""Sends that are under way at once, each on a connection of its own, as a bot's are."""


def answer_all(port: int, updates: int) -> None:
    """Fetch and answer so many updates, then confirm the last; blocking, and as cheap as Python can."""
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
    for each in sockets:
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        offset = seen = 0
        while seen < updates:
            found = json.loads(_call(sockets[0], "getUpdates", f"offset={offset}&limit=100&timeout=5"))[
                "result"
            ]
            for start in range(0, len(found), CONNECTIONS):
                part = found[start : start + CONNECTIONS]
                for each, update in zip(sockets, part, strict=False):
                    chat = (update.get("message") or update["callback_query"])["from"]["id"]
                    each.sendall(_request("sendMessage", f"chat_id={chat}&text=goed"))
                for each, _ in zip(sockets, part, strict=False):
                    _body(each)
            seen += len(found)
            offset = found[-1]["update_id"] + 1 if found else offset
        _call(sockets[0], "getUpdates", f"offset={offset}&limit=1&timeout=0")
    finally:
        for each in sockets:
            each.close()


def _request(method: str, form: str) -> bytes:
    head = (
        f"POST /bot{TOKEN}/{method} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
    )
    return (head + form).encode()


def _call(connection: socket.socket, method: str, form: str) -> bytes:
    connection.sendall(_request(method, form))
    return _body(connection)


def _body(connection: socket.socket) -> bytes:
    data = connection.recv(262_144)
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += connection.recv(262_144)
    head = data[:end].lower()
    length = int(head[head.index(b"content-length:") + 15 :].split(b"\r\n", 1)[0])
    whole = bytearray(data[end + 4 :])
    while len(whole) < length:
        whole += connection.recv(262_144)
    return bytes(whole)
