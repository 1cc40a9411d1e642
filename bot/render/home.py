"""The home screen, help, settings and the choice of language."""

from __future__ import annotations

from bot.i18n import Markup, Speaker, languages, own_name
from bot.render.listening import about_voice
from bot.render.menu import of_roles
from bot.render.registry import column, home_row, message, pairs, press, way_out
from bot.render.screen import Button, Screen


@message
def home(
    t: Speaker,
    name: str,
    waiting: bool,
    roles: list[str],
    courtesy: str | None = None,
    papers: bool = False,
    vouching: bool = False,
) -> Screen:
    """Where everything begins; `courtesy`: what it answers with a kind word, thanks or an "ok".

    `papers`: a contact of neighbours without a phone; `vouching`: a neighbour's word would let them in.
    """
    # i18n: Title of the home screen; {name} is the resident's first name.
    text = t._("<b>Hello {name}</b>\nWhat would you like to do? You can also just write it.", name=name)
    if courtesy == "thanks":
        # i18n: Answer to "thank you", above the buttons of the home screen.
        text = t._("You are welcome! Would you like something else? You can also just write it.")
    elif courtesy == "fine":
        # i18n: Answer to "ok" or a thumbs-up, above the buttons of the home screen.
        text = t._("👍 Good! Would you like something else? You can also just write it.")
    if waiting:
        # i18n: Home screen of somebody whom no coordinator has admitted yet.
        text = t._(
            "<b>Hello {name}</b>\nA coordinator of your buurt will look at your registration first. "
            "You will get a message. This usually takes a day or two.",
            name=name,
        )
        known = []
        if vouching:
            # i18n: Button of somebody who waits to be let in: a neighbour who takes part knows me.
            known.append(press(t.label("🙂 A neighbour knows me"), "vouch.link"))
        return Screen(text, (*column(*known), way_out(t, back=False)))
    rows = pairs(
        # i18n: Button on the home screen.
        press(t.label("🙋 Ask for help"), "post.new", "request"),
        # i18n: Button on the home screen.
        press(t.label("🤝 Offer help"), "post.new", "offer"),
        # i18n: Button on the home screen: what I asked and offered.
        press(t.label("📌 My posts"), "post.mine"),
        # i18n: Button on the home screen: with whom I have something arranged.
        press(t.label("📅 My appointments"), "match.mine"),
        # i18n: Button on the home screen.
        press(t.label("⚙️ Settings"), "nav.settings"),
    )
    if "coordinator" in roles:
        # i18n: Button on the home screen of a coordinator.
        rows = (*rows[:-1], (*rows[-1], press(t.label("🧭 Coordinator"), "co.today")))
    elif "builder" in roles:
        # i18n: Button on the home screen of a community builder: the overview of last week.
        rows = (*rows[:-1], (*rows[-1], press(t.label("📊 Week"), "digest.of")))
    elif papers:
        # i18n: Button on the home screen: neighbours without a phone for whom I answer.
        rows = (*rows[:-1], (*rows[-1], press(t.label("📄 Without a phone"), "paper.mine")))
    if len(rows[-1]) == 1:  # the sixth place; others find it in the help
        rows = (*rows[:-1], (*rows[-1], _barrier(t)))
    return Screen(text, (*rows, way_out(t, back=False)))


def _barrier(t: Speaker) -> Button:
    # i18n: Button: tell what I run into.
    return press(t.label("🧱 I run into something"), "signal.new")


@message
def help_text(
    t: Speaker, listens: bool = False, member: bool = False, roles: list[str] | None = None
) -> Screen:
    """What one can do here; `listens`: a program listens to voice messages; `member`: the reader takes part, with
    the commands of their `roles`."""
    # i18n: Help screen. Plain words (level A2). The commands stay in Latin letters.
    text = t._(
        "<b>This is how it works</b>\n"
        "• You ask for help or offer it. You can press buttons, write, or send a voice message.\n"
        "• We ask a few neighbours who fit. They see no name and no address of yours.\n"
        "• If somebody wants to help, you decide.\n"
        "• Then you talk to each other through this bot.\n"
        "• It costs nothing. I am a program, not a person.\n\n"
        "/taal changes the language, /pauze stops questions for a while, /gegevens shows what we keep, "
        "/vergeetmij erases everything. /stop stops what you are doing.\n\n"
        "In danger? Call 112."
    )
    if listens:
        text = Markup(f"{text}\n\n{about_voice(t)}")
    own = of_roles(t, roles or [])
    if own:
        # i18n: Title in the help of a coordinator or community builder, above the commands that only they have.
        title = t._("<b>For your role</b>")
        lines = "\n".join(f"• /{command}: {does}" for command, does in own)
        text = Markup(f"{text}\n\n{title}\n{lines}")
    # i18n: Button: the list of places to go, such as the doctor and the library.
    where = press(t.label("📒 Where can I go?"), "way.list")
    told = []
    if member:
        # i18n: Button: all that I told, to take it back.
        mine = press(t.label("🗣 What I told"), "told.mine")
        # i18n: Button: to the person of trust (vertrouwenspersoon) of the neighbourhood.
        told = [press(t.label("🤫 Talk in confidence"), "confidant.show"), _barrier(t), mine]
    return Screen(text, ((where,), *column(*told), home_row(t)[:1]))


