"""First visits of new helpers, which need a coordinator's yes."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.coordinator import last_row, left_rows, next_row
from bot.render.registry import home_row, message, pairs, press
from bot.render.screen import Screen


@message
def co_visit(
    t: Speaker,
    ask: int,
    name: str,
    languages: list[str],
    category: str,
    when: dict[str, Any],
    helped: int = 0,
    buurt: int | None = None,
    more: int = 0,
) -> Screen:
    """A new helper would go inside somebody's home, or do what else the buurt marks, for the first time."""
    # i18n: To a coordinator about a new helper: how often they have helped neighbours before.
    before = t.n("Helped {count} time before", "Helped {count} times before", helped)
    if not helped:
        # i18n: To a coordinator about a new helper. No reproach: everybody begins once.
        before = t._("Has not helped here yet")
    return Screen(
        # i18n: To a coordinator about a new helper; {name} is a first name, {category} the kind of help.
        t._(
            "<b>First time of {name}</b>\n{name} would like to help a neighbour with this for the first time.\n"
            "{category}\n{when}\nSpeaks: {languages}\n{before}\n\nDo you know {name}, or have you met? "
            "Your yes counts for later times too.",
            name=name,
            category=Markup(words.with_icon(t, category)),
            when=words.when(t, when),
            languages=Markup(words.languages(t, languages)),
            before=before,
        ),
        (
            *pairs(
                # i18n: Button: yes, this helper may go to people's homes.
                press(t.label("✅ Yes, fine"), "co.allow", ask),
                # i18n: Button: no, this helper may not go to this home now.
                press(t.label("No"), "co.deny", ask),
            ),
            *next_row(t, more, "co.visits", buurt, ask),
            last_row(t, buurt),
        ),
    )


@message
def co_visit_allowed(t: Speaker, name: str, buurt: int, left: int) -> Screen:
    """A helper may go to people's homes."""
    return Screen(
        # i18n: To a coordinator; the person who asked for help still decides.
        t._("Good. The neighbour who asked may now choose {name}.", name=name),
        left_rows(t, left, "co.visits", buurt),
    )


@message
def co_visit_denied(t: Speaker, name: str, buurt: int, left: int) -> Screen:
    """A helper may not go to this home."""
    return Screen(
        # i18n: To a coordinator after saying no to a first visit.
        t._("I have told {name} kindly, and look for somebody else.", name=name),
        left_rows(t, left, "co.visits", buurt),
    )


@message
def visit_denied(t: Speaker, category: str) -> Screen:
    """To a new helper whose first visit a coordinator did not want."""
    return Screen(
        # i18n: To a helper; {category} is a kind of help. Kind, no reproach.
        t._(
            "Thank you for offering to help ({category}). A coordinator would rather have somebody else go "
            "this time. You can still help with other things.",
            category=Markup(words.category(t, category)),
        ),
        (home_row(t),),
    )
