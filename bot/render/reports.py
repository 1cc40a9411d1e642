"""Reporting a neighbour, and what coordinators see of it."""

from __future__ import annotations

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.coordinator import last_row, left_rows, next_row
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Screen


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
            ),
            home_row(t),
        ),
    )


@message
def report_done(t: Speaker, seen: bool) -> Screen:
    """What happens now."""
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
    return Screen(Markup(f"{done}\n{then}\n\n{else_where}"), (home_row(t),))


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
def removed_by_coordinator(t: Speaker) -> Screen:
    """To somebody who was removed."""
    return Screen(
        # i18n: To somebody whom a coordinator has removed. Factual, no reproach.
        t._(
            "A coordinator has ended your part in Buurtkring after a report. Your posts and appointments have "
            "ended. Do you think this is not right? Talk to another coordinator or to the people who run this "
            "bot. With /gegevens you see what we keep, with /vergeetmij you erase it."
        )
    )


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
    return Screen(
        text,
        (
            *column(
                # i18n: Button: the two are never brought together again, both go on taking part.
                press(t.label("Keep apart, and close"), "co.apart", report),
                # i18n: Button: the reported neighbour may take part no more; asks once more.
                press(t.label("Remove this neighbour …"), "co.remove", report),
                # i18n: Button: the report was a misunderstanding.
                press(t.label("A misunderstanding: close"), "co.settle", report),
            ),
            *next_row(t, more, "co.reports", buurt, report),
            last_row(t, buurt),
        ),
    )


@message
def co_remove_sure(t: Speaker, report: int, buurt: int, name: str) -> Screen:
    """Asks once more before somebody is removed."""
    return Screen(
        # i18n: To a coordinator; {name} is a first name.
        t._(
            "<b>Remove {name}?</b>\nPosts and appointments of {name} end now, and the others are told kindly. "
            "{name} cannot come back without a coordinator. {name} is told to whom they can turn.",
            name=name,
        ),
        (
            *pairs(
                # i18n: Button: yes, remove this neighbour.
                press(t.label("Yes, remove"), "co.removed", report),
                # i18n: Button: back, do not remove.
                press(t.label("‹ No, back"), "co.reports", buurt),
            ),
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
        "removed": t._("Closed. This neighbour takes part no more, and everybody concerned has been told."),
        # i18n: To a coordinator after handling a report.
        "misunderstanding": t._("Closed as a misunderstanding. These two may be brought together again."),
    }
    return Screen(texts[outcome], left_rows(t, left, "co.reports", buurt))
