"""The lines about neighbours without a phone: their contact, and the coordinators of their buurt."""

from __future__ import annotations

from tests.matrix.line import COORDINATOR, MEMBERS, NOBODY, SHOWN_AGAIN, Line

CONTACT, ASKED = frozenset({"neighbour"}), frozenset({"helped"})
VOICES = CONTACT | COORDINATOR

PAPER = (
    Line("co.paper:{home}", COORDINATOR, reads=True),
    Line("paper.mine", MEMBERS, reads=True),
    Line("paper.add", MEMBERS),
    Line("paper.add:{home}", COORDINATOR),
    Line("paper.show:{paper}", VOICES, over=("paper.show:{member}",), reads=True),
    Line("paper.more:{paper}", VOICES, over=("paper.more:{member}",), reads=True),
    Line("paper.sheet:{paper}", VOICES, over=("paper.sheet:{member}",), reads=True, again=SHOWN_AGAIN),
    Line("paper.phone:{paper}", CONTACT, over=("paper.phone:{member}",)),
    Line("paper.contact:{paper}", VOICES, over=("paper.contact:{member}",)),
    Line("paper.take:{paper}", COORDINATOR, over=("paper.take:{member}",)),
    Line("paper.yes:{paper}", ASKED, over=("paper.yes:{member}",)),
    Line("paper.no:{paper}", ASKED, over=("paper.no:{member}",)),
    Line("paper.erase:{paper}", VOICES, over=("paper.erase:{member}",), reads=True),
    Line("paper.erased:{paper}", VOICES, over=("paper.erased:{member}",)),
    Line("paper.for:new", NOBODY),
    Line("paper.for:{paper}", NOBODY),
    # Pressed for them: by the contact whatever a resident may, by a coordinator only what asks and offers.
    Line("for:{paper}:post.new:request", VOICES, over=("for:{member}:post.new:request",)),
    Line("for:{paper}:match.mine", CONTACT, over=("for:{member}:match.mine",)),
    Line("for:{paper}:me.data", CONTACT, over=("for:{member}:me.data",)),
    Line("for:{paper}:match.show:{m_ahead}", NOBODY),
    Line("for:{paper}:ask.yes:{ask}", NOBODY),
    Line("for:{paper}:me.forget:now", NOBODY),
    Line("for:{paper}:nav.settings", NOBODY),
    Line("for:{paper}:co.today:{home}", NOBODY),
    Line("for:{paper}:for:{paper}:match.mine", NOBODY),
    Line("for:{paper}", NOBODY),
)
