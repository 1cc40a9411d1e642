"""The confidant (vertrouwenspersoon): to talk to in confidence, and how a coordinator chooses one."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker
from bot.render.asking import question
from bot.render.buurt import settings_row
from bot.render.coordinator import last_row
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Screen


def not_in_danger(t: Speaker) -> Markup:
    # i18n: Below how to reach a confidant, who is a neighbour and not there day and night.
    return t._("They are not there day and night. In danger? Call 112.")


@message
def confidant_member(t: Speaker, name: str, me: bool) -> Screen:
    """The confidant is a member, who can be written to here."""
    if me:
        return Screen(
            # i18n: To the person of trust of a neighbourhood.
            t._(
                "You are the confidant of your buurt. Neighbours can write to you; a button lets you answer."
            ),
            (
                # i18n: Button: I do not want to be the person of trust any more.
                *column(press(t.label("I stop being the confidant"), "confidant.resign")),
                home_row(t),
            ),
        )
    # i18n: About the person of trust (vertrouwenspersoon); {name} is a first name.
    text = t._(
        "<b>{name} is the confidant of your buurt</b>\nYou can tell {name} what you do not want to tell a "
        "coordinator. Coordinators do not see it, and we do not keep it. {name} sees your first name.",
        name=name,
    )
    return Screen(
        Markup(f"{text}\n{not_in_danger(t)}"),
        (
            # i18n: Button: write to the person of trust; {name} is a first name.
            *column(press(t.label("✍️ Write to {name}", name=name), "confidant.write")),
            home_row(t),
        ),
    )


@message
def confidant_outside(t: Speaker, name: str, contact: str) -> Screen:
    """The confidant is somebody outside the bot."""
    # i18n: About the person of trust outside the bot; {name} a name, {contact} a phone number or site.
    text = t._(
        "<b>The confidant of your buurt: {name}</b>\n{contact}\nYou can tell them what you do not want to tell a "
        "coordinator. Coordinators do not see it, and this bot does not either.",
        name=name,
        contact=contact,
    )
    return Screen(Markup(f"{text}\n{not_in_danger(t)}"), (home_row(t),))


@message
def confidant_none(t: Speaker) -> Screen:
    """No confidant was chosen yet."""
    return Screen(
        # i18n: Where a neighbourhood has no person of trust. The names and numbers stay as they are.
        t._(
            "Your buurt has no confidant yet. To talk to somebody: the Luisterlijn (088-0767000, day and night), "
            "or your doctor. In danger? Call 112."
        ),
        (home_row(t),),
    )


@message
def question_confide(t: Speaker, data: dict[str, Any], again: bool) -> Screen:
    """What to say to the confidant, or as the confidant."""
    return question(
        t,
        # i18n: Question for a message in confidence; {name} is a first name.
        t._(
            "What would you like to say to {name}? Only {name} reads it. We do not keep it.",
            name=data.get("to_name", ""),
        ),
        (),
        # i18n: Said when a message was empty or too long.
        t._("Please write it in words, in at most a thousand letters.") if again else None,
    )


@message
def confided(t: Speaker, confided: int, name: str, text: str) -> Screen:
    """What somebody wrote to the other in confidence."""
    return Screen(
        # i18n: A message in confidence; {name} is the first name of the writer, {text} what they write.
        t._("🤫 <b>{name} writes to you in confidence</b>\n{text}", name=name, text=text),
        (
            # i18n: Button: answer a message in confidence; {name} is a first name.
            *column(press(t.label("↩️ Answer {name}", name=name), "confidant.answer", confided)),
            home_row(t),
        ),
        protect=True,
    )


@message
def confide_sent(t: Speaker, name: str) -> Screen:
    """It is on its way."""
    return Screen(
        # i18n: After writing in confidence; {name} is a first name. Nothing is sent at night.
        t._("{name} gets it; after nine in the evening: tomorrow morning. Nobody else sees it.", name=name),
        (home_row(t),),
    )


@message
def co_confidant(t: Speaker, buurt: int, name: str | None, contact: str | None, asked: bool) -> Screen:
    """Who the confidant is, and how to choose one."""
    lines = [
        # i18n: To a coordinator: what a person of trust is.
        t._(
            "<b>Confidant</b>\nSomebody to whom neighbours can tell what they do not want to tell you. What they say "
            "is not shown to you. A coordinator cannot be it."
        )
    ]
    if name is not None:
        # i18n: To a coordinator; {name} is the name of the person of trust.
        lines.append(t._("Now: {name}", name=name))
    if contact is not None:
        lines.append(Markup(t.user(contact)))
    if asked:
        # i18n: To a coordinator: somebody was asked to be the person of trust.
        lines.append(t._("You have asked somebody. They have not answered yet."))
    buttons = [
        # i18n: Button: ask a member to be the person of trust.
        press(t.label("🙋 Ask a member"), "co.confidant_ask", buurt),
        # i18n: Button: a person of trust who is not in the bot.
        press(t.label("☎️ Somebody outside the bot"), "co.confidant_outside", buurt),
    ]
    if name is not None:
        # i18n: Button: there is no person of trust any more.
        buttons.append(press(t.label("No confidant any more"), "co.confidant_end", buurt))
    return Screen(Markup("\n".join(lines)), (*column(*buttons), settings_row(t, buurt)))


@message
def co_confidant_link(t: Speaker, buurt: int) -> Screen:
    """What to do with the next message."""
    return Screen(
        # i18n: To a coordinator who wants to ask somebody to be the person of trust.
        t._(
            "Send the next message to the member whom you want to ask. They say yes or no. It works for two weeks."
        ),
        (last_row(t, buurt),),
    )


@message
def confidant_to_forward(t: Speaker, buurt: str, link: str) -> Screen:
    """A coordinator forwards this to one member."""
    return Screen(
        # i18n: Message that a coordinator sends to a member; {buurt} is a neighbourhood, {link} a link.
        t._(
            "Would you like to be the confidant of {buurt}? Open this to read what it is:\n{link}",
            buurt=buurt,
            link=link,
        )
    )


@message
def confidant_question(t: Speaker, code: str, buurt: str) -> Screen:
    """To a member: would they like to be it?"""
    return Screen(
        # i18n: To a member who is asked to be the person of trust; {buurt} is a neighbourhood.
        t._(
            "<b>Would you like to be the confidant of {buurt}?</b>\n• Neighbours can write to you in confidence.\n"
            "• They see your first name, you see theirs.\n• You tell nobody what they say, also not a coordinator. "
            "Only in danger you call 112.\n• You can stop at any time.",
            buurt=buurt,
        ),
        (
            *column(
                # i18n: Button: I want to be the person of trust.
                press(t.label("✅ Yes, gladly"), "confidant.yes", code),
                # i18n: Button: I do not want to be the person of trust.
                press(t.label("No, thank you"), "nav.home"),
            ),
            home_row(t),
        ),
    )


@message
def confidant_over(t: Speaker) -> Screen:
    """The link is over, or not for this reader."""
    # i18n: Somebody opened a link to become the person of trust, which is over or not for them.
    return Screen(t._("This link is over, or it is not for you. Ask the coordinator."), (home_row(t),))


@message
def confidant_accepted(t: Speaker, buurt: str) -> Screen:
    """Thanks to the new confidant."""
    return Screen(
        # i18n: To the new person of trust; {buurt} is a neighbourhood.
        t._("Thank you! You are the confidant of {buurt} now. Under Help you find how to stop.", buurt=buurt),
        (home_row(t),),
    )


@message
def confidant_no_more(t: Speaker, buurt: str) -> Screen:
    """To who was it."""
    return Screen(
        # i18n: To who was the person of trust; {buurt} is a neighbourhood.
        t._("You are no longer the confidant of {buurt}. Thank you for what you did.", buurt=buurt),
        (home_row(t),),
    )


@message
def co_confidant_set(t: Speaker, name: str) -> Screen:
    """To the coordinators: who it is now."""
    # i18n: To a coordinator; {name} is the first name of the new person of trust.
    return Screen(t._("{name} is the confidant of the buurt now.", name=name), (last_row(t, None),))


@message
def co_confidant_gone(t: Speaker, buurt: int) -> Screen:
    """To the coordinators: there is none now."""
    return Screen(
        # i18n: To a coordinator.
        t._("The confidant has stopped. Would you ask somebody else?"),
        (
            # i18n: Button: the person of trust (vertrouwenspersoon) of the neighbourhood.
            *column(press(t.label("🤫 Confidant"), "co.confidant", buurt)),
            last_row(t, buurt),
        ),
    )


@message
def question_confidant_name(t: Speaker, data: dict[str, Any], again: bool) -> Screen:
    """The name of a confidant outside the bot."""
    # i18n: Question to a coordinator.
    return question(t, t._("What is the name of the confidant? Neighbours see it."), ())


@message
def question_confidant_contact(t: Speaker, data: dict[str, Any], again: bool) -> Screen:
    """The number or site of a confidant outside the bot."""
    return question(
        t,
        # i18n: Question to a coordinator.
        t._("On which phone number or site can neighbours reach them?"),
        (),
        # i18n: Said when neither a phone number nor a site was recognised.
        t._("I did not find a phone number or a site in that.") if again else None,
    )
