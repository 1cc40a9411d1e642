"""The coordinators' log as they read it."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.registry import home_row, message, press
from bot.render.screen import Screen


def what(t: Speaker, kind: str, detail: str | None) -> str:
    """What a coordinator did, as part of a line."""
    if kind == "report_closed":
        return _decided(t, detail)
    names = {
        # i18n: In the coordinators' log.
        "admits": t.label("let a newcomer in"),
        # i18n: In the coordinators' log, after the name of a member who knows a newcomer, who came in by that.
        "vouched": t.label("said “I know them” of a newcomer"),
        # i18n: In the coordinators' log.
        "refuses": t.label("did not let a newcomer in"),
        # i18n: In the coordinators' log: yes to a helper's first visit at somebody's home.
        "allows_visit": t.label("said yes to a first visit"),
        # i18n: In the coordinators' log: no to a helper's first visit at somebody's home.
        "denies_visit": t.label("said no to a first visit"),
        # i18n: In the coordinators' log.
        "asks_again": t.label("had neighbours asked once more"),
        # i18n: In the coordinators' log: a post that was held is shown to neighbours now.
        "released": t.label("let a post go out"),
        # i18n: In the coordinators' log.
        "closes": t.label("closed a request"),
        # i18n: In the coordinators' log: asked one member by name to help.
        "asks_one": t.label("had one neighbour asked by name"),
        # i18n: In the coordinators' log: asked the writer of a request whether others may be asked too.
        "asks_leave_near": t.label("asked whether others may be asked too"),
        # i18n: In the coordinators' log: asked the writer of a request whether others may be asked too.
        "asks_leave_group": t.label("asked whether others may be asked too"),
        # i18n: In the coordinators' log: next door or the group chat was asked for a request.
        "widens": t.label("looked wider for a request"),
        # i18n: In the coordinators' log: a request went to a professional, such as the wijkteam.
        "hands_over": t.label("handed a request over"),
        # i18n: In the coordinators' log: saw a certificate of conduct (VOG) of a helper.
        "vog_seen": t.label("saw a VOG"),
        # i18n: In the coordinators' log: entered a neighbour without a phone.
        "paper_added": t.label("entered a neighbour without a phone"),
        # i18n: In the coordinators' log: answers from now on for a neighbour without a phone.
        "paper_taken": t.label("became the contact of a neighbour without a phone"),
        # i18n: In the coordinators' log: noted that a neighbour without a phone wants to stop.
        "paper_withdrawn": t.label("erased a neighbour without a phone, who wanted to stop"),
        # i18n: In the coordinators' log: decided about an appeal.
        "appeal_decided": t.label("decided about an appeal"),
        # i18n: In the coordinators' log: is going to call somebody who asked for it.
        "calls": t.label("took on a call"),
        # i18n: In the coordinators' log.
        "called": t.label("called a neighbour"),
        # i18n: In the coordinators' log: nobody answered the phone.
        "called_in_vain": t.label("called a neighbour in vain"),
        # i18n: In the coordinators' log: the list of places such as the doctor and the library.
        "place_added": t.label("added a place to the list"),
        # i18n: In the coordinators' log: the list of places such as the doctor and the library.
        "place_changed": t.label("changed a place on the list"),
        # i18n: In the coordinators' log: the list of places such as the doctor and the library.
        "place_checked": t.label("checked a place on the list"),
        # i18n: In the coordinators' log: the list of places such as the doctor and the library.
        "place_removed": t.label("took a place off the list"),
        # i18n: In the coordinators' log: somebody became the confidant of the neighbourhood.
        "confidant_set": t.label("arranged the confidant"),
        # i18n: In the coordinators' log: the neighbourhood has no confidant any more.
        "confidant_ended": t.label("ended with the confidant"),
        # i18n: In the coordinators' log.
        "invited": t.label("made an invite link"),
        # i18n: In the coordinators' log: a sentence of a neighbour about what they ran into; not whose.
        "signal_read": t.label("read a sentence for the week overview"),
        # i18n: In the coordinators' log: a message to all who raised a theme; not to whom.
        "signals_answered": t.label("answered a theme"),
        # i18n: In the coordinators' log.
        "invite_withdrawn": t.label("stopped an invite link"),
        # i18n: In the coordinators' log.
        "group_linked": t.label("linked the group chat"),
        # i18n: In the coordinators' log.
        "group_unlinked": t.label("unlinked the group chat"),
        # i18n: In the coordinators' log.
        "broadcast_sent": t.label("sent a message to everybody"),
        # i18n: In the coordinators' log.
        "broadcast_stopped": t.label("stopped a message to everybody"),
        # i18n: In the coordinators' log: postcodes, buurten next door, how newcomers come in.
        "settings_changed": t.label("changed the settings"),
        # i18n: In the coordinators' log, after a name.
        "role_given": t.label("got a role"),
        # i18n: In the coordinators' log, after a name.
        "role_taken": t.label("has a role no more"),
        # i18n: In the coordinators' log.
        "coordinator_asked": t.label("asked a member to become coordinator"),
        # i18n: In the coordinators' log, after the name of a member who was asked to become coordinator.
        "coordinator_no": t.label("does not want to be coordinator"),
        # i18n: In the coordinators' log.
        "removal_proposed": t.label("wants a coordinator's role taken"),
        # i18n: In the coordinators' log: the second person's yes to taking a coordinator's role.
        "removal_yes": t.label("agreed to taking a coordinator's role"),
        # i18n: In the coordinators' log: the second person's no to taking a coordinator's role.
        "removal_no": t.label("did not agree to taking a coordinator's role"),
        # i18n: In the coordinators' log.
        "stepped_down": t.label("stepped down as coordinator"),
    }
    return names[kind]


def _decided(t: Speaker, outcome: str | None) -> str:
    """What became of a report."""
    if outcome == "warn":
        # i18n: In the coordinators' log: after a report.
        return t.label("warned a neighbour")
    if outcome in ("week", "month"):
        # i18n: In the coordinators' log: after a report; that neighbour takes no part for a time.
        return t.label("put a neighbour on pause")
    if outcome in ("remove", "removed"):
        # i18n: In the coordinators' log: after a report; that neighbour takes part no more.
        return t.label("removed a neighbour")
    # i18n: In the coordinators' log.
    return t.label("closed a report")


def line(t: Speaker, act: dict[str, Any]) -> Markup:
    """When, who, what, about which row."""
    # i18n: In the coordinators' log, in place of a name: the operator, or a coordinator who has left.
    who = t.user(act["name"]) if act["name"] else t._("The operator, or somebody who left")
    # i18n: A line of the coordinators' log: {when} a date and time, {who} a first name, {what} what they did.
    said = t._(
        "{when} · {who} {what}",
        when=words.moment(t, act["at"]),
        who=who,
        what=Markup(what(t, act["kind"], act["detail"])),
    )
    if act["post"] is not None:
        # i18n: End of a line of the coordinators' log: which request or offer, by number.
        return Markup(said + t._(" (post {number})", number=str(act["post"])))
    if act["about"] is not None:
        # i18n: End of a line of the coordinators' log: which member, by number.
        return Markup(said + t._(" (member {number})", number=str(act["about"])))
    return said


@message
def audit(t: Speaker, buurt: int, name: str, acts: list[dict[str, Any]], older: int | None) -> Screen:
    """A page of the log."""
    # i18n: Title of the log of what coordinators did; {name} is the name of the neighbourhood.
    lines = [
        t._("<b>Log of {name}</b>\nWhat coordinators did. Kept for two years, without texts.", name=name)
    ]
    lines += [line(t, act) for act in acts]
    if not acts:
        # i18n: In the coordinators' log.
        lines.append(t._("Nothing yet."))
    # i18n: Button: earlier lines of a log.
    rows = ((press(t.label("Earlier ›"), "audit.show", buurt, older),),) if older else ()
    # i18n: Button: to the screen about the neighbourhood, for its coordinators.
    return Screen(
        Markup("\n".join(lines)), (*rows, (press(t.label("🏘 Buurt"), "co.buurt", buurt), *home_row(t)))
    )
