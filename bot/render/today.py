"""A coordinator's today: what waits, one thing after the other on one screen, and the summary in the morning."""

from __future__ import annotations

from typing import Any

from bot.domain.morning import HOURS, Sort
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.asking import ticked
from bot.render.coordinator import last_row
from bot.render.registry import KINDS, column, home_row, message, pairs, press
from bot.render.screen import Screen

ICONS = {
    Sort.CALL: "☎️",
    Sort.REPORT: "🚩",
    Sort.APPEAL: "⚖️",
    Sort.REQUEST: "📋",
    Sort.NEWCOMER: "👋",
    Sort.VISIT: "🚪",
    Sort.HELD: "👀",
    Sort.PLACE: "📒",
}
MOST_BUURTEN = 6
Card = list[Any]
"""A message kind and its parameters."""


def _line(t: Speaker, sort: str, about: str | None) -> Markup:
    """One thing that waits, in a few words."""
    match Sort(sort):
        case Sort.CALL:
            # i18n: In a list of what waits for a coordinator; {name} is a first name.
            return t._("{name} wants a call", name=about or "")
        case Sort.REPORT:
            # i18n: In a list of what waits for a coordinator: somebody was reported.
            return t._("A report")
        case Sort.APPEAL:
            # i18n: In a list of what waits for a coordinator: somebody does not agree with a decision.
            return t._("Somebody does not agree")
        case Sort.REQUEST:
            # i18n: In a list of what waits for a coordinator: a request; {category} is a kind of help.
            return t._("Nobody yet: {category}", category=_category(t, about))
        case Sort.NEWCOMER:
            # i18n: In a list of what waits for a coordinator; {name} is a first name.
            return t._("{name} would like to take part", name=about or "")
        case Sort.VISIT:
            # i18n: In a list of what waits for a coordinator; {name} is the first name of a new helper.
            return t._("First visit of {name}", name=about or "")
        case Sort.HELD:
            # i18n: In a list of what waits for a coordinator: a post with odd words; {category} is a kind of help.
            return t._("To read first: {category}", category=_category(t, about))
        case Sort.PLACE:
            # i18n: In a list of what waits for a coordinator; {name} is an entry of the list of places.
            return t._("Still right? {name}", name=about or "")


def _category(t: Speaker, about: str | None) -> Markup:
    return Markup(words.category(t, about)) if about else Markup("")


def _count(t: Speaker, sort: str, count: int) -> Markup:
    """How many of one sort wait."""
    match Sort(sort):
        case Sort.CALL:
            # i18n: In a summary for a coordinator.
            return t.n("{count} neighbour wants a call", "{count} neighbours want a call", count)
        case Sort.REPORT:
            # i18n: In a summary for a coordinator: reports about neighbours.
            return t.n("{count} report waits", "{count} reports wait", count)
        case Sort.APPEAL:
            # i18n: In a summary for a coordinator: people who do not agree with a decision about them.
            return t.n("{count} person does not agree", "{count} people do not agree", count)
        case Sort.REQUEST:
            # i18n: In a summary for a coordinator: requests that nobody said yes to.
            return t.n("{count} request has nobody yet", "{count} requests have nobody yet", count)
        case Sort.NEWCOMER:
            # i18n: In a summary for a coordinator: people who want to take part.
            return t.n("{count} newcomer waits", "{count} newcomers wait", count)
        case Sort.VISIT:
            # i18n: In a summary for a coordinator: new helpers who would visit a home for the first time.
            return t.n("{count} first visit needs a yes", "{count} first visits need a yes", count)
        case Sort.HELD:
            # i18n: In a summary for a coordinator: posts to read before neighbours do.
            return t.n("{count} post to read first", "{count} posts to read first", count)
        case Sort.PLACE:
            # i18n: In a summary for a coordinator: entries of the list of places that may be out of date.
            return t.n("{count} place to look at", "{count} places to look at", count)


