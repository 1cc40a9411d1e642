"""A resident at a phone: what they press and write, and the last screen they got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.domain.drafts import Data, Flow
from bot.domain.line import Line
from bot.domain.model import Buurt, OutMessage, Post, PostKind, Resident
from bot.services import drafts, incoming
from bot.services.answers import Given
from bot.services.work import Work
from storage import drafts as draft_rows
from storage import posts, residents
from tests.services.conftest import add_resident
from tests.services.pairs import waiting


@dataclass
class Talk:
    """One resident's side of a unit of work."""

    work: Work
    who: Resident

    async def me(self) -> Resident:
        """The resident as they are now."""
        found = await residents.get(self.work.tx, self.who.id)
        assert found is not None
        return found

    async def press(self, *answers: str) -> None:
        """Answer the open questions, each with a button: "step:value"."""
        for each in answers:
            step, _, value = each.partition(":")
            await drafts.answer(self.work, await self.me(), Given(value=value), step)

    async def write(self, text: str, message_id: int = 1) -> None:
        """Send a sentence, wherever it goes."""
        await incoming.receive(self.work, await self.me(), Line(message_id, text=text))

    async def say(self, voice: str, message_id: int = 1) -> None:
        """Send a voice note, wherever it goes."""
        await incoming.receive(self.work, await self.me(), Line(message_id, voice=voice))

    async def back(self) -> None:
        await drafts.go_back(self.work, await self.me())

    async def begin(self, flow: Flow, **data: Any) -> None:
        """Open a conversation as its button does."""
        await drafts.begin(self.work, await self.me(), flow, {"flow": str(flow), **data})

    async def screen(self) -> OutMessage:
        """The newest message that waits for them."""
        return (await waiting(self.work, self.who))[-1]

    async def kind(self) -> str:
        return (await self.screen()).kind

    async def draft(self) -> Data:
        """What the open conversation knows."""
        found = await draft_rows.get(self.work.tx, self.who.id)
        assert found is not None
        return found.data

    async def post(self) -> Post:
        """Their newest live post."""
        return (await posts.live_of(self.work.tx, self.who.id))[0]


async def neighbour(work: Work, home: Buurt, name: str, lang: str = "nl", adult: bool | None = True) -> Talk:
    """A member who has told whether they are 18 or older."""
    someone = await add_resident(work, home, name, lang)
    if adult is not None:
        await residents.set_adult(work.tx, someone.id, adult)
    talk = Talk(work, someone)
    talk.who = await talk.me()
    return talk


async def helper(work: Work, home: Buurt, name: str, category: str = "errands", lang: str = "nl") -> Talk:
    """A neighbour who offers one kind of help at any time, and whom a coordinator knows."""
    talk = await neighbour(work, home, name, lang)
    await residents.allow_visits(work.tx, talk.who.id)
    await offers(talk, category)
    return talk


async def offers(talk: Talk, category: str, days: str = "any") -> Post:
    """Offer a kind of help by buttons."""
    await talk.begin(Flow.OFFER)
    await talk.press(f"category:{category}", f"days:{days}", "parts:any", "often:4", "words:none")
    await talk.press("summary:publish")
    return await talk.post()


async def requests(
    talk: Talk, category: str = "errands", when: str = "any", words: str | None = None
) -> Post:
    """Ask for a kind of help by buttons."""
    await talk.begin(Flow.REQUEST)
    await talk.press(f"category:{category}", f"when:{when}")
    if (await talk.kind()) == "question_part":
        await talk.press("part:any")
    if words is None:
        await talk.press("words:none")
    else:
        await talk.write(words)
    if (await talk.kind()) == "question_coffee":
        await talk.press("coffee:no")
    await talk.press("summary:publish")
    made = await talk.post()
    assert made.kind is PostKind.REQUEST
    return made
