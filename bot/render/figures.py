"""Numbers of people as they may be shown: from five on, else in words."""

from __future__ import annotations

from bot.domain.digest import FEWEST, Hidden
from bot.i18n import Markup, Speaker


def people(t: Speaker, figure: int | str) -> Markup:
    """ "12 people", "fewer than 5 people" or "5 or more people"."""
    if figure == Hidden.FEW:
        # i18n: A small number is not shown, so that nobody can be recognised. {number} is always 5.
        return t._("fewer than {number} people", number=FEWEST)
    if figure == Hidden.SOME:
        # i18n: The exact number is not shown, so that nobody can be recognised. {number} is always 5.
        return t._("{number} or more people", number=FEWEST)
    # i18n: A number of people, always 5 or more.
    return t.n("{count} person", "{count} people", int(figure))


def cell(t: Speaker, name: str, count: int) -> Markup:
    """One line of a list of kinds with numbers of people."""
    # i18n: A line of a list: {name} is a kind of help or a language, {people} is "12 people".
    return t._("• {name}: {people}", name=Markup(name), people=people(t, count))
