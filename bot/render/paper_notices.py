"""What contacts and coordinators are told about neighbours without a phone."""

from __future__ import annotations

from bot.i18n import Speaker
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Row, Screen


@message
def paper_wanted(t: Speaker, resident: int, name: str, writer: str) -> Screen:
    """Does somebody want to be the contact?"""
    return Screen(
        # i18n: A member is asked to be the contact; {writer} is a first name, {name} as in "Mrs Jansen".
        t._(
            "<b>Would you like to be the contact of {name}?</b>\n{name} has no phone. {writer} asks you. "
            "You get the messages for {name}, ask {name} what is wanted, and answer here.",
            name=name,
            writer=writer,
        ),
        (
            *pairs(
                # i18n: Button: yes, I want to be the contact.
                press(t.label("✅ Yes, I will"), "paper.yes", resident),
                # i18n: Button: no, I do not want to be the contact. Friendly.
                press(t.label("Rather not"), "paper.no", resident),
            ),
            home_row(t),
        ),
    )


@message
def paper_declined(t: Speaker, name: str) -> Screen:
    """After a no to being the contact."""
    # i18n: After somebody did not want to be the contact of {name}.
    return Screen(t._("That is fine. Somebody else stays the contact of {name}.", name=name), (home_row(t),))


@message
def paper_no_yes(t: Speaker, resident: int, name: str, writer: str) -> Screen:
    """To the contact: the other does not take over."""
    # i18n: To the contact of {name}; {writer} was asked to take over and said no.
    text = t._("{writer} cannot be the contact of {name}. You still are.", writer=writer, name=name)
    return Screen(text, (_show(t, resident), home_row(t)))


@message
def paper_handed_over(t: Speaker, name: str, writer: str | None) -> Screen:
    """To who was the contact until now; without a name it is a coordinator who took over."""
    if writer is None:
        # i18n: To the contact of {name} until now, a neighbour without a phone.
        text = t._("A coordinator is now the contact of {name}. Thank you for what you did.", name=name)
    else:
        # i18n: To the contact of {name} until now; {writer} is the new one.
        text = t._(
            "{writer} is now the contact of {name}. Thank you for what you did.", writer=writer, name=name
        )
    return Screen(text, (home_row(t),))


def _show(t: Speaker, resident: int) -> Row:
    # i18n: Button: the screen of a neighbour without a phone.
    return (press(t.label("📄 Show"), "paper.show", resident),)


@message
def co_paper_added(t: Speaker, resident: int, name: str) -> Screen:
    """To coordinators: a member entered somebody."""
    # i18n: To a coordinator; {name} as in "Mrs Jansen", a neighbour without a phone.
    text = t._(
        "<b>{name} takes part now, without a phone</b>\nA neighbour entered {name} and answers.", name=name
    )
    return Screen(text, (_show(t, resident), home_row(t)))


@message
def co_paper_alone(t: Speaker, resident: int, name: str) -> Screen:
    """To coordinators: the contact is gone."""
    return Screen(
        # i18n: To a coordinator; {name} as in "Mrs Jansen", a neighbour without a phone.
        t._(
            "<b>{name} has no contact now</b>\n{name} has no phone, and the contact is gone. "
            "Messages and appointments do not arrive. Can you take over, or name somebody?",
            name=name,
        ),
        (
            *column(
                # i18n: Button: a coordinator becomes the contact of a neighbour without a phone.
                press(t.label("🙋 I will be the contact"), "paper.take", resident),
                # i18n: Button: name another contact for a neighbour without a phone.
                press(t.label("👤 Another contact"), "paper.contact", resident),
                *_show(t, resident),
            ),
            home_row(t),
        ),
    )
