"""The coordinators of a buurt: who they are, asking one more, stepping down, and taking the role from one."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker
from bot.render.asking import choice, question
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Row, Screen


def team_row(t: Speaker, buurt: int) -> Row:
    # i18n: Button: to the screen with the coordinators of a neighbourhood.
    return (press(t.label("🤝 Coordinators"), "team.show", buurt), *home_row(t))


@message
def team(t: Speaker, buurt: int, name: str, team: list[str], waits: list[list[Any]]) -> Screen:
    """Who they are, and what waits: [number, kind, first name, proposed by the reader]."""
    lines = [
        # i18n: Title of a coordinator's screen; {name} is the name of the neighbourhood.
        t._("<b>Coordinators of {name}</b>", name=name),
        Markup(t.list([t.user(each) for each in team])),
    ]
    cases = []
    for number, kind, who, mine in waits:
        if kind == "join":
            # i18n: To coordinators: {name} is the first name of a member who was asked to become coordinator.
            lines.append(t._("{name} was asked to become coordinator and has not answered yet.", name=who))
        elif mine:
            # i18n: To a coordinator who wants the role taken from {name}; another must agree.
            lines.append(t._("You want the role taken from {name}. Another must agree.", name=who))
        else:
            # i18n: Button: a coordinator wants the role taken from {name}; the reader must agree or not.
            cases.append(press(t.label("❗ About the role of {name}", name=who), "team.case", number))
    buttons = [
        *cases[:2],
        # i18n: Button: ask a member whether they want to be coordinator too.
        press(t.label("➕ Ask a member"), "team.ask", buurt),
        # i18n: Button: I do not want to be coordinator any more.
        press(t.label("🚪 I want to stop"), "team.leave", buurt),
    ]
    if len(team) > 1:
        # i18n: Button: somebody should be coordinator no more.
        buttons.append(press(t.label("Somebody else should stop"), "team.whose", buurt))
    # i18n: Button: to the screen about the neighbourhood, for its coordinators.
    back = (press(t.label("🏘 Buurt"), "co.buurt", buurt), *home_row(t))
    return Screen(Markup("\n\n".join(lines)), (*column(*buttons), back))


@message
def question_team_name(t: Speaker, data: dict[str, Any], again: bool) -> Screen:
    """Whom to ask."""
    if data.get("choices"):
        return question(
            t,
            # i18n: Question to a coordinator: several members have that name; numbers tell them apart.
            t._("There is more than one. Who is it?"),
            column(
                *(
                    choice(f"{t.isolated(name)} ({number})", "team_name", number)
                    for number, name in data["choices"]
                )
            ),
        )
    return question(
        t,
        # i18n: Question to a coordinator.
        t._("Whom shall I ask to become coordinator too? Write the first name. They decide themselves."),
        (),
        # i18n: To a coordinator who wrote a name.
        t._("I find no member of that name who is no coordinator yet.") if again else None,
    )


@message
def team_asked(t: Speaker, handover: int, name: str, buurt: str) -> Screen:
    """To a member: would you like to be coordinator too?"""
    return Screen(
        # i18n: To a member; {name} is the first name of a coordinator, {buurt} a neighbourhood. Without pressure.
        t._(
            "<b>{name} asks: would you like to be coordinator of {buurt} too?</b>\nA coordinator lets newcomers in, "
            "looks at requests that nobody took, and reads reports. It takes about twenty minutes a day. "
            "No is fine, and you can stop at any time. You have seven days to answer.",
            name=name,
            buurt=buurt,
        ),
        (
            *pairs(
                # i18n: Button: I want to be coordinator.
                press(t.label("Yes, I would"), "team.yes", handover),
                # i18n: Button: I do not want to be coordinator.
                press(t.label("No, thank you"), "team.no", handover),
            ),
            home_row(t),
        ),
    )


@message
def team_asked_noted(t: Speaker, buurt: int, name: str) -> Screen:
    """To the coordinator who asked."""
    # i18n: To a coordinator who asked a member to become coordinator.
    return Screen(t._("I ask {name}. You hear from me.", name=name), (team_row(t, buurt),))


@message
def team_joined(t: Speaker, buurt: int, name: str) -> Screen:
    """To the coordinator who asked: yes."""
    # i18n: To a coordinator: a member whom they asked is coordinator now.
    return Screen(t._("{name} said yes and is coordinator now too.", name=name), (team_row(t, buurt),))


@message
def team_no_noted(t: Speaker) -> Screen:
    """To a member who does not want to."""
    # i18n: To a member who does not want to be coordinator. Kind.
    return Screen(t._("That is fine. Thank you for thinking about it."), (home_row(t),))


@message
def team_declined(t: Speaker, buurt: int, name: str) -> Screen:
    """To the coordinator who asked: no."""
    # i18n: To a coordinator: a member whom they asked would rather not.
    return Screen(t._("{name} would rather not be coordinator now.", name=name), (team_row(t, buurt),))


@message
def team_leave(t: Speaker, buurt: int, name: str) -> Screen:
    """Really?"""
    return Screen(
        # i18n: To a coordinator who wants to stop; {name} is the name of the neighbourhood.
        t._(
            "Stop as coordinator of {name}? You stay a member. The links that you made stop working.",
            name=name,
        ),
        (
            # i18n: Button: I am coordinator no more.
            *column(press(t.label("Yes, I stop as coordinator"), "team.left", buurt)),
            team_row(t, buurt),
        ),
    )


@message
def team_last(t: Speaker, buurt: int, name: str) -> Screen:
    """The last one names another first."""
    return Screen(
        # i18n: To the only coordinator of a neighbourhood who wants to stop; {name} is its name.
        t._(
            "You are the only coordinator of {name}. First ask a member to become coordinator too.", name=name
        ),
        (
            # i18n: Button: ask a member whether they want to be coordinator too.
            *column(press(t.label("➕ Ask a member"), "team.ask", buurt)),
            team_row(t, buurt),
        ),
    )


@message
def team_left(t: Speaker, name: str) -> Screen:
    """To who has stopped."""
    # i18n: To somebody who stopped as coordinator; {name} is the name of the neighbourhood.
    text = t._(
        "You are coordinator of {name} no more. Thank you for all you did! You stay a member.", name=name
    )
    return Screen(text, (home_row(t),))


@message
def team_has_left(t: Speaker, buurt: int, name: str) -> Screen:
    """To the others."""
    # i18n: To coordinators: {name} is the first name of one who stopped.
    return Screen(t._("{name} has stopped as coordinator.", name=name), (team_row(t, buurt),))


@message
def team_whose(t: Speaker, buurt: int, others: list[list[Any]]) -> Screen:
    """Whose role is it about?"""
    return Screen(
        # i18n: Question to a coordinator.
        t._("Who should be coordinator no more? It takes two people to decide that."),
        (
            *column(*(press(t.isolated(name), "team.remove", buurt, number) for number, name in others[:6])),
            team_row(t, buurt),
        ),
    )


@message
def team_remove_sure(t: Speaker, buurt: int, resident: int, name: str, second: bool) -> Screen:
    """Really?"""
    # i18n: To a coordinator; {name} is the first name of another one.
    text = t._(
        "Shall {name} be coordinator no more? I ask the other coordinators whether they agree.", name=name
    )
    if not second:
        # i18n: To a coordinator; {name} is the first name of the only other one.
        text = t._(
            "Shall {name} be coordinator no more? There is no third coordinator, so the operator decides.",
            name=name,
        )
    # i18n: Under a question to a coordinator about the role of another.
    text = Markup(text + "\n" + t._("If it happens they hear it from me, kindly, and stay a member."))
    return Screen(
        text,
        (
            # i18n: Button: propose that another is coordinator no more.
            *column(press(t.label("Yes, propose it"), "team.remove", buurt, resident, "sure")),
            team_row(t, buurt),
        ),
    )


@message
def team_remove_noted(t: Speaker, buurt: int, name: str, second: bool, number: str) -> Screen:
    """It waits for a second person."""
    # i18n: To a coordinator who proposed that {name} is coordinator no more.
    text = t._(
        "I ask the other coordinators about the role of {name}. One of them has seven days to agree.",
        name=name,
    )
    if not second:
        # i18n: To a coordinator who proposed that {name} is coordinator no more; {number} is for the operator.
        text = t._(
            "Please tell the operator that it is about the role of {name}, number {number}. They have seven days to "
            "agree.",
            name=name,
            number=number,
        )
    return Screen(text, (team_row(t, buurt),))


@message
def team_case(t: Speaker, handover: int, buurt: int, proposer: str, name: str) -> Screen:
    """To the second person."""
    return Screen(
        # i18n: To a coordinator; {proposer} and {name} are first names of two others.
        t._(
            "<b>{proposer} thinks that {name} should be coordinator no more</b>\nIt only happens when you agree. "
            "Would you like to talk to them first? That is possible: you have seven days.",
            proposer=proposer,
            name=name,
        ),
        (
            *pairs(
                # i18n: Button: I agree that another is coordinator no more.
                press(t.label("I agree"), "team.agree", handover),
                # i18n: Button: I do not agree that another is coordinator no more.
                press(t.label("I do not agree"), "team.disagree", handover),
            ),
            team_row(t, buurt),
        ),
    )


@message
def team_removed_noted(t: Speaker, buurt: int, name: str) -> Screen:
    """To both who agreed."""
    # i18n: To the two who agreed on it; {name} is the first name of a former coordinator.
    return Screen(
        t._("{name} is coordinator no more and hears it from me.", name=name), (team_row(t, buurt),)
    )


@message
def team_kept(t: Speaker, buurt: int, name: str) -> Screen:
    """To both who did not agree."""
    # i18n: To two coordinators who did not agree; {name} is the first name of a third.
    return Screen(t._("{name} stays coordinator: you did not both agree.", name=name), (team_row(t, buurt),))


@message
def team_removed(t: Speaker, name: str) -> Screen:
    """To who lost the role."""
    return Screen(
        # i18n: To somebody who is coordinator no more; {name} is the name of the neighbourhood. Kind, no blame.
        t._(
            "You are coordinator of {name} no more. Two people have decided that. You stay a member, and everything "
            "else stays as it was. Would you like to know why? Ask the coordinators. Thank you for what you did.",
            name=name,
        ),
        (home_row(t),),
    )
