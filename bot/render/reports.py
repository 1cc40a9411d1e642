"""Reporting a neighbour, and what coordinators see of it."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.asking import question
from bot.render.coordinator import last_row, left_rows, next_row
from bot.render.decisions import kind_name
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Button, Screen


@message
def report_confirm(t: Speaker, what: str, row: int, name: str | None) -> Screen:
    """Asks once more; no words are needed."""
    who = (
        # i18n: Question before reporting; {name} is the first name of a neighbour.
        t._("<b>Report {name}?</b>", name=name)
        if name
        # i18n: Question before reporting somebody whose name is not known.
        else t._("<b>Report this neighbour?</b>")
    )
    # i18n: What happens when somebody reports a neighbour. Calm and plain.
    then = t._(
        "• All contact between you two stops at once.\n"
        "• A coordinator sees both first names, not what you wrote to each other.\n"
        "• The other person is not told that you reported.\n"
        "In danger now? Call 112."
    )
    return Screen(
        Markup(f"{who}\n{then}"),
        (
            *column(
                # i18n: Button: yes, report this person.
                press(t.label("🚩 Yes, report"), "report.yes", what, row),
                confidant_button(t),
            ),
            home_row(t),
        ),
    )


@message
def report_done(t: Speaker, seen: bool, report: int | None = None) -> Screen:
    """What happens now; `report`: the one that more can be told about."""
    # i18n: After reporting a neighbour. Calm and plain.
    done = t._("Thank you for telling us. Contact between you two has stopped.")
    then = (
        # i18n: After reporting: a coordinator was told; coordinators are not there day and night.
        t._("A coordinator has been told and will look at it. That can take a day or two.")
        if seen
        # i18n: After reporting, where the buurt has no coordinator who can look at this.
        else t._(
            "There is no other coordinator in your buurt. The people who run this bot can see your report."
        )
    )
    # i18n: After reporting: where else to go. The numbers and names stay as they are.
    else_where = t._(
        "In danger now? Call 112. For the police without haste: 0900-8844. To talk it over: someone you trust, or "
        "Slachtofferhulp or Veilig Thuis (0800-2000, free, day and night)."
    )
    rows = []
    if report is not None:
        # i18n: Button after reporting: tell the coordinator more, if I want.
        rows.append(press(t.label("✍️ Tell more (if you like)"), "report.more", report))
    return Screen(
        Markup(f"{done}\n{then}\n\n{else_where}"), (*column(*rows, confidant_button(t)), home_row(t))
    )


def confidant_button(t: Speaker) -> Button:
    """To the person of trust, one tap away."""
    # i18n: Button: to the person of trust (vertrouwenspersoon) of the neighbourhood.
    return press(t.label("🤫 Talk in confidence"), "confidant.show")


@message
def question_case_line(t: Speaker, data: dict[str, Any], again: bool) -> Screen:
    """What the coordinators should read."""
    return question(
        t,
        # i18n: Question to somebody who reported a neighbour.
        t._(
            "What should the coordinators read? Write it, or forward a message to me. Only they see it. We keep it "
            "until they have dealt with your report; then it is erased."
        ),
        (),
        # i18n: Said when there were no words in it.
        t._("I can only pass on words. Please write it.") if again else None,
        back=False,
    )


@message
def case_shared(t: Speaker, report: int, more: int) -> Screen:
    """The coordinators can read it; there is room for `more` lines."""
    rows = []
    if more:
        # i18n: Button: tell the coordinators one more thing about my report.
        rows.append(press(t.label("✍️ One more"), "report.more", report))
    return Screen(
        # i18n: To somebody who reported a neighbour and wrote more about it.
        t._("The coordinators can read it now. It is erased when your report is closed."),
        (*column(*rows, confidant_button(t)), home_row(t)),
    )


@message
def co_case_shared(t: Speaker, report: int) -> Screen:
    """To the coordinators: the reporter shared something."""
    return Screen(
        # i18n: To a coordinator: who made a report wrote something about it.
        t._("Somebody who made a report wants you to read something."),
        (
            *column(
                # i18n: Button: read what the reporter shared.
                press(t.label("📖 Read it"), "co.case", report),
            ),
            last_row(t, None),
        ),
    )


@message
def co_case(t: Speaker, report: int, buurt: int, lines: list[str]) -> Screen:
    """What the reporter shared."""
    said = [
        # i18n: To a coordinator, above what who made a report wants them to read.
        t._("<b>The one who reported wants you to read this</b>"),
        *(Markup(f"• {t.user(line)}") for line in lines),
        # i18n: To a coordinator, below it.
        t._(
            "\nIt is one side of what happened. It is erased when you close the report; please keep no copy."
        ),
    ]
    # i18n: Button: back to the report that this belongs to.
    back = press(t.label("‹ Back to the report"), "co.reports", buurt, report - 1)
    return Screen(Markup("\n".join(said)), ((back,), last_row(t, buurt)), protect=True)


@message
def report_closed(t: Speaker, apart: bool) -> Screen:
    """To the reporter: a coordinator has dealt with it."""
    text = (
        # i18n: To somebody who reported a neighbour.
        t._("A coordinator has looked at your report. You two will not be brought together again.")
        if apart
        # i18n: To somebody who reported a neighbour, where it turned out to be a misunderstanding.
        else t._("A coordinator has looked at your report and sees it as a misunderstanding. It is closed.")
    )
    return Screen(text, (home_row(t),))


@message
def neighbour_left(t: Speaker, category: str, looking: bool) -> Screen:
    """To the other of an appointment: its one side takes part no more."""
    # i18n: {category} is a kind of help. The other neighbour is not named and no reason is given.
    text = t._(
        "The neighbour with whom you had something arranged ({category}) no longer takes part in Buurtkring. "
        "So this will not go on.",
        category=Markup(words.category(t, category)),
    )
    if looking:
        # i18n: To somebody who asked for help, whose helper is gone.
        looking_on = t._("We look for somebody else for you at once.")
        text = Markup(f"{text} {looking_on}")
    return Screen(text, (home_row(t),))


@message
def co_report(
    t: Speaker,
    report: int,
    reporter: str | None,
    reported: str,
    at: str,
    lines: int = 0,
    earlier: list[list[str]] | None = None,
    buurt: int | None = None,
    more: int = 0,
) -> Screen:
    """A report, to a coordinator who is no party in it."""
    # i18n: To a coordinator, in place of the name of somebody who has erased themselves.
    gone = t._("somebody who has left")
    # i18n: To a coordinator; {reporter} and {reported} are first names, {moment} a date and time.
    text = t._(
        "<b>A report</b>\n{reporter} reported {reported}.\n{moment}\n\nContact between the two has stopped. "
        "Requests of {reported} wait until you decide. Please talk to both, if that is safe. You do not see "
        "what they wrote to each other.",
        reporter=gone if reporter is None else reporter,
        reported=reported,
        moment=words.moment(t, at),
    )
    for kind, day in earlier or []:
        # i18n: To a coordinator: an earlier decision about this person, as in "put on pause, Monday 2 March".
        text = Markup(f"{text}\n" + t._("Earlier: {what}", what=kind_name(t, kind, day)))
    read = []
    if lines:
        # i18n: Button: read what the reporter shared.
        read.append(press(t.label("📖 Read what was shared"), "co.case", report))
    return Screen(
        text,
        (
            *column(
                *read,
                # i18n: Button: the two are never brought together again, both go on taking part.
                press(t.label("Keep apart, and close"), "co.apart", report),
                # i18n: Button: warn, pause or remove the reported neighbour; further screens ask how and why.
                press(t.label("Take a step …"), "co.step", report),
                # i18n: Button: the report was a misunderstanding.
                press(t.label("A misunderstanding: close"), "co.settle", report),
            ),
            *next_row(t, more, "co.reports", buurt, report),
            last_row(t, buurt),
        ),
    )


@message
def co_only_operator(t: Speaker, buurt: int, name: str) -> Screen:
    """Coordinators do not remove each other."""
    return Screen(
        # i18n: To a coordinator; {name} is the first name of another coordinator.
        t._(
            "{name} is a coordinator. Only the people who run this bot can change that. Contact between the "
            "two has stopped already.",
            name=name,
        ),
        (last_row(t, buurt),),
    )


@message
def co_report_closed(t: Speaker, buurt: int, outcome: str, left: int) -> Screen:
    """A report was dealt with."""
    texts = {
        # i18n: To a coordinator after handling a report.
        "apart": t._("Closed. These two will not be brought together again."),
        # i18n: To a coordinator after handling a report.
        "warn": t._("Closed. This neighbour is told what we expect, and the two are kept apart."),
        # i18n: To a coordinator after handling a report.
        "week": t._("Closed. This neighbour takes no part for a week, and is told why."),
        # i18n: To a coordinator after handling a report.
        "month": t._("Closed. This neighbour takes no part for a month, and is told why."),
        # i18n: To a coordinator after handling a report.
        "remove": t._("Closed. This neighbour takes part no more, and everybody concerned has been told."),
        # i18n: To a coordinator after handling a report.
        "misunderstanding": t._("Closed as a misunderstanding. These two may be brought together again."),
    }
    return Screen(texts[outcome], left_rows(t, left, "co.reports", buurt))
