"""A request that needs more than the next neighbour: one asked by name, a larger circle, a professional."""

from __future__ import annotations

from typing import Any

from bot.domain.resources import Kind
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.asking import choice, question
from bot.render.coordinator import last_row, request_row
from bot.render.places import ICONS, kind_name, place_button, place_lines
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Screen

Data = dict[str, Any]


@message
def question_whom(t: Speaker, data: Data, again: bool) -> Screen:
    """Which neighbour is asked by name."""
    buttons = [
        choice(f"{t.isolated(name)} · {words.languages(t, langs)}", "whom", resident)
        for resident, name, langs in data["members"]
    ]
    return question(
        t,
        # i18n: Question to a coordinator; {category} is a kind of help. The neighbour gets the usual question.
        t._(
            "<b>{category}</b>\nWhom shall I ask? These offered it and can be asked now. You can also write a first "
            "name. They read that you thought of them, not who needs help.",
            category=Markup(words.with_icon(t, data["category"])),
        ),
        column(*buttons),
        # i18n: Said when nobody of the name that was written can be asked.
        t._("I find nobody of that name who offered this and can be asked now.") if again else None,
    )


@message
def co_nobody_to_ask(t: Speaker, buurt: int, post: int) -> Screen:
    """Nobody of the buurt may be asked for this now."""
    return Screen(
        # i18n: To a coordinator: nobody offers it, or all were asked, or had enough questions this week.
        t._(
            "Nobody in this buurt can be asked for it now: nobody else offers it, or they had enough questions."
        ),
        (
            *pairs(
                # i18n: Button: ask a larger circle: the buurten next door, the group chat.
                press(t.label("🔎 Look wider"), "co.wider", post),
                # i18n: Button: hand this request over to a professional.
                press(t.label("🤝 Hand over"), "co.hand", post),
            ),
            request_row(t, buurt, post),
        ),
    )


@message
def co_asked_one(t: Speaker, buurt: int, name: str, at_night: bool) -> Screen:
    """One neighbour was asked by name."""
    text = (
        # i18n: To a coordinator who asked a neighbour at night; {name} is a first name.
        t._("{name} gets the question at 8 in the morning.", name=name)
        if at_night
        # i18n: To a coordinator who asked a neighbour; {name} is a first name.
        else t._("{name} has the question now.", name=name)
    )
    return Screen(text, (last_row(t, buurt),))


@message
def co_wider(t: Speaker, buurt: int, post: int, circles: dict[str, str]) -> Screen:
    """How a request may look further."""
    names = {"near": words.circles(t, ["near"]), "group": words.circles(t, ["group"])}
    labels = {
        # i18n: Button: ask people of the buurten next door.
        ("near", "open"): t.label("🏘 Ask next door"),
        # i18n: Button: ask the buurt's group chat, without a name.
        ("group", "open"): t.label("💬 Ask the group chat"),
        # i18n: Button: ask the neighbour who asked for help whether people next door may be asked.
        ("near", "may"): t.label("🏘 May I ask next door?"),
        # i18n: Button: ask the neighbour who asked for help whether the group chat may be asked.
        ("group", "may"): t.label("💬 May I ask the group chat?"),
    }
    # i18n: Title: a coordinator looks further for a request.
    lines = [t._("<b>Look wider</b>")]
    for circle, stands in circles.items():
        if stands == "asked":
            # i18n: A circle that was asked for a request already; {circle} is such as "the group chat".
            lines.append(t._("✅ Asked already: {circle}", circle=Markup(names[circle])))
        elif stands == "may":
            # i18n: The one who asked for help has not agreed to it; {circle} is such as "the group chat".
            lines.append(t._("🔒 Not agreed yet: {circle}", circle=Markup(names[circle])))
    if "may" in circles.values():
        # i18n: Below circles that need a yes. The neighbour is the one who asked for help.
        lines.append(t._("I can ask the neighbour whether that is fine. They decide."))
    if set(circles.values()) <= {"none", "asked"}:
        # i18n: No larger circle is left.
        lines.append(t._("There is no wider circle to ask."))
    buttons = [
        press(labels[circle, stands], "co.wider", post, circle)
        for circle, stands in circles.items()
        if (circle, stands) in labels
    ]
    return Screen(Markup("\n".join(lines)), (*column(*buttons), request_row(t, buurt, post)))


@message
def co_widened(t: Speaker, buurt: int, outcome: str) -> Screen:
    """What came of looking further."""
    texts = {
        # i18n: To a coordinator: the neighbour who asked for help is asked whether a larger circle may be asked.
        "writer": t._("I have asked the neighbour whether that is fine."),
        # i18n: To a coordinator.
        "group": t._("The group chat has been asked, without a name."),
        # i18n: To a coordinator.
        "near": t._("People of the buurten next door have been asked."),
        # i18n: To a coordinator: nobody is asked at night.
        "night": t._("It is late. I ask from 8 in the morning."),
        # i18n: To a coordinator: there is nobody, or the group was asked today, or it would tell who asks.
        "not_now": t._("That is not possible now. I go on looking."),
    }
    return Screen(texts[outcome], (last_row(t, buurt),))


