"""The engine of conversations: asks the open question, takes the answer, asks the next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.categories import CARD_TEXT_LIMIT
from bot.domain.drafts import END, Data, Flow, back, next_step
from bot.domain.errors import GoneError, NotAllowedError, NotUnderstoodError
from bot.domain.model import Draft, Resident
from bot.i18n import clean
from bot.services import (
    access,
    paper_card,
    post_answers,  # noqa: F401 (makes its parsers known)
    rereading,
    sorry,
    trust_answers,  # noqa: F401 (makes its parsers known)
    when_answers,  # noqa: F401 (makes its parsers known)
)
from bot.services.answers import PARSERS, Given
from bot.services.guarding import cut, made_public
from bot.services.home import show_home
from bot.services.work import Work
from storage import drafts, groups, residents

Finish = Callable[[Work, Resident, Data], Awaitable[None]]

FINISH: dict[Flow, Finish] = {}


def finishes(*flows: Flow) -> Callable[[Finish], Finish]:
    """Let a function be called when all questions of a flow are answered."""

    def keep(finish: Finish) -> Finish:
        FINISH.update(dict.fromkeys(flows, finish))
        return finish

    return keep


async def begin(work: Work, me: Resident, flow: Flow, data: Data) -> None:
    """Open a conversation in place of any earlier one, and ask its first question.

    One for a neighbour without a phone is of whoever acts for them: nobody else writes in it.
    """
    if me.on_paper and work.voice is not None:
        data = {**data, "by": work.voice.id}
    await _go_on(work, me, Draft(me.id, flow, "", data))


async def answer(work: Work, me: Resident, given: Given, step: str | None = None) -> None:
    """Take an answer to the open question; `step` is the question that the pressed button belongs to.

    Raises GoneError for a button of another question than the open one. What is not understood is asked
    again with a word of explanation; nothing is changed then.
    """
    draft = await drafts.get(work.tx, me.id)
    if draft is None or (step is not None and step != draft.step):
        raise GoneError(f"no open question {step} for resident {me.id}")
    try:
        parsed = await PARSERS[draft.step](work, me, draft.data, given)
    except NotUnderstoodError:
        await _ask(work, me, draft, again=True)
        return
    if parsed.over:
        await drafts.delete(work.tx, me.id)
        return
    me = await access.resident(work, me.id)
    data = parsed.data
    if data.get("heard"):
        data = {**data, "heard": "answered"}
    if parsed.complete:
        data = {**data, "answered": [*data.get("answered", []), draft.step], "reopened": None}
    await _go_on(work, me, Draft(me.id, draft.flow, draft.step, data))


async def reword(work: Work, me: Resident, text: str) -> None:
    """The resident edited the message that the draft's words came from."""
    draft = await drafts.get(work.tx, me.id)
    if draft is not None and clean(text):
        found = await made_public(work, me, cut(text, CARD_TEXT_LIMIT), draft.data.get("words_message"))
        said = {"words": found.words, "left_out": found.left_out}
        data = await rereading.reread(work, me, draft.data, cut(text, CARD_TEXT_LIMIT))
        await _go_on(work, me, Draft(me.id, draft.flow, draft.step, {**data, **said}))


async def go_back(work: Work, me: Resident) -> None:
    """Ask the question before the open one; before the first one lies the home screen."""
    draft = await drafts.get(work.tx, me.id)
    earlier = back(draft.flow, draft.step, draft.data, me) if draft else None
    if draft is not None and earlier is not None:
        await _go_on(work, me, Draft(me.id, draft.flow, draft.step, earlier))
    elif draft is not None and draft.flow == Flow.WELCOME:
        await _ask(work, me, draft)
    else:
        await drafts.delete(work.tx, me.id)
        await show_home(work, me)


async def repeat(work: Work, me: Resident) -> bool:
    """Ask the open question again; False where none is open."""
    draft = await drafts.get(work.tx, me.id)
    if draft is None:
        return False
    await _ask(work, me, draft)
    return True


async def show_help(work: Work, me: Resident) -> None:
    """How it works, and below it the open question again, so that there is a way on."""
    mine = await residents.roles_of(work.tx, me.id) if me.takes_part else []
    roles = sorted({role.value for _, role in mine})
    await work.show(me, "help_text", listens=work.listens, member=me.takes_part, roles=roles)
    await repeat(work, me)


async def _go_on(work: Work, me: Resident, draft: Draft) -> None:
    step = next_step(draft.flow, draft.data, me)
    if step == END:
        await drafts.delete(work.tx, me.id)
        await _finish(work, me, draft)
        return
    draft = Draft(me.id, draft.flow, step, draft.data)
    await drafts.put(work.tx, draft, work.now)
    await _ask(work, me, draft)


async def _finish(work: Work, me: Resident, draft: Draft) -> None:
    """Do what the draft was for. Where that has become impossible (a match that ended) the draft still goes:
    kept, it would take every later sentence and refuse it."""
    try:
        async with work.tx.savepoint():
            await FINISH[Flow(draft.flow)](work, me, draft.data)
    except (GoneError, NotAllowedError) as error:
        await sorry.refuse(work, me, error)


async def _ask(work: Work, me: Resident, draft: Draft, again: bool = False) -> None:
    data = {
        key: value for key, value in draft.data.items() if key not in ("answered", "voice", "buurt", "by")
    }
    buurt = await access.buurt_of(work, me) if me.buurt_id is not None else None
    today = work.now.astimezone(buurt.zone).date().isoformat() if buurt else None
    await work.show(
        me,
        f"question_{draft.step}",
        data={
            **data,
            "flow": draft.flow,
            "has_voice": bool(draft.data.get("voice")),
            "listens": work.listens,
            "today": today,
            "spoken": sorted(me.spoken),
            "widen": draft.data.get("widen", sorted(me.may_widen)),
            "group": buurt is not None and await groups.chat_of(work.tx, buurt.id) is not None,
            "beyond": draft.data.get("beyond", me.beyond),
            "papers": await paper_card.beside(work, me, draft),
        },
        again=again,
    )
