"""The lines about trust: newcomers, what helpers need, decisions and appeals, the confidant."""

from __future__ import annotations

from tests.matrix.line import COORDINATOR, ELSEWHERE, MEMBERS, NOBODY, Line

TRUST = (
    Line("report.more:{report}", frozenset({"neighbour"}), over=("report.more:{report_closed}",)),
    # Appeals: never by who decided first.
    Line("appeal.begin:{warning}", frozenset({"neighbour"}), over=("appeal.begin:{appeal}",)),
    Line("appeal.list:{home}", COORDINATOR, reads=True),
    Line("appeal.uphold:{appeal}", COORDINATOR, over=("appeal.uphold:{warning}",)),
    Line("appeal.lift:{appeal}", COORDINATOR, over=("appeal.lift:{warning}",)),
    Line("appeal.uphold:{appeal_against_me}", NOBODY),
    Line("appeal.lift:{appeal_against_me}", NOBODY),
    # How newcomers come in, and what helpers need. Who is new, or reported, cannot vouch.
    Line("vouch.link", frozenset({"waiting"}), reads=True),
    Line(
        "vouch.yes:{vouch_code}",
        MEMBERS - COORDINATOR - ELSEWHERE - {"paused"},
        over=("vouch.yes:{vouch_code_gone}",),
    ),
    Line("co.settings:{home}", COORDINATOR, reads=True),
    Line("co.admission:{home}", COORDINATOR, reads=True),
    Line("co.admission:{home}:open", COORDINATOR),
    Line("co.marks:{home}", COORDINATOR, reads=True),
    Line("co.first:{home}:money:on", COORDINATOR),
    Line("co.vog_for:{home}", COORDINATOR, reads=True),
    Line("co.vog_on:{home}:money:on", COORDINATOR),
    Line("co.vog_years:{home}:4", COORDINATOR),
    Line("co.vogs:{home}", COORDINATOR, reads=True),
    Line("co.vog_today:{vog_helper}", COORDINATOR, over=("co.vog_today:{member}",)),
    Line("co.vog_day:{vog_helper}", COORDINATOR, over=("co.vog_day:{member}",)),
    # The confidant.
    Line("confidant.show", MEMBERS, reads=True),
    Line("confidant.write", MEMBERS - ELSEWHERE - {"neighbour"}),
    Line(
        "confidant.answer:{confided}",
        frozenset({"neighbour", "helped"}),
        over=("confidant.answer:{confided_gone}",),
    ),
    Line(
        "confidant.yes:{confidant_code}",
        MEMBERS - COORDINATOR - ELSEWHERE,
        over=("confidant.yes:{vouch_code_gone}",),
    ),
    Line("confidant.resign", frozenset({"neighbour"})),
    Line("co.confidant:{home}", COORDINATOR, reads=True),
    Line("co.confidant_ask:{home}", COORDINATOR, again="each link takes the place of the last"),
    Line("co.confidant_outside:{home}", COORDINATOR),
    Line("co.confidant_end:{home}", COORDINATOR),
)
