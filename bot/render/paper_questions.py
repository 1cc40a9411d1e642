"""The questions when a neighbour without a phone is entered, and about their contact."""

from __future__ import annotations

from typing import Any

from bot.i18n import Markup, Speaker, own_name, speaker
from bot.render.asking import choice, question, ticked
from bot.render.questions import SPOKEN_CHOICES
from bot.render.registry import column, message, pairs
from bot.render.screen import Screen

Data = dict[str, Any]


@message
def question_paper_name(t: Speaker, data: Data, again: bool) -> Screen:
    """How the neighbour wishes to be called."""
    return question(
        t,
        # i18n: Question when a neighbour without a phone is entered. Neighbours who help will see this name.
        t._(
            "How does your neighbour like to be called? Write it, for example: Mrs Jansen. "
            "Neighbours who help see this name."
        ),
        (),
        # i18n: Said when a name was empty or too long.
        t._("A name of at most 40 letters, please.") if again else None,
    )


@message
def question_paper_spoken(t: Speaker, data: Data, again: bool) -> Screen:
    """Which languages the neighbour speaks."""
    picked = data.get("picked", [])
    labels = {code: t.locale.languages.get(code, code) for code in SPOKEN_CHOICES}
    return question(
        t,
        # i18n: Question about a neighbour without a phone, above buttons with languages; {name} as in "Mrs Jansen".
        t._(
            "Which languages does {name} speak? Press all that fit, then Ready.", name=data.get("called", "")
        ),
        pairs(
            *(choice(ticked(labels[code], code in picked), "paper_spoken", code) for code in SPOKEN_CHOICES),
            # i18n: Button after ticking: go on.
            choice(t.label("Ready ›"), "paper_spoken", "ready"),
        ),
        # i18n: Said when "Ready" was pressed with nothing ticked.
        t._("Please choose at least one language.") if again else None,
    )


@message
def question_paper_lang(t: Speaker, data: Data, again: bool) -> Screen:
    """In which language the printed sheet shall be."""
    readable = [each for each in ("nl", "ar", "en") if each in data.get("picked", [])]
    return question(
        t,
        # i18n: Question about a neighbour without a phone; {name} as in "Mrs Jansen".
        t._(
            "Which language does {name} read best? The printed sheet will be in it.",
            name=data.get("called", ""),
        ),
        column(*(choice(own_name(each), "paper_lang", each) for each in readable)),
        # i18n: Said when a button was expected and something else came.
        t._("Please choose a button.") if again else None,
    )


@message
def question_paper_contact(t: Speaker, data: Data, again: bool) -> Screen:
    """Who gets the messages and answers."""
    # i18n: Question: who is written to in the place of a neighbour without a phone; {name} as in "Mrs Jansen".
    text = t._(
        "Who is the contact of {name}? The contact gets the messages, asks {name} and answers here. "
        "To name somebody, share their contact card (📎). They are asked first.",
        name=data.get("called", ""),
    )
    # i18n: Button: I am the contact of a neighbour without a phone.
    me = choice(t.label("🙋 I am"), "paper_contact", "me")
    return question(
        t,
        text,
        () if data.get("is_me") else column(me),
        # i18n: Said when a shared contact is no member.
        t._("The contact must take part in this buurt with Buurtkring. Share a contact card, please.")
        if again
        else None,
    )


def consent_text(s: Speaker, name: str) -> Markup:
    """What is read aloud, in the language of the neighbour."""
    # i18n: Read aloud to a neighbour without a phone, who then says yes or no. Plain spoken words; {name} is theirs.
    return s._(
        "{name}, neighbours in this buurt help each other through Buurtkring. It costs nothing. "
        "I write down your name, your languages, and what you ask or offer. "
        "Neighbours see your name only after you say yes to each other. "
        "Your contact gets the messages for you, asks you, and answers for you. "
        "You may stop at any moment. Then everything is erased. Do you want to take part?",
        name=name,
    )


@message
def question_paper_consent(t: Speaker, data: Data, again: bool) -> Screen:
    """The text to read aloud, and what the neighbour said."""
    s = speaker(data.get("lang", t.lang))
    # i18n: Above a text that is read aloud to {name}, a neighbour without a phone.
    ask = t._("Please read this aloud to {name}:", name=data.get("called", ""))
    aloud = consent_text(s, data.get("called", ""))
    # i18n: Below the text that was read aloud.
    said = t._("What did {name} say?", name=data.get("called", ""))
    return question(
        t,
        Markup(f"{ask}\n\n<blockquote>{aloud}</blockquote>\n\n{said}"),
        column(
            # i18n: Button: the neighbour agreed, spoken.
            choice(t.label("✅ Said yes aloud"), "paper_consent", "spoken"),
            # i18n: Button: the neighbour agreed in writing.
            choice(t.label("✍️ Signed on paper"), "paper_consent", "paper"),
            # i18n: Button: the neighbour did not agree.
            choice(t.label("No"), "paper_consent", "no"),
        ),
        # i18n: Said when a button was expected and something else came.
        t._("Please choose a button.") if again else None,
    )


@message
def question_paper_phone(t: Speaker, data: Data, again: bool) -> Screen:
    """The contact's number, for the printed sheet only."""
    return question(
        t,
        # i18n: Question to the contact of {name}, as in "Mrs Jansen"; the number is printed on a page at their home.
        t._(
            "On which number may {name} call you? It stands on the printed sheet and nowhere else.",
            name=data.get("called", ""),
        ),
        # i18n: Button: no phone number on the printed sheet.
        column(choice(t.label("No number"), "paper_phone", "none")),
        # i18n: Said when no phone number was found in an answer.
        t._("I found no phone number in that. Please write it with all digits.") if again else None,
    )
