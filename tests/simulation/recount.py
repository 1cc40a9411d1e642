"""Every line of a digest's CSV, counted again over the rows of a database, in sqlite3 and plain Python only."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ENDS = {"missed", "went_wrong", "no_time", "closed", "expired", "done", "done_unheard"}
NO_ACT = {
    "asked", "asked_again", "silent", "still_asked", "expired", "nobody_left", "admitted", "removed", "refused",
    "visit_allowed", "visit_denied", "role_taken", "done_unheard", "no_time", "erased",
}  # fmt: skip
Line = dict[str, str]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), AMSTERDAM).astimezone(UTC)


@dataclass
class Event:
    at: datetime
    kind: str
    who: str
    post: int
    category: str
    lang: str
    detail: str
    voice: str


@dataclass
class Post:
    who: str
    at: datetime
    category: str
    lang: str
    about: list[Event]

    def found(self) -> datetime | None:
        return next((each.at for each in self.about if each.kind == "matched"), None)

    @cached_property
    def helped(self) -> list[tuple[datetime, str]]:
        """When help was given, and by whom: the earliest yes that still stood."""
        found: list[tuple[datetime, str]] = []
        standing: list[str] = []
        for each in self.about:
            if each.kind == "said_yes" and each.who not in standing:
                standing.append(each.who)
            elif each.kind in ("said_no", "dropped_out") and each.who in standing:
                standing.remove(each.who)
            elif each.kind in ("done", "done_unheard"):
                found.append((each.at, standing[0]))
        return found

    def waits(self, at: datetime) -> bool:
        waiting = True
        for each in self.about:
            if each.at < at and each.kind in ENDS | {"matched"}:
                waiting = False
            elif each.at < at and each.kind == "dropped_out":
                waiting = True
        return waiting


class Recount:
    """The events of the one buurt in a file."""

    def __init__(self, file: Path) -> None:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as rows:
            self.events = [
                Event(
                    datetime.fromisoformat(at),
                    kind,
                    who or "",
                    post or 0,
                    category or "",
                    lang or "",
                    detail or "",
                    voice or who or "",
                )
                for at, kind, who, post, category, lang, detail, voice in rows.execute(
                    "SELECT at, kind, who, post_id, category, lang, detail, voice FROM event ORDER BY at, id"
                )
            ]
        self.posts: dict[int, Post] = {}
        self.joined: dict[str, datetime] = {}
        self.paper: set[str] = set()
        self.voice = {each.who: each.voice for each in self.events}
        self._lines: dict[date, list[dict[str, str | bool]]] = {}
        for each in self.events:
            if each.kind == "posted_request":
                self.posts[each.post] = Post(each.who, each.at, each.category, each.lang, [])
            elif each.post in self.posts:
                self.posts[each.post].about.append(each)
            if each.kind == "admitted" or (each.kind == "joined" and each.detail != "approval"):
                self.joined.setdefault(each.who, each.at)
            if each.kind == "joined" and each.detail == "paper":
                self.paper.add(each.who)

    def voices(self, whos: Iterable[str]) -> int:
        """Neighbours without a phone speak with their contact's voice, who is the same all the time here."""
        return len({self.voice[who] for who in whos})

    def shown(self, whos: Collection[str]) -> str:
        return str(len(whos)) if self.voices(whos) >= 5 else "<5"

    def fives(self, whos: Collection[str]) -> str:
        return fives(len(whos)) if self.voices(whos) >= 5 else "<5"

    def between(self, first: datetime, last: datetime, *kinds: str) -> list[Event]:
        return [each for each in self.events if first <= each.at < last and (not kinds or each.kind in kinds)]

    def askers(self, first: date, days: int) -> dict[str, list[Post]]:
        start, end = midnight(first), midnight(first + timedelta(days))
        found = defaultdict(list)
        for post in self.posts.values():
            if start <= post.at < end:
                found[post.who].append(post)
        return found

    def helped(self, first: date) -> set[str]:
        start, end = midnight(first), midnight(first + timedelta(7))
        return {post.who for post in self.posts.values() for at, _ in post.helped if start <= at < end}

    def by_week(self, block: date) -> bool:
        """Whether four weeks are told one by one: see to the four weeks before."""
        before = block - timedelta(28)
        few = sum(self.voices(self.askers(before + timedelta(7 * week), 7)) < 5 for week in range(4))
        return self.events[0].at > midnight(before) or few < 2

    def lines(self, block: date) -> list[dict[str, str | bool]]:
        """The people of four weeks, with what became of what they asked by the week after."""
        if block not in self._lines:
            self._lines[block] = self._count(block)
        return self._lines[block]

    def _count(self, block: date) -> list[dict[str, str | bool]]:
        spans = (
            [(block + timedelta(7 * week), 7) for week in range(4)] if self.by_week(block) else [(block, 28)]
        )
        found: list[dict[str, str | bool]] = []
        for first, days in spans:
            asked = self.askers(first, days)
            if days == 7 and self.voices(asked) < 5:
                continue
            until = midnight(first + timedelta(days + 7))
            for who, posts in asked.items():
                at = posts[0].at
                since = self.joined.get(who)
                member = since if since is not None and since <= at else None
                helped = any(done < until for post in posts for done, _ in post.helped)
                quick = any(
                    (found_at := post.found()) and found_at - post.at <= timedelta(1) for post in posts
                )
                found.append(
                    {
                        "all": "all",
                        "voice": f"{self.voice[who]} {first}",
                        "category": posts[0].category,
                        "lang": posts[0].lang,
                        "channel": "paper" if member and who in self.paper else "phone",
                        "time": "new" if member and at - member < timedelta(90) else "settled",
                        "helped": helped,
                        "soon": helped and quick,
                    }
                )
        return found

    def monday(self, day: date) -> date:
        """The first day of the four weeks that a week falls in."""
        week = (day.toordinal() - 1) // 7
        return date.fromordinal(7 * (week - week % 4) + 1)


def fives(count: int) -> str:
    return "<5" if count < 5 else f"{count - count % 5}-{count - count % 5 + 4}"
