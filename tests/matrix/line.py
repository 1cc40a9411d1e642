"""A line of the table of who may press what, and the people in it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.matrix.neighbourhood import MEMBERS as PEOPLE

MEMBERS = frozenset(PEOPLE) | {"coordinator elsewhere"}
OUTSIDERS = frozenset({"waiting", "invited", "removed"})
KNOWN = MEMBERS | OUTSIDERS
NOBODY: frozenset[str] = frozenset()
REQUESTER, HELPER = frozenset({"requester"}), frozenset({"helper"})
BOTH = REQUESTER | HELPER
COORDINATOR = frozenset({"coordinator"})
READERS = COORDINATOR | frozenset({"builder"})
ELSEWHERE = frozenset({"coordinator elsewhere"})
STRANGERS = frozenset({"stranger", "operator"})
ACTORS = (*sorted(KNOWN), *sorted(STRANGERS))


@dataclass(frozen=True)
class Line:
    """One way to press; `data` is what stands in the button.

    `reads`: it shows something and changes nothing. `says`: kinds, beside the usual ones, that refuse kindly.
    `again`: why pressing it once more does something once more.
    """

    data: str
    may: frozenset[str]
    over: tuple[str, ...] = ()
    reads: bool = False
    says: tuple[str, ...] = ()
    again: str = ""


SHOWN_AGAIN = "a question or a list is shown again"
OWN_SWITCH = "their own choice, on record each time"
