"""Short notices: coming in, where a line goes, and kind answers where something is not possible."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Screen

Data = dict[str, Any]


@message
def admitted(t: Speaker, name: str, buurt: str) -> Screen:
    """A coordinator let somebody in."""
    return Screen(
        # i18n: To a newcomer whom a coordinator admitted. {buurt} is the buurt's name.
        t._("<b>Welcome, {name}!</b>\nYou now belong to Buurtkring {buurt}.", name=name, buurt=buurt),
        (
            *column(
                # i18n: Button on the home screen.
                press(t.label("🙋 Ask for help"), "post.new", "request"),
                # i18n: Button on the home screen.
                press(t.label("🤝 Offer help"), "post.new", "offer"),
            ),
            home_row(t),
        ),
    )


@message
def role_given(t: Speaker, role: str, buurt: str) -> Screen:
    """The operator made somebody coordinator or community builder."""
    if role == "coordinator":
        # i18n: To a new coordinator of a buurt. The command stays as it is.
        text = t._("You are now a coordinator of {buurt}. Press /coordinator to begin.", buurt=buurt)
    else:
        # i18n: To a new community builder of a buurt. The command stays as it is.
        text = t._("You now get the weekly digest of {buurt}. See it any time with /digest.", buurt=buurt)
    return Screen(text, (home_row(t),))


@message
def farewell(t: Speaker) -> Screen:
    """No consent: nothing is kept."""
    # i18n: After "rather not": nothing was kept.
    return Screen(t._("That is fine. I have kept nothing about you. You are welcome any time: press /start."))


@message
def no_buurt_yet(t: Speaker, postcode: str) -> Screen:
    """A postcode of no known buurt is kept as interest."""
    return Screen(
        # i18n: To somebody whose postcode belongs to no buurt yet. {postcode} has four digits.
        t._(
            "There is no Buurtkring at {postcode} yet. I keep your interest and will tell you when there is one. "
            "Press /start to try another postcode, or /vergeetmij to erase this.",
            postcode=Markup(postcode),
        )
    )


@message
def buurt_opened(t: Speaker, postcode: str, buurt: str) -> Screen:
    """To whoever gave a postcode before its buurt was there."""
    return Screen(
        # i18n: To somebody whose postcode belonged to no buurt, now that there is one. {buurt} is its name.
        t._(
            "There is a Buurtkring at {postcode} now: <b>{buurt}</b>. Press /start to take part, "
            "or /vergeetmij to erase what I keep about you.",
            postcode=Markup(postcode),
            buurt=buurt,
        )
    )


@message
def somebody_writes(t: Speaker) -> Screen:
    """Two people at once for one neighbour without a phone."""
    # i18n: To a coordinator who wants to ask or offer something for a neighbour without a phone.
    text = t._("Somebody else is writing for this neighbour now. Please try again in an hour.")
    return Screen(text, (home_row(t),))


@message
def whom_is_this_for(t: Speaker, matches: list[list[Any]], draft: str | None, new_post: bool) -> Screen:
    """Two or more are possible: ask. The line itself is what this message replies to.

    `draft` names the open question as flow:step.
    """
    buttons = [
        # i18n: Button: this line is for {name}.
        press(t.label("To {name}", name=name), "where", "match", match)
        for match, name in matches
    ]
    if draft:
        # i18n: Button: this line answers the open question.
        buttons.append(press(t.label("It answers your question"), "where", "draft", draft))
    if new_post:
        # i18n: Button: this line is a new request.
        buttons.append(press(t.label("It is a new request"), "where", "request", "new"))
    # i18n: Button: send this line to nobody.
    buttons.append(press(t.label("To nobody"), "where", "nowhere"))
    # i18n: Question about a line that could be meant for several people. Nobody has got it yet.
    return Screen(t._("For whom is this? Nobody has got it yet."), (*column(*buttons), home_row(t)))


@message
def what_is_this(t: Speaker) -> Screen:
    """A line that is no clear request or offer."""
    return Screen(
        # i18n: Question about a line or voice message that was not understood as a request or offer.
        t._("What would you like to do with this?"),
        (
            *column(
                # i18n: Button: this line asks for help.
                press(t.label("🙋 I ask for help"), "where", "request"),
                # i18n: Button: this line offers help.
                press(t.label("🤝 I offer help"), "where", "offer"),
                # i18n: Button: do nothing with this line.
                press(t.label("Nothing"), "where", "nowhere"),
            ),
            home_row(t),
        ),
    )


@message
def sent_nowhere(t: Speaker) -> Screen:
    """The line went to nobody."""
    # i18n: After "to nobody".
    return Screen(t._("Good, nobody gets it."), (home_row(t),))


@message
def send_to_whom(t: Speaker) -> Screen:
    """A photo or place with nobody to send it to."""
    # i18n: A photo or place came and there is no neighbour to send it to.
    return Screen(t._("I can pass this on when you have an appointment with a neighbour."), (home_row(t),))


@message
def relay_ended(t: Speaker) -> Screen:
    """A reply to a neighbour with whom contact has ended."""
    return Screen(
        # i18n: A reply to a neighbour with whom contact has ended. Nobody got it.
        t._("The contact with this neighbour has ended. Nobody has got your message."),
        (home_row(t),),
    )


@message
def no_longer(t: Speaker) -> Screen:
    """An old or forged button."""
    # i18n: Answer to an old button. Nothing happened.
    return Screen(t._("This is no longer possible. Nothing has changed."), (home_row(t),))


@message
def not_yours(t: Speaker) -> Screen:
    """Something that is not this resident's to do."""
    # i18n: Answer to something that this resident may not do.
    return Screen(t._("You cannot do that here. Nothing has changed."), (home_row(t),))


@message
def too_many(t: Speaker) -> Screen:
    """A limit was reached."""
    return Screen(
        # i18n: Answer when a limit was reached, such as too many posts.
        t._("That is a bit much at once. Close something first, or try again later."),
        (home_row(t),),
    )


@message
def slow_down(t: Speaker) -> Screen:
    """Somebody sent far more than can be handled; what came last was left out."""
    return Screen(
        # i18n: To somebody who sends very many messages or presses very fast. What came last was not read.
        t._(
            "That is very much at once. I could not read what came last. Wait a minute, then send it once more."
        ),
        (home_row(t),),
    )


@message
def too_many_codes(t: Speaker) -> Screen:
    """Somebody tried many codes."""
    return Screen(
        # i18n: To somebody who opened very many links with a code, one after the other.
        t._(
            "You have tried many codes now. Try again in an hour, or ask whoever invited you for a new link."
        ),
        (home_row(t),),
    )


@message
def our_mistake(t: Speaker) -> Screen:
    """An apology: something went wrong on our side."""
    return Screen(
        # i18n: Apology: our own mistake. What the resident sent had no effect.
        t._("Sorry, something went wrong on our side. Please try again. Nothing was posted or sent."),
        (home_row(t),),
    )