@message
def may_i_widen(t: Speaker, post: int, category: str, circle: str) -> Screen:
    """To who asked for help: may a larger circle be asked?"""
    return Screen(
        # i18n: To somebody who asked for help; {circle} is such as "the group chat (without your name)".
        t._(
            "<b>{category}</b>\nNobody could help yet. May I ask further: {circle}? You decide; no is fine too.",
            category=Markup(words.with_icon(t, category)),
            circle=Markup(words.circles(t, [circle])),
        ),
        (
            *pairs(
                # i18n: Button: yes, that is fine.
                press(t.label("Yes, fine"), "post.widen", post, circle),
                # i18n: Button: no, please not.
                press(t.label("No, rather not"), "nav.home"),
            ),
            home_row(t),
        ),
    )


@message
def co_hand_over(t: Speaker, buurt: int, post: int, places: list[list[Any]], page: int, more: bool) -> Screen:
    """To whom a request goes."""
    buttons = [place_button(t, kind, name, "co.hand", post, key) for key, kind, name in places]
    if more or page:
        # i18n: Button: the next page of a list.
        buttons.append(press(t.label("More …"), "co.hand", post, "page", page + 1 if more else 0))
    return Screen(
        # i18n: To a coordinator who hands a request over to a professional.
        t._(
            "<b>Hand over</b>\nTo whom? The neighbour gets the address and number, and the request is closed here. "
            "After three days I ask whether it helped."
        ),
        (*column(*buttons), request_row(t, buurt, post)),
    )


def _called(t: Speaker, kind: str, name: str | None) -> Markup:
    return Markup(kind_name(t, kind)) if name is None else t.user(name)


@message
def co_handed_over(t: Speaker, buurt: int, kind: str, name: str | None) -> Screen:
    """A request went to a professional."""
    return Screen(
        # i18n: To a coordinator; {place} is such as a library or the name of a team.
        t._("Handed over: {place}. The neighbour hears how to reach it.", place=_called(t, kind, name)),
        (last_row(t, buurt),),
    )


@message
def handed_over(t: Speaker, post: int, category: str, place: Data) -> Screen:
    """To who asked for help: who can do this."""
    # i18n: To somebody who asked for help; {category} is a kind of help. A place and its number follow.
    text = t._(
        "<b>{category}</b>\nThe coordinator has looked at your request. This place can help you better than a "
        "neighbour:",
        category=Markup(words.with_icon(t, category)),
    )
    # i18n: Under a place to go, to somebody who asked for help. Their request was closed.
    after = t._("Your request is closed here. After three days I ask whether it helped.")
    # i18n: Button: I would rather ask neighbours once more.
    again = press(t.label("🔁 Rather a neighbour"), "post.again", post)
    return Screen(Markup(f"{text}\n\n{place_lines(t, place)}\n\n{after}"), ((again,), home_row(t)))


@message
def did_it_help(t: Speaker, post: int, category: str, kind: str) -> Screen:
    """Three days after a request went to a professional."""
    return Screen(
        # i18n: To somebody whose request was handed over; {category} a kind of help, {place} such as "Library".
        t._(
            "<b>{category}</b>\nThe coordinator told you where to go: {place}. Did that help?",
            category=Markup(words.with_icon(t, category)),
            place=Markup(f"{ICONS[Kind(kind)]} {kind_name(t, kind)}"),
        ),
        (
            *pairs(
                # i18n: Button: yes.
                press(t.label("Yes"), "hand.helped", post, "yes"),
                # i18n: Button: no.
                press(t.label("No"), "hand.helped", post, "no"),
            ),
            home_row(t),
        ),
    )


@message
def glad_it_helped(t: Speaker, post: int) -> Screen:
    """It helped."""
    # i18n: To somebody whose request was handed over, and who was helped there.
    return Screen(t._("How good! Thank you for telling."), (home_row(t),))


@message
def sorry_it_did_not(t: Speaker, post: int) -> Screen:
    """It did not help."""
    # i18n: Button: ask the same once more.
    again = press(t.label("🔁 Ask again"), "post.again", post)
    # i18n: Button: the list of places to go.
    where = press(t.label("📒 Where can I go?"), "way.list")
    return Screen(
        # i18n: To somebody whose request was handed over, and who was not helped there.
        t._("That is a pity. You can ask neighbours again, or see where else you can go."),
        ((again, where), home_row(t)),
    )
