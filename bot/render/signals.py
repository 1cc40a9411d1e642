"""What somebody runs into: the questions, what its reader sees, and the answer to all who raised a theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain.signals import FIRST, Theme
from bot.i18n import Markup, Speaker
from bot.render.asking import choice, question
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Screen

Data = dict[str, Any]


def theme(t: Speaker, value: str) -> str:
    """The plain name of a theme, with its picture."""
    names = {
        # i18n: What somebody runs into: the council, a benefits office, a desk.
        Theme.OFFICE: t.label("🏢 An office"),
        # i18n: What somebody runs into.
        Theme.MONEY: t.label("💶 Money"),
        # i18n: What somebody runs into.
        Theme.DISCRIMINATION: t.label("⚖️ Discrimination"),
        # i18n: What somebody runs into: they cannot get in, such as with a wheelchair.
        Theme.ACCESS: t.label("♿ I cannot get in"),
        # i18n: What somebody runs into: they do not understand the language.
        Theme.LANGUAGE: t.label("🔤 The language"),
        # i18n: What somebody runs into.
        Theme.LONELINESS: t.label("🌙 Loneliness"),
        # i18n: What somebody runs into.
        Theme.OTHER: t.label("✨ Something else"),
    }
    return names[Theme(value)]


def quoted(t: Speaker, words: str) -> Markup:
    """What somebody wrote, line by line."""
    return Markup("\n".join(f"💬 {t.user(line)}" for line in words.splitlines() if line.strip()))


def below(*parts: Markup) -> Markup:
    """Parts of a text with a line between them."""
    return Markup("\n\n".join(part for part in parts if part))


@message
def question_theme(t: Speaker, data: Data, again: bool) -> Screen:
    """Five themes and "more"; it may be typed."""
    themes = list(Theme)
    more = bool(data.get("theme_more"))
    shown = themes[FIRST:] if more else themes[:FIRST]
    buttons = [choice(theme(t, each), "theme", each) for each in shown]
    if not more:
        # i18n: Button: more kinds of things that one may run into.
        buttons.append(choice(t.label("More …"), "theme", "more"))
    # i18n: First question to somebody who presses "I run into something". Plain and kind.
    text = t._(
        "<b>What do you run into?</b>\nChoose, or write it. We count it: when many people run into the same, "
        "the community builder can do something about it. Your name is not with it."
    )
    # i18n: Said when what was written was not understood.
    sorry = t._("I am not sure what it is about. Please choose a button.")
    return question(t, text, pairs(*buttons), sorry if again else None)


def _unheard(t: Speaker) -> Markup:
    # i18n: Said when a voice message could not be understood, or a text was too long.
    return t._("I cannot use that. Please write it, in at most 500 letters and without names.")


def _desks(t: Speaker, desks: Sequence[Sequence[str | None]]) -> Markup:
    """Where discrimination is reported: each desk's name, phone and site."""
    if not desks:
        return Markup("")
    # i18n: Above the phone numbers of desks where discrimination is reported.
    lines = [t._("<b>You can report discrimination here, also without your name:</b>")]
    for name, phone, site in desks:
        # i18n: The desk in the whole country where discrimination is reported.
        who = t.user(name) if name else t._("Discriminatie.nl, for the whole country, free")
        lines.append(Markup(f"• {who}"))
        lines += [Markup(f"📞 \u2066{phone}\u2069")] if phone else []
        lines += [Markup(f"🔗 {t.user(site)}")] if site else []
    return Markup("\n".join(lines))


@message
def question_barrier(t: Speaker, data: Data, again: bool) -> Screen:
    """A sentence, or nothing; discrimination is answered at once."""
    # i18n: Question for a sentence about what somebody ran into.
    ask = t._("Would you like to say what happened? Write a sentence or two, or press the button.")
    # i18n: Button: no sentence.
    none = choice(t.label("Nothing more"), "barrier", "none")
    text = below(_desks(t, data.get("desks") or []), ask)
    return question(t, text, column(none), _unheard(t) if again else None)


def left_out(t: Speaker, data: Data) -> Markup:
    """Under what somebody wrote: what is gone, and that names go. The same whoever is named: dots in the place of
    some names would tell the writer who takes part."""
    # i18n: Under a sentence that somebody wrote, to its writer, who still sees the names in it.
    names = t._("<i>First names of neighbours become dots for everybody who reads this.</i>")
    if not data.get("hidden"):
        return names
    # i18n: Under a sentence in which names, numbers or addresses were replaced by dots.
    gone = t._("<i>I left out what could say who somebody is.</i>")
    return Markup(f"{gone}\n{names}")


