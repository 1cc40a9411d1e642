"""What happened in the seeded buurt before the demo opened: some weeks with a clear story for the digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.calendar import at_local, local
from bot.domain.categories import Category
from bot.domain.ids import BuurtId, PostId, ResidentId
from storage import events
from storage.database import Transaction

WEEKS = 20
ASKED = (
    (Category.ERRANDS, 5, 2),
    (Category.TRANSPORT, 4, 2),
    (Category.COMPANY, 4, 2),
    (Category.PAPERWORK, 3, 2),
)
"""What is asked in a week: how many requests are written in Dutch, how many in Arabic."""
HELPED = {Category.ERRANDS: 0.9, Category.TRANSPORT: 0.45, Category.COMPANY: 0.8, Category.PAPERWORK: 0.8}
"""The chance that somebody takes it: what the community builder can do something about."""
IN_ARABIC = 0.25
"""Times that chance, for who writes in Arabic."""
HOURS_TO_YES = (0.5, 1, 2, 3, 5, 8, 30, 50)
OPEN_FOR = timedelta(days=7)
MEMBERS_FOR, NEW_FOR = timedelta(days=300), timedelta(days=40)
"""How long ago most neighbours joined, and every fifth of them."""


@dataclass(frozen=True)
class Told:
    """One event; `who` wrote it in `lang`."""

    at: datetime
    kind: str
    who: ResidentId
    lang: str
    post: int
    category: Category


async def tell(
    tx: Transaction, buurt: BuurtId, people: Sequence[tuple[ResidentId, str]], zone: ZoneInfo, now: datetime
) -> None:
    """Write the events of the last weeks and of this one up to `now`; `people` with the language they read."""
    rng = Random(7)
    today = local(now, zone).date()
    this_monday = today - timedelta(days=today.weekday())
    for number, (who, lang) in enumerate(people):
        since = now - (NEW_FOR if number % 5 == 0 else MEMBERS_FOR)
        await events.append(
            tx,
            since,
            "joined",
            buurt_id=buurt,
            who=who,
            post_id=None,
            category=None,
            lang=lang,
            detail="invite",
        )
    told: list[Told] = []
    for week in range(WEEKS, -1, -1):
        monday = at_local(this_monday - timedelta(weeks=week), time(), zone)
        told += _week(people, monday, now, rng, first_post=-100 * (WEEKS - week) - 1)
    for each in sorted(told, key=lambda each: each.at):
        await events.append(
            tx,
            each.at,
            each.kind,
            buurt_id=buurt,
            who=each.who,
            post_id=PostId(each.post),
            category=each.category,
            lang=each.lang,
            detail=None,
        )


def _week(
    people: Sequence[tuple[ResidentId, str]], monday: datetime, now: datetime, rng: Random, first_post: int
) -> Iterator[Told]:
    """A week from local Monday midnight, as far as it lies before `now`. Everybody asks at most once."""
    dutch = rng.sample([who for who, lang in people if lang == "nl"], k=22)
    arabic = rng.sample([who for who, lang in people if lang == "ar"], k=8)
    asked = [
        (category, lang)
        for category, in_dutch, in_arabic in ASKED
        for lang in ["nl"] * in_dutch + ["ar"] * in_arabic
    ]
    for number, (category, lang) in enumerate(asked):
        who, post = (dutch if lang == "nl" else arabic).pop(), first_post - number
        at = monday + timedelta(days=number % 5, hours=9 + 9 * rng.random())
        posted = Told(at, "posted_request", who, lang, post, category)
        chance = HELPED[category] * (IN_ARABIC if lang == "ar" else 1)
        said_yes = at + timedelta(hours=rng.choice(HOURS_TO_YES))
        helper, helper_lang = rng.choice([person for person in people if person[0] != who])
        if rng.random() > chance:
            story = [posted, Told(at + OPEN_FOR, "expired", who, lang, post, category)]
            yield from (each for each in story if each.at < now)
            continue
        story = [
            posted,
            # Not "said_yes": from that the matching would learn who always says yes, and ask nobody else.
            Told(said_yes, "wanted", helper, helper_lang, post, category),
            Told(said_yes + timedelta(minutes=30), "matched", who, lang, post, category),
            Told(said_yes + timedelta(hours=26), "done", who, lang, post, category),
        ]
        # What is not over yet belongs to the real bot, which knows nothing of it: left out.
        if story[-1].at < now:
            yield from story
    for number, who in enumerate(dutch):
        at = monday + timedelta(days=number % 5, hours=10 + 8 * rng.random())
        if at < now:
            category = rng.choice([Category.MEALS, Category.GARDEN, Category.TECH])
            yield Told(at, "posted_offer", who, "nl", first_post - 50 - number, category)
