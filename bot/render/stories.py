"""Stories: the question, the preview, the other's yes, and all that one told."""

from __future__ import annotations

from typing import Any

from bot.domain.signals import SignalState, StoryState
from bot.i18n import Markup, Speaker
from bot.render import words as named
from bot.render.asking import choice, question
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Button, Row, Screen
from bot.render.signals import below, left_out, quoted, theme
from bot.render.signals_digest import story_text

Data = dict[str, Any]


@message
def story_question(t: Speaker, story: int, name: str, category: str) -> Screen:
    """May we tell this?"""
    # i18n: Some days after help that went well; {name} a first name, {what} a kind of help. No pressure.
    text = t._(
        "<b>May we tell this?</b>\n{what} with {name} went well. A short story helps others to ask or to offer help. "
        "You see it first, without names. {name} also has to say yes.",
        what=Markup(named.with_icon(t, category)),
        name=name,
    )
    rows = column(
        # i18n: Button: I would like to tell the story.
        press(t.label("✏️ Yes, I tell it"), "story.begin", story),
        # i18n: Button: no story.
        press(t.label("No, thank you"), "story.not", story),
    )
    return Screen(text, (*rows, home_row(t)))


@message
def story_not_now(t: Speaker) -> Screen:
    """Fine."""
    # i18n: After somebody did not want to tell a story.
    return Screen(t._("That is fine. It stays between you two."), (home_row(t),))


@message
def question_story(t: Speaker, data: Data, again: bool) -> Screen:
    """The story, typed or spoken."""
    # i18n: Question for a short story about help between neighbours.
    text = t._(
        "What happened, and what was it like? Write two or three sentences, without names or addresses."
    )
    # i18n: Said when a voice message could not be understood, or a text could not be used.
    sorry = t._(
        "I cannot use that. Please write it, in at most 500 letters, without names, insults or questions for money."
    )
    return question(t, text, (), sorry if again else None)


@message
def question_story_name(t: Speaker, data: Data, again: bool) -> Screen:
    """As it will appear; with a name or without."""
    told, name = str(data.get("told") or ""), str(data.get("own_name") or "")
    # i18n: Above a story as others will read it.
    title = t._("<b>This is how it will appear:</b>")
    # i18n: Question under a story. "Back" leads to writing it again.
    ask = t._("Shall your first name stand under it? With “Back” you can write it differently.")
    rows = column(
        # i18n: Button: my first name stands under the story; {name} is that name.
        choice(t.label("With my name: {name}", name=name), "story_name", "yes"),
        # i18n: Button: no name stands under the story.
        choice(t.label("Without my name"), "story_name", "no"),
    )
    # i18n: Said when neither yes nor no was understood.
    sorry = t._("Please choose yes or no.")
    return question(t, below(title, quoted(t, told), left_out(t, data), ask), rows, sorry if again else None)


@message
def story_waits(t: Speaker, name: str) -> Screen:
    """The other sees it now."""
    # i18n: After a story was written; {name} is the first name of the other of the two.
    text = t._(
        "Thank you! {name} sees it first. When {name} says yes too, it can stand in the week overview. "
        "You can take it back at any time.",
        name=name,
    )
    return Screen(text, (*column(_mine(t)), home_row(t)))


def _mine(t: Speaker) -> Button:
    # i18n: Button: all that I told, to take it back.
    return press(t.label("🗣 What I told"), "told.mine")


@message
def story_about_you(
    t: Speaker, story: int, name: str, category: str, words: str, writer: str | None
) -> Screen:
    """To the other: may this be told?"""
    # i18n: To the other of two neighbours; {name} a first name, {what} a kind of help. The story follows.
    title = t._(
        "<b>{name} would like to tell about: {what}</b>\nThis is how it would stand in the week overview:",
        name=name,
        what=Markup(named.with_icon(t, category)),
    )
    # i18n: Question under a story about the reader, who is not named in it.
    ask = t._(
        "Is that all right with you? Without your yes it is not told. You can change your mind at any time."
    )
    rows = pairs(
        # i18n: Button: the story may be told.
        press(t.label("Yes, tell it"), "story.yes", story),
        # i18n: Button: the story may not be told.
        press(t.label("No, rather not"), "story.no", story),
    )
    return Screen(below(title, story_text(t, words, writer), ask), (*rows, home_row(t)), protect=True)


