"""The scripted tour: a few days in a buurt, played through the real HTTP path and checked step by step."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC
from random import Random

from rich.console import Console

from bot.playground import first_days, morning, wider_circle
from bot.playground.demo import open_demo
from bot.playground.steps import BEGINS, Steps


@contextlib.asynccontextmanager
async def open_tour(console: Console) -> AsyncIterator[Steps]:
    """A playground of its own, in which nobody acts but the tour."""
    async with open_demo(start=BEGINS.astimezone(UTC), rng=Random(5), answer_seconds=None) as demo:
        yield Steps(demo, console)


async def play(tour: Steps) -> None:
    """Every chapter in order. Raises TourError where a step fails."""
    demo = tour.demo
    tour.watch(demo.riet, demo.samira, demo.joke, demo.bram)
    await morning.in_dutch(tour)
    await morning.in_arabic(tour)
    kees = await first_days.kees_joins_by_invite(tour)
    await first_days.samira_joins_in_arabic(tour)
    helper = await first_days.samira_asks_and_chooses(tour)
    await first_days.they_write_to_each_other(tour, helper)
    await first_days.reminders_and_thanks(tour, helper)
    await first_days.kees_offers_help(tour, kees)
    await first_days.one_message_and_what_is_left_out(tour)
    await first_days.danger_comes_first(tour)
    helper, standby = await wider_circle.a_second_wave(tour)
    await wider_circle.the_standby_takes_over(tour, helper, standby)
    await wider_circle.asked_in_arabic(tour)
    await wider_circle.next_door(tour)
    await wider_circle.nobody_left(tour, kees)
    await first_days.monday_digest(tour)
