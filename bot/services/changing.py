"""A request that changed: who was asked sees it as it is now, and who said yes to what it was is asked again."""

from __future__ import annotations

from typing import Any

from bot.domain.calendar import after_quiet
from bot.domain.candidates import Wishes
from bot.domain.matching import mark
from bot.domain.model import Ask, AskState, Holds, Post, Resident
from bot.services import asking
from bot.services.work import Work, addressed
from storage import asks, buurten, due, outbox, preferences, residents

OPEN = frozenset({"waiting", "silent"})


async def show_changed(work: Work, before: Post, now: Post) -> None:
    """Bring cards and yeses of a request up to what it says now. This asks nobody new.

    A card that was not answered is edited where it stands. A yes that was never put to the requester counts
    no longer where it was for another time or other help: its giver gets the card, by day.
    """
    if _shown(before) == _shown(now):
        return
    await show_cards(work, now, had_voice=before.voice is not None)
    if _mark(before) == _mark(now):
        return
    for ask in await asks.standbys(work.tx, now.id):
        await _ask_whether_it_still_suits(work, ask, now)
    for ask in await asks.of_post(work.tx, now.id):
        # Who is on pause is asked nothing; their yes to what it was must not be offered later.
        if ask.state is AskState.YES and ask in await asks.standby_of(work.tx, ask.resident_id):
            await asking.withdraw(work, ask)


async def show_cards(work: Work, post: Post, *, had_voice: bool = False) -> None:
    """Every card of a request that was not answered, as the request is now."""
    for ask in await asks.of_post(work.tx, post.id):
        if ask.state in OPEN:
            await _show_card(work, ask, post, had_voice)


def _mark(post: Post) -> str:
    return mark(post.category, post.when.to_json(), post.coffee)


def _shown(post: Post) -> tuple[str, str | None, str | None]:
    return _mark(post), post.words, post.voice


async def _show_card(work: Work, ask: Ask, post: Post, had_voice: bool) -> None:
    neighbour = await residents.get(work.tx, ask.resident_id)
    if neighbour is None:
        return
    if not await asking.still_offers(work, neighbour, post):
        await _take_back(work, ask, post, neighbour)
        return
    cards = await outbox.cards_of(work.tx, neighbour.id, ask.id)
    params = {**await asking.card(work, ask.id, post, neighbour), "changed": True}
    for card in cards:
        if card.message_id is None:  # it leaves with the new words
            await outbox.reword(work.tx, card.id, addressed(neighbour, {**params, "changed": False}))
        elif had_voice or post.voice:
            # Telegram lets no voice note be put in the place of another message, nor a text in that of a voice note.
            await work.remove(neighbour, card.message_id)
            await _tell(work, ask, post, neighbour, params)
        else:
            await work.rewrite(neighbour, card.message_id, "ask_card", about=(post.resident_id,), **params)


async def _take_back(work: Work, ask: Ask, post: Post, neighbour: Resident) -> None:
    """The question is over for this neighbour: their card says so, and not why."""
    await asking.withdraw(work, ask)
    for card in await outbox.cards_of(work.tx, neighbour.id, ask.id):
        if card.message_id is not None:
            await work.rewrite(neighbour, card.message_id, "question_over", category=post.category)


async def keep_to_wishes(work: Work, post: Post, wishes: Wishes) -> None:
    """Who was asked for a visit at home, or stands by, and does not meet these wishes, is asked no longer."""
    standing_by = {ask.id for ask in await asks.standbys(work.tx, post.id)}
    for ask in await asks.of_post(work.tx, post.id):
        neighbour = await residents.get(work.tx, ask.resident_id)
        if neighbour is None or not (ask.state in OPEN or ask.id in standing_by):
            continue
        traits, _ = await preferences.get(work.tx, neighbour.id)
        if wishes.met_by(traits, neighbour.spoken or frozenset({neighbour.lang})):
            continue
        await _take_back(work, ask, post, neighbour)
        if ask.id in standing_by:
            buurt = await buurten.get(work.tx, post.buurt_id)
            await work.tell(neighbour, "question_over", calm=buurt.zone, category=post.category)


async def _ask_whether_it_still_suits(work: Work, ask: Ask, post: Post) -> None:
    neighbour = await residents.get(work.tx, ask.resident_id)
    if neighbour is None:
        return
    buurt = await buurten.get(work.tx, post.buurt_id)
    if not await asking.still_offers(work, neighbour, post):
        await asking.withdraw(work, ask)
        await work.tell(neighbour, "question_over", calm=buurt.zone, category=post.category)
        return
    await asks.put_again(work.tx, ask.id, work.now, asking.STANDBY_CHANCE)
    again = after_quiet(work.now + asking.SILENT_AFTER, buurt.zone)
    await due.plan(work.tx, "ask_silent", ask.id, again)
    params = {**await asking.card(work, ask.id, post, neighbour), "changed": True}
    await _tell(work, ask, post, neighbour, params)


async def _tell(work: Work, ask: Ask, post: Post, neighbour: Resident, params: dict[str, Any]) -> None:
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.tell(
        neighbour,
        "ask_card",
        holds=Holds("ask", ask.id, OPEN),
        calm=buurt.zone,
        about=(post.resident_id,),
        **params,
    )
