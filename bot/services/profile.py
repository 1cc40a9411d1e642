"""What a resident changes about themselves: language, languages spoken, pause, who may ask."""

from __future__ import annotations

from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError
from bot.domain.model import PostKind, PostState, Resident, ResidentState
from bot.i18n import languages
from bot.services import access, drafts, menus, preferences
from bot.services.work import Work
from storage import due, posts, residents


async def show_settings(work: Work, me: Resident) -> None:
    """Language, pause, visits at home, who may ask, my data, erase me."""
    asked = me.beyond if await _offers(work, me) else None
    await work.show(me, "settings", paused=me.state is ResidentState.PAUSED, beyond=asked)


async def _offers(work: Work, me: Resident) -> bool:
    return any(
        each.kind is PostKind.OFFER and each.state is PostState.OPEN
        for each in await posts.live_of(work.tx, me.id)
    )


async def set_lang(work: Work, me: Resident, lang: str) -> None:
    """Change the language of the screens; an open question is asked again in it.

    Raises GoneError for one without a catalogue.
    """
    if lang not in languages():
        raise GoneError("unknown language")
    await residents.set_lang(work.tx, me.id, lang)
    if await residents.roles_of(work.tx, me.id):
        await menus.set_menu(work, me)
    await work.show(me, "lang_changed")
    await drafts.repeat(work, me)


async def pause(work: Work, me: Resident) -> None:
    """Ask this resident nothing until they say so."""
    access.require_member(me)
    await residents.set_state(work.tx, me.id, ResidentState.PAUSED)
    await work.record("paused", me)
    await work.show(me, "paused")


async def resume(work: Work, me: Resident) -> None:
    """Neighbours may ask again, and an offer for one day is put to them again."""
    access.require_member(me)
    await residents.set_state(work.tx, me.id, ResidentState.MEMBER)
    for post in await posts.live_of(work.tx, me.id):
        if post.one_time:
            await due.plan(work.tx, "invite", post.id, work.now)
    await work.record("resumed", me)
    await work.show(me, "resumed")


async def set_beyond(work: Work, me: Resident, beyond: bool) -> None:
    """Whether neighbouring buurten may ask this resident; a no is always possible.

    Raises GoneError for a yes of somebody who offers nothing: nobody would ask them.
    """
    access.require_member(me)
    if beyond and not await _offers(work, me):
        raise GoneError(f"resident {me.id} offers nothing")
    await residents.set_beyond(work.tx, me.id, beyond)
    await show_settings(work, await access.resident(work, me.id))


@drafts.finishes(Flow.SPOKEN)
async def spoken_kept(work: Work, me: Resident, data: Data) -> None:
    """The languages one speaks were changed; back to the settings."""
    await preferences.forget_language(work, me)
    await show_settings(work, me)
