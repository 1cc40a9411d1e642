"""Cards: what a neighbour who is asked, or a resident who decides, gets to see. Never an address or account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain.invitations import RECEIVERS
from bot.domain.matching import mark
from bot.domain.when import Availability, Part
from bot.i18n import Markup, Speaker
from bot.render import words
from bot.render.registry import home_row, message, pairs, press
from bot.render.screen import Screen

Data = dict[str, Any]


def card_lines(t: Speaker, data: Data) -> Markup:
    """A post as lines of a card, in the reader's language; free words stay as they were written."""
    lines = []
    if "category" in data:
        lines.append(f"<b>{words.with_icon(t, data['category'])}</b>")
    if data.get("flow", data.get("kind")) == "offer":
        can = Availability(
            frozenset(data.get("days", [])), frozenset(Part(part) for part in data.get("parts", []))
        )
        lines.append(f"🗓 {_once(t, data) if data.get('once') else words.availability(t, can)}")
        if data.get("once"):
            count = data.get("often") or RECEIVERS
            # i18n: Line on the card of an offer for one day: it is for so many neighbours at most.
            most = t.n("for at most {count} neighbour", "for at most {count} neighbours", count)
            lines.append(f"👥 {most}")
        elif "often" in data:
            # i18n: Line on a card: at most so many times a week.
            often = t.n("at most {count} time a week", "at most {count} times a week", data["often"])
            lines.append(f"🔁 {often}")
        if data.get("beyond"):
            # i18n: Line on the card of an offer: people of the buurten next door may ask too.
            beyond = t._("Also for the buurten next door")
            lines.append(f"🏘 {beyond}")
    elif "when" in data and "choose" not in data["when"]:
        lines.append(f"🗓 {words.when(t, data['when'])}")
    if data.get("for_name"):
        # i18n: Line on a card: the help is for this person.
        helped = t._("For {name}", name=data["for_name"])
        lines.append(f"👥 {helped}")
    if data.get("coffee"):
        # i18n: Line on a card: the helper may stay for coffee or tea.
        coffee = t._("You are welcome to stay for coffee or tea")
        lines.append(f"☕ {coffee}")
    if "pets" in data.get("at_home", ()):
        # i18n: Line on the card of a visit: one or more pets live in the home.
        pets = t._("There is a pet at home")
        lines.append(f"🐾 {pets}")
    if "smokes" in data.get("at_home", ()):
        # i18n: Line on the card of a visit: people smoke in the home.
        smoke = t._("People smoke at home")
        lines.append(f"🚬 {smoke}")
    if data.get("flow") == "request" and data.get("widen"):
        # i18n: Line on one's own card: who else may be asked where no neighbour can; {circles} is a list.
        circles = t._("If no neighbour can: {circles}", circles=Markup(words.circles(t, data["widen"])))
        lines.append(f"🔎 {circles}")
    if data.get("words"):
        # Every line bears the mark: none of them can pass for a line of the bot's own.
        lines += [f"💬 {t.user(line)}" for line in str(data["words"]).splitlines() if line.strip()]
    if data.get("voice") or data.get("has_voice"):
        # i18n: Line on a card: there is a voice message with it.
        spoken = t._("With a voice message")
        lines.append(f"🎤 {spoken}")
    return Markup("\n".join(lines))


def _once(t: Speaker, data: Data) -> Markup:
    # i18n: Line on the card of an offer for one day only; {when} is a date with its weekday, perhaps with a time.
    return t._("{when}, one time", when=words.when(t, data.get("when") or {}))


@message
def ask_card(
    t: Speaker,
    ask: int,
    category: str,
    when: Data,
    words: str | None,
    voice: str | None,
    coffee: bool,
    language: str | None,
    reasons: list[str],
    at_home: Sequence[str] = (),
    changed: bool = False,
) -> Screen:
    """The private question to one neighbour, with the reasons why they are asked.

    `at_home`: what to know of the home before a visit. `changed`: they were shown it before, and it says
    something else now.
    """
    card = card_lines(
        t,
        {
            "category": category,
            "when": when,
            "words": words,
            "voice": voice,
            "coffee": coffee,
            "at_home": at_home,
        },
    )
    why = [_reason(t, reason, category, language) for reason in reasons]
    # i18n: Title of the question to a neighbour who may help.
    title = t._("<b>A neighbour asks: can you help?</b>")
    if changed:
        # i18n: Title of a question to a neighbour, after the one who asks changed it (another time, other help).
        title = t._("<b>This question has changed. Can you help?</b>")
    lines = [f"{title}\n\n{card}\n"]
    if why:
        # i18n: Why this neighbour is asked; {reasons} is a list such as "you offered a lift and you speak Arabic".
        lines.append(t._("<i>We ask you because {reasons}.</i>", reasons=Markup(t.list(why))))
    # i18n: Under the question to a neighbour.
    lines.append(t._("Yes or no are both fine. A no needs no reason."))
    text = Markup("\n".join(lines))
    return _to_answer(t, text, ask, mark(category, when, coffee), voice)


