"""What the buurt asks for: who, what, when, in which language, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from bot.domain.calendar import QUIET_FROM, at_local, local, utc
from bot.domain.candidates import Need
from bot.domain.when import Part, When
from bot.simulation.hours import ZONE
from bot.simulation.setting import MIX, Setting


@dataclass(frozen=True)
class Request:
    """One request; `need` is what the policies see."""

    id: int
    need: Need
    decides_after: float
    """Waking hours until the requester says yes to somebody."""
    asker: int = 0
    """Who asks, counted from 0 among those who may."""

    @property
    def created(self) -> datetime:
        return self.need.created_at

    @property
    def deadline(self) -> datetime:
        return self.need.deadline

    @property
    def arabic_only(self) -> bool:
        return "nl" not in self.need.spoken


def requests(rng: Random, setting: Setting, start: datetime, end: datetime) -> tuple[Request, ...]:
    """In the order in which they are made, all with a deadline before `end`."""
    askers = [_spoken(rng, setting) for _ in range(max(1, setting.residents - setting.helpers))]
    count = round(setting.requests_per_week * setting.weeks)
    days = (end - start).days
    made = []
    for _ in range(count):
        day = local(start, ZONE).date() + timedelta(days=int(rng.random() * days))
        # Some think of it late at night: nobody hears before eight.
        created = at_local(day, time(8), ZONE) + timedelta(hours=rng.triangular(0, 15, 4))
        when = _when(rng, setting, created)
        made.append(
            (
                created,
                when,
                rng.choice(range(len(askers))),
                rng.choices(list(MIX), list(MIX.values()))[0],
                rng.random(),
            )
        )
    made.sort(key=lambda each: each[0])
    return tuple(
        Request(
            id=number,
            need=Need(
                category=category,
                when=when,
                spoken=askers[asker],
                first_lang="nl" if "nl" in askers[asker] else "ar",
                created_at=created,
                deadline=min(utc(when.ends_at(created, ZONE)), end),
            ),
            decides_after=2 * setting.decides_hours * patience,
            asker=asker,
        )
        for number, (created, when, asker, category, patience) in enumerate(made)
        if utc(when.ends_at(created, ZONE)) < end
    )


def _spoken(rng: Random, setting: Setting) -> frozenset[str]:
    draw = rng.random()
    if draw < setting.arabic_requesters:
        return frozenset({"ar"})
    if draw < setting.arabic_requesters + setting.bilingual_requesters:
        return frozenset({"ar", "nl"})
    return frozenset({"nl"})


def _when(rng: Random, setting: Setting, created: datetime) -> When:
    """Today in some hours; a day, with a part or a clock time; some days; or any time within two weeks."""
    here = local(created, ZONE)
    draw = rng.random()
    if draw < setting.within_hours:
        soon = here + timedelta(hours=rng.uniform(2, 10))
        if soon.date() == here.date() and soon.time() < QUIET_FROM:
            return When.on(soon.date(), at=soon.time().replace(second=0, microsecond=0))
        return When.on(here.date() + timedelta(days=1), Part.MORNING)
    if draw < setting.within_hours + setting.any_time_requests:
        return When()
    day = here.date() + timedelta(days=min(14, 1 + int(rng.expovariate(1 / 4))))
    form = rng.random()
    if form < 0.45:
        return When.on(day, rng.choice(list(Part)))
    if form < 0.6:
        return When.on(day, at=time(rng.randint(9, 19)))
    if form < 0.7:
        return When.on(day)
    return When(here.date(), day)
