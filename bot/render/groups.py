"""The buurt's group chat: what the coordinator sees of it, what is said in it, and what its link opens."""

from __future__ import annotations

from collections.abc import Callable

from bot.i18n import Markup, Speaker, speaker
from bot.render import words
from bot.render.buurt import buurt_row
from bot.render.registry import column, home_row, message, press
from bot.render.screen import RIGHT_TO_LEFT, Button, Screen

IN_A_GROUP = ("nl", "ar")
"""A group has no language of its own: it is told everything in both."""


def _in_both(say: Callable[[Speaker], str]) -> Markup:
    lines = []
    for each in map(speaker, IN_A_GROUP):
        lines.append(f"{RIGHT_TO_LEFT}{say(each)}" if each.rtl else say(each))
    return Markup("\n\n".join(lines))


@message
def co_group(t: Speaker, buurt: int, name: str, link: str) -> Screen:
    """How to link the buurt's group chat."""
    return Screen(
        # i18n: To a coordinator; {name} is the name of the neighbourhood.
        t._(
            "<b>Link the group chat of {name}</b>\nPress the button and choose the group. When somebody asks for "
            "help, nobody asked has said yes, and they allow it, I ask in the group: without a name, at most once a "
            "day. What people write there I do not keep. The link works for one day, once, and only for you.",
            name=name,
        ),
        (
            # i18n: Button that opens Telegram's list of groups, to choose the one to link.
            (Button(t.label("💬 Choose the group"), url=link),),
            buurt_row(t, buurt),
        ),
    )


@message
def co_group_linked(t: Speaker, buurt: int, name: str) -> Screen:
    """The buurt has a group chat."""
    return Screen(
        # i18n: To a coordinator; {name} is the name of the neighbourhood.
        t._(
            "<b>The group chat of {name} is linked</b>\nI ask there at most once a day, without a name, and only "
            "where the one who asks for help allows it.",
            name=name,
        ),
        (
            # i18n: Button: the bot asks nothing in the group chat any more.
            *column(press(t.label("✖️ Unlink the group chat"), "co.group_off", buurt)),
            buurt_row(t, buurt),
        ),
    )


@message
def co_group_off(t: Speaker, buurt: int) -> Screen:
    """The group chat is not linked any more."""
    # i18n: To a coordinator after unlinking the group chat.
    text = t._("The group chat is not linked any more. I ask nothing there.")
    return Screen(text, _link_again(t, buurt))


@message
def co_group_taken(t: Speaker, buurt: int) -> Screen:
    """The group belongs to another buurt."""
    # i18n: To a coordinator who chose a group that is linked to another neighbourhood.
    text = t._("That group chat belongs to another buurt already. Nothing was changed.")
    return Screen(text, _link_again(t, buurt))


@message
def co_group_lost(t: Speaker, buurt: int, name: str) -> Screen:
    """The bot was put out of the group."""
    return Screen(
        # i18n: To a coordinator; {name} is the name of the neighbourhood. No blame.
        t._("I am no longer in the group chat of {name}, so I ask nothing there any more.", name=name),
        _link_again(t, buurt),
    )


def _link_again(t: Speaker, buurt: int) -> tuple[tuple[Button, ...], ...]:
    # i18n: Button: let the bot ask in the neighbourhood's group chat.
    return (*column(press(t.label("💬 Link the group chat"), "co.group", buurt)), buurt_row(t, buurt))


@message
def group_linked(_: Speaker, name: str) -> Screen:
    """The one sentence in a group that was linked."""

    def say(t: Speaker) -> str:
        # i18n: In a group chat that was linked; {name} is the name of the neighbourhood.
        return t._(
            "This chat is now linked to Buurtkring in {name}: I only write here when a neighbour asks for it, and "
            "I keep nothing of what is written here.",
            name=name,
        )

    return Screen(_in_both(say))


@message
def group_call(_: Speaker, category: str | None, span: str, link: str) -> Screen:
    """A neighbour asks for help; nothing by which they could be known."""

    def say(t: Speaker) -> str:
        when = {
            # i18n: In a group chat, when help is needed; after "A neighbour asks for help".
            "today": t._("today"),
            # i18n: In a group chat, when help is needed; after "A neighbour asks for help".
            "this week": t._("this week"),
            # i18n: In a group chat, when help is needed: not at once; after "A neighbour asks for help".
            "soon": t._("one of these days"),
        }[span]
        if category is None:
            # i18n: In a group chat; {when} is "today", "this week" or "one of these days".
            return t._("A neighbour asks for help, {when}. Can you help?", when=when)
        kind = Markup(words.with_icon(t, category))
        # i18n: In a group chat; {category} is a kind of help, {when} "today", "this week" or "one of these days".
        return t._("A neighbour asks for help: {category}, {when}. Can you help?", category=kind, when=when)

    # i18n: Button in a group chat: opens the bot with the question. No promise yet.
    labels = [each.label("See the question") for each in map(speaker, IN_A_GROUP)]
    return Screen(_in_both(say), ((Button(" · ".join(labels), url=link),),))


@message
def group_call_over(_: Speaker, solved: bool) -> Screen:
    """In place of a call: it needs nobody any more."""

    def say(t: Speaker) -> str:
        if solved:
            # i18n: In a group chat, in place of a request for help.
            return t._("Already solved, thank you.")
        # i18n: In a group chat, in place of a request for help that ended; perhaps nobody helped.
        return t._("This question is over. Thank you for reading.")

    return Screen(_in_both(say))


@message
def call_is_over(t: Speaker) -> Screen:
    """Somebody opened the link of a question that is over, or of none."""
    return Screen(
        # i18n: To somebody who came by a link in the group chat, too late. Warm.
        t._("This question needs nobody any more. Thank you for looking!"),
        (home_row(t),),
    )


@message
def call_does_not_fit(t: Speaker) -> Screen:
    """Somebody opened the link of a question that is not for them; not why."""
    return Screen(
        # i18n: To somebody who came by a link in the group chat; we do not say why it does not fit. Warm.
        t._("This question does not fit you this time. Thank you for looking!"),
        (home_row(t),),
    )


@message
def call_has_your_yes(t: Speaker) -> Screen:
    """Somebody opened the link of a question to which they said yes."""
    # i18n: To somebody who came by a link in the group chat and said yes before.
    return Screen(t._("You said yes to this question already. You will hear from me."), (home_row(t),))


@message
def call_is_yours(t: Speaker) -> Screen:
    """Somebody opened the link of their own question."""
    return Screen(
        # i18n: To somebody who came by a link in the group chat: it is their own request.
        t._("This is the question about your own help. I keep looking."),
        (home_row(t),),
    )


@message
def looking_in_group(t: Speaker, post: int, category: str, own: int, near: int) -> Screen:
    """The group chat is asked too, as the writer allowed."""
    # i18n: What was tried for a request, before the next step; {category} is a kind of help.
    tried = t.n(
        "For “{category}” I asked {count} neighbour. Nobody could say yes yet.",
        "For “{category}” I asked {count} neighbours. Nobody could say yes yet.",
        own + near,
        category=Markup(words.category(t, category)),
    )
    lines = [tried] if own + near else []
    # i18n: The next step: the buurt's group chat is asked, which the writer allowed.
    lines.append(t._("As you allowed, I now also ask in the group chat, without your name."))
    return Screen(
        Markup("\n".join(lines)),
        (
            # i18n: Button: look at the post.
            *column(press(t.label("📌 See my post"), "post.show", post)),
            home_row(t),
        ),
    )
