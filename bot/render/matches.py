"""What stands between two matched residents, and what each hears when it changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.cards import card_lines
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Screen

Data = dict[str, Any]


def _about(t: Speaker, category: str, text: Markup) -> Screen:
    """A notice under the kind of help that it is about: a helper may have said yes to more than one request."""
    return Screen(Markup(f"<b>{words.with_icon(t, category)}</b>\n{text}"), (home_row(t),))


@message
def yes_noted(t: Speaker, category: str) -> Screen:
    """To a helper: the requester decides now."""
    return _about(
        t,
        category,
        # i18n: To a helper who said yes.
        t._("Thank you! Your neighbour decides now. I will let you know."),
    )


@message
def standby(t: Speaker, category: str) -> Screen:
    """To a helper who said yes a little later."""
    return _about(
        t,
        category,
        # i18n: To a helper whose yes came after another's.
        t._("Thank you! Somebody was just before you. May we keep you in reserve? I will let you know."),
    )


@message
def visit_waits(t: Speaker, category: str, someone: bool = True) -> Screen:
    """To a helper whose first visit at a home needs a coordinator's yes; `someone`: there is one who may give it."""
    if not someone:
        # i18n: To a new helper, whose first time at somebody's home waits for a yes that nobody near may give.
        text = t._(
            "Thank you! This would be your first visit at somebody's home, so somebody looks first. No coordinator "
            "of the buurt can do that now, so it may take days. You need not wait for it."
        )
        return _about(t, category, text)
    return _about(
        t,
        category,
        # i18n: To a new helper: the first time at somebody's home a coordinator says yes first.
        t._(
            "Thank you! This would be your first visit at somebody's home, so a coordinator looks first. "
            "That happens only once."
        ),
    )


@message
def yes_is_looked_at(t: Speaker, category: str, someone: bool = True) -> Screen:
    """To the one who is helped: there is a yes, and a coordinator looks at it first; `someone`: there is one."""
    if not someone:
        # i18n: To somebody who asked for help at home: a yes of somebody new waits, and no coordinator may decide it.
        # i18n: "Those who run this bot": the operator (beheerder).
        text = t._(
            "A neighbour would like to help. It would be their first visit at somebody's home, so somebody looks "
            "first. No coordinator of the buurt can do that now: it is for those who run this bot, and may take "
            "days. Meanwhile I go on looking for others."
        )
        return _about(t, category, text)
    return _about(
        t,
        category,
        # i18n: To somebody who asked for help at home: a neighbour said yes who was never at anybody's home.
        t._(
            "A neighbour would like to help. It would be their first visit at somebody's home, so a coordinator "
            "looks first. You will hear from me."
        ),
    )


@message
def no_noted(t: Speaker) -> Screen:
    """To a neighbour who said no."""
    # i18n: To a neighbour who said no.
    return Screen(t._("That is fine. Thank you for answering."), (home_row(t),))


@message
def already_solved(t: Speaker, category: str) -> Screen:
    """To everybody else who was asked."""
    return Screen(
        # i18n: To neighbours who were asked and are no longer needed. {category} is a kind of help.
        t._(
            "Already solved, thank you! The question about “{category}” needs nobody any more.",
            category=Markup(words.category(t, category)),
        ),
        (home_row(t),),
    )


@message
def question_over(t: Speaker, category: str) -> Screen:
    """To a neighbour who was asked: the request ended, whatever came of it."""
    return Screen(
        # i18n: To a neighbour who was asked; the request ended, perhaps without help. {category}: a kind of help.
        t._(
            "The question about “{category}” is over. You need not do anything. Thank you!",
            category=Markup(words.category(t, category)),
        ),
        (home_row(t),),
    )


@message
def chosen(
    t: Speaker,
    match: int,
    name: str,
    category: str,
    when: Data,
    words: str | None,
    voice: str | None,
    code: str,
    for_name: str | None,
) -> Screen:
    """To the helper: the requester said yes."""
    card = card_lines(t, {"category": category, "when": when, "words": words, "for_name": for_name})
    text = Markup(
        # i18n: To the helper whom the requester chose.
        t._("<b>{name} would like your help!</b>", name=name)
        + f"\n\n{card}\n\n"
        # i18n: Two digits that both can say at the door.
        + t._("🔑 Code for the door: <b>{code}</b>. Both of you know it.", code=Markup(code))
    )
    return Screen(text, (*_between(t, match, name, helping=True), home_row(t)), voice=voice, protect=True)


def _between(t: Speaker, match: int, name: str, helping: bool) -> tuple[Any, ...]:
    buttons = [
        # i18n: Button: write to the other person through the bot.
        press(t.label("✍️ Write to {name}", name=name), "relay.open", match),
        # i18n: Button: agree on a day and time, or another one.
        press(t.label("🕒 Another time"), "time.change", match),
        # i18n: Button: give my contact details, if both want it.
        press(t.label("📇 Share contact"), "contact.share", match),
        # i18n: Button: call the appointment off.
        press(t.label("✖️ Call off"), "match.cancel", match),
        # i18n: Button: something is wrong here (report it).
        press(t.label("⚠️ Report"), "report.match", match),
    ]
    if not helping:
        # i18n: Button: give my address to this neighbour only.
        buttons.insert(1, press(t.label("🏠 Give address"), "address.give", match))
    return pairs(*buttons)


