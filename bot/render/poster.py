"""The poster for a hallway: A4, Dutch and Arabic, a QR code in the middle; as a PDF to print and a PNG to send round.

Made to be read from two metres: each heading is of 60 points or more, the code of eight centimetres or more, black
on white with its quiet zone. The headings and the code say all; the small print is for whoever comes near.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.i18n import FSI, PDI, Speaker, speaker
from bot.render.charts.picture import ONE_AT_A_TIME, family

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 8.27, 11.69
"""A4 in inches."""
DOTS = 150
"""Dots an inch of the PNG."""
HEADING, NAME, SCAN, TEXT = 61, 24, 17.5, 15.5
"""Sizes of type in points."""
QR_INCHES = 3.6
"""Of the code itself, without its quiet zone: 9.1 centimetres."""
QR_MIDDLE = (WIDTH / 2, 6.54)
"""Inches from the left and from below."""
QUIET = 4
"""Modules of white around the code, as its standard asks."""
EDGE = 0.45
WARM, LEAF, BRICK, SKY, INK = "#C8553D", "#588B8B", "#E8A87C", "#FFF3E6", "#2B2B2B"
WALLS = (WARM, LEAF, BRICK, "#8C5E58", "#D9A05B", LEAF, WARM, BRICK)


@dataclass(frozen=True)
class Poster:
    """What a poster is about. `bot`: its username without @; `link`: what the code opens."""

    buurt: str
    bot: str
    link: str


@dataclass(frozen=True)
class Side:
    """One language of it."""

    heading: str
    scan: str
    lines: tuple[str, ...]
    without: tuple[str, ...]
    """How to join without the code."""


def side(t: Speaker, poster: Poster) -> Side:
    """The words of a poster in a language."""
    return Side(
        # i18n: Heading of a poster: in Dutch two lines of at most 13 letters, in Arabic one of at most 12.
        heading=t.label("Neighbours help each other"),
        # i18n: On a poster, beside a QR code: scan it with the camera of a phone.
        scan=t.label("Scan with your phone"),
        lines=(
            # i18n: On a poster: what it is for. Plain and warm.
            t.label("An errand, a lift, a letter you do not understand, a cup of coffee. Ask a neighbour."),
            # i18n: On a poster. Everybody can do something for somebody.
            t.label("Or help somebody yourself: a little is fine."),
            # i18n: On a poster.
            t.label("It is free. Nobody sees your phone number or your address."),
        ),
        without=(
            # i18n: On a poster: how to join without the QR code; the name of the bot follows on a line of its own.
            t.label("No camera? Look in Telegram for"),
            f"@{poster.bot}",
            # i18n: On a poster, after the name of the bot: the buurt's name stands at the top of it.
            t.label("or ask the coordinator of your buurt."),
        ),
    )


def pdf(poster: Poster) -> bytes:
    """The poster to print."""
    return _drawn(poster, "pdf")


def png(poster: Poster) -> bytes:
    """The poster as a picture of 1240 by 1754 pixels. Both take about a second: to be called in a thread."""
    return _drawn(poster, "png")


@lru_cache(maxsize=4)
def _drawn(poster: Poster, form: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with ONE_AT_A_TIME, rc_context({"text.color": INK, "pdf.fonttype": 42}):
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS, facecolor="white")
        FigureCanvasAgg(figure)
        _name(figure, poster.buurt)
        _code(figure, poster.link)
        _street(figure)
        dutch, arabic = speaker("nl"), speaker("ar")
        _side(figure, side(dutch, poster), rtl=False, first=0)
        _side(figure, side(arabic, poster), rtl=True, first=1)
        file = BytesIO()
        # No date in it: the same poster is the same file.
        about: dict[str, Any] = {"CreationDate": None} if form == "pdf" else {}
        figure.savefig(file, format=form, dpi=DOTS, metadata=about)
    return file.getvalue()


def _name(figure: Figure, buurt: str) -> None:
    """A warm band with the names of the circle and the buurt."""
    band = _field(figure, 0, HEIGHT - 0.95, WIDTH, 0.95)
    band.set_facecolor(WARM)
    words = f"Buurtkring · {buurt}"
    size = _fitting(figure, words, NAME, WIDTH - 2 * EDGE, rtl=False)
    _say(figure, words, WIDTH / 2, HEIGHT - 0.48, size, rtl=False, ha="center", va="center", color="white")


def _side(figure: Figure, said: Side, *, rtl: bool, first: int) -> None:
    """One language: its heading from line `first` on, its small print in its own half."""
    x = WIDTH - EDGE if rtl else EDGE
    near = "right" if rtl else "left"
    y = HEIGHT - 1.72 - 0.94 * first
    for line in _wrapped(figure, said.heading, HEADING, WIDTH - 2 * EDGE, rtl):
        _say(figure, line, x, y, HEADING, rtl=rtl, ha=near, color=WARM)
        y -= 0.94
    beside = (WIDTH - QR_INCHES) / 2 - EDGE - 0.3
    y = QR_MIDDLE[1]
    for line in _wrapped(figure, said.scan, SCAN, beside, rtl):
        _say(figure, line, x, y, SCAN, rtl=rtl, ha=near)
        y -= 0.34
    y = QR_MIDDLE[1] - QR_INCHES / 2 - 0.74  # under the whole quiet zone
    for part in (*said.lines, *said.without):
        bold = part in said.without
        for line in _wrapped(figure, part, TEXT, WIDTH / 2 - EDGE - 0.15, rtl, bold=bold):
            _say(figure, line, x, y, TEXT, rtl=rtl, ha=near, bold=bold)
            y -= 0.255
        y -= 0.0 if bold else 0.08


def _code(figure: Figure, link: str) -> None:
    """The QR code: black on white, exact squares, with its quiet zone."""
    import segno

    code = segno.make_qr(link, error="M", boost_error=True)
    modules = [list(row) for row in code.matrix_iter(scale=1, border=QUIET)]
    wide = QR_INCHES * len(modules) / (len(modules) - 2 * QUIET)
    field = _field(figure, QR_MIDDLE[0] - wide / 2, QR_MIDDLE[1] - wide / 2, wide, wide)
    field.imshow(modules, cmap="gray_r", vmin=0, vmax=1, interpolation="nearest", aspect="auto")


def _street(figure: Figure) -> None:
    """A row of houses along the bottom, with light in their windows."""
    from matplotlib.patches import Polygon, Rectangle

    street = _field(figure, 0, 0, WIDTH, 0.75)
    street.set_facecolor(SKY)
    street.set_xlim(0, len(WALLS))
    street.set_ylim(0, 1)
    for number, wall in enumerate(WALLS):
        tall = 0.5 + 0.08 * (number % 3)
        street.add_patch(Rectangle((number + 0.04, 0), 0.92, tall, color=wall))
        roof = [(number, tall), (number + 0.5, tall + 0.3), (number + 1, tall)]
        street.add_patch(Polygon(roof, color="#6B4A3A"))
        for left in (0.2, 0.6):
            street.add_patch(Rectangle((number + left, tall - 0.28), 0.2, 0.18, color="#FFE28A"))
        street.add_patch(Rectangle((number + 0.42, 0), 0.16, 0.2, color="#6B4A3A"))


def _field(figure: Figure, left: float, bottom: float, wide: float, tall: float) -> Any:
    """An empty part of the page, in inches."""
    field = figure.add_axes((left / WIDTH, bottom / HEIGHT, wide / WIDTH, tall / HEIGHT))
    field.set_xticks([])
    field.set_yticks([])
    for spine in field.spines.values():
        spine.set_visible(False)
    return field


def _say(figure: Figure, words: str, x: float, y: float, size: float, *, rtl: bool, **look: Any) -> Any:
    """Words at a place in inches, in the font of their language."""
    bold = look.pop("bold", True)
    # The marks of direction are no letters: a PDF would leave room for them.
    words = words.translate(dict.fromkeys(map(ord, (FSI, PDI))))
    return figure.text(
        x / WIDTH,
        y / HEIGHT,
        words,
        fontsize=size,
        family=family(rtl),
        weight="bold" if bold else "normal",
        **look,
    )


def _wide(figure: Figure, words: str, size: float, rtl: bool, bold: bool) -> float:
    """How wide words are, in inches."""
    tried = _say(figure, words, 0, 0, size, rtl=rtl, bold=bold)
    box = tried.get_window_extent()
    tried.remove()
    return float(box.width) / float(figure.dpi)


def _fitting(figure: Figure, words: str, size: float, room: float, *, rtl: bool) -> float:
    """The size at which words fit on a line, at most `size`."""
    return size * min(1.0, room / _wide(figure, words, size, rtl, bold=True))


def _wrapped(
    figure: Figure, text: str, size: float, room: float, rtl: bool, *, bold: bool = True
) -> list[str]:
    """Lines of whole words that fit into `room` inches."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _wide(figure, longer, size, rtl, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
