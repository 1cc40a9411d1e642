"""Somebody sends far more than a person does: what is above their allowance is dropped, and they are told kindly."""

from __future__ import annotations

from bot.domain.ids import AccountId
from bot.i18n import best
from bot.services import danger
from bot.services.work import Work
from bot.text.danger import Danger
from storage import dropped, residents

READ = 300
"""Characters of a dropped message that are looked at for danger."""


async def drop(work: Work, update_id: int) -> None:
    """Keep nothing of an update that is not handled."""
    await dropped.forget_update(work.tx, update_id)


async def slow_down(work: Work, account: AccountId, lang_code: str | None, kind: str) -> None:
    """Say that it is too much; `kind`: "slow_down" or "too_many_codes"."""
    me = await residents.by_account(work.tx, account)
    if me is not None:
        await work.tell(me, kind, urgency=0)
    else:
        await work.tell_chat(account, best(lang_code), kind)


def heard(work: Work, text: str | None) -> Danger | None:
    """The danger that the beginning of a dropped message tells of."""
    return danger.heard(work, text[:READ]) if text else None


async def answer_danger(work: Work, account: AccountId, alarm: Danger, message_id: int) -> None:
    """The numbers, to somebody whom the bot knows."""
    me = await residents.by_account(work.tx, account)
    if me is not None:
        await danger.answer(work, me, alarm, message_id)
