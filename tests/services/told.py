"""People who run into something, and stories, for the tests of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.domain.model import Buurt, Resident, Role
from bot.domain.signals import Signal, Story, Theme
from bot.domain.when import When
from bot.services import checkin, digest, signals, thanking
from bot.services.work import Work
from storage import residents, stories
from storage import signals as rows
from tests.services.conftest import NOW, add_buurt, add_resident
from tests.services.pairs import Pair, deliver, make_pair, run_until
from tests.services.talking import Talk

IN_BLOCK = datetime(2026, 10, 27, 12, tzinfo=UTC)
"""A Tuesday in the last four weeks that are over on the Monday that is told."""
LATER = NOW + timedelta(days=7)


@dataclass(frozen=True)
class Street:
    """A buurt with a community builder, a coordinator, and eight neighbours."""

    home: Buurt
    builder: Resident
    coordinator: Resident
    people: list[Resident]

    def talk(self, work: Work, number: int = 0) -> Talk:
        return Talk(work, self.people[number])


async def street(work: Work) -> Street:
    home = await add_buurt(work)
    builder, coordinator = await add_resident(work, home, "Bea"), await add_resident(work, home, "Carla")
    await residents.give_role(work.tx, builder.id, home.id, Role.BUILDER)
    await residents.give_role(work.tx, coordinator.id, home.id, Role.COORDINATOR)
    names = ("Truus", "Samir", "Wim", "Annie", "Gerda", "Fatima", "Jaap", "Piet")
    return Street(home, builder, coordinator, [await add_resident(work, home, name) for name in names])


async def tells(
    work: Work, who: Resident, theme: str = "money", sentence: str | None = None, may_read: str = "yes"
) -> Signal:
    """Tell what one runs into, by buttons and perhaps a sentence."""
    talk = Talk(work, who)
    await signals.begin(work, await talk.me())
    await talk.press(f"theme:{theme}")
    if sentence is None:
        await talk.press("barrier:none")
    else:
        await talk.write(sentence)
        await talk.press(f"barrier_read:{may_read}")
    return (await rows.of_resident(work.tx, who.id))[0]


async def raised_by(work: Work, street: Street, count: int, theme: Theme = Theme.MONEY) -> None:
    """So many neighbours raised a theme in the four weeks that are told at `LATER`."""
    for person in street.people[:count]:
        await tells(work.at(IN_BLOCK), person, theme)
    await deliver(work)


async def digest_kinds(work: Work, street: Street) -> list[str]:
    """What follows the figures when the builder asks for the week."""
    await digest.show(work, street.builder)
    rows = await work.tx.all("SELECT kind FROM outbox WHERE ended_at IS NULL ORDER BY id")
    return [row["kind"] for row in rows if row["kind"] not in ("digest", "digest_picture")]


async def helped_well(work: Work) -> Pair:
    """Samir helped Truus on Tuesday at 14:00, and she said thank you; `work` is at `NOW`."""
    pair = await make_pair(work, When.on((NOW + timedelta(days=1)).date(), at=time(14)))
    after = datetime(2026, 11, 24, 16, tzinfo=UTC)
    await run_until(work, after)
    later = work.at(after)
    await checkin.answer(later, pair.requester, pair.commitment_id, "good")
    await thanking.send_thanks(later, pair.requester, pair.commitment_id)
    await deliver(later)
    return pair


async def story_of(work: Work, pair: Pair) -> Story:
    (found,) = await stories.of_resident(work.tx, pair.requester.id)
    return found
