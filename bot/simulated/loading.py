"""A diary into a database: people, posts, questions, matches, and every event as the services record it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.domain.ids import AccountId, BuurtId, PostId, ResidentId
from bot.domain.model import Admission, CommitmentState, MatchState, Post, PostKind, PostState, Resident, Role
from bot.domain.paper import NO_CHAT
from bot.services import digest, expiry
from bot.services.work import Work
from bot.simulated.course import Course
from bot.simulated.names import name
from bot.simulation.diary import Diary, Posted
from bot.simulation.neighbours import Neighbour
from storage import buurten, due, events, posts, residents, simulated
from storage.database import Database

BUURT, GEMEENTE = "Simulatiebuurt", "Simulatie"
FIRST_ACCOUNT = AccountId(2**52)
"""Accounts from here on belong to nobody: ids of Telegram have at most 52 bits."""
CLAIMED_WITHIN = timedelta(days=30)
CHECK_IN = timedelta(hours=2)


async def load(
    path: Path, diary: Diary, key: bytes, rng: Random, done: Callable[[], None] = lambda: None
) -> dict[Role, str]:
    """Make the database at `path` and write the diary, all of it or nothing; `done` is called for every entry.

    Returns the codes with which the operator becomes coordinator and community builder.
    """
    database = await Database.open(path)
    try:
        async with database.unit() as tx:
            loading = _Loading(Work(tx, diary.until, rng, key, ""), diary)
            return await loading.run(done)
    finally:
        await database.close()


@dataclass
class _Loading:
    work: Work
    diary: Diary
    buurt: BuurtId = BuurtId(0)
    people: dict[int, Resident] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)

    async def run(self, done: Callable[[], None]) -> dict[Role, str]:
        tx = self.work.tx
        self.buurt = await buurten.add(tx, BUURT, GEMEENTE, [], Admission.APPROVAL, self.diary.start)
        courses = {each.number: Course() for each in self.diary.posted}
        seen: dict[int, datetime] = {}
        for entry in self.diary.entries:
            seen[entry.who] = entry.at
            if entry.post is not None:
                courses[entry.post].follow(entry)
        for who in self.diary.neighbours:
            self.people[who.number] = await self._resident(who, seen[who.number])
        for who in self.diary.neighbours:
            if who.came_by == "paper":
                them = self.people[who.number]
                await simulated.add_paper(tx, them.id, self._contact(who), who.joined)
                self.people[who.number] = await residents.get(tx, them.id) or them
        for posted in sorted(self.diary.posted, key=lambda each: each.at):
            self.posts[posted.number] = await self._post(posted, courses[posted.number])
        for entry in self.diary.entries:
            about = None if entry.post is None else self.posts[entry.post]
            await self.work.at(entry.at).record(
                entry.kind, self.people[entry.who], post=about, detail=entry.detail
            )
            done()
        for entry in self.diary.entries:
            if entry.kind == "erased":
                gone = self.people[entry.who].id
                await events.unlink(tx, gone, self.work.token())
                await residents.delete(tx, gone)
        await digest.plan_all(self.work)
        return {role: await self._code(role) for role in Role}

    async def _resident(self, who: Neighbour, seen: datetime) -> Resident:
        on_paper = who.came_by == "paper"
        resident_id = await simulated.add_resident(
            self.work.tx,
            account=AccountId(NO_CHAT - who.number if on_paper else FIRST_ACCOUNT + who.number),
            name=name(who.number, who.lang),
            lang=who.lang,
            spoken=who.spoken,
            buurt_id=self.buurt,
            joined=who.joined,
            seen=seen,
        )
        found = await residents.get(self.work.tx, resident_id)
        assert found is not None
        return found

    def _contact(self, who: Neighbour) -> ResidentId | None:
        """A neighbour who was there before them and stays."""
        able = [
            each.number
            for each in self.diary.neighbours
            if each.left is None
            and each.lang == who.lang
            and each.came_by != "paper"
            and each.joined < who.joined
        ]
        return self.people[self.work.rng.choice(able)].id if able else None

    async def _post(self, posted: Posted, course: Course) -> Post:
        tx = self.work.tx
        expires = course.extended + expiry.OFFER_STAYS if course.extended else posted.expires
        made = await posts.add(tx, self._new(posted, expires))
        for who, question in course.questions.items():
            helper = self.people[who].id
            await simulated.add_ask(
                tx, made.id, helper, question.state, question.asked_at, question.answered_at
            )
        for pair in course.pairs:
            live = pair.state is not MatchState.ENDED and course.state.live
            match = await simulated.add_match(
                tx,
                made.id,
                made.resident_id,
                self.people[pair.helper].id,
                pair.state if live else MatchState.ENDED,
                f"{self.work.rng.randrange(100):02}",
                pair.at,
                None if live else pair.ended or course.ended,
            )
            if pair.appointment is not None:
                meets = self.diary.meets.get(posted.number)
                appointment = await simulated.add_commitment(tx, match, pair.appointment, meets)
                if pair.appointment is CommitmentState.CONFIRMED and meets is not None:
                    # Seen to by the bot, should somebody run it on this database.
                    await due.plan(tx, "check_in", appointment, meets + CHECK_IN)
        if course.state is not PostState.OPEN:
            was = frozenset({PostState.OPEN})
            await posts.set_state(tx, made.id, course.state, course.ended or self.work.now, was=was)
        else:
            buurt = await buurten.get(tx, self.buurt)
            await expiry.plan_end(self.work, made, buurt.zone)
        return made

    def _new(self, posted: Posted, expires: datetime) -> Post:
        return Post(
            id=PostId(0),
            kind=posted.kind,
            resident_id=self.people[posted.who].id,
            buurt_id=self.buurt,
            category=posted.category,
            state=PostState.OPEN,
            when=posted.when,
            can=posted.can,
            max_per_week=posted.max_per_week if posted.kind is PostKind.OFFER else 2,
            words=None,
            voice=None,
            coffee=False,
            for_name=None,
            for_resident_id=None,
            created_at=posted.at,
            expires_at=expires,
        )

    async def _code(self, role: Role) -> str:
        code = self.work.token()
        ends = self.work.now + CLAIMED_WITHIN
        await buurten.add_invite(self.work.tx, code, self.buurt, None, ends, 1, role)
        return code