@message
def settings(t: Speaker, paused: bool, beyond: bool | None = None) -> Screen:
    """What can be changed; `beyond`: whether neighbouring buurten may ask, None for who offers nothing."""
    # i18n: Button in settings: start again to be asked for help.
    resume = t.label("▶️ Ask me again")
    # i18n: Button in settings: do not ask me for help for a while.
    pause = t.label("⏸ Pause")
    # i18n: Title of the settings screen.
    text = t._("<b>Settings</b>\nWhat would you like to change?")
    circle = []
    if beyond is not None:
        # i18n: Settings of somebody who offers help: who may ask them.
        both = t._("People of the buurten next door may ask you too.")
        # i18n: Settings of somebody who offers help: who may ask them.
        only = t._("Only people of your own buurt ask you.")
        text = Markup(f"{text}\n\n{both if beyond else only}")
        # i18n: Button: only people of my own buurt may ask me.
        less = t.label("🏘 Only for my own buurt")
        # i18n: Button: people of the buurten next door may ask me as well.
        more = t.label("🏘 Also for the buurten next door")
        circle.append(press(less if beyond else more, "me.beyond", "off" if beyond else "on"))
    return Screen(
        text,
        (
            *pairs(
                # i18n: Button in settings: languages of the screens, and which ones I speak.
                press(t.label("🌍 Languages"), "me.lang"),
                # i18n: Button in settings: what I say and ask for visits at home.
                press(t.label("🏠 Visits at home"), "wishes.show"),
                press(resume if paused else pause, "me.pause", "off" if paused else "on"),
                *circle,
                # i18n: Button in settings: show me everything you keep about me.
                press(t.label("🗂 My data"), "me.data"),
                # i18n: Button in settings: erase everything about me.
                press(t.label("🗑 Erase me"), "me.forget"),
            ),
            home_row(t),
        ),
    )


@message
def choose_lang(t: Speaker, speaks: bool = False) -> Screen:
    """The language of the screens, each named in itself; `speaks`: and a way to the ones that one speaks."""
    buttons = [press(own_name(lang), "me.lang", lang) for lang in languages()]
    if speaks:
        # i18n: Button: which languages I speak with people.
        buttons.append(press(t.label("💬 I speak"), "me.spoken"))
    return Screen(
        # i18n: Question above buttons with the names of languages.
        t._("Which language would you like to read here?"),
        (*column(*buttons), home_row(t)),
    )


@message
def lang_changed(t: Speaker) -> Screen:
    """In the new language."""
    # i18n: Said in the new language after it was changed.
    return Screen(t._("From now on I write in English."), (home_row(t),))


@message
def paused(t: Speaker) -> Screen:
    """Nobody asks this resident until they say so."""
    return Screen(
        # i18n: After pressing pause. Appointments that were made stay.
        t._(
            "You are on pause. We will not ask you anything. Appointments you have made stay. "
            "Press the button when you want to take part again."
        ),
        (
            # i18n: Button: end the pause.
            *column(press(t.label("▶️ Ask me again"), "me.pause", "off")),
            home_row(t),
        ),
    )


@message
def resumed(t: Speaker) -> Screen:
    """The pause is over."""
    # i18n: After the pause was ended.
    return Screen(t._("Good to have you back. Neighbours can ask you again."), (home_row(t),))


@message
def stopped(t: Speaker) -> Screen:
    """What was under way is stopped; and the way to stop more."""
    return Screen(
        # i18n: After /stop. Nothing is lost that was already posted.
        t._(
            "I have stopped. What you posted and your appointments stay. "
            "Would you like no questions for a while, or to leave?"
        ),
        (
            *column(
                # i18n: Button: do not ask me for help for a while.
                press(t.label("⏸ Pause"), "me.pause", "on"),
                # i18n: Button: erase everything about me.
                press(t.label("🗑 Erase me"), "me.forget"),
            ),
            home_row(t),
        ),
    )
