"""The buurt as its coordinators see it as a whole, and what they can set of it."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker
from bot.render.asking import question
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Row, Screen


def buurt_row(t: Speaker, buurt: int) -> Row:
    # i18n: Button: to the screen about the neighbourhood, for its coordinators.
    return (press(t.label("🏘 Buurt"), "co.buurt", buurt), *home_row(t))


def settings_row(t: Speaker, buurt: int) -> Row:
    # i18n: Button: back to the settings of the neighbourhood.
    return (press(t.label("‹ Settings"), "co.settings", buurt), *home_row(t))


@message
def buurt_choose(t: Speaker, buurten: list[Any]) -> Screen:
    """Which of one's buurten."""
    return Screen(
        # i18n: A coordinator of several neighbourhoods chooses one.
        t._("<b>Your buurten</b>\nWhich buurt?"),
        (*column(*(press(t.isolated(name), "co.buurt", buurt) for buurt, name in buurten[:6])), home_row(t)),
    )


@message
def buurt(t: Speaker, buurt: int, name: str) -> Screen:
    """What a coordinator can do for the buurt as a whole."""
    return Screen(
        # i18n: Title of a coordinator's screen; {name} is the name of the neighbourhood.
        t._("<b>🏘 {name}</b>\nFor the buurt as a whole.", name=name),
        (
            *pairs(
                # i18n: Button: write to everybody in the neighbourhood.
                press(t.label("📣 Message to all"), "broadcast.show", buurt),
                # i18n: Button in the coordinator's menu.
                press(t.label("🔗 Invite people"), "invites.show", buurt),
                # i18n: Button: to the screen with the coordinators of a neighbourhood.
                press(t.label("🤝 Coordinators"), "team.show", buurt),
                # i18n: Button: the neighbourhood's group chat, to link it or to see that it is.
                press(t.label("💬 Group chat"), "co.group", buurt),
                # i18n: Button: to the settings of the neighbourhood.
                press(t.label("⚙️ Settings"), "co.settings", buurt),
                # i18n: Button: the log of what coordinators did.
                press(t.label("📜 Log"), "audit.show", buurt),
            ),
            # i18n: Button: to the coordinator's menu of a buurt.
            (press(t.label("🧭 Menu"), "co.today", buurt), *home_row(t)),
        ),
    )


@message
def buurt_set_up(
    t: Speaker, buurt: int, name: str, gemeente: str, postcodes: list[str], beside: list[str]
) -> Screen:
    """Where it lies."""
    near = t.list([t.user(each) for each in beside])
    # i18n: Where a neighbourhood lies, for its coordinators: none lies next door.
    none = t._("none")
    lines = [
        # i18n: Where a neighbourhood lies, for its coordinators; {gemeente} is the municipality.
        t._("<b>{name}</b>, {gemeente}", name=name, gemeente=gemeente),
        # i18n: Where a neighbourhood lies, for its coordinators; {list} are 4-digit postcodes.
        t._("Postcodes: {list}", list=Markup(t.list([t.user(each) for each in postcodes]) or none)),
        # i18n: Where a neighbourhood lies, for its coordinators; {list} are names of neighbourhoods.
        t._("Next door: {list}", list=Markup(near or none)),
    ]
    return Screen(
        Markup("\n".join(lines)),
        (
            *column(
                # i18n: Button: change the postcodes of the neighbourhood.
                press(t.label("✍️ Postcodes"), "setup.postcodes", buurt),
                # i18n: Button: change which neighbourhoods lie next door.
                press(t.label("✍️ Buurten next door"), "setup.near", buurt),
            ),
            settings_row(t, buurt),
        ),
    )


@message
def question_postcodes(t: Speaker, data: dict[str, Any], again: bool) -> Screen:
    """All postcodes anew."""
    now = Markup(t.list([t.user(each) for each in data["now"]]))
    return question(
        t,
        # i18n: Question to a coordinator; {list} are the 4-digit postcodes that the neighbourhood has now.
        t._(
            "Which postcodes has the buurt? Now: {list}. Write all of them, four digits each, for example: "
            "2021, 2022.",
            list=now,
        ),
        (),
        # i18n: To a coordinator who typed something that is no list of 4-digit postcodes.
        t._("Please write four digits for each postcode, at most twenty of them.") if again else None,
    )


@message
def buurt_near(
    t: Speaker, buurt: int, name: str, choices: list[list[Any]], after: int, following: int | None
) -> Screen:
    """Which lie next door, each to be switched."""
    # i18n: To a coordinator; {name} is the name of the neighbourhood. People are only asked who agreed to that.
    text = t._(
        "<b>Which buurten lie next door to {name}?</b>\nWhere nobody can help, neighbours there may be asked who "
        "agreed to that. Press to switch.",
        name=name,
    )
    if not choices:
        # i18n: To a coordinator; {name} is the name of the neighbourhood.
        text = t._("There is no other buurt near {name} in Buurtkring yet.", name=name)
    buttons = [
        press(
            f"{'✅' if near else '▫️'} {t.isolated(other)}",
            "near.off" if near else "near.on",
            buurt,
            number,
            after,
        )
        for number, other, near in choices
    ]
    if following is not None:
        # i18n: Button: show the next ones of a list.
        buttons.append(press(t.label("More …"), "setup.near", buurt, following))
    return Screen(text, (*column(*buttons), buurt_row(t, buurt)))


@message
def buurt_near_changed(t: Speaker, buurt: int, name: str, near: bool) -> Screen:
    """To the coordinators of the other buurt."""
    # i18n: To coordinators; {name} is the name of another neighbourhood, whose coordinator set this.
    text = t._("{name} lies next door to your buurt from now on, says its coordinator.", name=name)
    if not near:
        # i18n: To coordinators; {name} is the name of another neighbourhood, whose coordinator set this.
        text = t._("{name} does not lie next door to your buurt any more, says its coordinator.", name=name)
    return Screen(
        # i18n: To coordinators, after what the coordinator of another neighbourhood changed.
        Markup(text + "\n" + t._("Is that wrong? You can change it too.")),
        (
            # i18n: Button: change which neighbourhoods lie next door.
            *column(press(t.label("✍️ Buurten next door"), "setup.near", buurt)),
            buurt_row(t, buurt),
        ),
    )
