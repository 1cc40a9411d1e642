"""A coordinator who makes up neighbours without a phone, and knows of each what it adds to every figure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

from bot.domain.digest.blocks import Buurt
from bot.domain.digest.happening import PAPER, Happening
from bot.domain.digest.requests import requests_of
from bot.domain.digest.tables import KINDS, OTHERS
from bot.domain.digest.telling import Block, Digest, tell, who_waits
from bot.domain.digest.weeks import weeks_of
from tests.domain.digest_buurt import CATEGORIES, FIRST, Story, begins

THE_ONE = "r7000"
"""The coordinator, who speaks for all of them."""
THE_ONE_AND_UP = 7001


def made_up(rng: Random, first: int, weeks: int, count: int, helped: float, lang: str) -> list[Happening]:
    """So many neighbours of one coordinator, who ask every week."""
    story = Story()
    story.posts = 10**6
    for who in range(THE_ONE_AND_UP, THE_ONE_AND_UP + count):
        story.joined(who, begins(first) - timedelta(days=rng.choice((3, 120))), PAPER)
        for week in range(first, first + weeks):
            if rng.random() < 0.9:
                found = rng.choice((2, 40)) if rng.random() < helped else None
                done = found + 5 if found is not None else None
                category = rng.choice(CATEGORIES[:2])
                story.request(
                    who, week, rng.uniform(0, 60), category=category, lang=lang, found=found, done=done
                )
    return [
        replace(each, voice=THE_ONE) if each.who != "r900" else replace(each, who=THE_ONE)
        for each in story.in_order()
    ]


class Own:
    """How many of each group that is told are made up. `happenings`: everything that happened, theirs too."""

    def __init__(self, happenings: list[Happening], count: int) -> None:
        self.people = {f"r{THE_ONE_AND_UP + number}" for number in range(count)}
        self.happenings = [replace(each, voice=None) for each in happenings]
        self.groups: Counter[str] = Counter()

    def of(self, digests: list[Digest]) -> dict[str, int]:
        seen: set[int] = set()
        for digest in digests:
            self._week(digest.week)
            if digest.block is not None and digest.block.number not in seen:
                seen.add(digest.block.number)
                self._block(digest.block, self._at(digest.week))
        return dict(self.groups)

    def _at(self, week: int) -> Buurt:
        until = [each for each in self.happenings if each.at < begins(week + 1)]
        return Buurt(until, requests_of(until, begins(week + 1)), begins)

    def _week(self, week: int) -> None:
        buurt, since, until = self._at(week), begins(week), begins(week + 1)
        self.groups[f"asked in {week}"] = len(buurt.asked(week) & self.people)
        done = {each.who for each in buurt.requests if any(since <= at < until for at, _ in each.done)}
        self.groups[f"helped in {week}"] = len(done & self.people)
        for age, whos in who_waits(buurt, week).items():
            self.groups[f"waiting at {week}: {age}"] = len(whos & self.people)

    def _block(self, block: Block, buurt: Buurt) -> None:
        name, weeks = f"block {block.number}", weeks_of(block.number)
        spans = [(week, week) for week in weeks] if block.by_week else [(weeks[0], weeks[-1])]
        told = {kind: {row.kind for row in rows} for kind, rows in block.tables.items()}
        for unit in [unit for span in spans for unit in buurt.units_of(*span) if unit.who in self.people]:
            if block.by_week and self.hidden(unit.week):
                continue
            rows = [f"{name} {kind} {self._row(told[kind], unit.labels[kind])}" for kind in KINDS]
            for group in (name, *rows):
                self.groups[group] += 1
                self.groups[f"{group} helped"] += unit.helped
                self.groups[f"{group} soon"] += unit.soon

    def _row(self, told: set[str], label: str) -> str:
        return label if label in told else OTHERS

    def hidden(self, week: int) -> bool:
        """A week in which too few voices asked is left out of its block."""
        others = self._at(week).asked(week) - self.people
        return len(others | {THE_ONE}) < 5


def digests_of(happenings: list[Happening], weeks: int) -> list[Digest]:
    return [tell(happenings, week, begins) for week in range(FIRST, FIRST + weeks)]


def together(*parts: list[Happening]) -> list[Happening]:
    return sorted((each for part in parts for each in part), key=lambda each: each.at)
