"""What coordinators are told without asking: somebody waits for their yes, or was reported."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot.domain.calendar import local, local_text
from bot.domain.decisions import DecisionState
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.model import Ask, Holds, Post, Report, Resident, ResidentState, Role
from bot.services.work import Work
from storage import asks, buurten, decisions, paper, residents, trust


async def coordinators(work: Work, buurt_id: BuurtId, *parties: ResidentId | None) -> list[Resident]:
    """The coordinators of a buurt, but those whom the matter itself is about."""
    return [
        each
        for each in await residents.with_role(work.tx, buurt_id, Role.COORDINATOR)
        if each.takes_part and each.id not in parties
    ]


async def beside(work: Work, *parties: ResidentId | None) -> list[ResidentId]:
    """These residents, and whoever answers for them: their matter is theirs too."""
    there = [who for who in parties if who is not None]
    return [*there, *await paper.beside(work.tx, *there)]


async def deciders(work: Work, ask: Ask, post: Post) -> list[Resident]:
    """Who may say yes to a first visit: a coordinator who has no part in it.

    Where the only one there is lives behind that door, they decide; the helper never does, nor does anybody about a
    neighbour without a phone for whom they answer. Then it is for the operator.
    """
    helper = await beside(work, ask.resident_id)
    door = [who for who in (post.resident_id, post.for_resident_id) if who is not None]
    contacts = await paper.beside(work.tx, *door)
    without_part = await coordinators(work, post.buurt_id, *helper, *door, *contacts)
    return without_part or await coordinators(work, post.buurt_id, *helper, *contacts)


async def newcomer_waits(work: Work, newcomer: Resident) -> int:
    """Ask the coordinators to let somebody in, when the quiet hours are over; returns how many are asked."""
    buurt = await buurten.get(work.tx, BuurtId(newcomer.buurt_id or 0))
    told = await coordinators(work, buurt.id, newcomer.id)
    for each in told:
        await work.tell(
            each,
            "co_newcomer",
            holds=Holds("resident", newcomer.id, frozenset({ResidentState.WAITING})),
            calm=buurt.zone,
            about=(newcomer.id,),
            **await newcomer_card(work, newcomer),
        )
    return len(told)


async def visit_waits(work: Work, ask: Ask, post: Post) -> int:
    """Ask the coordinators for a yes to a new helper's first visit; returns how many are asked."""
    buurt = await buurten.get(work.tx, post.buurt_id)
    told = await deciders(work, ask, post)
    for each in told:
        await work.tell(
            each,
            "co_visit",
            holds=Holds("ask", ask.id, frozenset({"yes"})),
            calm=buurt.zone,
            about=(ask.resident_id,),
            **await visit_card(work, ask, post),
        )
    return len(told)


async def post_waits(work: Work, post: Post) -> int:
    """Ask the coordinators to read a post that asks for money or insults; returns how many are asked."""
    buurt = await buurten.get(work.tx, post.buurt_id)
    told = await coordinators(work, post.buurt_id, post.resident_id)
    for each in told:
        await work.tell(
            each,
            "co_held",
            holds=Holds("post", post.id, frozenset({"held"})),
            calm=buurt.zone,
            about=(post.resident_id,),
            **held_card(post),
        )
    return len(told)


async def request_waits(work: Work, post: Post) -> int:
    """Nobody is left to ask for a request: tell the coordinators; returns how many are told."""
    buurt = await buurten.get(work.tx, post.buurt_id)
    told = await coordinators(work, post.buurt_id, post.resident_id)
    for each in told:
        await work.tell(
            each,
            "co_request",
            holds=Holds("post", post.id, frozenset({"open"})),
            calm=buurt.zone,
            about=(post.resident_id,),
            more=0,
            **await request_card(work, post),
        )
    return len(told)


