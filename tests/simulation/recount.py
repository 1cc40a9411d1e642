"""Every line of a digest's CSV, counted again over the rows of a database, in sqlite3 and plain Python only."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from math import comb
from pathlib import Path
from statistics import median
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
                )
                for at, kind, who, post, category, lang, detail in rows.execute(
                    "SELECT at, kind, who, post_id, category, lang, detail FROM event ORDER BY at, id"
                )
            ]
        self.posts: dict[int, Post] = {}
        self.joined: dict[str, datetime] = {}
        self.paper: set[str] = set()
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

    def between(self, first: datetime, last: datetime, *kinds: str) -> list[Event]:
        return [each for each in self.events if first <= each.at < last and (not kinds or each.kind in kinds)]

    def askers(self, first: date, days: int) -> dict[str, list[Post]]:
        start, end = midnight(first), midnight(first + timedelta(days))
        found = defaultdict(list)
        for post in self.posts.values():
            if start <= post.at < end:
                found[post.who].append(post)
        return found

    def helped(self, first: date) -> int:
        start, end = midnight(first), midnight(first + timedelta(7))
        return len({post.who for post in self.posts.values() for at, _ in post.helped if start <= at < end})

    def by_week(self, block: date) -> bool:
        """Whether four weeks are told one by one: see to the four weeks before."""
        before = block - timedelta(28)
        few = sum(len(self.askers(before + timedelta(7 * week), 7)) < 5 for week in range(4))
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
            if days == 7 and len(asked) < 5:
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


def shown(count: int) -> str:
    return str(count) if count >= 5 else "<5"


def two_sided(seen: int, weights: dict[int, int]) -> float:
    rarer = [each for each in weights.values() if each <= weights[seen]]
    return sum(rarer) / sum(weights.values())


class Expected:
    """What each line of one digest's CSV must say."""

    def __init__(self, count: Recount, week: date, table: list[Line]) -> None:
        self.count, self.week, self.table = count, week, table
        self.tests = sum(line["figure"].endswith("p_together") for line in table)

    def of(self, line: Line) -> str:
        first = date.fromisoformat(line["first_day"])
        days = (date.fromisoformat(line["last_day"]) - first).days + 1
        match line["table"]:
            case "week":
                return self._of_week(line["figure"])
            case "waiting":
                return self._waiting(line["group"])
            case "line" if days == 7:
                return self._line(first, line["figure"])
            case "line":
                return self._four(first, line)
            case "people":
                return self._people(first, line["figure"])
            case "change":
                return self._change(line["figure"].split("_")[0])
        return self._group(first, line)

    def _of_week(self, figure: str) -> str:
        start, end = midnight(self.week), midnight(self.week + timedelta(7))
        if figure == "offered":
            return shown(len({each.who for each in self.count.between(start, end, "posted_offer")}))
        lasted: dict[str, float] = {}
        for post in self.count.posts.values():
            at = post.found()
            if at and start <= at < end:
                lasted.setdefault(post.who, (at - post.at) / timedelta(hours=1))
        assert len(lasted) >= 5
        return str(min(edge for edge in (1, 3, 6, 12, 24, 48, 72, 168) if median(lasted.values()) <= edge))

    def _waiting(self, age: str) -> str:
        end = midnight(self.week + timedelta(7))
        oldest: dict[str, datetime] = {}
        for post in self.count.posts.values():
            if end - timedelta(60) <= post.at < end and post.waits(end):
                oldest.setdefault(post.who, post.at)
        edges = [
            end,
            midnight(self.week),
            midnight(self.week - timedelta(7)),
            datetime.min.replace(tzinfo=UTC),
        ]
        place = ("this_week", "last_week", "longer").index(age)
        return fives(sum(edges[place + 1] <= at < edges[place] for at in oldest.values()))

    def _line(self, first: date, figure: str) -> str:
        if not self.count.by_week(self.count.monday(first)):
            return "not told"
        if figure == "asked":
            return shown(len(self.count.askers(first, 7)))
        helped = self.count.helped(first)
        around = 0
        for back in range(5):
            day = first - timedelta(7 * back)
            asked = len(self.count.askers(day, 7))
            around += asked if asked >= 5 and self.count.by_week(self.count.monday(day)) else 0
        return "5+" if helped >= 5 and around < helped + 5 else shown(helped)

    def _four(self, first: date, line: Line) -> str:
        people = self.count.lines(first)
        if line["figure"] == "asked":
            return shown(len(people))
        helped = sum(bool(each["helped"]) for each in people)
        return str(helped) if min(helped, len(people) - helped) >= 5 else "not told"

    def _members(self, first: date, line: Line) -> list[dict[str, str | bool]]:
        named = {each["group"] for each in self.table if each["table"] == line["table"]} - {"others"}
        return [
            each
            for each in self.count.lines(first)
            if (each[line["table"]] if each[line["table"]] in named else "others") == line["group"]
        ]

    def _group(self, first: date, line: Line) -> str:
        mine, everybody = self._members(first, line), self.count.lines(first)
        helped = [each for each in mine if each["helped"]]
        match line["figure"]:
            case "asked":
                return str(len(mine))
            case "helped" if line["value"] == "fewer than half":
                return (
                    "fewer than half" if 2 * len(helped) < len(mine) and len(mine) >= 12 else "half or more"
                )
            case "helped":
                return str(len(helped))
            case "helped_within_a_day":
                return str(sum(bool(each["soon"]) for each in helped))
        about, figure = line["figure"].split("_", 1)
        if about == "soon":
            mine, everybody = helped, [each for each in everybody if each["helped"]]
        got, yes = (sum(bool(each[about]) for each in some) for some in (mine, everybody))
        weights = {
            value: comb(yes, value) * comb(len(everybody) - yes, len(mine) - value)
            for value in range(len(mine) + 1)
            if 0 <= yes - value <= len(everybody) - len(mine)
        }
        if figure == "p_together":
            return f"{min(1, self.tests * two_sided(got, weights)):.3f}"
        usual = [value for value in weights if self.tests * two_sided(value, weights) >= 0.05]
        return str(min(usual) if figure == "by_chance_from" else max(usual))

    def _people(self, first: date, figure: str) -> str:
        start, end = midnight(first), midnight(first + timedelta(28))
        given: dict[str, int] = defaultdict(int)
        for post in self.count.posts.values():
            for at, helper in post.helped:
                given[helper] += start <= at < end
        helpers = {who for who, times in given.items() if times}
        match figure:
            case "helpers":
                return fives(len(helpers))
            case "both":
                return fives(len(helpers & self.count.askers(first, 28).keys()))
            case "at_cap":
                return fives(self._at_cap(start, end))
            case "new":
                return fives(sum(start <= at < end for at in self.count.joined.values()))
            case "left":
                return fives(len({each.who for each in self.count.between(start, end, "erased", "removed")}))
            case "silent":
                return fives(self._silent(end))
        busiest = sorted(given.values(), reverse=True)[: len(helpers) // 10]
        return str(round(10 * sum(busiest) / sum(given.values())))

    def _at_cap(self, start: datetime, end: datetime) -> int:
        asked = defaultdict(list)
        for each in self.count.between(start, end, "asked"):
            asked[each.who].append(each.at)
        return sum(
            any(sum(one <= other < one + timedelta(7) for other in at) >= 4 for one in at)
            for at in asked.values()
        )

    def _silent(self, end: datetime) -> int:
        gone = {
            each.who for each in self.count.events if each.at < end and each.kind in ("erased", "removed")
        }
        acted = {each.who for each in self.count.between(end - timedelta(90), end) if each.kind not in NO_ACT}
        old = {who for who, at in self.count.joined.items() if at < end - timedelta(90)}
        return len(old - gone - acted)

    def _change(self, what: str) -> str:
        spans = [line for line in self.table if line["table"] == "line" and line["figure"] == what]
        four_weeks = spans[-1]["first_day"] != self.week.isoformat()
        times = 1 if four_weeks else 4
        now, past = int(spans[-1]["value"]), sum(int(each["value"]) for each in spans[-1 - times : -1])
        total = now + past
        weights = {value: comb(total, value) * times ** (total - value) for value in range(total + 1)}
        return f"{min(1, self.tests * two_sided(now, weights)):.3f}"
