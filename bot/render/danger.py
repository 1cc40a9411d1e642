"""Danger: numbers first, in one short message, with a way to hide it."""

from __future__ import annotations

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.asking import question
from bot.render.registry import column, home_row, message, press, way_out
from bot.render.screen import Screen


def _name(t: Speaker, key: str) -> Markup:
    names = {
        # i18n: Behind the emergency number 112.
        "112": t._("danger to life, fire, violence"),
        # i18n: Behind the number for thoughts of suicide (113).
        "suicide": t._("thoughts of suicide: talk to somebody, free, day and night"),
        # i18n: Behind the number for violence at home (Veilig Thuis).
        "home": t._("violence at home (Veilig Thuis), free, day and night"),
        # i18n: Behind the number for a smell of gas.
        "gas": t._("smell of gas"),
        # i18n: Behind the number for children (Kindertelefoon).
        "child": t._("for children themselves (Kindertelefoon)"),
    }
    return names.get(key, Markup(""))


@message
def danger(
    t: Speaker,
    danger: str,
    numbers: list[list[str | None]],
    say_nl: str | None,
    say_own: str | None,
    written: int,
    in_relay: bool,
) -> Screen:
    """The numbers for what was said."""
    lines = []
    for key, call, also in numbers:
        both = f"{call} · {also}" if also else f"{call}"
        lines.append(f"📞 <b>\u2066{both}\u2069</b> {_name(t, str(key))}")
    if say_nl:
        # i18n: Title above a Dutch sentence to say to 112, and how it sounds in the reader's own script.
        title = t._("To say to 112, in Dutch:")
        lines.append(
            "\n".join(["", title, f"\u2066{say_nl}\u2069", *([f"\u2068{say_own}\u2069"] if say_own else [])])
        )
    if not in_relay:
        # i18n: Under the emergency numbers: what was written has gone to nobody.
        lines.append("\n" + t._("I have posted nothing and asked nobody."))
    # i18n: Question under the emergency numbers.
    lines.append("\n" + t._("<b>Is it about danger now?</b>"))
    buttons = [
        # i18n: Button: yes, there is danger now.
        press(t.label("Yes"), "danger.now"),
        # i18n: Button: no danger, it was an ordinary question or message.
        press(t.label("No, just a question"), "where", "calm"),
        # i18n: Button: delete this message from the chat, because somebody else may see the phone.
        press(t.label("🙈 Hide this message"), "danger.hide", written),
        # i18n: Button: I would like a coordinator to call me.
        press(t.label("☎️ Let somebody call me"), "danger.call"),
    ]
    if in_relay:
        del buttons[1]
    return Screen(Markup("\n".join(lines)), (*column(*buttons), way_out(t, back=False)), silent=in_relay)


@message
def danger_contact(t: Speaker, number: str) -> Screen:
    """The first number as a contact card: one tap to call, and no word on it of what was said."""
    return Screen(Markup(""), contact=(number, number))


@message
def danger_now(t: Speaker, number: str) -> Screen:
    """One thing to do."""
    return Screen(
        # i18n: After "yes, there is danger now". {number} is 112. Nobody reads this chat.
        t._(
            "Call <b>{number}</b> now. Nobody here reads along. Stay on the line; they can help.",
            number=Markup(number),
        ),
        (way_out(t, back=False),),
    )


@message
def question_phone(t: Speaker, data: dict[str, object], again: bool) -> Screen:
    """The number on which a coordinator may call."""
    return question(
        t,
        # i18n: Question for a phone number. It goes to the coordinators only and is not kept.
        t._(
            "On which number may a coordinator call you? It goes only to them, and not what you wrote. "
            "They are not there day and night: in danger call 112."
        ),
        (),
        # i18n: Said when no phone number was found in the answer.
        t._("I did not find a phone number in that.") if again else None,
    )


@message
def call_passed_on(t: Speaker) -> Screen:
    """A coordinator has the number."""
    return Screen(
        # i18n: A coordinator was told that somebody wants a call.
        t._("A coordinator has your number and will call you as soon as they can. In danger call 112."),
        (home_row(t),),
    )


@message
def nobody_to_call(t: Speaker) -> Screen:
    """There is no coordinator to tell."""
    return Screen(
        # i18n: There is no coordinator who could call.
        t._(
            "There is no coordinator now who can call you. In danger call 112. To talk: 088-0767000 (Luisterlijn)."
        ),
        (home_row(t),),
    )


@message
def co_call(t: Speaker, name: str, phone: str, lang: str) -> Screen:
    """To a coordinator: somebody wants a call."""
    return Screen(
        # i18n: To a coordinator. What the resident wrote is not told. {language} is the one they read.
        t._(
            "<b>☎️ {name} would like you to call</b>\n{phone}\nReads: {language}\n"
            "This number is kept nowhere: please call, or write it down now.",
            name=name,
            phone=phone,
            language=Markup(words.languages(t, [lang])),
        ),
        (home_row(t),),
    )
