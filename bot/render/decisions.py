"""What a coordinator can decide about somebody who was reported, and how it is told to them."""

from __future__ import annotations

from datetime import date

from bot.i18n import Markup, Speaker
from bot.render.coordinator import last_row
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Row, Screen

STEPS = ("warn", "week", "month", "remove")
REASONS = ("unkind", "bounds", "money", "absent", "untrue", "other")


def expected(t: Speaker, reason: str) -> Markup:
    """What is expected of the person, as they are told: without who reported them, or what was said."""
    texts = {
        # i18n: Said to somebody a neighbour reported: what we expect. Kind, general, no reproach.
        "unkind": t._("Here we speak kindly to each other, also when something goes wrong."),
        # i18n: Said to somebody a neighbour reported: what we expect. Kind, general, no reproach.
        "bounds": t._("Here we do only what the other wants too. A no is a no."),
        # i18n: Said to somebody a neighbour reported: what we expect. Kind, general, no reproach.
        "money": t._("Help here is free. We do not ask each other for money, and do not lend it."),
        # i18n: Said to somebody a neighbour reported: what we expect. Kind, general, no reproach.
        "absent": t._("Whoever has an appointment comes, or says so in time."),
        # i18n: Said to somebody a neighbour reported: what we expect. Kind, general, no reproach.
        "untrue": t._("What you tell about yourself here is true."),
        # i18n: Said to somebody a neighbour reported: what we expect. Kind, general, no reproach.
        "other": t._("Here everybody must be able to feel safe with each other."),
    }
    return texts[reason]


def step_name(t: Speaker, step: str) -> str:
    names = {
        # i18n: Button: what a coordinator does about somebody who was reported.
        "warn": t.label("💬 Tell what we expect"),
        # i18n: Button: what a coordinator does about somebody who was reported.
        "week": t.label("⏸ A week of pause"),
        # i18n: Button: what a coordinator does about somebody who was reported.
        "month": t.label("⏸ A month of pause"),
        # i18n: Button: what a coordinator does about somebody who was reported.
        "remove": t.label("🚫 Remove"),
    }
    return names[step]


def reason_name(t: Speaker, reason: str) -> str:
    names = {
        # i18n: Reason for a decision about somebody who was reported; button.
        "unkind": t.label("Unkind words"),
        # i18n: Reason for a decision about somebody who was reported; button.
        "bounds": t.label("Went too far"),
        # i18n: Reason for a decision about somebody who was reported; button.
        "money": t.label("Money"),
        # i18n: Reason for a decision about somebody who was reported; button.
        "absent": t.label("Did not come"),
        # i18n: Reason for a decision about somebody who was reported; button: said something untrue.
        "untrue": t.label("Not true"),
        # i18n: Reason for a decision about somebody who was reported; button.
        "other": t.label("Something else"),
    }
    return names[reason]


def kind_name(t: Speaker, kind: str, day: str) -> Markup:
    """A decision with its day, as coordinators read it."""
    when = t.day(date.fromisoformat(day))
    names = {
        # i18n: To a coordinator: an earlier decision about somebody; {day} is a date.
        "warned": t._("told what we expect, {day}", day=when),
        # i18n: To a coordinator: an earlier decision about somebody; {day} is a date.
        "paused": t._("put on pause, {day}", day=when),
        # i18n: To a coordinator: an earlier decision about somebody; {day} is a date.
        "removed": t._("removed, {day}", day=when),
    }
    return names[kind]


@message
def co_step(t: Speaker, report: int, buurt: int, name: str) -> Screen:
    """What can be decided."""
    return Screen(
        # i18n: To a coordinator about somebody who was reported; {name} is a first name.
        t._(
            "<b>What do you want to do about {name}?</b>\n{name} is told what and why, not who reported it, and can "
            "ask another coordinator to look at it. A number of reports proves nothing: please talk first.",
            name=name,
        ),
        (
            *column(*(press(step_name(t, step), "co.why", report, step) for step in STEPS)),
            # i18n: Button: back to the report that this is about.
            (press(t.label("‹ No, back"), "co.reports", buurt, report - 1),),
            last_row(t, buurt),
        ),
    )


@message
def co_why(t: Speaker, report: int, buurt: int, step: str) -> Screen:
    """For which reason."""
    menu, _home, get_help = last_row(t, buurt)
    return Screen(
        # i18n: To a coordinator, above a list of reasons.
        t._("<b>Why?</b>\nThe person is told this in kind, general words."),
        (
            *pairs(*(press(reason_name(t, each), "co.sure", report, step, each) for each in REASONS)),
            # i18n: Button: back to the report that this is about.
            (press(t.label("‹ No, back"), "co.reports", buurt, report - 1), menu, get_help),
        ),
    )


