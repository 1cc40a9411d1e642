"""Neighbourhoods for the tests of the digest: events of some weeks, from numbers or by chance."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.digest.happening import Happening
from bot.domain.digest.weeks import begins as begins_in
from bot.domain.digest.weeks import weeks_of

ZONE = ZoneInfo("Europe/Amsterdam")
BLOCK = 26_428
"""A block in the autumn of 2026."""
FIRST = weeks_of(BLOCK)[0]
CATEGORIES = ("errands", "transport", "company", "garden", "paperwork")


def begins(week: int) -> datetime:
    return begins_in(week, ZONE)


class Story:
    """Writes events; `at` counts hours from the beginning of a week."""

    def __init__(self) -> None:
        self.happenings: list[Happening] = []
        self.posts = 0

    def tell(
        self, at: datetime, kind: str, who: str | None, post: int | None = None, **more: str | None
    ) -> None:
        detail, category, lang = more.get("detail"), more.get("category"), more.get("lang", "nl")
        self.happenings.append(Happening(at, kind, who, post, category, lang, detail))

    def request(
        self,
        who: int,
        week: int,
        hours: float = 10,
        *,
        category: str = "errands",
        lang: str = "nl",
        found: float | None = None,
        done: float | None = None,
        helper: int = 900,
    ) -> int:
        """A request; `found` and `done` are hours after it. Returns its id."""
        self.posts += 1
        at = begins(week) + timedelta(hours=hours)
        about = {"category": category, "lang": lang}
        self.tell(at, "posted_request", f"r{who}", self.posts, **about)
        if found is not None:
            self.tell(at + timedelta(hours=found), "said_yes", f"r{helper}", self.posts, category=category)
            self.tell(at + timedelta(hours=found), "matched", f"r{who}", self.posts, **about)
        if done is not None:
            self.tell(at + timedelta(hours=done), "done", f"r{who}", self.posts, **about)
        return self.posts

    def joined(self, who: int, at: datetime, detail: str = "invite") -> None:
        self.tell(at, "joined", f"r{who}", detail=detail)

    def in_order(self) -> list[Happening]:
        return sorted(self.happenings, key=lambda each: each.at)


def by_chance(
    rng: Random,
    weeks: int = 9,
    first: int = FIRST,
    people: int = 40,
    asks: int = 14,
    helped: float = 0.6,
    arabic: float = 0.3,
    paper: float = 0.15,
    gap: float = 0.0,
) -> list[Happening]:
    """Weeks of a buurt of its own; `gap` is how much less often those who read Arabic are helped."""
    story = Story()
    langs = {who: "ar" if rng.random() < arabic else "nl" for who in range(people)}
    for who in range(people):
        begun = begins(first) + timedelta(days=rng.uniform(-120, 20))
        story.joined(who, begun, "paper" if rng.random() < paper else "invite")
    for week in range(first, first + weeks):
        for _ in range(max(0, round(rng.gauss(asks, asks / 5)))):
            who = rng.randrange(people)
            chance = helped - (gap if langs[who] == "ar" else 0)
            lucky = rng.random() < chance
            found = rng.choice((0.5, 3, 8, 20, 30, 60)) if lucky or rng.random() < 0.1 else None
            story.request(
                who,
                week,
                rng.uniform(0, 160),
                category=rng.choice(CATEGORIES),
                lang=langs[who],
                found=found,
                done=(found or 0) + rng.choice((5.0, 40, 120)) if lucky else None,
                helper=rng.randrange(people),
            )
        for _ in range(asks):
            who = rng.randrange(people)
            at = begins(week) + timedelta(hours=rng.uniform(0, 160))
            story.tell(at, rng.choice(("asked", "asked", "posted_offer")), f"r{who}", None, lang=langs[who])
        if rng.random() < 0.3:
            at = begins(week) + timedelta(days=2)
            story.tell(at, "erased", f"r{rng.randrange(people)}")
    return story.in_order()
