"""Entering a neighbour without a phone: their name, languages and contact, and their consent."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotUnderstoodError, TooManyError
from bot.domain.ids import AccountId, BuurtId, ResidentId
from bot.domain.model import Resident, Role
from bot.domain.paper import MOST_OF_ONE, SHEET_LANGUAGES, Consent
from bot.i18n import DEFAULT
from bot.services import access, alerts, drafts, paper_card, paper_contact, paper_voice
from bot.services.answers import (
    NAME_LIMIT,
    SPOKEN,
    Given,
    Parsed,
    answers,
    first_name,
    one_line,
    pressed,
    typed,
)
from bot.services.work import Work
from storage import drafts as draft_rows
from storage import events, paper, reports, residents

MOST_NAMED = 5
"""Contact cards that one shares in a day to name a contact: whoever is on them is asked each time."""
A_DAY = timedelta(days=1)
MOST_A_MONTH = 5
"""Neighbours whom one member enters in a month: who enters and erases made-up ones all the time is a newcomer and
a leaver in every figure, and a message to the coordinators, each time."""
A_MONTH = timedelta(days=30)
NOT_CARRIED = frozenset({"for_other", "for_name", "for_resident", "reopened", "changing"})
"""What of a request that was begun for oneself does not belong in one of the neighbour it is for."""


async def begin(work: Work, me: Resident, buurt_id: BuurtId | None) -> None:
    """The first question about a new neighbour without a phone.

    `buurt_id`: of a buurt that `me` coordinates; None: of the buurt of a member, who becomes their contact.
    """
    if buurt_id is not None:
        await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    await _begin(work, me, {"home": buurt_id or access.require_member(me), "co": buurt_id is not None})


async def _begin(work: Work, me: Resident, data: Data) -> None:
    """Raises TooManyError where a member entered as many as one may."""
    if not data["co"] and len(await paper.of_contact(work.tx, me.id)) >= MOST_OF_ONE:
        raise TooManyError(f"resident {me.id} is the contact of {MOST_OF_ONE}")
    since = work.now - A_MONTH
    if not data["co"] and await events.count_of(work.tx, me.id, since, "paper_entered") >= MOST_A_MONTH:
        raise TooManyError(f"resident {me.id} entered {MOST_A_MONTH} in a month")
    await drafts.begin(work, me, Flow.PAPER, data)


async def ask_for_new(work: Work, me: Resident) -> None:
    """The request that `me` is making is for somebody without a phone, who is entered first."""
    data = await _open_request(work, me)
    await _begin(work, me, {"home": access.require_member(me), "co": False, "then": data})


async def ask_for(work: Work, me: Resident, who: ResidentId) -> None:
    """The request that `me` is making is for a neighbour without a phone: it goes on as theirs."""
    data = await _open_request(work, me)
    await paper_voice.require_voice(work, me, who)
    await draft_rows.delete(work.tx, me.id)
    await _go_on_for(work, me, who, data)


async def _open_request(work: Work, me: Resident) -> Data:
    draft = await draft_rows.get(work.tx, me.id)
    if draft is None or draft.step != "for_name" or "post" in draft.data:
        raise GoneError(f"resident {me.id} is not asked for whom it is")
    return {key: value for key, value in draft.data.items() if key not in NOT_CARRIED}


async def _go_on_for(work: Work, me: Resident, who: ResidentId, data: Data) -> None:
    them = await paper_voice.speak_for(work, me, who, "post.new")
    await drafts.begin(work, them, Flow(data["flow"]), data)


@answers("paper_name")
async def _name(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "called": first_name(typed(given, NAME_LIMIT))})


@answers("paper_spoken")
async def _spoken(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    picked = set(data.get("picked", []))
    if given.value is None:
        raise NotUnderstoodError("a button was expected")
    if given.value != "ready":
        return Parsed({**data, "picked": sorted(picked ^ {pressed(given, list(SPOKEN))})}, complete=False)
    if not picked:
        raise NotUnderstoodError("no language picked")
    readable = [lang for lang in SHEET_LANGUAGES if lang in picked]
    return Parsed({**data, "lang": readable[0] if readable else DEFAULT, "several": len(readable) > 1})


@answers("paper_lang")
async def _lang(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed(
        {**data, "lang": pressed(given, [each for each in SHEET_LANGUAGES if each in data["picked"]])}
    )


@answers("paper_contact")
async def _contact(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    """Oneself, or a member of the same buurt whose contact card is shared.

    A member is not told whether that is one: by the cards in a phone they would learn who is in the bot. Who is kept
    apart from them is not asked. Raises TooManyError after a few cards in a day.
    """
    if given.value is not None:
        pressed(given, ["me"])
        return Parsed({**data, "contact": me.id, "card": None})
    if given.contact is None:
        raise NotUnderstoodError("no contact card")
    if await events.count_of(work.tx, me.id, work.now - A_DAY, "paper_named") >= MOST_NAMED:
        raise TooManyError(f"resident {me.id} shared {MOST_NAMED} cards in a day")
    await work.record("paper_named", me)
    name, account = given.contact
    found = await residents.by_account(work.tx, AccountId(account)) if account else None
    if found is not None and not await _may_be_contact(work, me, found, BuurtId(data["home"])):
        found = None
    coordinates = data["home"] in await residents.buurten_of_role(work.tx, me.id, Role.COORDINATOR)
    if found is None and coordinates:
        raise NotUnderstoodError("no member of this buurt")
    called = one_line(name)[:NAME_LIMIT] or "…"
    return Parsed({**data, "contact": found.id if found else None, "card": None if coordinates else called})


async def _may_be_contact(work: Work, me: Resident, found: Resident, home: BuurtId) -> bool:
    here = found.takes_part and found.buurt_id == home and found.reachable
    return here and not await reports.blocked(work.tx, me.id, found.id)


@answers("paper_consent")
async def _consent(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if pressed(given, [*Consent, "no"]) == "no":
        await work.show(me, "paper_not_added")
        return Parsed(data, over=True)
    return Parsed({**data, "consent": given.value})


@drafts.finishes(Flow.PAPER)
async def finish(work: Work, me: Resident, data: Data) -> None:
    """They agreed: they take part from now on. Whoever is named as their contact is asked first."""
    buurt_id = BuurtId(data["home"])
    if data["co"]:
        await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    elif access.require_member(me) != buurt_id:
        raise GoneError(f"resident {me.id} moved")
    who = await paper.add(
        work.tx,
        name=data["called"],
        lang=data["lang"],
        spoken=frozenset(data["picked"]),
        buurt_id=buurt_id,
        consent=Consent(data["consent"]),
        contact_id=me.id,
        now=work.now,
    )
    them = await access.resident(work, who)
    await work.record("joined", them, detail="paper")
    act = "paper_added" if data["co"] else "paper_entered"
    await work.record(act, me, buurt_id=buurt_id, detail=data["consent"])
    if data.get("contact", me.id) not in (me.id, None):
        await paper_contact.ask(work, me, them, ResidentId(data["contact"]))
    if not data["co"]:
        await alerts.paper_added(work, me, them)
    if data.get("then"):
        await _go_on_for(work, me, them.id, data["then"])
    else:
        await paper_card.show(work, me, them.id, card=data.get("card"))
