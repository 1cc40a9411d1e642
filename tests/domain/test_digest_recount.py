"""Every figure of a digest, counted again in plain Python over the events, without the digest's functions."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from statistics import median
from typing import Any

import pytest

from bot.domain.digest.happening import Happening
from bot.domain.digest.telling import tell
from tests.domain.digest_buurt import FIRST, begins, by_chance

HOUR = timedelta(hours=1)


class Recount:
    """A year's ledger kept by hand: posts by id, people by name."""

    def __init__(self, events: list[Happening]) -> None:
        self.events = events
        self.posts: dict[int, dict[str, Any]] = {}
        for event in events:
            post = self.posts.setdefault(
                event.post_id or 0, {"yes": [], "done": [], "helpers": [], "found": None}
            )
            if event.kind == "posted_request":
                post |= {"who": event.who, "at": event.at, "category": event.category, "lang": event.lang}
            elif event.kind == "said_yes":
                post["yes"].append(event.who)
            elif event.kind == "matched" and post["found"] is None:
                post["found"] = event.at
            elif event.kind == "done":
                post["done"].append(event.at)
                post["helpers"].append(post["yes"][0])
        self.posts = {key: post for key, post in self.posts.items() if "who" in post}
        self.joined: dict[str, tuple[datetime, str]] = {}
        for event in events:
            if event.kind == "joined" and event.who:
                self.joined.setdefault(event.who, (event.at, event.detail or ""))

    def asked(self, first: datetime, last: datetime) -> dict[str, list[dict[str, Any]]]:
        found = defaultdict(list)
        for post in sorted(self.posts.values(), key=lambda post: post["at"]):
            if first <= post["at"] < last:
                found[post["who"]].append(post)
        return found

    def helped(self, first: datetime, last: datetime) -> int:
        return len({post["who"] for post in self.posts.values() for at in post["done"] if first <= at < last})

    def askers(self, block: int) -> list[dict[str, Any]]:
        """A line for each person and week."""
        lines = []
        for week in range(4 * block, 4 * block + 4):
            people = self.asked(begins(week), begins(week + 1))
            if len(people) < 5:
                continue
            for who, posts in people.items():
                end = begins(week + 2)
                helped = any(at < end for post in posts for at in post["done"])
                quick = any(post["found"] and post["found"] - post["at"] <= 24 * HOUR for post in posts)
                since, how = self.joined.get(who, (None, ""))
                known = since is not None and since <= posts[0]["at"]
                new = since is not None and known and posts[0]["at"] - since < timedelta(days=90)
                lines.append(
                    {
                        "who": who,
                        "category": posts[0]["category"],
                        "lang": posts[0]["lang"],
                        "channel": "paper" if known and how == "paper" else "phone",
                        "time": "new" if new else "settled",
                        "helped": helped,
                        "soon": helped and quick,
                    }
                )
        return lines


def five_or_more(count: int) -> int | str:
    return count if count >= 5 else "few"


def down_to_fives(count: int) -> int:
    return count - count % 5


@pytest.mark.parametrize(("seed", "asks", "people"), [(1, 26, 120), (2, 40, 160), (3, 12, 60), (4, 9, 40)])
def test_every_figure_is_what_a_count_by_hand_gives(seed: int, asks: int, people: int) -> None:
    events = by_chance(Random(seed), weeks=14, asks=asks, people=people, gap=0.2)
    by_hand = Recount(events)
    compared = 0
    for week in range(FIRST + 9, FIRST + 14):
        told = tell(events, week, begins)
        assert told.by_week
        for span in told.line:
            start, end = begins(span.week), begins(span.week + 1)
            assert span.asked == five_or_more(len(by_hand.asked(start, end)))
            helped = by_hand.helped(start, end)
            assert span.helped in (five_or_more(helped), "some")
            assert span.helped != "some" or helped >= 5
        start, end = begins(week), begins(week + 1)
        offers = {event.who for event in events if event.kind == "posted_offer" and start <= event.at < end}
        assert told.offered == five_or_more(len(offers))
        _waiting(by_hand, told.waiting, week)
        _found(by_hand, told.found_within, start, end)
        assert told.block is not None
        lines = by_hand.askers(told.block.number)
        assert told.block.whole is not None
        assert told.block.whole.asked == len(lines)
        for kind, rows in told.block.tables.items():
            named = {row.kind for row in rows} - {""}
            for row in rows:
                mine = [line for line in lines if (line[kind] if line[kind] in named else "") == row.kind]
                assert row.asked == len(mine)
                assert row.helped in (None, sum(line["helped"] for line in mine))
                assert row.soon in (None, sum(line["soon"] for line in mine))
                if row.helped is None and len(mine) >= 12 and told.block.whole.helped is not None:
                    assert row.under_half == (2 * sum(line["helped"] for line in mine) < len(mine))
                compared += 1
        _load(by_hand, told.block.load, told.block.number)
    assert compared > 20


