"""A small, fixed neighbourhood in which every kind of row stands, once live and once over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.domain.categories import Category
from bot.domain.ids import AccountId, BuurtId, MatchId, PostId, ReportId, ResidentId, ResourceId
from bot.domain.matching import mark
from bot.domain.model import (
    AskState,
    Buurt,
    CommitmentState,
    Draft,
    Match,
    Post,
    PostKind,
    PostState,
    Resident,
    ResidentState,
    Role,
)
from bot.domain.resources import Kind
from bot.services.work import Work
from storage import (
    buurten,
    commitments,
    drafts,
    events,
    groups,
    invitations,
    matches,
    mornings,
    posts,
    relays,
    reports,
    residents,
    resources,
)
from storage.database import Transaction
from tests.matrix.buurt import add_buurt_rows
from tests.matrix.paper import add_paper
from tests.matrix.trust import add_trust
from tests.services.conftest import NOW, add_buurt, add_resident
from tests.services.neighbours import asked, matched, post_of

UNKNOWN = {"stranger": AccountId(900_001), "operator": AccountId(900_002)}
"""Accounts without a resident. The operator works at the command line: to the bot they are a stranger."""
SOON = NOW + timedelta(days=1)
BEFORE = NOW - timedelta(hours=3)
SATURDAY = '{"first": "2026-11-28", "last": "2026-11-28"}'
GROUP = AccountId(-100_1)


@dataclass
class Neighbourhood:
    """The people by the part they play, and the rows by name; what stands in a button is made of both."""

    people: dict[str, Resident] = field(default_factory=dict)
    rows: dict[str, int | str] = field(default_factory=dict)

    def account(self, who: str) -> AccountId:
        return UNKNOWN[who] if who in UNKNOWN else self.people[who].account

    def filled(self, data: str) -> str:
        """Button data with the rows in place of their names, as in `match.yes:{match_offered}`."""
        return data.format(**self.rows)


MEMBERS = {
    "requester": "Rachida",
    "helper": "Hendrika",
    "helped": "Mathilde",
    "neighbour": "Bernadette",
    "paused": "Paulien",
    "coordinator": "Cornelia",
    "builder": "Ottolien",
    "one apart": "Annechien",
    "other apart": "Pieternel",
}
"""Who lives in the buurt: the requester is helped by the helper; somebody else asked something for "helped".