@message
def co_today(t: Speaker, buurt: int, name: str, lines: list[list[Any]], more: int, requests: int) -> Screen:
    """What waits in a buurt, a line each with how long; `requests`: all that are open."""
    # i18n: Title of the coordinator's menu; {name} is the name of the neighbourhood.
    text = [t._("<b>Coordinator: {name}</b>", name=name)]
    buttons = []
    if lines:
        for sort, about, minutes in lines:
            # i18n: A line of a list: {what} waits for {long}, such as "2 hours".
            line = t._("{what} · {long}", what=_line(t, sort, about), long=t.lasting(minutes))
            text.append(Markup(f"{ICONS[Sort(sort)]} {line}"))
        if more:
            # i18n: Below a list of what waits.
            text.append(t.n("… and {count} more", "… and {count} more", more))
        # i18n: Button: begin with the first thing that waits.
        buttons.append(press(t.label("▶️ One by one"), "co.next", buurt))
    else:
        # i18n: Coordinator's menu: there is no work. Warm.
        text.append(t._("Nothing waits for you. Have a good day! ☀️"))
    if requests:
        # i18n: Button in the coordinator's menu: all open requests.
        buttons.append(press(t.label("📋 Open requests"), "co.open", buurt))
    buttons += [
        # i18n: Button in the coordinator's menu.
        press(t.label("🔗 Invite people"), "invites.show", buurt),
        # i18n: Button in the coordinator's menu: what else there is.
        press(t.label("More …"), "co.more", buurt),
    ]
    return Screen(Markup("\n".join(text)), (*pairs(*buttons), home_row(t)))


@message
def co_more(t: Speaker, buurt: int) -> Screen:
    """What else a coordinator can do."""
    return Screen(
        # i18n: Title of the second page of the coordinator's menu.
        t._("<b>More for coordinators</b>"),
        (
            *pairs(
                # i18n: Button in the coordinator's menu.
                press(t.label("👥 Members"), "co.members", buurt),
                # i18n: Button: to the screen about the neighbourhood, for its coordinators.
                press(t.label("🏘 Buurt"), "co.buurt", buurt),
                # i18n: Button in the coordinator's menu: places to go, such as the doctor and the library.
                press(t.label("📒 List of places"), "co.places", buurt),
                # i18n: Button in the coordinator's menu: when a summary comes.
                press(t.label("⏰ In the morning"), "co.morning", buurt),
            ),
            last_row(t, buurt),
        ),
    )


def _said(t: Speaker, done: Card | None) -> list[Markup]:
    """What came of the thing before, above the next one."""
    return [] if done is None else [Markup(f"{KINDS[done[0]](t, **done[1]).text}\n")]


@message
def co_turn(
    t: Speaker, buurt: int, sort: str, row: int, waits: int, card: Card, done: Card | None, left: int
) -> Screen:
    """The next thing that waits, below what came of the one before."""
    shown = KINDS[card[0]](t, **card[1])
    # i18n: Above one thing that waits for a coordinator; {long} is such as "2 hours".
    lines = [*_said(t, done), t._("<i>Waits for {long}</i>", long=t.lasting(waits)), shown.text]
    if left:
        # i18n: Below one thing that waits for a coordinator: how many come after it.
        lines.append(t.n("\n<i>{count} more after this</i>", "\n<i>{count} more after this</i>", left))
    # i18n: Button: not now, show this thing last.
    later = press(t.label("Later ›"), "co.later", buurt, sort, row)
    menu, _home, get_help = last_row(t, buurt)
    return Screen(Markup("\n".join(lines)), (*shown.rows[:-1], (menu, later, get_help)))


@message
def co_all_done(t: Speaker, buurt: int, done: Card | None, later: int) -> Screen:
    """Nothing is left to do now; perhaps something was put off."""
    lines = _said(t, done)
    if not later:
        # i18n: To a coordinator after the last thing that waited. Warm.
        lines.append(t._("Everything is done. Thank you! ☀️"))
        return Screen(Markup("\n".join(lines)), (last_row(t, buurt),))
    lines.append(
        # i18n: To a coordinator: everything else is done.
        t.n("{count} thing is kept for later.", "{count} things are kept for later.", later)
    )
    # i18n: Button: look at what was put off.
    again = press(t.label("▶️ Look at it now"), "co.next", buurt, "again")
    return Screen(Markup("\n".join(lines)), ((again,), last_row(t, buurt)))


@message
def co_morning_hour(t: Speaker, buurt: int, hour: int | None, saved: bool = False) -> Screen:
    """At what hour a summary comes."""
    buttons = [press(ticked(f"{each:02}:00", each == hour), "co.morning", buurt, each) for each in HOURS]
    # i18n: Button: no summary in the morning.
    buttons.append(press(ticked(t.label("No message"), hour is None), "co.morning", buurt, "off"))
    lines = []
    if saved:
        # i18n: To a coordinator who chose an hour.
        lines.append(t._("✅ Saved."))
    lines.append(
        # i18n: To a coordinator: choose the hour of a summary.
        t._(
            "<b>A message in the morning</b>\nAt what time shall I tell you what waits? On days when nothing waits "
            "you hear nothing."
        )
    )
    return Screen(Markup("\n".join(lines)), (*pairs(*buttons), last_row(t, buurt)))