@message
def match_screen(
    t: Speaker,
    match: int,
    name: str,
    category: str,
    when: Data,
    moment: str | None,
    confirmed: bool,
    helping: bool,
    code: str,
) -> Screen:
    """Everything two matched people can do together."""
    title = (
        # i18n: Title of the screen between two people: you help {name}.
        t._("<b>You help {name}</b>", name=name)
        if helping
        # i18n: Title of the screen between two people: {name} helps you.
        else t._("<b>{name} helps you</b>", name=name)
    )
    lines = [title, Markup(words.with_icon(t, category))]
    if moment is None:
        lines.append(Markup(f"🗓 {words.when(t, when)}"))
    elif confirmed:
        lines.append(Markup(f"🗓 <b>{words.moment(t, moment)}</b>"))
    else:
        # i18n: A proposed date and time that the other person has not confirmed yet.
        lines.append(t._("🗓 {moment} (not confirmed yet)", moment=words.moment(t, moment)))
    # i18n: Two digits that both can say at the door.
    lines.append(t._("🔑 Code for the door: <b>{code}</b>. Both of you know it.", code=Markup(code)))
    return Screen(Markup("\n".join(lines)), (*_between(t, match, name, helping), home_row(t)))


@message
def my_matches(t: Speaker, matches: list[list[Any]]) -> Screen:
    """The list of one's appointments."""
    if not matches:
        # i18n: List of appointments, when empty.
        return Screen(t._("You have no appointments now."), (home_row(t),))
    buttons = []
    for match, name, moment in matches:
        label = name if moment is None else f"{name} · {words.moment(t, moment)}"
        buttons.append(press(t.isolated(label), "match.show", match))
    # i18n: Title above a list of appointments.
    return Screen(t._("<b>Your appointments</b>"), (*column(*buttons), home_row(t)))


@message
def not_chosen(t: Speaker, category: str) -> Screen:
    """To a helper: this time it became somebody else."""
    return _about(
        t,
        category,
        # i18n: To a helper who was not chosen. Kind, without a reason.
        t._("Thank you for wanting to help. This time your neighbour looks for somebody else."),
    )


@message
def let_go(t: Speaker, category: str) -> Screen:
    """To a helper whose yes was not answered."""
    # i18n: To a helper: the one who asked did not say yes or no. Kind; nothing else is expected of them.
    text = t._(
        "Thank you for wanting to help. Your neighbour has not answered. You need not wait any longer."
    )
    return _about(t, category, text)


@message
def offer_over(t: Speaker, match: int, name: str, category: str) -> Screen:
    """To the requester who did not answer: the helper is free; shall I look further?"""
    # i18n: To somebody who asked for help and did not answer when {name} wanted to help. Kind, no reproach.
    text = t._(
        "{name} wanted to help you. I heard nothing from you, so {name} does not wait any longer. "
        "Do you still need help? Then I look further.",
        name=name,
    )
    # i18n: Button: I still need help, please ask other neighbours.
    further = press(t.label("🔍 Yes, look further"), "match.further", match)
    screen = _about(t, category, text)
    return replace(screen, rows=(*column(further), *screen.rows))


@message
def looking_further(t: Speaker) -> Screen:
    """To the requester who would rather have somebody else."""
    # i18n: To the requester who preferred somebody else.
    return Screen(t._("That is fine. I am looking further for you."), (home_row(t),))


@message
def cancel_sure(t: Speaker, match: int, name: str) -> Screen:
    """Once more, before an appointment is called off."""
    return Screen(
        # i18n: Question before an appointment is called off.
        t._("Would you like to call off the appointment with {name}? I will tell them at once.", name=name),
        (
            *column(
                # i18n: Button: yes, call it off.
                press(t.label("Yes, call off"), "match.cancel_yes", match),
                # i18n: Button: leave the appointment as it is.
                press(t.label("No, leave it"), "match.show", match),
            ),
            home_row(t),
        ),
    )


@message
def called_off(t: Speaker, name: str, looking: bool, at_night: bool = False) -> Screen:
    """To the other person, first. `at_night`: nobody else is asked before 08:00."""
    # i18n: The other person called the appointment off.
    text = t._("{name} unfortunately cannot go on. The appointment is off.", name=name)
    if looking and at_night:
        # i18n: Added for the person who needs help, between 21:00 and 08:00.
        later = t._("From 8 o'clock in the morning I look for somebody else for you.")
        text = Markup(f"{text}\n{later}")
    elif looking:
        # i18n: Added for the person who needs help.
        text = Markup(text + "\n" + t._("I am looking for somebody else for you right away."))
    return Screen(text, (home_row(t),))


@message
def called_off_noted(t: Speaker, helping: bool, post: int) -> Screen:
    """To the one who called off."""
    if helping:
        # i18n: To the helper who called off.
        return Screen(t._("I have told your neighbour, and I am looking for somebody else."), (home_row(t),))
    return Screen(
        # i18n: To the requester who called off.
        t._("I have told your neighbour. Your post is closed."),
        (
            # i18n: Button: post the same request once more.
            *column(press(t.label("🔁 Post again"), "post.again", post)),
            home_row(t),
        ),
    )


@message
def not_going_on(t: Speaker, category: str) -> Screen:
    """Neutral and kind: this will not go on."""
    return Screen(
        # i18n: Neutral: the help will not happen. {category} is a kind of help.
        t._(
            "The appointment about “{category}” will not go on. You need not do anything. Thank you.",
            category=Markup(words.category(t, category)),
        ),
        (home_row(t),),
    )
