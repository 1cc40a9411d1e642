"""Home, help, settings, language, visits at home, pause, stop."""

from __future__ import annotations

from bot.domain.drafts import Flow
from bot.domain.model import Resident, ResidentState
from bot.domain.visit_answers import Part, Question
from bot.services import drafts, home, onboarding, preferences, profile
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button, command


@button("nav.home")
async def to_home(work: Work, me: Resident, args: Args) -> None:
    if me.state is not ResidentState.INVITED:
        await home.show_home(work, me)
    elif not await drafts.repeat(work, me):
        await onboarding.start(work, me, "", None)


@button("nav.back")
async def back(work: Work, me: Resident, args: Args) -> None:
    await drafts.go_back(work, me)


@button("nav.stop")
async def stop(work: Work, me: Resident, args: Args) -> None:
    await home.stop(work, me)


@command("stop")
async def stop_command(work: Work, me: Resident, argument: str) -> None:
    await home.stop(work, me)


@button("nav.help")
async def show_help(work: Work, me: Resident, args: Args) -> None:
    work.edit = None  # help comes beside the question, not in its place
    await drafts.show_help(work, me)


@command("help")
async def help_command(work: Work, me: Resident, argument: str) -> None:
    await drafts.show_help(work, me)


@button("nav.settings")
async def settings(work: Work, me: Resident, args: Args) -> None:
    await profile.show_settings(work, me)


@button("me.lang")
async def lang(work: Work, me: Resident, args: Args) -> None:
    if len(args):
        await profile.set_lang(work, me, args.text(0))
    else:
        await work.show(me, "choose_lang", speaks=me.takes_part)


@command("taal")
async def lang_command(work: Work, me: Resident, argument: str) -> None:
    await work.show(me, "choose_lang", speaks=me.takes_part)


@button("me.pause")
async def pause(work: Work, me: Resident, args: Args) -> None:
    await (profile.pause if args.choice(0, "on", "off") == "on" else profile.resume)(work, me)


@command("pauze")
async def pause_command(work: Work, me: Resident, argument: str) -> None:
    await profile.pause(work, me)


@button("me.spoken")
async def spoken(work: Work, me: Resident, args: Args) -> None:
    await drafts.begin(work, me, Flow.SPOKEN, {"picked": sorted(me.spoken)})


@button("me.beyond")
async def beyond(work: Work, me: Resident, args: Args) -> None:
    await profile.set_beyond(work, me, args.choice(0, "on", "off") == "on")


@button("wishes.show")
async def wishes(work: Work, me: Resident, args: Args) -> None:
    await preferences.show(work, me)


@button("wishes.part")
async def wishes_part(work: Work, me: Resident, args: Args) -> None:
    await preferences.show_part(work, me, Part(args.choice(0, *Part)))


@button("wishes.ask")
async def wishes_ask(work: Work, me: Resident, args: Args) -> None:
    await preferences.ask(work, me, Question(args.choice(0, *Question)))


@button("wishes.set")
async def wishes_set(work: Work, me: Resident, args: Args) -> None:
    await preferences.set_answer(work, me, Question(args.choice(0, *Question)), args.text(1))