@message
def co_morning(t: Speaker, buurten: list[list[Any]]) -> Screen:
    """What waits, in numbers, each buurt by itself."""
    # i18n: A message to a coordinator in the morning.
    lines = [t._("<b>Good morning! This waits for you</b>")]
    for _, name, counts in buurten:
        if len(buurten) > 1:
            lines.append(Markup(f"\n<b>{t.user(name)}</b>"))
        lines += [Markup(f"{ICONS[Sort(sort)]} {_count(t, sort, count)}") for sort, count in counts]
    if len(buurten) == 1:
        return Screen(
            Markup("\n".join(lines)),
            # i18n: Button: to what waits for a coordinator today.
            (*column(press(t.label("▶️ To today"), "co.today", buurten[0][0])), home_row(t)),
        )
    to_each = [press(f"▶️ {t.isolated(name)}", "co.today", buurt) for buurt, name, _ in buurten[:MOST_BUURTEN]]
    return Screen(Markup("\n".join(lines)), (*column(*to_each), home_row(t)))


@message
def co_call_back(
    t: Speaker, resident: int, buurt: int, name: str, lang: str, taken: str | None, mine: bool
) -> Screen:
    """Somebody wants a call; the number came in a message of its own."""
    lines = [
        # i18n: To a coordinator; {name} is a first name, {language} the one they read. Why is not told.
        t._(
            "<b>☎️ {name} wants a call</b>\nReads: {language}\nThe number came in a message of its own; it is kept "
            "nowhere.",
            name=name,
            language=Markup(words.languages(t, [lang])),
        )
    ]
    if taken:
        # i18n: To a coordinator; {name} is the first name of another coordinator.
        lines.append(t._("{name} is calling already.", name=taken))
    buttons = [
        # i18n: Button of a coordinator: the call was made, this is done.
        press(t.label("✅ I called"), "co.call", resident, "called"),
        # i18n: Button of a coordinator: nobody picked up the phone.
        press(t.label("No answer"), "co.call", resident, "missed"),
    ]
    if mine:
        # i18n: To a coordinator who said that they are calling.
        lines.append(t._("You are calling now; the neighbour has been told."))
    else:
        # i18n: Button of a coordinator: I am calling now; the other hears that a call comes.
        buttons.insert(0, press(t.label("☎️ I call now"), "co.call", resident, "now"))
    return Screen(Markup("\n".join(lines)), (*pairs(*buttons), last_row(t, buurt)))


@message
def co_called(t: Speaker, buurt: int, name: str) -> Screen:
    """A call was made."""
    # i18n: To a coordinator who called somebody; {name} is a first name.
    return Screen(t._("Thank you for calling {name}.", name=name), (last_row(t, buurt),))


@message
def co_not_reached(t: Speaker, buurt: int, name: str) -> Screen:
    """Nobody picked up."""
    return Screen(
        # i18n: To a coordinator who called and got no answer; {name} is a first name.
        t._("{name} hears that you tried. It stays on your list.", name=name),
        (last_row(t, buurt),),
    )


def _call_me(t: Speaker, text: Markup) -> Screen:
    # i18n: Button: I would like a coordinator to call me.
    again = press(t.label("☎️ Let somebody call me"), "danger.call")
    return Screen(text, ((again,), home_row(t)))


@message
def call_comes(t: Speaker) -> Screen:
    """To who asked for a call: it comes now. Somebody else may see the phone: no word of why."""
    return Screen(
        # i18n: To somebody who asked a coordinator for a call.
        t._("The call that you asked for comes now. The number may be unknown to you."),
        (home_row(t),),
    )


@message
def call_done(t: Speaker) -> Screen:
    """They were called."""
    # i18n: To somebody whom a coordinator has called.
    return _call_me(t, t._("A coordinator has called you. Would you like another call? Press the button."))


@message
def call_missed(t: Speaker) -> Screen:
    """They were called and did not answer."""
    return _call_me(
        t,
        # i18n: To somebody whom a coordinator has tried to call.
        t._(
            "A coordinator has called you and got no answer. They will try once more. Another number? Press the "
            "button. In danger call 112."
        ),
    )
