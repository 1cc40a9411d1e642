"""Visits at home: what a resident says about themselves, and what they ask of the other."""

from __future__ import annotations

from bot.domain.visit_answers import NONE, QUESTIONS, Part, Question, choices, part_of
from bot.i18n import Markup, Speaker
from bot.render.asking import ticked
from bot.render.registry import column, home_row, message, pairs, press
from bot.render.screen import Button, Row, Screen


@message
def visit_wishes(t: Speaker, answers: dict[str, str]) -> Screen:
    """What this is about, and all that was said so far."""
    lines = [_line(t, question, answers) for question in Question if answers[question] != NONE]
    # i18n: Above all that a resident said about visits at home: nothing yet.
    so_far = "\n".join(lines) or t._("You have said nothing here yet. That is fine too.")
    text = Markup(
        # i18n: Title: help inside a home, with somebody coming to one's house.
        t._("<b>Visits at home</b>")
        + "\n"
        # i18n: What wishes for visits at home mean. Plain words (level A2).
        + t._(
            "This is only for help inside a home.\n"
            "• Would you like a woman to come, or somebody without pets? Then I ask only neighbours who told me so. "
            "Who did not say is left out.\n"
            "• With each wish there are fewer neighbours to ask.\n"
            "• Neighbours never see this list. They only see that they are asked.\n"
            "• One thing is told: a helper hears of a pet or of smoking at your home before they say yes."
        )
        + f"\n\n{so_far}"
    )
    buttons = column(
        # i18n: Button: say something about myself and my home.
        press(t.label("👤 About me and my home"), "wishes.part", Part.ABOUT),
        # i18n: Button: say what I ask of a neighbour for a visit at home.
        press(t.label("🤝 What I ask of the other"), "wishes.part", Part.ASKS),
    )
    return Screen(text, (*buttons, _back(t, "nav.settings")))


@message
def visit_list(
    t: Speaker, part: str, answers: dict[str, str], spoken: list[str], kept: bool, looking: bool
) -> Screen:
    """One of the two lists, each line with a button to change it."""
    # i18n: Title above what a resident said about themselves.
    about = t._("<b>About me and my home</b>")
    # i18n: Title above what a resident asks of the neighbour of a visit at home.
    asks = t._("<b>What I ask of the other</b>\nWho did not say is left out.")
    # Two people need a language in common anyway: with one language there is nothing to choose.
    shown = [
        question
        for question in QUESTIONS[Part(part)]
        if question is not Question.WISH_LANGUAGE or len(spoken) > 1 or answers[question] != NONE
    ]
    lines = [
        about if Part(part) is Part.ABOUT else asks,
        "",
        *(_line(t, question, answers) for question in shown),
    ]
    if kept:
        # i18n: After an answer about visits at home was stored.
        lines += ["", t._("✔️ I will remember that.")]
    if looking:
        # i18n: After the wishes for visits changed while a request of this resident is open.
        again = t._(
            "I now look again for what you have asked. Whoever was asked before may still say yes; you decide."
        )
        lines.append(again)
    buttons = pairs(*(press(_name(t, question), "wishes.ask", question) for question in shown))
    return Screen(Markup("\n".join(lines)), (*buttons, _back(t, "wishes.show")))


@message
def visit_question(t: Speaker, question: str, answer: str, spoken: list[str]) -> Screen:
    """One question and its answers, the present one ticked."""
    asked = Question(question)
    buttons = [
        press(ticked(_answer(t, asked, value), value == answer), "wishes.set", asked, value)
        for value in choices(asked, frozenset(spoken))
    ]
    back = _back(t, "wishes.part", part_of(asked))
    return Screen(Markup(f"{_question(t, asked)}\n{_meaning(t, asked)}"), (*column(*buttons), back))


def _back(t: Speaker, action: str, *args: object) -> Row:
    # i18n: Button on every screen: one question back.
    back: Button = press(t.label("‹ Back"), action, *args)
    return (back, *home_row(t))


