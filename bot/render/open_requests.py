"""Open requests as a coordinator sees them, and what their writers hear."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.morning import Why
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.coordinator import last_row, left_rows, next_row, request_row
from bot.render.registry import home_row, message, pairs, press
from bot.render.screen import Screen


@message
def co_request(
    t: Speaker,
    post: int,
    buurt: int,
    category: str,
    when: dict[str, Any],
    said: str | None,
    has_voice: bool,
    since: str,
    asked: int,
    no: int,
    silent: int,
    waiting: int,
    yes: int,
    more: int,
) -> Screen:
    """A request that nobody helps with yet, and what was tried."""
    lines = [
        # i18n: To a coordinator about an open request; {category} the kind of help, {since} a date.
        t._(
            "<b>{category}</b>\n{when}\nOpen since {since}",
            category=Markup(words.with_icon(t, category)),
            when=words.when(t, when),
            since=t.day(date.fromisoformat(since)),
        )
    ]
    if said:
        # i18n: What a resident wrote about their request.
        lines.append(t._("“{words}”", words=said))
    if has_voice:
        # i18n: A request came with a voice message, which is not played here.
        lines.append(t._("There is a voice message with it."))
    tried = [
        # i18n: What was tried for a request: how many neighbours were asked.
        t.n("{count} neighbour asked", "{count} neighbours asked", asked),
        # i18n: What was tried for a request: how many said no.
        t.n("{count} said no", "{count} said no", no) if no else None,
        # i18n: What was tried for a request: how many did not answer.
        t.n("{count} did not answer", "{count} did not answer", silent) if silent else None,
        # i18n: What was tried for a request: how many may still answer.
        t.n("{count} may still answer", "{count} may still answer", waiting) if waiting else None,
        # i18n: What was tried for a request: how many said yes.
        t.n("{count} said yes", "{count} said yes", yes) if yes else None,
    ]
    lines.append(Markup(t.list([each for each in tried if each])))
    return Screen(
        Markup("\n".join(lines)),
        (
            *pairs(
                # i18n: Button: ask more neighbours for this request.
                press(t.label("🔁 Ask again"), "co.again", post),
                # i18n: Button: ask one neighbour whom the coordinator chooses.
                press(t.label("👤 Ask somebody"), "co.whom", post),
                # i18n: Button: ask a larger circle: the buurten next door, the group chat.
                press(t.label("🔎 Look wider"), "co.wider", post),
                # i18n: Button: hand this request over to a professional.
                press(t.label("🤝 Hand over"), "co.hand", post),
                # i18n: Button: end this request; a question for the reason follows.
                press(t.label("Close …"), "co.close", post),
                *(button for row in next_row(t, more, "co.open", buurt, post) for button in row),
            ),
            last_row(t, buurt),
        ),
    )


@message
def co_asked_again(t: Speaker, buurt: int, post: int, asked: int) -> Screen:
    """Whether anybody could be asked again now."""
    text = (
        # i18n: To a coordinator: more neighbours were asked for a request.
        t.n("I have asked {count} more neighbour.", "I have asked {count} more neighbours.", asked)
        if asked
        # i18n: To a coordinator: nobody was asked now: it is night, or nobody fits, or an answer is awaited.
        else t._("There is nobody to ask at this moment. I go on looking.")
    )
    # i18n: Button: show the next one of a list.
    return Screen(text, ((press(t.label("Next ›"), "co.open", buurt, post),), last_row(t, buurt)))


@message
def co_request_closed(t: Speaker, buurt: int, left: int) -> Screen:
    """A request was ended by a coordinator."""
    # i18n: To a coordinator after ending a request.
    text = t._("The request is closed. The neighbour who asked has been told.")
    return Screen(text, left_rows(t, left, "co.open", buurt))


@message
def co_close_why(t: Speaker, buurt: int, post: int) -> Screen:
    """Why is it closed?"""
    labels = {
        # i18n: Button: why a coordinator closes a request.
        Why.SOLVED: t.label("It is solved"),
        # i18n: Button: why a coordinator closes a request.
        Why.NOBODY: t.label("Nobody can help"),
        # i18n: Button: why a coordinator closes a request: it is work for professionals, or too much.
        Why.NOT_FOR_NEIGHBOURS: t.label("Not for neighbours"),
        # i18n: Button: why a coordinator closes a request.
        Why.TWICE: t.label("It is here twice"),
        # i18n: Button: why a coordinator closes a request: unkind words, or about money.
        Why.WORDS: t.label("The words do not fit"),
        # i18n: Button: why a coordinator closes a request.
        Why.OTHER: t.label("Another reason"),
    }
    return Screen(
        # i18n: To a coordinator who closes a request.
        t._("Why do you close it? The neighbour who asked hears it, kindly."),
        (
            *pairs(*(press(label, "co.close", post, why) for why, label in labels.items())),
            request_row(t, buurt, post),
        ),
    )


@message
def closed_by_coordinator(t: Speaker, category: str, why: str, post: int) -> Screen:
    """To the writer of a request that a coordinator ended."""
    reasons = {
        # i18n: To somebody who asked for help: why the request was closed.
        Why.SOLVED: t._("We heard that it is solved. How good!"),
        # i18n: To somebody who asked for help: why the request was closed. Sorry, and honest.
        Why.NOBODY: t._("We looked, and at this moment nobody can help with it. We are sorry."),
        # i18n: To somebody who asked for help: why the request was closed. /wegwijzer is a command.
        Why.NOT_FOR_NEIGHBOURS: t._(
            "This is more than neighbours can do. With /wegwijzer you see who can help."
        ),
        # i18n: To somebody who asked for help: why the request was closed.
        Why.TWICE: t._("It was here twice. The other one stays."),
        # i18n: To somebody who asked for help: why the request was closed. Kind, no reproach.
        Why.WORDS: t._("The words do not fit here. Please write it differently; then you can ask again."),
    }
    lines = [
        # i18n: To somebody who asked for help; {category} is a kind of help.
        t._(
            "A coordinator has closed your request ({category}).",
            category=Markup(words.category(t, category)),
        )
    ]
    if Why(why) in reasons:
        lines.append(reasons[Why(why)])
    # i18n: To somebody whose request was closed.
    lines.append(t._("Do you still need help? You can ask again."))
    # i18n: Button: ask the same once more.
    again = press(t.label("🔁 Ask again"), "post.again", post)
    return Screen(Markup("\n".join(lines)), ((again,), home_row(t)))


@message
def co_held(t: Speaker, post: int, buurt: int, category: str, said: str | None, more: int = 0) -> Screen:
    """A post that a coordinator reads before neighbours do."""
    lines = [
        # i18n: To a coordinator: a post with words about money, or unkind words. {category} the kind of help.
        t._(
            "<b>Please read this first: {category}</b>\nThe words may be about money, or unkind. Nobody sees it yet.",
            category=Markup(words.category(t, category)),
        )
    ]
    if said:
        # i18n: What a resident wrote about their request.
        lines.append(t._("“{words}”", words=said))
    return Screen(
        Markup("\n".join(lines)),
        (
            *pairs(
                # i18n: Button: this post may be shown to neighbours.
                press(t.label("✅ It is fine"), "co.release", post),
                # i18n: Button: end this request; a question for the reason follows.
                press(t.label("Close …"), "co.close", post),
            ),
            *next_row(t, more, "co.open", buurt, post),
            last_row(t, buurt),
        ),
    )


@message
def co_released(t: Speaker, buurt: int) -> Screen:
    """The post is shown to neighbours now."""
    # i18n: To a coordinator, after letting a post through.
    return Screen(t._("It is open now. Its writer hears it."), left_rows(t, 1, "co.open", buurt))
