"""Neighbours without a phone: what is said to their contact and their coordinators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.coordinator import last_row
from bot.render.registry import column, drawn, home_row, message, pairs, press
from bot.render.screen import Button, Document, Row, Screen

FOR = "for"
"""What the data of a button begins with that is pressed for somebody else."""
OWN = ("paper.", "co.", "nav.home", FOR)
"""Buttons that whoever reads the screen presses for themselves."""


def for_whom(t: Speaker, screen: Screen, resident: int, name: str) -> Screen:
    """A screen of a neighbour without a phone as their contact gets it: with their name, and buttons for them."""
    # i18n: Above a message that a contact reads for somebody without a phone; {name} is as in "Mrs Jansen".
    head = t._("📄 <b>For {name}:</b>", name=name)
    rows = tuple(tuple(_theirs(each, resident) for each in row) for row in screen.rows)
    return replace(screen, text=Markup(f"{head}\n{screen.text}"), rows=rows)


def _theirs(button: Button, resident: int) -> Button:
    if button.data is None or button.data.startswith(OWN):
        return button
    return replace(button, data=f"{FOR}:{resident}:{button.data}")


def _press_for(label: str, resident: int, action: str, *args: object) -> Button:
    return press(label, FOR, resident, action, *args)


def _back(t: Speaker, resident: int) -> Row:
    # i18n: Button: back to the screen of a neighbour without a phone.
    return (press(t.label("‹ Back"), "paper.show", resident), *home_row(t))


@message
def paper_list(t: Speaker, names: list[Any], buurt: int | None, following: int | None) -> Screen:
    """Neighbours without a phone, those nobody answers for first."""
    # i18n: Title of a list of neighbours who have no phone and take part on paper, through a contact.
    lines = [t._("<b>Neighbours without a phone</b>")]
    if not names:
        # i18n: The list of neighbours without a phone is empty.
        lines.append(t._("There is nobody here yet."))
    if any(not has_contact for _, _, has_contact in names):
        # i18n: Below the list; ⚠️ stands before the names of those of whom this is true.
        lines.append(t._("⚠️ Nobody answers for this neighbour now."))
    buttons = [
        press(t.isolated(name) if has_contact else f"⚠️ {t.isolated(name)}", "paper.show", who)
        for who, name, has_contact in names
    ]
    if following is not None:
        # i18n: Button: show the next one of a list.
        buttons.append(press(t.label("Next ›"), "co.paper", buurt, following))
    # i18n: Button: enter a neighbour who has no phone.
    add = t.label("➕ Somebody without a phone")
    buttons.append(press(add, "paper.add", *([] if buurt is None else [buurt])))
    last = home_row(t) if buurt is None else last_row(t, buurt)
    return Screen(Markup("\n".join(lines)), (*column(*buttons), last))


def _title(t: Speaker, name: str) -> Markup:
    # i18n: Title of the screen of a neighbour without a phone; {name} as in "Mrs Jansen".
    return t._("📄 <b>{name}</b>", name=name)


def _contact(t: Speaker, mine: bool, contact: str | None, invited: str | None) -> list[Markup]:
    if contact is None:
        # i18n: On the screen of a neighbour without a phone.
        lines = [t._("⚠️ There is no contact now. Messages for this neighbour reach nobody.")]
    elif mine:
        # i18n: To the contact of a neighbour without a phone. Ask means: ask the neighbour in person.
        lines = [t._("You are the contact. Always ask first, then answer.")]
    else:
        # i18n: On the screen of a neighbour without a phone; {name} is a first name.
        lines = [t._("Contact: {name}", name=contact)]
    if invited is not None:
        # i18n: {name} was asked to become the contact of a neighbour without a phone.
        lines.append(t._("{name} was asked to be the contact, and has not answered yet.", name=invited))
    return lines


@message
def paper_card(
    t: Speaker,
    resident: int,
    name: str,
    mine: bool,
    contact: str | None,
    invited: str | None,
    ahead: list[Any],
    card: str | None = None,
    buurt: int | None = None,
    several: bool = False,
) -> Screen:
    """One neighbour without a phone, and what comes. `card`: a first name whose contact card was just shared.

    `buurt`: of whose list it is one, for its coordinator; `several`: the contact has a list of their own.
    """
    lines = [_title(t, name), *_contact(t, mine, contact, invited)]
    if card is not None:
        lines.append(
            # i18n: {name} is on a contact card, to become the contact of a neighbour without a phone. Whether {name}
            # i18n: takes part is not said.
            t._("If {name} takes part here, I ask them. Until they say yes, nothing changes.", name=card)
        )
    lines.append(Markup(""))
    if not ahead:
        # i18n: On the screen of a neighbour without a phone: nothing is arranged.
        lines.append(t._("There are no appointments."))
    for other, category, at in ahead:
        # i18n: An appointment without a time yet.
        when = words.moment(t, at) if at else t._("no time yet")
        # i18n: An appointment in a list: {what} is a kind of help, {name} a first name, {when} a date and time.
        line = t._("{what} with {name}: {when}", what=words.with_icon(t, category), name=other, when=when)
        lines.append(Markup(f"• {line}"))
    # i18n: Button: ask for help for a neighbour without a phone.
    request = _press_for(t.label("🙋 Ask for help"), resident, "post.new", "request")
    # i18n: Button: make a printed page with the appointments of a neighbour without a phone.
    sheet = press(t.label("🖨 Sheet to print"), "paper.sheet", resident)
    # i18n: Button: more about a neighbour without a phone.
    more = press(t.label("More …"), "paper.more", resident)
    # i18n: Button: offer help of a neighbour without a phone.
    offer = _press_for(t.label("🤝 Offer help"), resident, "post.new", "offer")
    if mine:
        # i18n: Button: the appointments of a neighbour without a phone.
        dates = _press_for(t.label("📅 Appointments"), resident, "match.mine")
        # i18n: Button: what a neighbour without a phone asked and offered.
        asked = _press_for(t.label("📌 Posts"), resident, "post.mine")
        rows = pairs(request, offer, asked, dates, sheet, more)
    else:
        # i18n: Button: a coordinator becomes the contact of a neighbour without a phone.
        take = press(t.label("🙋 I will be the contact"), "paper.take", resident)
        # i18n: Button: name another contact for a neighbour without a phone.
        other = press(t.label("👤 Another contact"), "paper.contact", resident)
        rows = pairs(request, offer, take, other, sheet, more)
    # i18n: Button: back to the list of neighbours without a phone.
    back = t.label("‹ Back")
    if buurt is not None:
        return Screen(Markup("\n".join(lines)), (*rows, (press(back, "co.paper", buurt), *home_row(t))))
    listed = (press(back, "paper.mine"),) if several else ()
    return Screen(Markup("\n".join(lines)), (*rows, (*listed, *home_row(t))))


@message
def paper_more(
    t: Speaker,
    resident: int,
    name: str,
    mine: bool,
    phone: str | None,
    consent: str,
    since: str,
    writer: str | None,
) -> Screen:
    """The consent, the number on the sheet, and another contact."""
    day = t.day(date.fromisoformat(since))
    lines = [_title(t, name)]
    if consent == "paper":
        # i18n: How a neighbour without a phone agreed to take part; {day} is a date.
        lines.append(t._("Said yes on paper. Noted on {day}.", day=day))
    else:
        # i18n: How a neighbour without a phone agreed to take part; {day} is a date.
        lines.append(t._("Said yes aloud. Noted on {day}.", day=day))
    if writer is not None:
        # i18n: Who noted that a neighbour without a phone agreed; {name} is a first name.
        lines.append(t._("Noted by {name}.", name=writer))
    buttons = []
    if mine:
        if phone:
            # i18n: To the contact: their own phone number stands on the printed sheet.
            lines.append(t._("Your number on the sheet: {phone}", phone=phone))
        # i18n: Button: the contact's own phone number on the printed sheet.
        buttons.append(press(t.label("📞 My number on the sheet"), "paper.phone", resident))
        # i18n: Button: name another contact for a neighbour without a phone.
        buttons.append(press(t.label("👤 Another contact"), "paper.contact", resident))
        # i18n: Button: everything that is kept about a neighbour without a phone, as a file.
        buttons.append(_press_for(t.label("🗂 What we keep"), resident, "me.data"))
    # i18n: Button: the neighbour without a phone does not want to take part any more; everything is erased.
    buttons.append(press(t.label("🗑 Stop and erase"), "paper.erase", resident))
    return Screen(Markup("\n".join(lines)), (*column(*buttons), _back(t, resident)))


@message
def paper_forget(t: Speaker, resident: int, name: str, posts: int) -> Screen:
    """What taking the consent back means."""
    lines = [
        # i18n: Before everything about a neighbour without a phone is erased; {name} as in "Mrs Jansen".
        t._(
            "<b>Does {name} want to stop?</b>\nThen everything about {name} is erased. Appointments are called off, "
            "and the neighbours hear it. This cannot be undone.",
            name=name,
        )
    ]
    if posts:
        # i18n: Before erasing: what is still open.
        lines.append(t.n("{count} post is still open.", "{count} posts are still open.", posts))
    return Screen(
        Markup("\n".join(lines)),
        (
            # i18n: Button: yes, the neighbour without a phone wants to stop.
            *column(press(t.label("🗑 Yes, erase everything"), "paper.erased", resident)),
            _back(t, resident),
        ),
    )


@message
def paper_gone(t: Speaker, name: str) -> Screen:
    """To whoever noted that the consent was taken back."""
    # i18n: Everything about a neighbour without a phone was erased; {name} as in "Mrs Jansen".
    return Screen(t._("Everything about {name} is erased.", name=name), (home_row(t),))


@message
def paper_erased(
    t: Speaker, name: str, posts: int, appointments: int, messages: int, records: int, backups: str
) -> Screen:
    """The receipt, to the contact."""
    lines = [
        # i18n: To the contact of a neighbour without a phone; {name} as in "Mrs Jansen".
        t._("<b>{name} no longer takes part</b>\nWe have erased:", name=name),
        # i18n: Receipt after erasing: what was asked and offered.
        t.n("• {count} post", "• {count} posts", posts),
        # i18n: Receipt after erasing: appointments that were called off.
        t.n("• {count} appointment", "• {count} appointments", appointments),
        # i18n: Receipt after erasing: messages that were sent.
        t.n("• {count} message", "• {count} messages", messages),
        # i18n: Receipt after erasing: what happened stays counted, without a name.
        t.n(
            "{count} note of what happened stays without a name.",
            "{count} notes of what happened stay without a name.",
            records,
        ),
        # i18n: Receipt after erasing; {day} is a date.
        t._("After {day} it is in no backup either.", day=t.day(date.fromisoformat(backups))),
        # i18n: Receipt: a page that was printed is at the neighbour's home. Kind.
        t._("Please throw away the printed sheets."),
    ]
    return Screen(Markup("\n".join(lines)), (home_row(t),))


@message
def paper_not_added(t: Speaker) -> Screen:
    """The neighbour said no."""
    # i18n: A neighbour without a phone did not agree to take part.
    return Screen(t._("That is fine. Nothing was kept."), (home_row(t),))


@message
@drawn
def paper_sheet(
    t: Speaker,
    resident: int,
    name: str,
    lang: str,
    sheet: list[Any],
    contact: str | None,
    phone: str | None,
    since: str,
    whole: bool,
) -> Screen:
    """The sheet as a PDF, in the language of who will read it; `whole`: with the codes at the door."""
    from bot.render.sheet import pdf  # few ask for it, and it costs a second to load

    # i18n: With a printed page; {name} as in "Mrs Jansen".
    text = t._(
        "📄 <b>The sheet of {name}</b>\nPrint it and bring it along. When an appointment changes, "
        "make a new one and throw the old one away.",
        name=name,
    )
    if not whole:
        # i18n: Under that, to a coordinator: the sheet has lines on which the contact writes the codes at the door.
        codes = t._("Only the contact knows the codes at the door. There is room to write them on the sheet.")
        text = Markup(f"{text}\n{codes}")
    return Screen(
        text,
        (_back(t, resident),),
        document=Document(f"buurtkring-{since}.pdf", pdf(lang, name, sheet, contact, phone, since)),
    )
