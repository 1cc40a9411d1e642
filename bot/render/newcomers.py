"""How newcomers come in: the setting of the buurt, and a neighbour's word."""

from __future__ import annotations

from bot.i18n import Markup, Speaker, languages, speaker
from bot.render.asking import ticked
from bot.render.buurt import buurt_row, settings_row
from bot.render.coordinator import last_row
from bot.render.registry import column, home_row, message, press
from bot.render.screen import Screen


@message
def co_settings(t: Speaker, buurt: int, name: str, without_vog: int) -> Screen:
    """What a coordinator can set for the buurt."""
    # i18n: Title of a coordinator's screen; {name} is the name of the neighbourhood.
    lines = [t._("<b>Settings of {name}</b>", name=name)]
    rows = [
        # i18n: Button: who may take part, and how.
        press(t.label("🚪 How people come in"), "co.admission", buurt),
        # i18n: Button: for which kinds of help a helper needs a coordinator's yes.
        press(t.label("🛡 What helpers need"), "co.marks", buurt),
        # i18n: Button: the person of trust (vertrouwenspersoon) of the neighbourhood.
        press(t.label("🤫 Confidant"), "co.confidant", buurt),
        # i18n: Button: postcodes of the neighbourhood, and which others lie next door.
        press(t.label("📍 Where it lies"), "setup.show", buurt),
    ]
    if without_vog:
        # i18n: To a coordinator: helpers who have not shown a certificate of conduct (VOG; keep the word).
        lines.append(t.n("{count} helper without a VOG", "{count} helpers without a VOG", without_vog))
        # i18n: Button: helpers who have not shown a certificate of conduct (VOG; keep the word).
        rows.append(press(t.label("📄 VOG"), "co.vogs", buurt))
    return Screen(Markup("\n".join(lines)), (*column(*rows), buurt_row(t, buurt)))


@message
def co_admission(t: Speaker, buurt: int, admission: str) -> Screen:
    """How newcomers come in."""
    names = {
        # i18n: Button: how newcomers come in. "We" are the coordinators.
        "approval": t.label("We say yes to each"),
        # i18n: Button: how newcomers come in. "We" are the coordinators.
        "vouching": t.label("We, or a neighbour who knows them"),
        # i18n: Button: how newcomers come in.
        "open": t.label("Everybody who lives here"),
    }
    return Screen(
        # i18n: To a coordinator, above three choices. An invitation is a link.
        t._(
            "<b>How do new people come in?</b>\nWith an invitation of yours always, and at once. Without one:\n"
            "• you say yes to each person;\n"
            "• or a neighbour who has taken part for two weeks says “I know them” (three in three months at "
            "most, ten a month in the whole buurt; you hear who it was);\n"
            "• or everybody with a postcode of the buurt.\nWhoever was removed or reported before waits for you."
        ),
        (
            *column(
                *(
                    press(ticked(label, each == admission), "co.admission", buurt, each)
                    for each, label in names.items()
                )
            ),
            settings_row(t, buurt),
        ),
    )


@message
def vouch_how(t: Speaker, buurt: str) -> Screen:
    """To a newcomer who waits: what to do with the next message."""
    return Screen(
        # i18n: To a newcomer who waits; {buurt} is the name of a neighbourhood.
        t._(
            "Do you know a neighbour who takes part in {buurt}? Send them the next message, or show it. If they say "
            "that they know you, you can begin at once. They see your first name only.",
            buurt=buurt,
        ),
        (home_row(t),),
    )


@message
def vouch_to_forward(t: Speaker, name: str, link: str) -> Screen:
    """A newcomer forwards or shows this to a neighbour, whose language nobody knows: a line in each, and the link."""
    lines = []
    for lang in dict.fromkeys((t.lang, *languages())):
        s = speaker(lang)
        # i18n: Message that a newcomer sends to a neighbour; {name} is the newcomer's first name. A link follows.
        lines.append(
            s._("{name} would like to take part in our buurt. Do you know {name}? Open this:", name=name)
        )
    return Screen(Markup("\n".join([*lines, t.user(link)])))


@message
def vouch_question(t: Speaker, code: str, name: str) -> Screen:
    """To a member: do you know them?"""
    return Screen(
        # i18n: To a member about a newcomer; {name} is a first name.
        t._(
            "<b>Do you know {name}?</b>\n{name} would like to take part. Say yes only if you know {name} yourself. "
            "Then {name} can begin at once. The coordinators see that it was you. A no is told to nobody.",
            name=name,
        ),
        (
            *column(
                # i18n: Button: I know this newcomer.
                press(t.label("✅ Yes, I know them"), "vouch.yes", code),
                # i18n: Button: I do not know this newcomer.
                press(t.label("No"), "nav.home"),
            ),
            home_row(t),
        ),
    )


@message
def vouch_cannot(t: Speaker, why: str) -> Screen:
    """Why a member cannot vouch now. Kind; a report is not named."""
    texts = {
        # i18n: To a member who wants to say that they know a newcomer.
        "new": t._(
            "Kind of you. You can do this once you have taken part for two weeks. A coordinator will look at it."
        ),
        # i18n: To a member who wants to say that they know a newcomer.
        "by_word": t._(
            "Kind of you. You can do this once you have taken part for a month. A coordinator will look at it."
        ),
        # i18n: To a member who wants to say that they know a newcomer.
        "often": t._(
            "Kind of you. You did this three times in three months already. A coordinator will look at it."
        ),
        # i18n: To a member who wants to say that they know a newcomer.
        "later": t._("Kind of you. At this moment you cannot do this. A coordinator will look at it."),
        # i18n: To a member who wants to say that they know a newcomer.
        "elsewhere": t._("This is about another buurt than yours. Somebody of that buurt can do this."),
    }
    return Screen(texts[why], (home_row(t),))


@message
def vouch_over(t: Speaker) -> Screen:
    """The link opens nothing any more."""
    # i18n: A member opened a newcomer's link that is over.
    return Screen(t._("This is not needed any more. Thank you all the same."), (home_row(t),))


@message
def vouch_done(t: Speaker) -> Screen:
    """Thanks to who vouched."""
    # i18n: To a member who said that they know a newcomer, who takes part from now on.
    return Screen(t._("Thank you. Your neighbour takes part now."), (home_row(t),))


@message
def co_vouched(t: Speaker, name: str, by: str) -> Screen:
    """To the coordinators: who is in, by whose word."""
    return Screen(
        # i18n: To a coordinator; {name} is the first name of a newcomer, {by} that of a member.
        t._("{name} takes part now: {by} said “I know them”.", name=name, by=by),
        (last_row(t, None),),
    )
