"""Many seeds, several policies: each seed in a process of its own, every policy in the same world."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, fields
from statistics import median, quantiles

from bot.simulation.bound import bounds
from bot.simulation.measures import Measures, measure
from bot.simulation.policies import POLICIES
from bot.simulation.run import run
from bot.simulation.setting import Setting
from bot.simulation.world import build

NAN = float("nan")


@dataclass(frozen=True)
class Spread:
    """A measure over seeds; nan where no seed has it."""

    median: float
    low: float
    """10th percentile."""
    high: float
    """90th."""


@dataclass(frozen=True)
class Study:
    """Every measure of every policy, seed by seed, in the order of the seeds."""

    setting: Setting
    seeds: tuple[int, ...]
    measures: dict[str, tuple[Measures, ...]]

    def spread(self, policy: str, measure: str) -> Spread:
        """Median, 10th and 90th percentile over the seeds."""
        return spread([getattr(each, measure) for each in self.measures[policy]])


def spread(values: Sequence[float]) -> Spread:
    """Of the values that are there (nan is not)."""
    known = [value for value in values if value == value]
    if not known:
        return Spread(NAN, NAN, NAN)
    if len(known) == 1:
        return Spread(known[0], known[0], known[0])
    tenths = quantiles(known, n=10, method="inclusive")
    return Spread(median(known), tenths[0], tenths[-1])


def one_seed(seed: int, setting: Setting, names: Sequence[str], bound: bool) -> dict[str, Measures]:
    """Every policy through one world."""
    world = build(seed, setting)
    most, most_arabic = bounds(world) if bound else (NAN, NAN)
    return {name: measure(run(world, POLICIES[name]), most, most_arabic) for name in names}


def study(
    setting: Setting,
    seeds: Sequence[int],
    names: Sequence[str],
    workers: int,
    bound: bool = True,
    done: Callable[[], None] = lambda: None,
) -> Study:
    """Run all; `done` is called after each seed. The outcome does not depend on `workers`."""
    found: dict[int, dict[str, Measures]] = {}
    if workers <= 1:
        for seed in seeds:
            found[seed] = one_seed(seed, setting, names, bound)
            done()
    else:
        with ProcessPoolExecutor(workers) as pool:
            jobs = {pool.submit(one_seed, seed, setting, names, bound): seed for seed in seeds}
            for job in as_completed(jobs):
                found[jobs[job]] = job.result()
                done()
    return Study(setting, tuple(seeds), {name: tuple(found[seed][name] for seed in seeds) for name in names})


MEASURES = tuple(each.name for each in fields(Measures))
"""Names of all measures, in the order of the table."""
