"""The answer to "whom is this for?": the line itself comes back as what the question replied to."""

from __future__ import annotations

from bot.domain.drafts import Flow
from bot.domain.errors import GoneError
from bot.domain.ids import MatchId
from bot.domain.line import Line
from bot.domain.model import Resident
from bot.services import incoming, relay
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


async def decide(work: Work, me: Resident, args: Args, line: Line | None) -> None:
    """Send the line to a neighbour, into the open question or a new post, or nowhere."""
    choice = args.text(0)
    if choice == "nowhere":
        await work.show(me, "sent_nowhere")
        return
    if line is None:
        raise GoneError("the line was deleted")
    if choice == "match":
        await relay.pass_on_once(work, me, MatchId(args.number(1)), line)
    elif choice == "draft":
        await incoming.into_draft(work, me, line, args.text(1), args.text(2))
    elif choice == "calm":
        await incoming.calm(work, me, line)
    elif choice in (Flow.REQUEST, Flow.OFFER):
        begin = incoming.as_new if len(args) > 1 else incoming.post_from
        await begin(work, me, line, Flow(choice))
    else:
        raise GoneError("forged choice")


@button("where")
async def _without_line(work: Work, me: Resident, args: Args) -> None:
    """A press on a question that Telegram no longer shows us."""
    await decide(work, me, args, None)
