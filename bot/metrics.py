"""The bot's figures as Prometheus reads them. No ids, names or buurten: only fixed words and numbers."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from bot import logs
from bot.clock import Clock
from storage import backlog

DECISIONS = {
    "asked": "asks",
    "said_yes": "yeses",
    "said_no": "noes",
    "silent": "silences",
    "matched": "matches",
    "dropped_out": "drop_outs",
    "invited": "invitations",
    "nobody_left": "nobody_left",
}
"""Event kind -> the word for it among the decisions."""
NOT_SENT = ("not_sent", "not_sendable")


class Metrics(Collector):
    """Reads everything anew at each scrape; the counters begin at zero with the process."""

    def __init__(self, database: Path, clock: Clock) -> None:
        self.content_type = CONTENT_TYPE_LATEST
        self._database = database
        self._clock = clock
        self.handled = 0
        """Updates since the start."""
        self._lock = threading.Lock()
        self._counted_until: int | None = None
        self._decisions = Counter({"waves": 0, **dict.fromkeys(DECISIONS.values(), 0)})
        self._registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=self._registry)
        self._registry.register(self)

    def begin(self) -> None:
        """Count what happens from now on. Raises StorageError."""
        self._counted_until = backlog.happened(self._database, None).until

    def text(self) -> bytes:
        """One scrape. Raises StorageError where the database cannot be read."""
        with self._lock:
            return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """Called by `generate_latest`."""
        waits = backlog.read(self._database, self._clock())
        for what, about, waiting in (
            ("updates", "updates that are not handled yet", waits.updates),
            ("messages", "messages that may leave", waits.messages),
            ("due_rows", "due rows whose moment has come", waits.due),
        ):
            yield GaugeMetricFamily(f"buurtkring_{what}_waiting", f"Number of {about}", waiting.count)
            yield GaugeMetricFamily(
                f"buurtkring_{what}_oldest_seconds", f"Age of the oldest of the {about}", waiting.seconds
            )
        yield GaugeMetricFamily(
            "buurtkring_updates_set_aside",
            "Updates of the last seven days that failed three times",
            backlog.set_aside(self._database),
        )
        yield CounterMetricFamily("buurtkring_updates_handled", "Updates handled", self.handled)
        yield self._decided()
        yield from _troubles()

    def _decided(self) -> Metric:
        news = backlog.happened(self._database, self._counted_until)
        self._counted_until = news.until
        self._decisions["waves"] += news.waves
        for kind, count in news.kinds.items():
            if kind in DECISIONS:
                self._decisions[DECISIONS[kind]] += count
        family = CounterMetricFamily("buurtkring_decisions", "Decisions of the matching", labels=["what"])
        for what, count in self._decisions.items():
            family.add_metric([what], count)
        return family


def _troubles() -> Iterator[Metric]:
    """What the log warned of; a refused or failed send also by the kind of its error."""
    sends = CounterMetricFamily(
        "buurtkring_send_errors", "Messages that were refused or not sent", labels=["error", "why"]
    )
    every = CounterMetricFamily(
        "buurtkring_troubles", "Warnings and errors in the log", labels=["part", "event", "error"]
    )
    by_send: Counter[tuple[str, str]] = Counter()
    by_event: Counter[tuple[str, str, str]] = Counter()
    for trouble, count in logs.troubles().items():
        by_event[trouble.part, trouble.event, trouble.error] += count
        if trouble.part == "delivery" and trouble.event in NOT_SENT:
            by_send[trouble.error, trouble.why] += count
    for send, count in by_send.items():
        sends.add_metric(list(send), count)
    for event, count in by_event.items():
        every.add_metric(list(event), count)
    yield sends
    yield every