def _line(t: Speaker, question: Question, answers: dict[str, str]) -> str:
    value = answers[question]
    # i18n: Behind "I am:" or "Pets at my home:": the resident did not tell.
    silent = t.label("not said")
    if value == NONE and part_of(question) is Part.ABOUT:
        return f"{_name(t, question)}: {silent}"
    answer = _answer(t, question, value)
    return f"{_name(t, question)}: {answer if question is Question.WISH_LANGUAGE else answer.lower()}"


def _name(t: Speaker, question: Question) -> str:
    names = {
        # i18n: Button, and begin of a line such as "I am: a woman".
        Question.GENDER: t.label("👤 I am"),
        # i18n: Button, and begin of a line such as "Pets at my home: yes".
        Question.PETS: t.label("🐾 Pets at my home"),
        # i18n: Button, and begin of a line such as "Smoking at my home: no".
        Question.SMOKES: t.label("🚬 Smoking at my home"),
        # i18n: Button, and begin of a line: what is asked of the other, as in "A woman or a man: a woman".
        Question.WISH_GENDER: t.label("👤 A woman or a man"),
        # i18n: Button, and begin of a line: what is asked of the other, as in "A language: Arabic".
        Question.WISH_LANGUAGE: t.label("💬 A language"),
        # i18n: Button, and begin of a line: what is asked of the other, as in "No pets: yes".
        Question.WISH_NO_PETS: t.label("🐾 No pets"),
        # i18n: Button, and begin of a line: what is asked of the other, as in "No smoking: yes".
        Question.WISH_NO_SMOKING: t.label("🚬 No smoking"),
    }
    return names[question]


def _question(t: Speaker, question: Question) -> Markup:
    questions = {
        # i18n: Question to a resident.
        Question.GENDER: t._("Are you a woman or a man?"),
        # i18n: Question to a resident.
        Question.PETS: t._("Are there pets in your home?"),
        # i18n: Question to a resident.
        Question.SMOKES: t._("Do you smoke, or do others smoke in your home?"),
        # i18n: Question to a resident about the neighbour of a visit at home.
        Question.WISH_GENDER: t._("Should the other be a woman or a man?"),
        # i18n: Question to a resident about the neighbour of a visit at home.
        Question.WISH_LANGUAGE: t._("Which language must the other speak?"),
        # i18n: Question to a resident about the neighbour of a visit at home.
        Question.WISH_NO_PETS: t._("Only neighbours without pets?"),
        # i18n: Question to a resident about the neighbour of a visit at home.
        Question.WISH_NO_SMOKING: t._("Only neighbours who do not smoke?"),
    }
    return questions[question]


def _meaning(t: Speaker, question: Question) -> Markup:
    """What an answer brings."""
    if question is Question.WISH_LANGUAGE:
        # i18n: Under the question which language the other must speak.
        return t._("I ask only neighbours who speak it.")
    if part_of(question) is Part.ASKS:
        # i18n: Under a question about the neighbour of a visit at home.
        return t._("Then I ask only neighbours who told me so. Who did not say is left out.")
    if question is Question.GENDER:
        # i18n: Under the question whether somebody is a woman or a man.
        return t._(
            "Some people would like a woman, or a man, for a visit. If you do not say, I leave you out there."
        )
    # i18n: Under the questions about pets and smoking at home.
    return t._("Some people cannot bear it. A helper who comes to you hears of it if you say yes.")


def _answer(t: Speaker, question: Question, value: str) -> str:
    if question is Question.WISH_LANGUAGE and value != NONE:
        return str(t.locale.languages.get(value, value))
    names = {
        # i18n: Answer: a woman.
        "woman": t.label("A woman"),
        # i18n: Answer: a man.
        "man": t.label("A man"),
        # i18n: Button: yes.
        "yes": t.label("Yes"),
        # i18n: Button: no.
        "no": t.label("No"),
        # i18n: Answer: I would rather not tell this about myself.
        "untold": t.label("Rather not say"),
        # i18n: Answer: I ask nothing of the other here.
        NONE: t.label("It does not matter"),
    }
    return names["untold" if value == NONE and part_of(question) is Part.ABOUT else value]
