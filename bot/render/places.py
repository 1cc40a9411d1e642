"""Where else one can go: the list behind /wegwijzer, and how its coordinators keep it."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.resources import Kind
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.asking import choice, question, ticked
from bot.render.coordinator import last_row
from bot.render.questions import SPOKEN_CHOICES
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Button, Row, Screen

Data = dict[str, Any]
ICONS = {
    Kind.TEAM: "🏘",
    Kind.DOCTOR: "🩺",
    Kind.FOOD: "🧺",
    Kind.LIBRARY: "📚",
    Kind.DISCRIMINATION: "⚖️",
    Kind.POLICE: "👮",
    Kind.OTHER: "📍",
}


def kind_name(t: Speaker, value: str) -> str:
    """What sort of place it is."""
    names = {
        # i18n: A place to go: the municipality's team for the neighbourhood. The Dutch word stays recognisable.
        Kind.TEAM: t.label("Neighbourhood team (wijkteam)"),
        # i18n: A place to go.
        Kind.DOCTOR: t.label("Doctor (huisarts)"),
        # i18n: A place to go: food for who has too little money.
        Kind.FOOD: t.label("Food bank"),
        # i18n: A place to go.
        Kind.LIBRARY: t.label("Library"),
        # i18n: A place to go: where one reports unequal treatment.
        Kind.DISCRIMINATION: t.label("Report discrimination"),
        # i18n: A place to go: the police, when there is no danger now.
        Kind.POLICE: t.label("Police (no haste)"),
        # i18n: A place to go of another sort.
        Kind.OTHER: t.label("Another place"),
    }
    return names[Kind(value)]


def place_button(t: Speaker, kind: str, name: str | None, action: str, *args: object) -> Button:
    """A button that names a place; a national desk is called after what it is for."""
    called = kind_name(t, kind) if name is None else t.isolated(name)
    return press(f"{ICONS[Kind(kind)]} {called}", action, *args)


def place_lines(t: Speaker, place: Data) -> Markup:
    """A place and how to reach it; what is not known is left out."""
    kind = Markup(f"{ICONS[Kind(place['kind'])]} {kind_name(t, place['kind'])}")
    lines = [f"<b>{kind}</b>" if place["name"] is None else f"<b>{t.user(place['name'])}</b>\n{kind}"]
    for icon, value in (("📞", place["phone"]), ("🌐", place["site"])):
        if value:
            lines.append(f"{icon} \u2066{t.user(value)}\u2069")
    for icon, field in (("📍", "address"), ("🕘", "hours")):
        if place.get(field):
            lines.append(f"{icon} {t.user(place[field])}")
    if place.get("languages"):
        lines.append(f"💬 {words.languages(t, place['languages'])}")
    return Markup("\n".join(lines))


def checked_line(t: Speaker, place: Data) -> Markup:
    """On which day somebody looked whether it is right."""
    # i18n: Under a place to go; {day} is a date with its year.
    return t._("<i>Looked at on {day}</i>", day=t.date_of_year(date.fromisoformat(place["checked_on"])))


@message
def places(t: Speaker, places: list[list[Any]], page: int, more: bool) -> Screen:
    """The list, for everybody."""
    buttons = [place_button(t, kind, name, "way.show", key) for key, kind, name in places]
    if more or page:
        # i18n: Button: the next page of a list.
        buttons.append(press(t.label("More …"), "way.list", page + 1 if more else 0))
    return Screen(
        # i18n: The list of places to go for what neighbours cannot do.
        t._(
            "<b>Where can you go?</b>\nFor what neighbours cannot do. Choose, and you see how to reach them.\n"
            "In danger? Call 112."
        ),
        (*column(*buttons), home_row(t)),
    )


@message
def place(t: Speaker, place: Data) -> Screen:
    """One place and how to reach it."""
    lines = [place_lines(t, place)]
    if place.get("checked_on"):
        lines.append(checked_line(t, place))
    # i18n: Button: back to the list of places to go.
    back = press(t.label("‹ List"), "way.list")
    return Screen(Markup("\n".join(lines)), ((back, *home_row(t)),))


@message
def co_places(
    t: Speaker, buurt: int, places: list[list[Any]], page: int, more: bool, full: bool, removed: bool = False
) -> Screen:
    """The list, for who keeps it."""
    lines = []
    if removed:
        # i18n: To a coordinator who took a place off the list.
        lines.append(t._("It is off the list."))
    # i18n: To a coordinator: title of the list of places to go. /wegwijzer is a command.
    lines.append(t._("<b>List of places</b>\nResidents see it with /wegwijzer."))
    if any(stale for *_, stale in places):
        # i18n: To a coordinator: a sign in the list.
        lines.append(t._("⚠️ = nobody has looked for a year whether this is right."))
    buttons = []
    for entry, kind, name, stale in places:
        button = place_button(t, kind, name, "co.place", entry)
        buttons.append(Button(f"⚠️ {button.label}", button.data) if stale else button)
    if more or page:
        # i18n: Button: the next page of a list.
        buttons.append(press(t.label("More …"), "co.places", buurt, page + 1 if more else 0))
    if not full:
        # i18n: Button: put a new place on the list.
        buttons.append(press(t.label("➕ New place"), "co.place_new", buurt))
    return Screen(Markup("\n".join(lines)), (*column(*buttons), last_row(t, buurt)))


@message
def co_place(
    t: Speaker,
    buurt: int,
    entry: int,
    place: Data,
    stale: bool,
    saved: bool = False,
    in_turn: bool = False,
) -> Screen:
    """One place, for who keeps the list; `in_turn`: it came up as something that waits."""
    lines = []
    if saved:
        # i18n: To a coordinator who filled in or changed a place.
        lines.append(t._("✅ Saved."))
    if stale:
        # i18n: To a coordinator about an entry of the list of places.
        lines.append(t._("⚠️ Nobody has looked for a year whether this is right."))
    lines += [place_lines(t, place), checked_line(t, place)]
    # i18n: Button: this entry of the list is right as it stands.
    right = press(t.label("✅ Still right"), "co.place_ok", entry, *(["next"] if in_turn else []))
    return Screen(
        Markup("\n".join(lines)),
        (
            (right,),
            *pairs(
                # i18n: Button: change this entry.
                press(t.label("✏️ Change"), "co.place_change", entry),
                # i18n: Button: take this entry off the list; asks once more.
                press(t.label("🗑 Remove …"), "co.place_gone", entry),
            ),
            back_to_list(t, buurt),
        ),
    )


def back_to_list(t: Speaker, buurt: int) -> Row:
    # i18n: Button: back to the list of places to go.
    menu, _home, get_help = last_row(t, buurt)
    return (press(t.label("‹ List"), "co.places", buurt), menu, get_help)


@message
def co_place_checked(t: Speaker, buurt: int, name: str) -> Screen:
    """It is right as it stands."""
    # i18n: To a coordinator who looked at an entry of the list of places; {name} is that place.
    return Screen(t._("Thank you. {name} stands as looked at today.", name=name), (back_to_list(t, buurt),))


@message
def co_place_change(t: Speaker, entry: int, name: str) -> Screen:
    """What is to be changed?"""
    labels = {
        # i18n: What can be changed of a place: its name.
        "name": t.label("Name"),
        # i18n: What can be changed of a place.
        "phone": t.label("Phone"),
        # i18n: What can be changed of a place: its web site.
        "site": t.label("Site"),
        # i18n: What can be changed of a place.
        "address": t.label("Address"),
        # i18n: What can be changed of a place.
        "hours": t.label("Opening hours"),
        # i18n: What can be changed of a place: the languages spoken there.
        "languages": t.label("Languages"),
    }
    # i18n: Button: back to the entry.
    back = press(t.label("‹ Back"), "co.place", entry)
    return Screen(
        # i18n: To a coordinator; {name} is a place on the list.
        t._("<b>{name}</b>\nWhat would you like to change?", name=name),
        (
            *pairs(*(press(label, "co.place_change", entry, field) for field, label in labels.items())),
            (back, *home_row(t)),
        ),
    )


@message
def co_place_sure(t: Speaker, buurt: int, entry: int, name: str) -> Screen:
    """Really?"""
    return Screen(
        # i18n: To a coordinator; {name} is a place on the list.
        t._("Take {name} off the list?", name=name),
        (
            *pairs(
                # i18n: Button: yes, take it off the list.
                press(t.label("Yes, remove"), "co.place_gone", entry, "sure"),
                # i18n: Button: back, do not remove.
                press(t.label("‹ No, back"), "co.place", entry),
            ),
            last_row(t, buurt),
        ),
    )


@message
def question_place_kind(t: Speaker, data: Data, again: bool) -> Screen:
    """What sort of place; six kinds and one more fit on two pages."""
    kinds = list(Kind)[5:] if data.get("more") else list(Kind)[:5]
    buttons = [choice(f"{ICONS[each]} {kind_name(t, each)}", "place_kind", each) for each in kinds]
    if not data.get("more"):
        # i18n: Button: the next page of a list.
        buttons.append(choice(t.label("More …"), "place_kind", "more"))
    # i18n: Question to a coordinator about a new entry of the list of places.
    return question(t, t._("What sort of place is it?"), column(*buttons))


def _none(t: Speaker, step: str) -> tuple[Row, ...]:
    # i18n: Button: this place has none, or it is not known.
    return column(choice(t.label("None"), step, "none"))


@message
def question_place_name(t: Speaker, data: Data, again: bool) -> Screen:
    """Its name."""
    return question(
        t,
        # i18n: Question to a coordinator about a place on the list; the example may be translated.
        t._("What is the place called? For example: Wijkteam Noord."),
        (),
        # i18n: Said when a name was empty or too long.
        t._("A name of at most 60 letters, please.") if again else None,
    )


@message
def question_place_phone(t: Speaker, data: Data, again: bool) -> Screen:
    """Its phone number."""
    return question(
        t,
        # i18n: Question to a coordinator about a place on the list.
        t._("What is its phone number?"),
        _none(t, "place_phone"),
        # i18n: Said when what was written is no phone number that exists.
        t._("I do not know a phone number like that. Please look at it once more.") if again else None,
    )


@message
def question_place_site(t: Speaker, data: Data, again: bool) -> Screen:
    """Its site."""
    return question(
        t,
        # i18n: Question to a coordinator about a place on the list. The address stays as it is.
        t._("What is its site? For example: https://www.example.nl"),
        _none(t, "place_site"),
        # i18n: Said when what was written is no safe address of a site. https:// stays as it is.
        t._("That is no address that begins with https://. Please look at it once more.") if again else None,
    )


def _too_long(t: Speaker) -> Markup:
    # i18n: Said when an answer was empty or too long.
    return t._("One line of at most 120 letters, please.")


@message
def question_place_address(t: Speaker, data: Data, again: bool) -> Screen:
    """Where it is."""
    return question(
        t,
        # i18n: Question to a coordinator about a place on the list.
        t._("Where is it? Write the street, the number and the town."),
        _none(t, "place_address"),
        _too_long(t) if again else None,
    )


@message
def question_place_hours(t: Speaker, data: Data, again: bool) -> Screen:
    """When it is open."""
    return question(
        t,
        # i18n: Question to a coordinator about a place on the list. Every reader sees the answer as it is written.
        t._("When is it open? Everybody reads it as you write it. For example: Mo-Fr 9:00-12:30."),
        _none(t, "place_hours"),
        _too_long(t) if again else None,
    )


@message
def question_place_languages(t: Speaker, data: Data, again: bool) -> Screen:
    """Which languages are spoken there."""
    picked = set(data.get("picked", []))
    buttons = [
        choice(ticked(words.languages(t, [code]), code in picked), "place_languages", code)
        for code in SPOKEN_CHOICES
    ]
    # i18n: Button: these are all.
    buttons.append(choice(t.label("Ready ›"), "place_languages", "ready"))
    return question(
        t,
        # i18n: Question to a coordinator about a place on the list.
        t._("Which languages do they speak there? Press each, then “Ready”."),
        pairs(*buttons),
        # i18n: Said when a button was expected.
        t._("Please press the buttons.") if again else None,
    )