def _to_answer(t: Speaker, text: Markup, ask: int, shown: str, voice: str | None) -> Screen:
    """A question to a neighbour, with yes, no and a way to say that something is wrong."""
    return Screen(
        text,
        (
            *pairs(
                # i18n: Button: I want to help.
                press(t.label("Yes, gladly"), "ask.yes", ask, shown),
                # i18n: Button: I do not help this time.
                press(t.label("Not this time"), "ask.no", ask, shown),
                # i18n: Button: something is wrong here (report it).
                press(t.label("⚠️ Report"), "report.ask", ask),
            ),
            home_row(t),
        ),
        voice=voice,
    )


@message
def standby_card(
    t: Speaker,
    ask: int,
    category: str,
    when: Data,
    words: str | None,
    voice: str | None,
    coffee: bool,
    language: str | None,
    reasons: list[str],
    at_home: Sequence[str] = (),
) -> Screen:
    """To somebody who stood by: the helper cannot come after all."""
    card = card_lines(
        t,
        {
            "category": category,
            "when": when,
            "words": words,
            "voice": voice,
            "coffee": coffee,
            "at_home": at_home,
        },
    )
    text = Markup(
        # i18n: Title of the question to somebody who said yes before and was kept in reserve.
        t._("<b>You said yes before. Can you still help?</b>")
        + f"\n\n{card}\n\n"
        # i18n: Under the question to somebody who was kept in reserve.
        + t._("The other helper cannot come after all. You are the first I ask. A no is fine too.")
    )
    return _to_answer(t, text, ask, mark(category, when, coffee), voice)


def _reason(t: Speaker, reason: str, category: str, language: str | None) -> str:
    if reason == "language" and language:
        name = Markup(t.locale.languages.get(language, language))
        # i18n: Reason why a neighbour is asked; part of a list. {language} is a language's name.
        return t._("you speak {language}", language=name)
    if reason == "time":
        # i18n: Reason why a neighbour is asked; part of a list.
        return t._("this time suits you")
    if reason == "near":
        # i18n: Reason why a neighbour is asked; part of a list. They live in another buurt, close by.
        return t._("you also help in the buurten next door")
    if reason == "coordinator":
        # i18n: Reason why a neighbour is asked; part of a list. The coordinator of the buurt asked them by name.
        return t._("the coordinator thought of you")
    # i18n: Reason why a neighbour is asked; part of a list. {category} is a kind of help, such as "a lift".
    return t._("you offered: {category}", category=Markup(words.category(t, category).lower()))


@message
def ask_adult(t: Speaker, ask: int) -> Screen:
    """18 or older, before a yes to help inside a home."""
    return Screen(
        # i18n: Question before help inside somebody's home.
        t._("This is help inside a home. Are you 18 or older?"),
        (
            *pairs(
                # i18n: Button: yes.
                press(t.label("Yes"), "ask.adult", ask, "yes"),
                # i18n: Button: no.
                press(t.label("No"), "ask.adult", ask, "no"),
            ),
            home_row(t),
        ),
    )


@message
def adults_only(t: Speaker, ask: int) -> Screen:
    """Kindly: this one is for adults."""
    return Screen(
        # i18n: To a helper under 18.
        t._("Help inside somebody's home is for people of 18 and older. Thank you for wanting to help."),
        (home_row(t),),
    )


@message
def offer_card(
    t: Speaker, match: int, name: str, languages: list[str], category: str, when: Data, known: bool
) -> Screen:
    """A helper's yes, for the person it is about to decide."""
    # i18n: Title: a neighbour wants to help you.
    title = t._("<b>{name} would like to help you</b>", name=name)
    return _offer(t, title, match, languages, category, when, known)


@message
def offer_waits(
    t: Speaker, match: int, name: str, languages: list[str], category: str, when: Data, known: bool
) -> Screen:
    """The same, some hours later: there was no answer."""
    # i18n: Title: a neighbour wants to help you, and you have not said yes or no yet. Kind.
    title = t._("<b>{name} would like to help you, and waits for your answer</b>", name=name)
    return _offer(t, title, match, languages, category, when, known)


def _offer(
    t: Speaker, title: Markup, match: int, languages: list[str], category: str, when: Data, known: bool
) -> Screen:
    text = Markup(
        title
        + f"\n\n{card_lines(t, {'category': category, 'when': when})}\n"
        # i18n: Line on a card: languages that the helper speaks.
        + t._("💬 Speaks: {languages}", languages=Markup(words.languages(t, languages)))
    )
    if known:
        # i18n: Line on a card: a coordinator knows this helper.
        text = Markup(text + "\n" + t._("✔️ Known to the coordinator"))
    # i18n: Under a helper's yes.
    text = Markup(text + "\n\n" + t._("You decide. You need no reason to prefer somebody else."))
    return Screen(
        text,
        (
            *pairs(
                # i18n: Button: I want this neighbour's help.
                press(t.label("Yes, please"), "match.yes", match),
                # i18n: Button: I would rather have somebody else.
                press(t.label("Somebody else, please"), "match.other", match),
                # i18n: Button: something is wrong here (report it).
                press(t.label("⚠️ Report"), "report.match", match),
            ),
            home_row(t),
        ),
    )
