"""The hindsight bound: how much could be filled by somebody who knew every answer before asking.

Requests are given to helpers so that most are filled (all, or those in Arabic only). A helper counts for a request
where they would say yes at full rest, could reply in time, and would come without cancelling. One question is one
task, so questions tire nobody. Two requests exclude each other for one helper where neither order of the two leaves
them ready again for the second, at the greatest distance in time that the two allow; within 7 days at most 4 tasks
(next door 1). Each of these is looser than what a policy meets, so no policy can fill more. Should the solver run
out of time, its own proven upper bound is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import BuurtkringError
from bot.simulation.books import ASKS_A_WEEK, NEAR_A_WEEK, WEEK
from bot.simulation.hours import awake
from bot.simulation.people import Helper
from bot.simulation.requests import Request
from bot.simulation.world import World


class BoundError(BuurtkringError):
    """What the bound is reckoned with is missing."""


SECONDS = 20.0
"""How long the solver may look."""


@dataclass(frozen=True)
class Pair:
    """A helper who could fill a request."""

    helper: Helper
    request: Request


def bounds(world: World) -> tuple[float, float]:
    """The shares that hindsight fills: of all requests, and of those in Arabic only. 0 where there are none."""
    pairs = feasible(world)
    return (
        optimum(world, pairs, lambda request: True),
        optimum(world, pairs, lambda request: request.arabic_only),
    )


def feasible(world: World) -> list[Pair]:
    """Who could fill what, taken one by one."""
    return [
        Pair(helper, request)
        for helper in world.helpers
        for request in world.requests
        if helper.suits(request.need) and _would(world, helper, request)
    ]


def _would(world: World, helper: Helper, request: Request) -> bool:
    answer = world.answer(helper, request)
    replied = awake(max(request.created, helper.joined), answer.delay)
    return (
        answer.threshold < helper.willing
        and answer.keeps
        and replied < helper.leaves
        and replied <= request.deadline
    )


def optimum(world: World, pairs: Sequence[Pair], counts: Callable[[Request], bool]) -> float:
    """The greatest share of the requests that count; an assignment problem with conflicts, by HiGHS."""
    wanted = sum(counts(request) for request in world.requests)
    pairs = [pair for pair in pairs if counts(pair.request)]
    if not wanted or not pairs:
        return 0.0
    numpy, optimize, sparse = _scipy()
    rows: list[int] = []
    columns: list[int] = []
    limits: list[int] = []
    for members, limit in _limits(world, pairs):
        rows += [len(limits)] * len(members)
        columns += members
        limits.append(limit)
    matrix = sparse.csr_array(([1.0] * len(rows), (rows, columns)), shape=(len(limits), len(pairs)))
    found = optimize.milp(
        c=-numpy.ones(len(pairs)),
        constraints=optimize.LinearConstraint(matrix, ub=limits),
        integrality=numpy.ones(len(pairs)),
        bounds=optimize.Bounds(0, 1),
        options={"time_limit": SECONDS},
    )
    return min(wanted, int(-found.mip_dual_bound + 1e-6)) / wanted


def _limits(world: World, pairs: Sequence[Pair]) -> list[tuple[list[int], int]]:
    """Sets of pairs with how many of each may be chosen."""
    of_request: dict[int, list[int]] = defaultdict(list)
    of_helper: dict[int, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        of_request[pair.request.id].append(number)
        of_helper[pair.helper.id].append(number)
    limits = [(members, 1) for members in of_request.values()]
    for members in of_helper.values():
        most = NEAR_A_WEEK if pairs[members[0]].helper.near else ASKS_A_WEEK
        for place, first in enumerate(members):
            start = pairs[first].request.created
            together = [each for each in members if _inside(pairs[each].request, start)]
            if len(together) > most:
                limits.append((together, most))
            limits += [
                ([first, second], 1)
                for second in members[place + 1 :]
                if not _both(world, pairs[first], pairs[second])
            ]
    return limits


def _inside(request: Request, start: datetime) -> bool:
    return request.created >= start and request.deadline < start + WEEK


def _both(world: World, first: Pair, second: Pair) -> bool:
    """Whether one helper could help both times, in one order or the other."""
    return _after(world, first, second) or _after(world, second, first)


def _after(world: World, first: Pair, second: Pair) -> bool:
    longest = second.request.deadline - first.request.created
    if longest <= timedelta(0):
        return False
    threshold = world.answer(second.helper, second.request).threshold
    return threshold < second.helper.willing * world.recovered(longest)


def _scipy() -> tuple[Any, Any, Any]:
    """numpy, scipy.optimize, scipy.sparse: only who simulates needs them."""
    try:
        import numpy
        from scipy import optimize, sparse
    except ImportError:
        raise BoundError(
            "the hindsight bound needs scipy: pip install 'buurtkring[dev]', or add --no-bound"
        ) from None
    return numpy, optimize, sparse