The two "apart" have a match of their own, and no row with any of the others.
"""


def secret(who: str, what: str) -> str:
    """Words that stand nowhere but in what this person wrote or gave."""
    return f"{what} zxq{''.join(each for each in who if each.isalpha())}"


async def build(work: Work) -> Neighbourhood:
    """Everybody and everything, at Monday 10:00 in Amsterdam."""
    there = Neighbourhood()
    home, elsewhere = await add_buurt(work), await add_buurt(work, "Zeebuurt", "5678")
    there.rows |= {"home": home.id, "elsewhere": elsewhere.id}
    await _people(work, there, home, elsewhere)
    await _posts(work, there)
    await _together(work, there, "", "requester", "helper")
    await _together(work, there, "_apart", "one apart", "other apart")
    await _for_coordinators(work, there, home)
    there.rows |= await add_trust(work, there.people, home.id, ReportId(int(there.rows["report"])))
    there.rows |= await add_buurt_rows(work, there.people, home.id, elsewhere.id)
    there.rows |= await add_paper(work, there.people, home.id)
    await _own_conversations(work, there)
    await buurten.add_invite(work.tx, "livecode", home.id, None, SOON, 5)
    await buurten.add_invite(work.tx, "oldcode", home.id, None, BEFORE, 5)
    await work.tx.change("DELETE FROM outbox")
    for who in there.people:
        found = await residents.get(work.tx, there.people[who].id)
        assert found is not None
        there.people[who] = found
    return there


async def _people(work: Work, there: Neighbourhood, home: Buurt, elsewhere: Buurt) -> None:
    for who, name in MEMBERS.items():
        there.people[who] = await add_resident(work, home, name)
        await residents.set_adult(work.tx, there.people[who].id, True)
        await residents.allow_visits(work.tx, there.people[who].id)
    there.people["coordinator elsewhere"] = await add_resident(work, elsewhere, "Zacharias")
    there.people["waiting"] = await add_resident(work, home, "Wilhelmien", state=ResidentState.WAITING)
    there.people["invited"] = await add_resident(work, None, "", state=ResidentState.INVITED)
    there.people["removed"] = await add_resident(work, home, "Verwijderda", state=ResidentState.REMOVED)
    there.rows |= {"newcomer": there.people["waiting"].id, "member": there.people["neighbour"].id}
    await residents.set_state(work.tx, there.people["paused"].id, ResidentState.PAUSED)
    for who, role, where in (
        ("coordinator", Role.COORDINATOR, home.id),
        ("coordinator elsewhere", Role.COORDINATOR, elsewhere.id),
        ("coordinator elsewhere", Role.BUILDER, elsewhere.id),
        ("builder", Role.BUILDER, home.id),
    ):
        await residents.give_role(work.tx, there.people[who].id, where, role)
    await groups.link(work.tx, BuurtId(home.id), GROUP)


async def _post(
    work: Work,
    there: Neighbourhood,
    name: str,
    who: str,
    kind: PostKind = PostKind.REQUEST,
    state: PostState = PostState.OPEN,
    category: Category = Category.ERRANDS,
    about: str | None = None,
) -> PostId:
    helped = there.people[about] if about else None
    post = await post_of(work, there.people[who], kind, category, secret(who, "woorden"), helped)
    if state is not PostState.OPEN:
        await posts.set_state(work.tx, post.id, state, work.now, was=frozenset({PostState.OPEN}))
    there.rows[name] = post.id
    return post.id


async def _posts(work: Work, there: Neighbourhood) -> None:
    people, tx = there.people, work.tx
    await _post(work, there, "post_open", "requester")
    await _post(work, there, "post_closed", "requester", state=PostState.CLOSED)
    await _post(work, there, "post_held", "requester", state=PostState.HELD)
    await _post(work, there, "post_of_coordinator", "coordinator", state=PostState.HELD)
    await _post(work, there, "post_about", "neighbour", about="helped")
    await _post(work, there, "about_closed", "neighbour", about="helped", state=PostState.CLOSED)
    await _post(work, there, "offer", "helper", PostKind.OFFER)
    put = await asked(work, await _found(tx, there, "post_open"), people["helper"])
    there.rows["ask"] = put.id
    for name, who, state in (
        ("ask_answered", "helper", AskState.NO),
        ("ask_over", "helper", AskState.WAITING),
    ):
        closed = name == "ask_over"
        post = await _post(
            work, there, f"{name}_post", "requester", state=PostState.CLOSED if closed else PostState.OPEN
        )
        there.rows[name] = (await asked(work, await _by_id(tx, post), people[who], state)).id
    await _post(work, there, "offer_once", "helper", PostKind.OFFER)
    await tx.change("UPDATE post SET time = ? WHERE id = ?", (SATURDAY, there.rows["offer_once"]))
    offer = await _found(tx, there, "offer_once")
    there.rows["mark"] = mark(offer.category, offer.when.to_json(), offer.coffee)
    there.rows["invitation"] = await invitations.add(tx, offer.id, people["requester"].id, work.now)
    await _post(work, there, "offer_over", "helper", PostKind.OFFER, PostState.CLOSED)
    over = await _found(tx, there, "offer_over")
    there.rows["invitation_over"] = await invitations.add(tx, over.id, people["requester"].id, work.now)


async def _together(work: Work, there: Neighbourhood, tail: str, one: str, other: str) -> None:
    """Matches of every state between two people, each with its commitment."""
    tx, requester, helper = work.tx, there.people[one], there.people[other]
    for name, state, starts_at in (
        ("plain", None, None),
        ("untimed", CommitmentState.NO_TIME, None),
        ("proposed", CommitmentState.TIME_AGREED, SOON),
        ("ahead", CommitmentState.CONFIRMED, SOON),
        ("past", CommitmentState.CONFIRMED, BEFORE),
        ("sad", CommitmentState.CONFIRMED, BEFORE),
        ("done", CommitmentState.DONE, BEFORE),
        ("ended", CommitmentState.CANCELLED, SOON),
    ):
        match = await _agreed(work, there, f"{name}{tail}", requester, helper)
        if state is not None:
            added = await commitments.add(tx, match.id, state, starts_at)
            proposer = helper.id if name == "proposed" else None
            await commitments.change(tx, added.id, state, starts_at, proposer)
            there.rows[f"c_{name}{tail}"] = added.id
        for who in (requester, helper):
            kind = {"sad": "face_bad", "done": "face_good"}.get(name)
            if kind:
                await _event(work, kind, who.id, match.post_id)
        if name == "ended":
            await matches.end(tx, match.id, work.now)
    ahead = MatchId(int(there.rows[f"m_ahead{tail}"]))
    await matches.set_address(tx, ahead, secret(one, "Lindenstraat"))
    post = await post_of(work, requester, words=secret(one, "woorden"))
    offered = await matches.offer(tx, post.id, requester.id, helper.id, "42", work.now)
    assert offered is not None
    there.rows[f"m_offered{tail}"] = offered
    post = await post_of(work, requester, words=secret(one, "woorden"))
    unanswered = await matches.offer(tx, post.id, requester.id, helper.id, "42", work.now)
    assert unanswered is not None
    await matches.end(tx, unanswered, work.now)
    there.rows[f"m_let_go{tail}"] = unanswered
    await relays.open_for(tx, helper.id, ahead, work.now + timedelta(minutes=10))


async def _agreed(
    work: Work, there: Neighbourhood, name: str, requester: Resident, helper: Resident
) -> Match:
    post = await post_of(work, requester, words="kort")
    match = await matched(work, post, requester, helper)
    there.rows[f"m_{name}"], there.rows[f"p_{name}"] = match.id, post.id
    return match


async def _for_coordinators(work: Work, there: Neighbourhood, home: Buurt) -> None:
    tx, people = work.tx, there.people
    visit = await _post(work, there, "post_visit", "neighbour", category=Category.COMPANY)
    await tx.change("UPDATE resident SET visits_allowed = 0 WHERE id = ?", (people["builder"].id,))
    there.rows["visit"] = (await asked(work, await _by_id(tx, visit), people["builder"], AskState.YES)).id
    # A coordinator who would help for the first time: nobody says yes to themselves.
    await tx.change("UPDATE resident SET visits_allowed = 0 WHERE id = ?", (people["coordinator"].id,))
    own = await asked(work, await _by_id(tx, visit), people["coordinator"], AskState.YES)
    there.rows["visit_of_coordinator"] = own.id
    await mornings.want_call(tx, people["paused"].id, home.id, work.now)
    await mornings.want_call(tx, people["coordinator"].id, home.id, work.now)
    there.rows |= {"paused": people["paused"].id, "call_of_coordinator": people["coordinator"].id}
    for name, kind in (("place", Kind.TEAM), ("place_gone", Kind.FOOD)):
        there.rows[name] = await resources.add(tx, home.id, kind, {"name": "Wijkteam"}, date(2026, 1, 5))
    await resources.remove(tx, ResourceId(int(there.rows["place_gone"])))
    handed = await _post(work, there, "post_handed", "requester", state=PostState.CLOSED)
    await resources.hand_over(tx, handed, "team", work.now)
    unseen = await _post(work, there, "post_unseen", "requester")
    await tx.change("UPDATE post SET may_widen = '' WHERE id = ?", (unseen,))
    for name, reporter, about in (
        ("report", "neighbour", "paused"),
        ("report_closed", "neighbour", "paused"),
        ("report_of_coordinator", "coordinator", "paused"),
        ("report_about_coordinator", "neighbour", "coordinator"),
    ):
        there.rows[name] = await reports.add(tx, people[reporter].id, people[about].id, home.id, work.now)
    await tx.change("UPDATE report SET closed_at = created_at WHERE id = ?", (there.rows["report_closed"],))


async def _own_conversations(work: Work, there: Neighbourhood) -> None:
    """An open question of one who takes part and of one who has just begun."""
    heard = {
        "flow": "request",
        "heard": "first",
        "words": secret("requester", "concept"),
        "answered": ["words"],
    }
    await drafts.put(work.tx, Draft(there.people["requester"].id, "request", "category", heard), work.now)
    began = {"answered": ["lang", "consent"]}
    await drafts.put(work.tx, Draft(there.people["invited"].id, "welcome", "name", began), work.now)
    await residents.note_give_asked(work.tx, there.people["requester"].id, work.now)
    await work.tx.change(
        "UPDATE resident SET still_asked_at = seen_at WHERE id = ?", (there.people["requester"].id,)
    )


async def _event(work: Work, kind: str, who: ResidentId, post: PostId) -> None:
    await events.append(
        work.tx, work.now, kind, buurt_id=None, who=who, post_id=post, category=None, lang="nl", detail=None
    )


async def _found(tx: Transaction, there: Neighbourhood, name: str) -> Post:
    return await _by_id(tx, PostId(int(there.rows[name])))


async def _by_id(tx: Transaction, post_id: PostId) -> Post:
    found = await posts.get(tx, post_id)
    assert found is not None
    return found
