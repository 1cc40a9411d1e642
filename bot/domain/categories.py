"""The twelve categories of help, and what is special about some of them."""

from enum import StrEnum


class Category(StrEnum):
    """What a post is about. To add one: a line here, its name in `render/words.py`, its icon there too."""

    ERRANDS = "errands"
    COMPANY = "company"
    TRANSPORT = "transport"
    LANGUAGE = "language"
    PAPERWORK = "paperwork"
    HANDYMAN = "handyman"
    MEALS = "meals"
    CHILDCARE = "childcare"
    PETS = "pets"
    GARDEN = "garden"
    TECH = "tech"
    OTHER = "other"


FREQUENT = (Category.ERRANDS, Category.COMPANY, Category.TRANSPORT, Category.LANGUAGE, Category.PAPERWORK)
"""Shown first; the sixth button is "more"."""

AT_HOME = frozenset(
    {
        Category.COMPANY,
        Category.PAPERWORK,
        Category.HANDYMAN,
        Category.CHILDCARE,
        Category.GARDEN,
        Category.TECH,
        Category.LANGUAGE,
        Category.OTHER,
    }
)
"""Help that usually brings the helper inside somebody's door."""

CARD_TEXT_LIMIT = 500
"""Longest sentence on a card, in characters; longer ones are asked to be shorter."""


def visits_home(category: Category, coffee: bool = False) -> bool:
    """Whether helping means going inside; an errand does when the helper may stay for coffee.

    Such help is for adults (18+), and a new helper's first such visit needs a coordinator's yes.
    """
    return category in AT_HOME or coffee