@message
def story_yes_noted(t: Speaker) -> Screen:
    """The other said yes."""
    # i18n: After a yes to a story about oneself.
    return Screen(t._("Thank you. It can stand in the week overview."), (*column(_mine(t)), home_row(t)))


@message
def story_agreed(t: Speaker) -> Screen:
    """To the teller: both said yes."""
    # i18n: To somebody who told a story; the other of the two agreed.
    text = t._("You both said yes: your story can stand in the week overview.")
    return Screen(text, (*column(_mine(t)), home_row(t)))


@message
def story_not_told(t: Speaker) -> Screen:
    """To the teller: it is not told."""
    # i18n: To somebody who told a story that needs a yes of both. Kind, without a reason.
    text = t._("Your story is not told: it needs a yes of you both. We erased it. Thank you for writing it.")
    return Screen(text, (home_row(t),))


@message
def told_taken_back(t: Speaker) -> Screen:
    """Gone."""
    # i18n: After somebody took back a story or sentence.
    text = t._("It is erased and will not be shown any more. Who has read it already, has read it.")
    return Screen(text, (*column(_mine(t)), home_row(t)))


_BACK = {"story": "story.back", "about": "story.no", "signal": "signal.back"}


@message
def what_i_told(t: Speaker, told: list[list[Any]], page: int, further: bool) -> Screen:
    """Stories and signals, each with a way to take it back."""
    # i18n: Title above a list of what somebody told: stories, and things they ran into.
    title = t._("<b>What I told</b>")
    # i18n: In place of a list of what somebody told.
    none = t._("There is nothing now.")
    entries = [
        Markup(f"<b>{t.number(number)}.</b> {_entry(t, *each)}")
        for number, each in enumerate(told, page * 4 + 1)
    ]
    buttons = [
        # i18n: Button: take back the thing with this number in the list above.
        press(t.label("🗑 Take back {number}", number=t.number(number)), _BACK[each[0]], each[1])
        for number, each in enumerate(told, page * 4 + 1)
    ]
    if further:
        # i18n: Button: the next page of a list.
        buttons.append(press(t.label("Next ›"), "told.mine", page + 1))
    # i18n: Button: tell what I run into.
    new: tuple[Row, ...] = column(press(t.label("🧱 I run into something"), "signal.new"))
    return Screen(below(title, *(entries or [none])), (*pairs(*buttons), *new, home_row(t)))


def _entry(t: Speaker, kind: str, row: int, about: str, state: str, said: str | None) -> Markup:
    what = Markup(theme(t, about) if kind == "signal" else named.with_icon(t, about))
    return Markup(
        "\n".join(part for part in (f"{what}: {_stands(t, kind, state)}", quoted(t, said or "")) if part)
    )


def _stands(t: Speaker, kind: str, state: str) -> Markup:
    if kind == "about":
        # i18n: In a list: a story in which the reader is the other of the two neighbours.
        return t._("a story about you, not by you")
    texts = {
        # i18n: In a list: what somebody told is only counted, it has no sentence.
        SignalState.COUNTED: t._("counted"),
        # i18n: In a list: a sentence that nobody has read yet.
        SignalState.WRITTEN: t._("waits to be read"),
        # i18n: In a list: a sentence that the resident has to say yes or no to.
        SignalState.PROPOSED: t._("waits for your yes"),
        # i18n: In a list: a story that the other neighbour has to say yes or no to.
        StoryState.OFFERED: t._("waits for the other's yes"),
        # i18n: In a list: a text that may stand in the weekly overview.
        StoryState.AGREED: t._("may be shown"),
    }
    return texts[SignalState(state) if kind == "signal" else StoryState(state)]
