"""A message of the coordinators to their buurt: writing it, how each reader sees it, and how it goes."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.i18n import Markup, Speaker, languages, own_name, speaker
from bot.render import figures, words
from bot.render.asking import question
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Row, Screen

Figure = int | str
Texts = dict[str, str]


def _back_row(t: Speaker, buurt: int) -> Row:
    # i18n: Button: to the screen about the neighbourhood, for its coordinators.
    return (press(t.label("🏘 Buurt"), "co.buurt", buurt), *home_row(t))


def _lines(t: Speaker, text: str) -> str:
    """Each line isolated by itself: an isolate ends with its line."""
    return "\n".join(t.user(line) if line else "" for line in text.split("\n"))


def _as_read(t: Speaker, name: str, texts: Texts, lang: str) -> str:
    """The whole message as a reader of this language sees it."""
    own = t.lang in texts
    # i18n: Above a message of the coordinators to everybody in a neighbourhood; {name} is its name.
    lines = [t._("<b>📣 From the coordinators of {name}</b>", name=name)]
    if not own:
        # i18n: Above a message that was not written in the reader's language; {language} is the one it is in.
        lines.append(
            t._(
                "<i>This text is only there in another language: {language}.</i>",
                language=Markup(words.languages(t, [lang])),
            )
        )
    return "\n".join([*lines, "", _lines(t, texts[t.lang if own else lang])])


@message
def broadcast(t: Speaker, name: str, texts: Texts, lang: str) -> Screen:
    """To everybody in the buurt, in their own language where there is a text in it, else in `lang`."""
    return Screen(Markup(_as_read(t, name, texts, lang)), (home_row(t),))


@message
def broadcast_draft(
    t: Speaker, buurt: int, name: str, broadcast: int | None, langs: list[str], kinds: list[str]
) -> Screen:
    """What is written by now, a button for each language."""
    lines = [
        # i18n: To a coordinator who writes to everybody; {name} is the name of the neighbourhood.
        t._("<b>Message to everybody in {name}</b>", name=name),
        # i18n: To a coordinator who writes to everybody.
        t._(
            "Write it in one language or in each. First you see it as others will; nothing goes before your yes."
        ),
        # i18n: To a coordinator who writes to everybody.
        t._("At most one a week, by day, a few people at a time. People on pause do not get it."),
    ]
    if kinds:
        # i18n: To a coordinator: private things were taken out of a text; {what} is a list of them.
        lines.append(t._("Left out: {what}.", what=words.left_out(t, kinds)))
    buttons = []
    for each in languages():
        label = f"{'✅' if each in langs else '✍️'} {own_name(each)}"
        buttons.append(press(label, "broadcast.write", buurt, each))
    if broadcast is not None and langs:
        # i18n: Button: see the message as its readers will.
        buttons.append(press(t.label("👁 Look at it"), "broadcast.preview", broadcast))
        # i18n: Button: throw away what was written.
        buttons.append(press(t.label("🗑 Throw away"), "broadcast.discard", broadcast))
    return Screen(Markup("\n\n".join(lines)), (*column(*buttons), _back_row(t, buurt)))


@message
def question_broadcast_text(t: Speaker, data: dict[str, Any], again: bool) -> Screen:
    """Its text in one language."""
    # i18n: Question to a coordinator who writes to everybody; {language} is the name of a language in itself.
    text = t._("What shall everybody read in this language: {language}?", language=own_name(data["into"]))
    # i18n: Under the question for a message to everybody.
    rules = t._("At most 700 letters. No names and nothing about somebody's health, please.")
    text = Markup(f"{text}\n{rules}")
    if data.get("held"):
        # i18n: To a coordinator whose message to everybody asks for money or insults somebody.
        unkind = t._("This asks for money, or is not kind to somebody. Please write it differently.")
        return question(t, text, (), unkind)
    # i18n: To a coordinator whose message was empty or too long.
    return question(t, text, (), t._("Please write a text of at most 700 letters.") if again else None)


@message
def broadcast_default(t: Speaker, broadcast: int, langs: list[str]) -> Screen:
    """Which text do those get in whose language there is none."""
    others = words.languages(t, [each for each in languages() if each not in langs])
    return Screen(
        # i18n: Question to a coordinator: there is no text in {languages}. Which one do its readers get?
        t._(
            "There is no text in: {languages}. Which text shall these readers get?", languages=Markup(others)
        ),
        (
            *column(*(press(own_name(each), "broadcast.default", broadcast, each) for each in langs)),
            home_row(t),
        ),
    )


@message
def broadcast_preview(
    t: Speaker,
    broadcast: int,
    buurt: int,
    name: str,
    texts: Texts,
    lang: str,
    readers: Figure,
    kinds: list[str],
    shown: str,
    at_night: bool,
) -> Screen:
    """As each reader will see it, and the question whether it goes."""
    blocks = []
    for each in languages():
        # i18n: Above a message as readers of one language will see it; {language} is its name.
        title = t._("<b>Who reads {language} sees:</b>", language=Markup(words.languages(t, [each])))
        blocks.append(f"{title}\n<blockquote>{_as_read(speaker(each), name, texts, lang)}</blockquote>")
    lines = ["\n".join(blocks)]
    if kinds:
        # i18n: To a coordinator: {what} is a list, such as "a phone number and an address".
        lines.append(
            t._(
                "⚠️ In it is: {what}. Only of a place, please, never of a person.",
                what=words.left_out(t, kinds),
            )
        )
    # i18n: To a coordinator; {people} is "120 people".
    lines.append(t._("Shall it go to {people}?", people=figures.people(t, readers)))
    if at_night:
        # i18n: To a coordinator who writes to everybody at night.
        lines.append(t._("It is late: it goes from 8 o'clock in the morning."))
    return Screen(
        Markup("\n\n".join(lines)),
        (
            *pairs(
                # i18n: Button: send this message to everybody.
                press(t.label("📣 Send it"), "broadcast.send", broadcast, shown),
                # i18n: Button: change the message first.
                press(t.label("✍️ Change"), "broadcast.show", buurt),
            ),
            home_row(t),
        ),
    )


@message
def broadcast_going(t: Speaker, broadcast: int, buurt: int, sent: Figure, at_night: bool) -> Screen:
    """It is being sent."""
    # i18n: To a coordinator: a message to everybody is being sent; {people} is "40 people".
    text = t._(
        "<b>📣 The message is going out</b>\nCalmly, a few people at a time. By now: {people}.",
        people=figures.people(t, sent),
    )
    if at_night:
        # i18n: To a coordinator: a message to everybody waits for the morning.
        text = t._(
            "<b>📣 The message is ready</b>\nIt goes from 8 o'clock in the morning, a few people at a time."
        )
    return Screen(
        text,
        (
            *pairs(
                # i18n: Button: nobody else gets the message.
                press(t.label("✋ Stop it"), "broadcast.stop", broadcast),
                # i18n: Button: look again how far it is.
                press(t.label("🔄 Look again"), "broadcast.show", buurt),
            ),
            _back_row(t, buurt),
        ),
    )


@message
def broadcast_stopped(t: Speaker, buurt: int, sent: Figure) -> Screen:
    """Nobody else gets it."""
    return Screen(
        # i18n: To a coordinator who stopped a message to everybody; {people} is "40 people".
        t._("I stopped it. It had gone to {people}; nobody else gets it.", people=figures.people(t, sent)),
        (_back_row(t, buurt),),
    )


@message
def broadcast_wait(
    t: Speaker, buurt: int, day: str, reached: Figure | None, unreachable: Figure | None
) -> Screen:
    """One went out this week."""
    # i18n: To a coordinator; {day} is a date with its weekday.
    lines = [
        t._(
            "Everybody has had a message this week. From {day} you can send the next one.",
            day=t.day(date.fromisoformat(day)),
        )
    ]
    if reached is not None and unreachable is not None:
        lines.append(_counted(t, reached, unreachable))
    return Screen(Markup("\n\n".join(lines)), (_back_row(t, buurt),))


@message
def broadcast_counted(
    t: Speaker, buurt: int, reached: Figure | None, unreachable: Figure | None, stopped: bool = False
) -> Screen:
    """To its writer, an hour after."""
    # i18n: To the coordinator who wrote to everybody, an hour after the last message left.
    lines = [t._("<b>📣 Your message to everybody has gone out</b>")]
    if stopped:
        # i18n: To the coordinator who wrote to everybody, an hour after it was stopped halfway.
        lines = [t._("<b>📣 Your message was stopped halfway</b>")]
    if reached is not None and unreachable is not None:
        lines.append(_counted(t, reached, unreachable))
    return Screen(Markup("\n".join(lines)), (_back_row(t, buurt),))


def _counted(t: Speaker, reached: Figure, unreachable: Figure) -> Markup:
    # i18n: How far a message to everybody came; {people} and {others} are "120 people" or "fewer than 5 people".
    return t._(
        "It reached {people}. Not reached: {others}.",
        people=figures.people(t, reached),
        others=figures.people(t, unreachable),
    )