async def request_card(work: Work, post: Post) -> dict[str, Any]:
    """What a coordinator sees of an open request: its words and what was tried, not who wrote it."""
    buurt = await buurten.get(work.tx, post.buurt_id)
    tried = Counter(ask.state.value for ask in await asks.of_post(work.tx, post.id))
    return {
        "post": post.id,
        "buurt": buurt.id,
        "category": post.category,
        "when": post.when.to_json(),
        "said": post.words,
        "has_voice": post.voice is not None,
        "since": local(post.created_at, buurt.zone).date().isoformat(),
        "asked": tried.total(),
        "no": tried["no"],
        "silent": tried["silent"],
        "waiting": tried["waiting"],
        "yes": tried["yes"],
    }


async def report_waits(work: Work, report: Report) -> int:
    """Tell the coordinators of a report at once, by night too: it is about safety. Returns how many."""
    parties = await beside(work, report.reporter_id, report.reported_id)
    told = await coordinators(work, report.buurt_id, *parties)
    about = tuple(who for who in (report.reporter_id, report.reported_id) if who is not None)
    for each in told:
        await work.tell(each, "co_report", about=about, urgency=0, **await report_card(work, report))
    return len(told)


async def paper_added(work: Work, writer: Resident, them: Resident) -> None:
    """Tell the coordinators, by day, that a member entered a neighbour without a phone."""
    await _about_paper(work, "co_paper_added", writer, them)


async def paper_alone(work: Work, contact: Resident, them: Resident) -> None:
    """Tell the coordinators, by day, that nobody answers for a neighbour without a phone any more."""
    await _about_paper(work, "co_paper_alone", contact, them)


async def _about_paper(work: Work, kind: str, writer: Resident, them: Resident) -> None:
    buurt = await buurten.get(work.tx, BuurtId(them.buurt_id or 0))
    for each in await coordinators(work, buurt.id, writer.id):
        await work.tell(
            each,
            kind,
            holds=Holds("resident", them.id, frozenset(ResidentState)),
            calm=buurt.zone,
            about=(them.id,),
            resident=them.id,
            name=them.name,
        )


def held_card(post: Post) -> dict[str, Any]:
    """What a coordinator sees of a post that is held: its words, not who wrote it."""
    return {"post": post.id, "buurt": post.buurt_id, "category": post.category, "said": post.words}


async def newcomer_card(work: Work, newcomer: Resident) -> dict[str, Any]:
    """What a coordinator sees of somebody who waits."""
    return {
        "resident": newcomer.id,
        "name": newcomer.name,
        "lang": newcomer.lang,
        "barred": await residents.barred(work.tx, work.account_hash(newcomer.account)),
    }


async def visit_card(work: Work, ask: Ask, post: Post) -> dict[str, Any]:
    """What a coordinator sees of a first visit: who would help, with what and when; not where or for whom."""
    helper = await residents.get(work.tx, ask.resident_id)
    return {
        "ask": ask.id,
        "name": helper.name if helper else "",
        "languages": sorted(helper.spoken or {helper.lang}) if helper else [],
        "category": post.category,
        "when": post.when.to_json(),
        "helped": await trust.times_helped(work.tx, ask.resident_id),
    }


async def report_card(work: Work, report: Report) -> dict[str, Any]:
    """What a coordinator sees of a report: the two first names, when, and earlier steps; not what was said."""
    buurt = await buurten.get(work.tx, report.buurt_id)
    reporter = await residents.get(work.tx, report.reporter_id) if report.reporter_id else None
    reported = await residents.get(work.tx, report.reported_id)
    return {
        "report": report.id,
        "reporter": reporter.name if reporter else None,
        "reported": reported.name if reported else "",
        "at": local_text(report.created_at, buurt.zone),
        "lines": len(await decisions.lines_of(work.tx, report.id)),
        "earlier": [
            [each.kind, local(each.at, buurt.zone).date().isoformat()]
            for each in (await decisions.about(work.tx, report.reported_id))[-3:]
            if each.state is not DecisionState.LIFTED
        ],
    }
