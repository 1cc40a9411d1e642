"""From the first word to the home screen."""

from __future__ import annotations

from bot.domain.drafts import Data, Flow
from bot.domain.ids import AccountId, BuurtId
from bot.domain.model import Admission, Holds, Resident, ResidentState, Role
from bot.i18n import best
from bot.services import alerts, drafts, menus, opening
from bot.services.answers import NAME_LIMIT, one_line
from bot.services.guarding import may_be_name
from bot.services.home import show_home
from bot.services.work import Work
from storage import buurten, residents, vouching


async def arrive(work: Work, account: AccountId, lang_code: str | None) -> Resident:
    """The resident of an account; an unknown one becomes known, in state invited."""
    return await come_back(work, account) or await residents.add(work.tx, account, best(lang_code), work.now)


async def come_back(work: Work, account: AccountId) -> Resident | None:
    """The resident of an account that is known."""
    return await residents.who_comes(work.tx, account, work.now)


async def start(work: Work, me: Resident, first_name: str, code: str | None) -> None:
    """`/start`, perhaps with an invite's code: the home screen for whom we know, else the first questions."""
    if me.state is not ResidentState.INVITED:
        if code and opening.is_call(code) and me.takes_part:
            await opening.open_call(work, me, code)
            return
        if code and me.takes_part:
            await _take_role(work, me, code)
        elif code and me.state is ResidentState.WAITING and await _let_in(work, me, code):
            return
        await show_home(work, me)
        return
    name = one_line(first_name)
    data: Data = {"first_name": name[:NAME_LIMIT] if may_be_name(name) else ""}
    buurt_id = await buurten.invite_of(work.tx, code, work.now) if code else None
    if buurt_id is not None:
        buurt = await buurten.get(work.tx, buurt_id)
        data |= {"code": code, "buurt": buurt_id, "buurt_name": buurt.name}
    elif opening.is_call(code):
        data["called"] = code
    elif code:
        data["bad_code"] = True
    await drafts.begin(work, me, Flow.WELCOME, data)


async def _let_in(work: Work, me: Resident, code: str) -> bool:
    """Who waits for a coordinator and then opens an invite need wait no longer."""
    buurt_id = await buurten.invite_of(work.tx, code, work.now)
    if buurt_id is None or await residents.barred(work.tx, work.account_hash(me.account)):
        return False
    await finish(work, me, {"code": code, "buurt": buurt_id})
    return True


async def _take_role(work: Work, me: Resident, code: str) -> None:
    """A member opened an operator's link that makes them coordinator or community builder."""
    role = await buurten.role_of_invite(work.tx, code)
    buurt_id = await buurten.invite_of(work.tx, code, work.now)
    if role is not None and buurt_id is not None and await buurten.use_invite(work.tx, code, work.now):
        await give_role(work, me, buurt_id, role)


async def give_role(work: Work, me: Resident, buurt_id: BuurtId, role: Role) -> None:
    """Make `me` coordinator or community builder, on record, with the menu that belongs to it."""
    await residents.give_role(work.tx, me.id, buurt_id, role)
    if role is Role.COORDINATOR:
        await residents.allow_visits(work.tx, me.id)  # nobody else may be there to approve theirs
    await work.record("role_given", me, buurt_id=buurt_id, detail=role)
    await menus.set_menu(work, me)
    buurt = await buurten.get(work.tx, buurt_id)
    await work.tell(me, "role_given", urgency=0, role=role, buurt=buurt.name)


@drafts.finishes(Flow.WELCOME)
async def finish(work: Work, me: Resident, data: Data) -> None:
    """All first questions are answered: in by invite or open door, else wait for a coordinator.

    An account that was removed or reported before always waits.
    """
    buurt = await buurten.get(work.tx, BuurtId(data["buurt"]))
    await residents.set_buurt(work.tx, me.id, buurt.id)
    await residents.forget_interest(work.tx, me.id)
    barred = await residents.barred(work.tx, work.account_hash(me.account))
    invited = (
        not barred and bool(data.get("code")) and await buurten.use_invite(work.tx, data["code"], work.now)
    )
    welcome = invited or (not barred and buurt.admission is Admission.OPEN)
    waited = me.state is ResidentState.WAITING
    state = ResidentState.MEMBER if welcome else ResidentState.WAITING
    await residents.set_state(work.tx, me.id, state)
    me = await residents.by_account(work.tx, me.account) or me
    if not waited:
        # Whom a neighbour's word may let in waits for it, as for a coordinator's.
        came = Admission.OPEN if buurt.admission is Admission.OPEN else Admission.APPROVAL
        await work.record("joined", me, detail="invite" if invited else str(came))
    if welcome:
        await work.record("admitted", me)
        role = await buurten.role_of_invite(work.tx, data["code"]) if invited else None
        if role is not None:
            await give_role(work, me, buurt.id, role)
    else:
        await alerts.newcomer_waits(work, me)
    await show_home(work, me)
    if welcome and data.get("called"):
        await opening.open_call(work, me, data["called"])


async def buurt_opened(work: Work, subject: int) -> None:
    """A buurt was made: whoever gave its postcode before it was there is told once, by day."""
    buurt = await buurten.find(work.tx, BuurtId(subject))
    for someone, postcode in await residents.interested(work.tx, buurt.id) if buurt else []:
        await residents.forget_interest(work.tx, someone.id)
        if buurt is not None and someone.state is ResidentState.INVITED:
            await work.tell(
                someone,
                "buurt_opened",
                holds=Holds("resident", someone.id, frozenset({ResidentState.INVITED})),
                calm=buurt.zone,
                postcode=postcode,
                buurt=buurt.name,
            )


async def admitted(work: Work, newcomer: Resident) -> None:
    """A coordinator let somebody in, or a neighbour vouched for them: tell them."""
    buurt = await buurten.get(work.tx, BuurtId(newcomer.buurt_id or 0))
    await vouching.forget_link(work.tx, newcomer.id)
    await residents.set_state(work.tx, newcomer.id, ResidentState.MEMBER)
    await work.record("admitted", newcomer)
    await work.tell(newcomer, "admitted", calm=buurt.zone, name=newcomer.name, buurt=buurt.name)
