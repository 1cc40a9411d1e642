"""Looking for helpers: the rolling wave of a request, and what an answer or a silence brings."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import matching
from bot.domain.calendar import after_quiet, is_quiet
from bot.domain.candidates import Circle, Need, Ring, Traits, Wishes
from bot.domain.ids import AskId, PostId
from bot.domain.model import AskState, Post, PostKind, PostState
from bot.services import alerts, asking, deciding, inviting, still_willing, trust, widening
from bot.services.work import Work
from storage import asks, buurten, due, matches, posts, preferences, residents


async def asked_count(work: Work, post: Post) -> int:
    """How many neighbours were asked for a post; who came to look themselves is not counted."""
    return sum(not each.came for each in await asks.of_post(work.tx, post.id))


async def has_live_match(work: Work, post: Post) -> bool:
    """Whether somebody's yes lies with the requester or was agreed."""
    return await matches.live_of_post(work.tx, post.id) is not None


async def bring_together(work: Work, post: Post) -> None:
    """A request looks for helpers; an offer is shown to the requests that wait for it, or who may like it."""
    if post.kind is PostKind.REQUEST:
        await wave(work, post, next_stage=True)
        return
    await inviting.begin(work, post)
    if post.one_time:
        return
    for request in await posts.open_requests(work.tx, post.buurt_id, post.category):
        await wave(work, request)


async def wave(work: Work, post: Post, *, next_stage: bool = False) -> None:
    """Ask the best candidates who were not asked yet, as many as this stage needs; in quiet hours at 08:00.

    `next_stage`: the time of the last wave is over, more may be asked than it needed.
    """
    if (
        post.kind is not PostKind.REQUEST
        or post.state is not PostState.OPEN
        or await has_live_match(work, post)
    ):
        return
    buurt = await buurten.get(work.tx, post.buurt_id)
    if is_quiet(work.now, buurt.zone):
        await due.plan(work.tx, "wave", post.id, after_quiet(work.now, buurt.zone))
        return
    looks = post.waves if next_stage else max(0, post.waves - 1)
    # A look that could ask nobody was no wave: the first who may be asked still gets the first one.
    asked = await asks.of_post(work.tx, post.id)
    need = await need_of(work, post, looks if asked else 0)

    def wider(decision: matching.Decision) -> bool:
        """Among the neighbours of the buurt first; after the first look, or where it has none, also next door."""
        return matching.is_time_for_next_door(decision, looks) and Circle.NEAR in post.may_widen

    decision = await deciding.decide(work.tx, post, need, asked, work.now, buurt.zone, work.rng, wider)
    if next_stage:
        await posts.count_wave(work.tx, post.id)
    if decision.look_again is not None:
        await due.plan(work.tx, "wave", post.id, decision.look_again)
    spent = matching.is_spent(need, decision, work.now)
    if decision.ask and not spent:
        await posts.forget_nobody_left(work.tx, post.id)
    for choice in decision.ask:
        await asking.ask(work, post, choice)
    near = any(choice.ring is Ring.NEAR for choice in decision.ask)
    if near and await widening.next_door(work, post):
        return  # one step a look
    if spent and not await _visits_waiting(work, post):
        await widening.go_on(work, post, need, others=bool(decision.ask or decision.left))


async def need_of(work: Work, post: Post, waves: int = 0) -> Need:
    """A request as matching sees it. Of a person who is not in the bot nothing but the name is known."""
    helped = await asking.person_helped(work, post)
    named_only = post.for_name is not None and post.for_resident_id is None
    traits, wishes = (Traits(), Wishes()) if named_only else await preferences.get(work.tx, helped.id)
    return Need(
        category=post.category,
        when=post.when,
        spoken=helped.spoken or frozenset({helped.lang}),
        first_lang=helped.lang,
        created_at=post.created_at,
        deadline=post.expires_at,
        waves=waves,
        visits_home=post.visits_home,
        traits=traits,
        wishes=wishes,
    )


async def _visits_waiting(work: Work, post: Post) -> bool:
    """Whether a yes waits for a coordinator, because it would be the helper's first time.

    One that no coordinator may decide holds up nobody: it waits for the operator, perhaps for long.
    """
    if not await trust.first_yes_for(work, post):
        return False
    return any([await alerts.deciders(work, each, post) for each in await asks.standbys(work.tx, post.id)])


async def wave_due(work: Work, subject: int) -> None:
    """The time of a wave is over: the next one looks further."""
    post = await posts.get(work.tx, PostId(subject))
    if post is not None:
        await wave(work, post, next_stage=True)


async def silent(work: Work, subject: int) -> None:
    """No answer came; a later yes still counts while the request is open."""
    ask = await asks.get(work.tx, AskId(subject))
    if ask is None or not await asks.set_state(
        work.tx, ask.id, AskState.SILENT, work.now, was=frozenset({AskState.WAITING})
    ):
        return
    post = await posts.get(work.tx, ask.post_id)
    neighbour = await residents.get(work.tx, ask.resident_id)
    if post is None or neighbour is None:
        return
    await work.record("silent", neighbour, post=post)
    await inviting.turned_down(work, post, neighbour, silent=True)
    await still_willing.kept_silent(work, neighbour)
    await look_for_another(work, post)


async def spare(work: Work, ask_id: AskId) -> None:
    """Somebody went on pause before this question left: it is not put to them, the next are asked."""
    ask = await asks.get(work.tx, ask_id)
    post = await posts.get(work.tx, ask.post_id) if ask else None
    neighbour = await residents.get(work.tx, ask.resident_id) if ask else None
    if ask is None or post is None or neighbour is None or ask.state not in asking.ANSWERABLE:
        return
    await asking.withdraw(work, ask)
    await inviting.turned_down(work, post, neighbour)
    await look_for_another(work, post)


async def look_for_another(work: Work, post: Post, *, anew: bool = False) -> None:
    """Somebody cannot: the next who stands by is asked, and else others.

    `anew`: a helper dropped out, and the waves begin again; where nobody is left this time either, the writer
    hears it again.
    """
    standing_by = post.state is PostState.OPEN and not await has_live_match(work, post)
    if anew:
        await posts.begin_anew(work.tx, post.id)
        post = replace(post, waves=0)
    if not (standing_by and await asking.ask_standby(work, post)):
        await wave(work, post, next_stage=anew)


async def reoffer(work: Work, post: Post) -> None:
    """The requester would rather have somebody else: who stands by is put to them, else the next are asked."""
    for ask in await asks.standbys(work.tx, post.id):
        helper = await residents.get(work.tx, ask.resident_id)
        if helper is not None and await asking.may_stand_in(work, helper, post):
            await asking.helper_ready(work, ask)
            return
    await posts.forget_nobody_left(work.tx, post.id)
    await wave(work, post)
