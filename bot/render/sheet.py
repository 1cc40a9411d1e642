"""The printed sheet of a neighbour without a phone: A4, large type, in their language, from right to left in Arabic.

Who comes, when (weekday, date and the time in words), for what, what to ask at the door, and whom to call.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.domain.paper import Visit
from bot.i18n import FSI, PDI, Speaker, speaker
from bot.render import words
from bot.render.charts.picture import ONE_AT_A_TIME, family
from bot.render.screen import RIGHT_TO_LEFT
from bot.render.spoken_clock import in_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 8.27, 11.69
"""A4 in inches."""
EDGE = 0.6
TITLE, LARGE, TEXT = 28, 23, 20
"""Sizes of type in points; none is smaller."""
LINE = 1.42 / 72
"""Inches a point that a line takes."""
BASE = 0.95
"""How far below the top of its line a letter stands, as a share of its size: the same in every font."""
GAP = 0.28
BLANK = "_____"
"""Where the contact writes a code that whoever prints the sheet does not know."""
MOST = 12
"""Appointments on a sheet: more is no sheet on a wall any more."""
INK, RULE = "#000000", "#777777"

Line = tuple[str, float, bool]
"""Words, their size in points, and whether they are bold."""


def pdf(
    lang: str, name: str, sheet: Sequence[Sequence[Any]], contact: str | None, phone: str | None, since: str
) -> bytes:
    """The sheet as a PDF; `since`: the local date on which it is made. Takes about a second: for a thread."""
    visits = tuple(Visit(*each) for each in sheet[:MOST])
    return _drawn(lang, name, visits, contact, phone, date.fromisoformat(since))


@lru_cache(maxsize=8)
def _drawn(
    lang: str, name: str, visits: tuple[Visit, ...], contact: str | None, phone: str | None, made_on: date
) -> bytes:
    from matplotlib.backends.backend_pdf import PdfPages

    file = BytesIO()
    # No date in it: the same sheet is the same file.
    with ONE_AT_A_TIME, _look(), PdfPages(file, metadata={"CreationDate": None}) as pages:
        for figure in _pages(speaker(lang), name, visits, contact, phone, made_on):
            pages.savefig(figure)
    return file.getvalue()


def _look() -> Any:
    from matplotlib import rc_context

    return rc_context({"text.color": INK, "pdf.fonttype": 42})


def _pages(
    t: Speaker, name: str, visits: Sequence[Visit], contact: str | None, phone: str | None, made_on: date
) -> list[Figure]:
    page = _Page(t)
    # i18n: Title of a printed sheet with appointments; {name} as in "Mrs Jansen".
    page.say([(t.label("Appointments of {name}", name=name), TITLE, True)])
    # i18n: On a printed sheet: the date on which it was made; {day} is a date with its weekday.
    page.say([(t.label("Made on {day}", day=t.day(made_on)), TEXT, False)])
    if not visits:
        # i18n: On a printed sheet: there is no appointment.
        page.say([(t.label("There are no appointments now."), LARGE, False)])
    for visit in visits:
        page.say(_visit(t, visit), rule=True)
    page.say(_ending(t, contact, phone), rule=True)
    return page.figures


def _visit(t: Speaker, visit: Visit) -> list[Line]:
    lines: list[Line] = []
    if visit.at is None:
        # i18n: On a printed sheet: an appointment whose day and time are not known yet.
        lines.append((t.label("The day is not known yet"), LARGE, True))
    else:
        at = datetime.fromisoformat(visit.at)
        lines.append((str(t.day(at.date())), LARGE, True))
        spoken, digits = in_words(t.lang, at.time()), str(t.clock(at.time()))
        lines.append((f"{spoken} ({digits})" if spoken else digits, LARGE, True))
    what = words.category(t, visit.category)
    if visit.helps:
        # i18n: On a printed sheet: the neighbour of the sheet helps {name}; {what} is a kind of help.
        lines.append((t.label("You help {name}: {what}", name=visit.name, what=what), TEXT, False))
    else:
        # i18n: On a printed sheet: {name} comes to help; {what} is a kind of help.
        lines.append((t.label("{name} comes: {what}", name=visit.name, what=what), TEXT, False))
    code = visit.code or BLANK
    # i18n: On a printed sheet: two digits that both know; ask for them before opening the door.
    lines.append((t.label("Code at the door: {code}", code=code), TEXT, True))
    return lines


def _ending(t: Speaker, contact: str | None, phone: str | None) -> list[Line]:
    # i18n: On a printed sheet: whoever does not know the code is not let in.
    lines: list[Line] = [(t.label("Ask for the code first. No code? Keep the door closed."), TEXT, False)]
    if contact is None:
        # i18n: On a printed sheet: nobody is the contact at this moment.
        lines.append((t.label("Questions? Ask the coordinator of your buurt."), TEXT, True))
        return lines
    if phone:
        # i18n: On a printed sheet; {name} is the contact's first name. Their phone number stands on the next line.
        call = t.label("Questions, or is it not possible? Call {name}:", name=contact)
        lines += [(call, TEXT, True), (phone, LARGE, True)]
    else:
        # i18n: On a printed sheet; {name} is the contact's first name.
        lines.append((t.label("Questions, or is it not possible? Tell {name}.", name=contact), TEXT, True))
    # i18n: On a printed sheet; {name} is the contact's first name. Stop: not to take part any more.
    lines.append(
        (t.label("Do you want to stop? Tell {name}. You need no reason.", name=contact), TEXT, False)
    )
    return lines


class _Page:
    """Pages that are filled from above; what belongs together is not torn over two."""

    def __init__(self, t: Speaker) -> None:
        self._t = t
        self._y = HEIGHT - EDGE
        self.figures: list[Figure] = []
        self._turn()

    def _turn(self) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH, HEIGHT), facecolor="white")
        FigureCanvasAgg(figure)
        self.figures.append(figure)
        self._y = HEIGHT - EDGE

    def say(self, lines: Sequence[Line], *, rule: bool = False) -> None:
        """Put lines below what is there, on a new page where they do not fit; `rule`: with a line above them."""
        broken = [each for line in lines for each in self._wrapped(*line)]
        tall = sum(size * LINE for _, size, _ in broken) + GAP
        if self._y - tall < EDGE:
            self._turn()
        elif rule:
            self._rule()
        for said, size, bold in broken:
            self._text(said, size, bold, self._y)
            self._y -= size * LINE
        self._y -= GAP

    def _rule(self) -> None:
        from matplotlib.lines import Line2D

        y = (self._y + GAP / 3) / HEIGHT
        across = [EDGE / WIDTH, 1 - EDGE / WIDTH]
        self.figures[-1].add_artist(Line2D(across, [y, y], color=RULE, linewidth=1.5))

    def _text(self, said: str, size: float, bold: bool, y: float) -> Any:
        rtl = self._t.rtl
        # Where a line of Arabic begins with a name in Latin letters it is read from the right all the same.
        mark = RIGHT_TO_LEFT if rtl else ""
        # The marks of direction are no letters: a PDF would leave room for them.
        plain = said.translate(dict.fromkeys(map(ord, (FSI, PDI))))
        return self.figures[-1].text(
            (WIDTH - EDGE if rtl else EDGE) / WIDTH,
            (y - BASE * size / 72) / HEIGHT,
            mark + plain,
            ha="right" if rtl else "left",
            va="baseline",
            fontsize=size,
            weight="bold" if bold else "normal",
            family=family(rtl),
        )

    def _wrapped(self, said: str, size: float, bold: bool) -> list[Line]:
        """Lines of whole words that fit; a word that is too long by itself is printed smaller, never cut off."""
        lines: list[str] = []
        for word in said.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._wide(longer, size, bold) <= WIDTH - 2 * EDGE:
                lines[-1] = longer
            else:
                lines.append(word)
        room = WIDTH - 2 * EDGE
        return [(line, size * min(1.0, room / self._wide(line, size, bold)), bold) for line in lines]

    def _wide(self, said: str, size: float, bold: bool) -> float:
        tried = self._text(said, size, bold, 0.0)
        box = tried.get_window_extent()
        tried.remove()
        return max(0.01, float(box.width) / float(self.figures[-1].dpi))