@message
def co_step_sure(t: Speaker, report: int, buurt: int, name: str, step: str, reason: str) -> Screen:
    """Asks once more, with what the person will read."""
    what = {
        # i18n: To a coordinator: what happens; {name} is a first name.
        "warn": t._("{name} is told what we expect, and goes on taking part.", name=name),
        # i18n: To a coordinator: what happens; {name} is a first name.
        "week": t._("{name} takes no part for a week. Posts and appointments end now.", name=name),
        # i18n: To a coordinator: what happens; {name} is a first name.
        "month": t._("{name} takes no part for a month. Posts and appointments end now.", name=name),
        # i18n: To a coordinator: what happens; {name} is a first name.
        "remove": t._(
            "{name} takes part no more and cannot come back without a coordinator. Posts and appointments end "
            "now, and the others are told kindly.",
            name=name,
        ),
    }[step]
    # i18n: To a coordinator: above the words that the reported neighbour will read.
    reads = t._("{name} reads:", name=name)
    return Screen(
        Markup(f"<b>{step_name(t, step)}</b>\n{what}\n\n{reads}\n{expected(t, reason)}"),
        (
            *pairs(
                # i18n: Button: yes, do this.
                press(t.label("Yes, do this"), "co.decide", report, step, reason),
                # i18n: Button: back to the report that this is about.
                press(t.label("‹ No, back"), "co.reports", buurt, report - 1),
            ),
            last_row(t, buurt),
        ),
    )


def _appeal_row(t: Speaker, decision: int | None) -> tuple[Row, ...]:
    if decision is None:
        return ()
    # i18n: Button: I do not agree with what a coordinator decided about me.
    return ((press(t.label("✋ I do not agree"), "appeal.begin", decision),),)


def _can_appeal(t: Speaker) -> Markup:
    # i18n: Under a decision about the reader. Kind, no reproach.
    return t._("Do you not agree? Press the button. Then somebody who did not decide this looks at it.")


@message
def warned(t: Speaker, decision: int, reason: str) -> Screen:
    """What is expected, after a report."""
    # i18n: To somebody whom a neighbour reported. Kind, no reproach, not who.
    text = t._(
        "A coordinator has looked at something a neighbour told us, and asks you to keep this in mind:"
    )
    # i18n: Under that: nothing else changes.
    after = t._("You go on taking part as before.")
    return Screen(
        Markup(f"{text}\n\n<b>{expected(t, reason)}</b>\n\n{after} {_can_appeal(t)}"),
        (*_appeal_row(t, decision), home_row(t)),
    )


@message
def paused_by_coordinator(t: Speaker, decision: int, reason: str, until: str) -> Screen:
    """A week or a month out, and why."""
    # i18n: To somebody who was reported; {day} is a date with its weekday. Factual, no reproach.
    text = t._(
        "A coordinator has looked at something a neighbour told us. You take no part until {day}. What was open "
        "or arranged has ended; the others know no reason. After that day you take part again by yourself.",
        day=t.day(date.fromisoformat(until)),
    )
    return Screen(
        Markup(f"{text}\n\n<b>{expected(t, reason)}</b>\n\n{_can_appeal(t)}"), _appeal_row(t, decision)
    )


@message
def removed_by_coordinator(t: Speaker, decision: int, reason: str) -> Screen:
    """To somebody who was removed, and why."""
    # i18n: To somebody whom a coordinator has removed. Factual, no reproach.
    text = t._(
        "A coordinator has ended your part in Buurtkring after a report. Your posts and appointments have ended."
    )
    # i18n: To somebody who was removed. The commands stay in Latin letters.
    data = t._("With /gegevens you see what we keep, with /vergeetmij you erase it.")
    return Screen(
        Markup(f"{text}\n\n<b>{expected(t, reason)}</b>\n\n{_can_appeal(t)} {data}"), _appeal_row(t, decision)
    )


@message
def removed(
    t: Speaker, decision: int | None = None, reason: str | None = None, until: str | None = None
) -> Screen:
    """Somebody who takes no part, for now or for good, tries something."""
    if until is not None:
        # i18n: To somebody on pause after a report; {day} is a date with its weekday.
        text = t._(
            "You take no part until {day}. After that it goes on by itself.",
            day=t.day(date.fromisoformat(until)),
        )
    else:
        # i18n: To somebody whom a coordinator removed.
        text = t._("You can no longer take part here.")
    lines = [text]
    if reason is not None:
        lines.append(expected(t, reason))
    if decision is not None:
        lines.append(_can_appeal(t))
    # i18n: To somebody who was removed. The commands stay in Latin letters.
    lines.append(t._("With /gegevens you see what we keep, with /vergeetmij you erase it."))
    return Screen(Markup("\n".join(lines)), _appeal_row(t, decision))


@message
def pause_is_over(t: Speaker, name: str) -> Screen:
    """The week or the month is over."""
    return Screen(
        # i18n: To somebody whose pause after a report is over; {name} is their first name. Kind.
        t._("Hello {name}, your pause is over. You take part again. Good to have you back.", name=name),
        (home_row(t),),
    )


@message
def decision_lifted(t: Speaker, name: str) -> Screen:
    """Somebody else looked at it, and it is taken back."""
    return Screen(
        # i18n: To somebody whose appeal was granted; {name} is their first name.
        t._(
            "Hello {name}, somebody else has looked at it and has taken the decision back. You take part as before. "
            "What has ended has to be asked or offered again. We are sorry for the trouble.",
            name=name,
        ),
        (home_row(t),),
    )


@message
def decision_upheld(t: Speaker, warned: bool) -> Screen:
    """Somebody else looked at it, and it stays."""
    # i18n: To somebody whose appeal was not granted. Factual, kind.
    text = t._(
        "Somebody else has looked at it too. The decision stays as it is. Thank you for your patience."
    )
    return Screen(text, (home_row(t),) if warned else ())