@message
def question_barrier_read(t: Speaker, data: Data, again: bool) -> Screen:
    """May it be read?"""
    # i18n: Question about a sentence, which stands above it. "Community builder": opbouwwerker.
    ask = t._(
        "<b>May the community builder read this?</b>\nThey do not see who wrote it, and take out what could tell. "
        "You see the result first. Only with your yes it can stand in the week overview."
    )
    rows = column(
        # i18n: Button: my sentence may be read, without my name.
        choice(t.label("Yes, without my name"), "barrier_read", "yes"),
        # i18n: Button: my sentence is thrown away; it only counts that I ran into something.
        choice(t.label("No, only count it"), "barrier_read", "no"),
    )
    # i18n: Said when neither yes nor no was understood.
    sorry = t._("Please choose yes or no.")
    said = below(quoted(t, data.get("barrier") or ""), left_out(t, data))
    return question(t, below(said, ask), rows, sorry if again else None)


@message
def signal_noted(t: Speaker, theme: str, read: bool, desks: list[list[str | None]]) -> Screen:
    """It counts."""
    # i18n: After somebody told what they ran into; {theme} is one of a list, such as "Money".
    thanks = t._(
        "<b>Thank you for telling us.</b>\nWe count: {theme}. Your name is not with it.",
        theme=_name(t, theme),
    )
    # i18n: After somebody told what they ran into, in a sentence that may be read.
    later = t._("You get a message when your sentence has been read.")
    # i18n: Button: all that I told, to take it back.
    mine = press(t.label("🗣 What I told"), "told.mine")
    text = below(thanks, later if read else Markup(""), _desks(t, desks))
    return Screen(text, (*column(mine), home_row(t)))


def _name(t: Speaker, value: str) -> Markup:
    return Markup(theme(t, value))


@message
def signals_to_read(t: Speaker, buurt: int) -> Screen:
    """To a reader: sentences wait."""
    # i18n: To a community builder or coordinator. The sentences are about what people ran into.
    text = t._(
        "Neighbours wrote what they run into. Please read it and take out what could say who wrote it. "
        "Then the writer decides."
    )
    # i18n: Button: read the sentences that wait.
    return Screen(text, (*column(press(t.label("📖 Read"), "signal.read", buurt)), home_row(t)))


@message
def signals_read(t: Speaker) -> Screen:
    """Nothing waits any more."""
    # i18n: To a community builder or coordinator: all sentences were read.
    return Screen(t._("No sentence waits to be read. Thank you."), (home_row(t),))


@message
def signal_to_read(t: Speaker, signal: int, theme: str, words: str, more: int) -> Screen:
    """A sentence, and nothing of who wrote it."""
    # i18n: To a community builder or coordinator, above a sentence; {theme} is such as "Money".
    title = t._("<b>Somebody ran into this</b>\n{theme}", theme=_name(t, theme))
    # i18n: To a community builder or coordinator, under a sentence.
    ask = t._("Could somebody see from this who wrote it?")
    # i18n: How many sentences wait after this one.
    rest = t.n("{count} more waits.", "{count} more wait.", more) if more else Markup("")
    rows = column(
        # i18n: Button: nothing in the sentence says who wrote it.
        press(t.label("✅ No, show it like this"), "signal.as_is", signal),
        # i18n: Button: write the sentence in another way, so that nobody is recognised.
        press(t.label("✏️ Yes, I write it differently"), "signal.reword", signal),
        # i18n: Button: this sentence is not shown, only counted.
        press(t.label("🚫 Do not show it"), "signal.not", signal),
    )
    return Screen(below(title, quoted(t, words), ask, rest), (*rows, home_row(t)), protect=True)


@message
def question_reworded(t: Speaker, data: Data, again: bool) -> Screen:
    """The reader's version."""
    # i18n: To a community builder or coordinator; the sentence stands above in the chat.
    text = t._(
        "Write it again without what could say who wrote it. The writer sees your version and decides."
    )
    return question(t, text, (), _unheard(t) if again else None)


@message
def signal_proposed(t: Speaker, signal: int, words: str) -> Screen:
    """To the writer: this is how it would be shown."""
    # i18n: To somebody who wrote what they ran into; their sentence, perhaps changed, stands below.
    title = t._("<b>Your sentence has been read. This is how it would be shown:</b>")
    # i18n: Question under that sentence.
    ask = t._("May it stand in the week overview, without your name? You can take it back at any time.")
    rows = column(
        # i18n: Button: yes, my sentence may be shown like this.
        press(t.label("Yes, show it like this"), "signal.show", signal),
        # i18n: Button: no, my sentence is thrown away.
        press(t.label("No, do not show it"), "signal.keep", signal),
    )
    return Screen(below(title, quoted(t, words), left_out(t, {}), ask), (*rows, home_row(t)))


