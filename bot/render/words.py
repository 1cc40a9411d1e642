"""Names of things as people read them: categories, parts of the day, times."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bot.domain.categories import Category
from bot.domain.when import Availability, Part, When
from bot.i18n import Markup, Speaker

ICONS = {
    Category.ERRANDS: "🛒",
    Category.COMPANY: "☕",
    Category.TRANSPORT: "🚗",
    Category.LANGUAGE: "💬",
    Category.PAPERWORK: "📄",
    Category.HANDYMAN: "🔧",
    Category.MEALS: "🍲",
    Category.CHILDCARE: "🧸",
    Category.PETS: "🐾",
    Category.GARDEN: "🌱",
    Category.TECH: "📱",
    Category.OTHER: "✨",
}


def category(t: Speaker, value: str) -> str:
    """The plain name of a category, as in "Help with: errands"."""
    names = {
        # i18n: Category: shopping, pharmacy, post, rubbish bins.
        Category.ERRANDS: t.label("Errands"),
        # i18n: Category: a visit, a walk, coffee together.
        Category.COMPANY: t.label("Company"),
        # i18n: Category: a ride, a lift by car.
        Category.TRANSPORT: t.label("A lift"),
        # i18n: Category: practising Dutch, interpreting.
        Category.LANGUAGE: t.label("Language"),
        # i18n: Category: letters and forms.
        Category.PAPERWORK: t.label("Letters and forms"),
        # i18n: Category: small repairs at home.
        Category.HANDYMAN: t.label("Small jobs"),
        # i18n: Category: cooking, sharing food.
        Category.MEALS: t.label("Meals"),
        # i18n: Category: minding children, bringing them to school.
        Category.CHILDCARE: t.label("Children"),
        # i18n: Category: walking a dog, feeding a cat.
        Category.PETS: t.label("Pets"),
        # i18n: Category: garden and plants.
        Category.GARDEN: t.label("Garden"),
        # i18n: Category: phone, computer, television.
        Category.TECH: t.label("Phone and computer"),
        # i18n: Category: anything else.
        Category.OTHER: t.label("Something else"),
    }
    return names[Category(value)]


def with_icon(t: Speaker, value: str) -> str:
    """A category's picture and name."""
    return f"{ICONS[Category(value)]} {category(t, value)}"


def part(t: Speaker, value: str) -> str:
    """The name of a part of the day."""
    names = {
        # i18n: Part of the day, before noon.
        Part.MORNING: t.label("Morning"),
        # i18n: Part of the day, noon to six.
        Part.AFTERNOON: t.label("Afternoon"),
        # i18n: Part of the day, after six.
        Part.EVENING: t.label("Evening"),
    }
    return names[Part(value)]


def moment(t: Speaker, local_iso: str) -> Markup:
    """A local date and time, as in "Tuesday 24 November, 14:30"."""
    at = datetime.fromisoformat(local_iso)
    # i18n: A date with its weekday and a clock time.
    return t._("{day}, {clock}", day=t.day(at.date()), clock=t.clock(at.time()))


def when(t: Speaker, data: dict[str, Any]) -> Markup:
    """A `When` as people say it; the date always with its weekday."""
    value = When.from_json(data)
    if value.first is None or value.last is None:
        # i18n: When: it does not matter when.
        day = t._("any day")
    elif value.first == value.last:
        day = t.day(value.first)
    else:
        # i18n: When: from one date to another, both with their weekday.
        day = t._("{first} to {last}", first=t.day(value.first), last=t.day(value.last))
    if value.at is not None:
        # i18n: A date with its weekday and a clock time.
        return t._("{day}, {clock}", day=day, clock=t.clock(value.at))
    if value.part is not None:
        # i18n: A date and a part of the day.
        return t._("{day}, {part}", day=day, part=Markup(part(t, value.part).lower()))
    return day


def availability(t: Speaker, can: Availability) -> Markup:
    """Days and parts of the day that suit a helper."""
    # i18n: Days that suit: all of them.
    days = t.list([t.weekday(day) for day in sorted(can.days)]) if can.days else t._("every day")
    if not can.parts or can.parts == frozenset(Part):
        return Markup(days)
    parts = t.list([part(t, each).lower() for each in Part if each in can.parts])
    # i18n: Days and parts of the day that suit a helper, as in "Monday and Friday: morning".
    return t._("{days}: {parts}", days=Markup(days), parts=Markup(parts))


def short_day(t: Speaker, day: date) -> str:
    """A date on a button."""
    return str(t.day(day))


def languages(t: Speaker, codes: list[str]) -> str:
    """Names of languages, in the reader's language."""
    return t.list([t.locale.languages.get(code, code) for code in sorted(codes)])


def circles(t: Speaker, which: list[str]) -> str:
    """Who else may be asked, as a list, from near to far: the buurten next door and the coordinator."""
    names = {
        # i18n: Who else may be asked where no neighbour can; part of a list.
        "near": t.label("the buurten next door"),
        # i18n: Who else may be asked where no neighbour can; part of a list.
        "group": t.label("the group chat (without your name)"),
        # i18n: Who else may be asked where no neighbour can; part of a list.
        "coordinator": t.label("the coordinator"),
    }
    return t.list([name for which_one, name in names.items() if which_one in which])


def left_out(t: Speaker, kinds: list[str]) -> str:
    """What was seen in a sentence, as a list: a phone number and an address."""
    names = {
        # i18n: Something that was left out of a sentence: a citizen service number.
        "bsn": t.label("a BSN"),
        # i18n: Something that was left out of a sentence.
        "iban": t.label("a bank account number"),
        # i18n: Something that was left out of a sentence.
        "card": t.label("a bank card number"),
        # i18n: Something that was left out of a sentence.
        "pin": t.label("a PIN"),
        # i18n: Something that was left out of a sentence.
        "phone": t.label("a phone number"),
        # i18n: Something that was left out of a sentence.
        "address": t.label("an address"),
        # i18n: Something that was left out of a sentence.
        "email": t.label("an e-mail address"),
        # i18n: Something that was left out of a sentence.
        "link": t.label("a link"),
        # i18n: Something that was left out of a sentence: an illness or medicine.
        "health": t.label("words about health"),
    }
    return t.list([names[kind] for kind in kinds])
