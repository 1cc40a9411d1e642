"""Appeals: the question for a reason, and how another coordinator decides."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker
from bot.render.asking import choice, question
from bot.render.coordinator import last_row, left_rows, next_row
from bot.render.decisions import kind_name, reason_name
from bot.render.registry import message, pairs, press
from bot.render.screen import Screen


@message
def question_appeal(t: Speaker, data: dict[str, Any], again: bool) -> Screen:
    """Why they do not agree; no words are needed."""
    return question(
        t,
        # i18n: Question to somebody who does not agree with a decision about them.
        t._("Would you like to say why you do not agree? Write it here, or send it without words."),
        # i18n: Button: send that I do not agree, without a reason.
        ((choice(t.label("Send without words"), "appeal", "none"),),),
        back=False,
    )


@message
def appeal_sent(t: Speaker, coordinator: bool) -> Screen:
    """Who looks at it now."""
    return Screen(
        # i18n: After somebody said that they do not agree with a decision.
        t._(
            "Thank you. Another coordinator, who did not decide this, will look at it. That can take a few days. "
            "You will hear from us."
        )
        if coordinator
        # i18n: The same where there is no other coordinator.
        else t._(
            "Thank you. The people who run this bot will look at it, since there is no other coordinator. That can "
            "take a few days. You will hear from us."
        )
    )


@message
def co_appeal(
    t: Speaker,
    decision: int,
    name: str,
    decided: str,
    reason: str,
    day: str,
    by: str | None,
    said: str | None,
    buurt: int | None = None,
    more: int = 0,
) -> Screen:
    """To a coordinator who did not decide: somebody does not agree."""
    lines = [
        # i18n: To a coordinator; {name} is the first name of somebody who was reported.
        t._("<b>{name} does not agree with a decision</b>", name=name),
        kind_name(t, decided, day),
        # i18n: To a coordinator: for which reason something was decided.
        t._("Reason: {reason}", reason=Markup(reason_name(t, reason))),
    ]
    if by is not None:
        # i18n: To a coordinator; {name} is the first name of the coordinator who decided.
        lines.append(t._("Decided by {name}", name=by))
    if said:
        # i18n: To a coordinator: what somebody wrote who does not agree with a decision.
        lines.append(t._("\nThey write: {text}", text=said))
    # i18n: To a coordinator about an appeal.
    lines.append(t._("\nPlease talk to both first. It is your decision, not that of who decided before."))
    return Screen(
        Markup("\n".join(lines)),
        (
            *pairs(
                # i18n: Button: the decision about somebody stays.
                press(t.label("It stays"), "appeal.uphold", decision),
                # i18n: Button: the decision about somebody is taken back.
                press(t.label("Take it back"), "appeal.lift", decision),
            ),
            *next_row(t, more, "appeal.list", buurt, decision),
            last_row(t, buurt),
        ),
        protect=True,
    )


@message
def co_appeal_decided(t: Speaker, lifted: bool, buurt: int, left: int) -> Screen:
    """An appeal was decided."""
    return Screen(
        # i18n: To a coordinator after deciding an appeal.
        t._("Taken back. The person takes part again and is told.")
        if lifted
        # i18n: To a coordinator after deciding an appeal.
        else t._("It stays. The person is told kindly."),
        left_rows(t, left, "appeal.list", buurt),
    )
