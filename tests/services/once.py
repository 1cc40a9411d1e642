"""Offers for one day, and who may like them."""

from __future__ import annotations

from bot.domain.drafts import Flow
from bot.domain.ids import InvitationId
from bot.domain.invitations import Invitation
from bot.domain.matching import mark
from bot.domain.model import Buurt, Post
from bot.services import answering, invited, posting
from bot.services.work import Work
from storage import asks, invitations
from tests.services.talking import Talk, neighbour, requests


async def offers_once(talk: Talk, day: str = "2026-11-28", category: str = "errands") -> Post:
    """Offer something for one day by buttons."""
    await talk.begin(Flow.OFFER)
    await talk.press(f"category:{category}", "days:once", f"day:{day}", "part:any", "words:none")
    await talk.press("summary:publish")
    return await talk.post()


async def had_errands(work: Work, home: Buurt, name: str, lang: str = "nl") -> Talk:
    """Somebody who asked for errands lately; that is over."""
    talk = await neighbour(work, home, name, lang)
    made = await requests(talk)
    await posting.close(work, talk.who, made.id)
    return talk


async def invited_to(work: Work, offer: Post) -> list[Invitation]:
    return await invitations.of_offer(work.tx, offer.id)


async def invitation_of(work: Work, offer: Post, who: Talk) -> InvitationId:
    (found,) = [each for each in await invited_to(work, offer) if each.resident_id == who.who.id]
    return found.id


def shown(offer: Post) -> str:
    return mark(offer.category, offer.when.to_json(), offer.coffee)


async def gladly(work: Work, offer: Post, who: Talk) -> None:
    await invited.say_yes(work, await who.me(), await invitation_of(work, offer, who), shown(offer))


async def goes_on(work: Work, by: Talk, post: Post) -> None:
    (ask,) = [each for each in await asks.of_post(work.tx, post.id) if each.resident_id == by.who.id]
    await answering.say_yes(work, await by.me(), ask.id)
