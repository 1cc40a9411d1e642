"""One's own posts: the list, one post, and what is heard of it when time passes."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.categories import Category, visits_home
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.cards import card_lines
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Row, Screen

Data = dict[str, Any]


@message
def my_posts(t: Speaker, posts: list[list[Any]]) -> Screen:
    """The list of one's live posts."""
    if not posts:
        # i18n: List of one's own posts, when empty.
        return Screen(t._("You have no posts now."), (home_row(t),))
    buttons = []
    for post, kind, category, when in posts:
        if kind == "offer":
            # i18n: Button with an own offer; {category} is a kind of help.
            label = t.label("I offer: {category}", category=words.category(t, category))
        else:
            label = f"{words.with_icon(t, category)} · {words.when(t, when)}"
        buttons.append(press(label, "post.show", post))
    # i18n: Title above a list of one's own posts.
    return Screen(t._("<b>Your posts</b>"), (*column(*buttons), home_row(t)))


@message
def post_screen(t: Speaker, post: int, asked: int, state: str, **card: Any) -> Screen:
    """One's own post, with what can be done about it."""
    text = card_lines(t, card)
    if card["kind"] == "request":
        # i18n: How many neighbours were asked for this request so far.
        tried = t.n("{count} neighbour was asked", "{count} neighbours were asked", asked)
        if asked == 0:
            # i18n: Line on one's own request: no neighbour was asked so far.
            tried = t._("Nobody was asked so far")
        # i18n: Line on one's own request while a neighbour is going to help.
        status = t._("A neighbour is going to help you") if state == "matched" else tried
        text = Markup(f"{text}\n\n{status}")
    changing = [
        # i18n: Button: change my post.
        press(t.label("✏️ Change"), "post.change", post),
        # i18n: Button: let my post stay open longer.
        *([] if card.get("once") else [press(t.label("⏳ Longer"), "post.extend", post)]),
    ]
    at_my_home = card["kind"] == "request" and not card.get("for_name")
    if at_my_home and visits_home(Category(card["category"]), bool(card.get("coffee"))):
        # i18n: Button: see and change my wishes for visits at home.
        changing.append(press(t.label("🏠 My wishes for visits"), "wishes.show"))
    buttons = [
        *(changing if state == "open" else []),
        # i18n: Button: close my post.
        press(t.label("✖️ Close"), "post.close", post),
        # i18n: Button: back to the list of my posts.
        press(t.label("📌 My posts"), "post.mine"),
    ]
    return Screen(text, (*pairs(*buttons), home_row(t)))


@message
def close_sure(t: Speaker, post: int) -> Screen:
    """Once more, before a request is closed that a neighbour is going to help with."""
    return Screen(
        # i18n: Question before a request is closed for which an appointment stands.
        t._("A neighbour is going to help with this. Shall I close it, and call off the appointment?"),
        (
            *column(
                # i18n: Button: yes, close the request and call off the appointment.
                press(t.label("Yes, close it"), "post.close", post, "sure"),
                # i18n: Button: leave the appointment as it is.
                press(t.label("No, leave it"), "post.show", post),
            ),
            home_row(t),
        ),
    )


@message
def post_closed(t: Speaker, post: int) -> Screen:
    """The writer closed it."""
    return Screen(
        # i18n: After closing one's own post.
        t._("Closed. Whoever was asked hears it from me."),
        (
            # i18n: Button: post the same request once more.
            *column(press(t.label("🔁 Post again"), "post.again", post)),
            home_row(t),
        ),
    )


@message
def stopped_for_me(t: Speaker) -> Screen:
    """The person a request was for does not want it."""
    # i18n: After somebody stopped a request that another made for them.
    return Screen(t._("Stopped. Nobody will be asked for you."), (home_row(t),))