@message
def signal_agreed(t: Speaker) -> Screen:
    """It may be shown."""
    # i18n: After a yes to showing a sentence without a name.
    text = t._("Thank you. Your sentence can stand in the week overview, without your name.")
    # i18n: Button: all that I told, to take it back.
    return Screen(text, (*column(press(t.label("🗣 What I told"), "told.mine")), home_row(t)))


@message
def signal_words_gone(t: Speaker) -> Screen:
    """The sentence is gone."""
    # i18n: After somebody did not want their sentence shown.
    text = t._("Your sentence is erased. It still counts that somebody ran into this.")
    return Screen(text, (home_row(t),))


@message
def signal_not_shown(t: Speaker, theme: str) -> Screen:
    """To the writer: the reader did not show it."""
    # i18n: To somebody who wrote what they ran into; {theme} is such as "Money". Kind, no reproach.
    text = t._(
        "Thank you for your sentence about: {theme}. We cannot show it without people seeing who it is about, so we "
        "erased it. It does count.",
        theme=_name(t, theme),
    )
    return Screen(text, (home_row(t),))


@message
def answer_which(t: Speaker, buurt: int, themes: list[str]) -> Screen:
    """Which theme to answer."""
    if not themes:
        # i18n: To a community builder who wants to answer people about a theme.
        none = t._("No theme was raised by five people or more. With fewer, somebody could be recognised.")
        return Screen(none, (home_row(t),))
    # i18n: To a community builder; buttons with themes follow.
    text = t._(
        "<b>Whom would you like to answer?</b>\nEverybody who raised this theme gets your answer. You do not see who."
    )
    buttons = [press(theme(t, each), "signal.answer", buurt, each) for each in themes]
    return Screen(text, (*column(*buttons), home_row(t)))


def _too_long(t: Speaker) -> Markup:
    # i18n: Said when a sentence was too long.
    return t._("At most 500 letters, please.")


@message
def question_answer(t: Speaker, data: Data, again: bool) -> Screen:
    """The answer's words."""
    # i18n: To a community builder; {theme} is such as "Money".
    text = t._(
        "<b>{theme}</b>\nWhat would you like to say? For example: the neighbourhood team is open on Monday evening.",
        theme=_name(t, data.get("theme") or Theme.OTHER),
    )
    return question(t, text, (), _too_long(t) if again else None)


@message
def question_answer_more(t: Speaker, data: Data, again: bool) -> Screen:
    """The same in another language."""
    # i18n: To a community builder. Everybody gets both texts.
    text = t._("Would you like to say the same in another language? Write it, or press the button.")
    # i18n: Button: no second text.
    none = choice(t.label("Nothing more"), "answer_more", "none")
    return question(t, text, column(none), _too_long(t) if again else None)


@message
def question_answer_check(t: Speaker, data: Data, again: bool) -> Screen:
    """The preview."""
    # i18n: To a community builder, above the message as others will see it.
    title = t._("<b>This is how they see it:</b>")
    # i18n: To a community builder, under the preview.
    note = t._(
        "It goes to everybody who raised this theme lately; in the evening and at night it waits until 08:00."
    )
    answers = [each for each in (data.get("answer"), data.get("answer_more")) if each]
    seen = _answer(t, data.get("theme") or Theme.OTHER, answers)
    # i18n: Button: send the message now.
    send = choice(t.label("📨 Send it"), "answer_check", "send")
    # i18n: Said when something was written in place of pressing a button.
    sorry = t._("Please press a button.")
    return question(t, below(title, seen, note), column(send), sorry if again else None)


def _answer(t: Speaker, value: str, answers: list[str]) -> Markup:
    # i18n: To everybody who told that they ran into something; {theme} is such as "Money". An answer follows.
    header = t._(
        "<b>You told us that you ran into: {theme}</b>\nThe community builder answers everybody who did. They do not "
        "know who you are.",
        theme=_name(t, value),
    )
    return below(header, *(quoted(t, each) for each in answers))


@message
def signal_answer(t: Speaker, theme: str, answers: list[str]) -> Screen:
    """The community builder's answer."""
    # i18n: Button: all that I told, to take it back.
    mine = press(t.label("🗣 What I told"), "told.mine")
    return Screen(_answer(t, theme, answers), (*column(mine), home_row(t)))


@message
def answer_sent(t: Speaker, theme: str) -> Screen:
    """It is on its way."""
    # i18n: To a community builder; {theme} is such as "Money". How many people is not said.
    text = t._("Your answer goes to everybody who raised: {theme}.", theme=_name(t, theme))
    return Screen(text, (home_row(t),))