def _waiting(by_hand: Recount, waiting: dict[str, int], week: int) -> None:
    oldest: dict[str, datetime] = {}
    end = begins(week + 1)
    for post in by_hand.posts.values():
        matched = post["found"] is not None and post["found"] < end
        if end - timedelta(days=60) <= post["at"] < end and not matched:
            oldest[post["who"]] = min(post["at"], oldest.get(post["who"], post["at"]))
    ages = {
        "this_week": sum(at >= begins(week) for at in oldest.values()),
        "last_week": sum(begins(week - 1) <= at < begins(week) for at in oldest.values()),
        "longer": sum(at < begins(week - 1) for at in oldest.values()),
    }
    assert waiting == {age: down_to_fives(count) for age, count in ages.items()}


def _found(by_hand: Recount, within: int | None, start: datetime, end: datetime) -> None:
    first: dict[str, timedelta] = {}
    for post in sorted(by_hand.posts.values(), key=lambda post: post["at"]):
        if post["found"] and start <= post["found"] < end:
            first.setdefault(post["who"], post["found"] - post["at"])
    if within is not None:
        assert len(first) >= 5
        assert median(lasted / HOUR for lasted in first.values()) <= within


def _load(by_hand: Recount, load: Any, block: int) -> None:
    start, end = begins(4 * block), begins(4 * block + 4)
    times: dict[str, int] = defaultdict(int)
    for post in by_hand.posts.values():
        for at, helper in zip(post["done"], post["helpers"], strict=True):
            times[helper] += start <= at < end
    times = {who: count for who, count in times.items() if count}
    assert load.helpers == down_to_fives(len(times))
    assert load.both == down_to_fives(len(times.keys() & by_hand.asked(start, end).keys()))
    tenth = len(times) // 10
    busiest = sum(sorted(times.values(), reverse=True)[:tenth])
    assert load.busiest == (round(10 * busiest / sum(times.values())) if tenth >= 5 else None)
    joined = [at for at, _ in by_hand.joined.values()]
    assert load.new == down_to_fives(sum(start <= at < end for at in joined))
    gone = {event.who for event in by_hand.events if event.kind == "erased" and start <= event.at < end}
    assert load.left == down_to_fives(len(gone))
    asked = defaultdict(list)
    for event in by_hand.events:
        if event.kind == "asked" and start <= event.at < end:
            asked[event.who].append(event.at)
    full = [
        who
        for who, at in asked.items()
        if any(sum(a <= b < a + timedelta(days=7) for b in at) >= 4 for a in at)
    ]
    assert load.at_cap == down_to_fives(len(full))
    active = {
        event.who
        for event in by_hand.events
        if end - timedelta(days=90) <= event.at < end and event.kind not in ("asked", "erased")
    }
    ever_gone = {event.who for event in by_hand.events if event.kind == "erased" and event.at < end}
    old = {who for who, (at, _) in by_hand.joined.items() if at < end - timedelta(days=90)}
    assert load.silent == down_to_fives(len(old - active - ever_gone))
