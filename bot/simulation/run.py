"""One policy through one world: an event loop that calls the policy as the bot does, and keeps the books."""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from random import Random

from bot.domain.candidates import Candidate, Outstanding
from bot.domain.categories import Category
from bot.simulation.books import WEEK, Page, watch
from bot.simulation.cases import Ask, Case, Outcome, Stage
from bot.simulation.hours import ZONE, awake
from bot.simulation.policy import Choice, Decision, Policy, is_time_for_next_door, look_again
from bot.simulation.world import World

Note = Callable[[datetime, str, Case, Page], None]
"""Told what happens: the moment, its kind (as the bot records it), the request and the helper."""


def run(world: World, policy: Policy, note: Note = lambda *_: None) -> Outcome:
    """Let `policy` handle every request of `world`; `note` hears of everything in the order of time."""
    return _Run(world, policy, note).outcome()


class _Run:
    def __init__(self, world: World, policy: Policy, note: Note) -> None:
        self.world, self.policy, self.note = world, policy, note
        self.pages = {helper.id: Page(helper) for helper in world.helpers}
        self.offering = {
            category: [page for page in self.pages.values() if category in page.helper.categories]
            for category in Category
        }
        self.cases = [Case(request) for request in world.requests]
        self.violated: Counter[str] = Counter()
        self.queue: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self.order = itertools.count()

    def outcome(self) -> Outcome:
        for case in self.cases:
            self.at(case.request.created, partial(self.look, case))
            self.at(case.request.deadline, partial(self.end, case))
        while self.queue:
            now, _, happen = heapq.heappop(self.queue)
            happen(now)
        return Outcome(self.world, self.cases, self.pages, self.violated)

    def at(self, moment: datetime, happen: Callable[[datetime], None]) -> None:
        heapq.heappush(self.queue, (moment, next(self.order), happen))

    def look(self, case: Case, now: datetime) -> None:
        """Let the policy decide, and do what it says."""
        if case.stage is not Stage.OPEN or now >= case.request.deadline:
            return
        case.looks += 1
        asked = len(case.asks)
        decision = self.decide(case, now)
        near = self.policy.widens and self.world.setting.near and not case.wider
        if near and is_time_for_next_door(decision, case.waves):
            # The same wave goes on next door.
            case.wider = True
            decision = self.decide(case, now)
        case.waves += len(case.asks) > asked
        if decision.look_again is not None:
            # A decline may bring a newer look before that, which has its own next one.
            self.at(decision.look_again, partial(self.look_if_latest, case, case.looks))

    def decide(self, case: Case, now: datetime) -> Decision:
        """What the policy says about the facts of this moment; whoever it names is asked."""
        decision = self.policy.decide(
            replace(case.request.need, waves=case.waves),
            self.candidates(case, now),
            [Outstanding(ask.asked_at, ask.chance) for ask in case.asks.values() if not ask.answered],
            now,
            ZONE,
            Random(f"{self.world.seed}/look/{case.request.id}/{case.looks}/{case.wider}"),
        )
        for choice in decision.ask:
            self.ask(case, choice, now)
        return decision

    def look_if_latest(self, case: Case, look: int, now: datetime) -> None:
        if case.looks == look:
            self.look(case, now)

    def candidates(self, case: Case, now: datetime) -> list[Candidate]:
        """Who could be asked, as the bot's own query gives them: there, not asked for this, offering this."""
        near = case.wider or not self.policy.widens
        pages = self.pages.values() if self.policy.asks_unfit else self.offering[case.request.need.category]
        found = []
        for page in pages:
            if (near or not page.helper.near) and page.helper.id not in case.asks and page.present(now):
                page.asked_at_home(now)
                found.append(page.candidate(now))
        return found

    def ask(self, case: Case, choice: Choice, now: datetime) -> None:
        page = self.pages[choice.resident_id]
        helper, request = page.helper, case.request
        answer = self.world.answer(helper, request)
        last = page.last_ask()
        ask = Ask(page, answer, now, choice.chance, self.world.rested(None if last is None else now - last))
        page.asked(now)
        self.note(now, "asked", case, page)
        watch(page, request, now, helper.id in case.asks, self.violated)
        case.asks[helper.id] = ask
        if (
            page.asks_since(now, WEEK) > helper.tolerance
            and answer.tires < self.world.setting.leaves_when_tired
        ):
            page.gone = now
            return
        self.at(look_again(now, request.deadline, ZONE), partial(self.silence, case, ask))
        self.at(awake(now, answer.delay), partial(self.reply, case, ask))

    def silence(self, case: Case, ask: Ask, now: datetime) -> None:
        """No answer until now; a later one still counts."""
        if ask.answered:
            return
        ask.called_silent = True
        ask.page.kept_silent()
        self.note(now, "silent", case, ask.page)

    def reply(self, case: Case, ask: Ask, now: datetime) -> None:
        """The moment at which this helper answers, if they do: the wish to help is that of this moment."""
        if ask.answered or case.stage is Stage.ENDED or not ask.page.present(now):
            return
        yes = self.would(case, ask, now)
        if not yes and not ask.answer.replies:
            return
        ask.answered = True
        ask.page.answered(yes, ask.called_silent)
        self.note(now, "said_yes" if yes else "said_no", case, ask.page)
        if not yes:
            case.declines += 1
            if case.declines == 1 or not self.policy.once_on_decline:
                self.look(case, now)
        elif case.stage is Stage.OPEN:
            self.offer(case, ask, now)
        else:
            case.standbys.append(ask)

    def would(self, case: Case, ask: Ask, now: datetime) -> bool:
        page = ask.page
        since_task = None if page.last_task is None else now - page.last_task
        return page.helper.suits(case.request.need) and ask.answer.threshold < (
            page.helper.willing * ask.rested * self.world.recovered(since_task)
        )

    def offer(self, case: Case, ask: Ask, now: datetime) -> None:
        """A helper's yes goes to the requester, who says yes a little later."""
        case.stage = Stage.OFFERED
        case.first_yes = case.first_yes or now
        self.take(case, ask, now)
        decided = min(awake(now, case.request.decides_after), case.request.deadline)
        self.at(decided, partial(self.agree, case))

    def take(self, case: Case, ask: Ask, now: datetime) -> None:
        case.match, case.matched_at = ask, now
        case.task_before = ask.page.helped(now)

    def agree(self, case: Case, now: datetime) -> None:
        """The requester's yes: who has not answered hears that it is solved."""
        if case.match is None or case.stage is Stage.ENDED:
            return
        case.stage = Stage.MATCHED
        self.note(now, "matched", case, case.match.page)
        for ask in case.asks.values():
            ask.answered = True
        after = case.match.answer.drops_after
        if after is not None:
            dropped = awake(now + (case.request.deadline - now) * after, 0)
            self.at(dropped, partial(self.drop_out, case))

    def drop_out(self, case: Case, now: datetime) -> None:
        """The helper cancels: the first standby who still can, else the request is open again."""
        if case.stage is Stage.ENDED or case.match is None:
            return
        self.note(now, "dropped_out", case, case.match.page)
        if case.match.page.last_task == case.matched_at:
            case.match.page.helped(case.task_before)
        case.match = None
        while case.standbys:
            standby = case.standbys.pop(0)
            self.note(now, "asked_again", case, standby.page)
            if standby.answer.standby and standby.page.present(now) and self.would(case, standby, now):
                self.note(now, "said_yes", case, standby.page)
                self.take(case, standby, now)
                self.agree(case, now)
                return
            self.note(now, "said_no", case, standby.page)
        case.stage = Stage.OPEN
        self.look(case, now)

    def end(self, case: Case, now: datetime) -> None:
        """The deadline: whoever is matched helps, unless they stay away or had cancelled for good."""
        case.stage = Stage.ENDED
        for ask in case.asks.values():
            ask.answered = True
        if case.match is not None and case.match.answer.keeps:
            case.filled, case.helper = True, case.match.page.helper