@message
def post_stopped(t: Speaker, category: str) -> Screen:
    """To the writer: the person it was for does not want it."""
    return Screen(
        # i18n: To the writer of a request for somebody else. {category} is a kind of help.
        t._(
            "The person you asked for would rather not have help with “{category}”. I have stopped it.",
            category=Markup(words.category(t, category)),
        ),
        (home_row(t),),
    )


@message
def extended(t: Speaker, post: int, until: str) -> Screen:
    """Open longer, until a date."""
    return Screen(
        # i18n: After a post was extended; {day} is a date with its weekday.
        t._("It stays open until {day}.", day=t.day(date.fromisoformat(until))),
        (
            # i18n: Button: look at the post.
            *column(press(t.label("📌 See my post"), "post.show", post)),
            home_row(t),
        ),
    )


def _longer(t: Speaker, post: int) -> tuple[Row, ...]:
    rows = column(
        # i18n: Button: let my post stay open longer.
        press(t.label("⏳ Longer"), "post.extend", post),
        # i18n: Button: no longer needed.
        press(t.label("✖️ Close"), "post.close", post),
    )
    return (*rows, home_row(t))


@message
def post_ends_soon(t: Speaker, post: int, category: str) -> Screen:
    """The day before a post expires."""
    # i18n: The day before a post ends. {category} is a kind of help.
    text = t._(
        "Tomorrow your post about “{category}” ends. Shall I keep it open longer?",
        category=Markup(words.category(t, category)),
    )
    return Screen(text, _longer(t, post))


@message
def post_expired(t: Speaker, post: int, kind: str, category: str, asked: int) -> Screen:
    """Honestly: it ended without somebody."""
    # i18n: A post ended. {category} is a kind of help.
    text = t._(
        "Your post about “{category}” has ended.",
        category=Markup(words.category(t, category)),
    )
    if kind == "request":
        # i18n: Honest word after a request ended without help; {count} neighbours were asked.
        tried = t.n(
            "I asked {count} neighbour; nobody could this time. I am sorry.",
            "I asked {count} neighbours; nobody could this time. I am sorry.",
            asked,
        )
        if asked == 0:
            # i18n: Honest word after a request ended: there was nobody whom I could ask.
            tried = t._("This time there was no neighbour whom I could ask. I am sorry.")
        text = Markup(f"{text}\n{tried}")
    return Screen(
        text,
        (
            # i18n: Button: post the same request once more.
            *column(press(t.label("🔁 Post again"), "post.again", post)),
            home_row(t),
        ),
    )


@message
def nobody_left(
    t: Speaker,
    post: int,
    category: str,
    asked: int,
    held_back: int,
    told: list[str],
    group: str | None = None,
    late: bool = False,
) -> Screen:
    """Honestly: there is nobody left to ask for now, or nobody could be asked at all; and what may be tried.

    `group`: the buurt's group chat was "asked", or "may" be asked where the writer allows it now. `late`: there
    are others to ask, but the time is nearly over.
    """
    named = Markup(words.category(t, category))
    lines = [
        # i18n: Nobody could be asked at all: no neighbour offers this now. {category} is a kind of help.
        t._("For “{category}” there is no neighbour whom I can ask now.", category=named)
        if asked == 0
        # i18n: Nobody is left to ask for now; {count} neighbours were asked; {category} is a kind of help.
        else t.n(
            "For “{category}” I asked {count} neighbour. There is nobody left to ask now.",
            "For “{category}” I asked {count} neighbours. There is nobody left to ask now.",
            asked,
            category=named,
        )
    ]
    if late and asked:
        # i18n: What was tried for a request, before the next step; {category} is a kind of help.
        tried = t.n(
            "For “{category}” I asked {count} neighbour. Nobody could say yes yet.",
            "For “{category}” I asked {count} neighbours. Nobody could say yes yet.",
            asked,
            category=named,
        )
        lines = [tried]
    buttons = []
    if held_back:
        # How many is not said: who changes their own answers and asks again would learn what one neighbour told.
        # i18n: The wishes for visits at home (a woman, no pets) leave nobody, though some neighbours offer this help.
        others = t._("There are neighbours who offer this, but who do not fit your wishes for a visit.")
        lines.append(others)
        # i18n: Button: see and change my wishes for visits at home.
        buttons.append(press(t.label("🏠 My wishes for visits"), "wishes.show"))
    if group == "asked":
        # i18n: After nobody was left to ask: the group chat was tried as well.
        lines.append(t._("I asked in the group chat too, without your name."))
    if late:
        # i18n: Nobody said yes so far, and the time of the request is nearly over.
        lines.append(t._("I go on asking until the time is over."))
    else:
        # i18n: After nobody was left to ask.
        lines.append(t._("I ask again as soon as somebody new offers this."))
    if "coordinator" in told:
        # i18n: After nobody was left to ask; the resident agreed that the coordinator may see the request.
        lines.append(t._("The coordinator sees your request now."))
    else:
        # i18n: Button: the coordinator may see my request.
        buttons.append(press(t.label("Ask the coordinator"), "post.widen", post, "coordinator"))
    if group == "may":
        # i18n: Button: the buurt's group chat may be asked for my request, without my name.
        buttons.append(press(t.label("Ask the group chat, without my name"), "post.widen", post, "group"))
    if "near" not in told:
        # i18n: Button: people of the buurten next door may be asked for my request.
        buttons.append(press(t.label("Ask the buurten next door"), "post.widen", post, "near"))
    # i18n: Button: look at the post.
    buttons.append(press(t.label("📌 See my post"), "post.show", post))
    return Screen(Markup("\n".join(lines)), (*column(*buttons), home_row(t)))


@message
def looking_next_door(t: Speaker, post: int, category: str, own: int) -> Screen:
    """Neighbouring buurten are asked too, as the writer allowed."""
    named = Markup(words.category(t, category))
    # i18n: What was tried for a request, before the next step; {category} is a kind of help.
    tried = t.n(
        "For “{category}” I asked {count} neighbour in your buurt. Nobody could say yes yet.",
        "For “{category}” I asked {count} neighbours in your buurt. Nobody could say yes yet.",
        own,
        category=named,
    )
    if own == 0:
        # i18n: Before the buurten next door are asked; {category} is a kind of help.
        tried = t._("For “{category}” there is nobody in your buurt whom I can ask now.", category=named)
    # i18n: The next step: people of the buurten next door are asked, which the writer allowed.
    further = t._("As you allowed, I now also ask people in the buurten next door.")
    return Screen(
        Markup(f"{tried}\n{further}"),
        (
            # i18n: Button: look at the post.
            *column(press(t.label("📌 See my post"), "post.show", post)),
            home_row(t),
        ),
    )


@message
def looking_wider(t: Speaker, post: int) -> Screen:
    """The writer allowed a wider circle."""
    return Screen(
        # i18n: After a resident allowed that others are asked as well.
        t._("Thank you. I look further, and you will hear from me."),
        (
            # i18n: Button: look at the post.
            *column(press(t.label("📌 See my post"), "post.show", post)),
            home_row(t),
        ),
    )


@message
def post_held(t: Speaker, post: int) -> Screen:
    """A coordinator reads it first; no blame."""
    return Screen(
        # i18n: To the writer of a post that a coordinator reads first. Kind, no blame.
        t._("Thank you. A coordinator reads this one first, to be sure. You will hear from me."),
        (
            # i18n: Button: look at the post.
            *column(press(t.label("📌 See my post"), "post.show", post)),
            home_row(t),
        ),
    )


@message
def post_released(t: Speaker, category: str, post: int) -> Screen:
    """The coordinator found it fine."""
    return Screen(
        # i18n: To the writer of a post that a coordinator has read. {category} is a kind of help.
        t._("Your post about “{category}” is open now.", category=Markup(words.category(t, category))),
        (
            # i18n: Button: look at the post.
            *column(press(t.label("📌 See my post"), "post.show", post)),
            home_row(t),
        ),
    )
