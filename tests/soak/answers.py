"""No update is lost, and none counts twice: what people did, held against what came back and what it made."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable

from tests.soak.books import Books
from tests.soak.deeds import Deed
from tests.soak.findings import Tally
from tests.soak.markers import Markers, Secret
from tests.soak.server import Told

REFUSALS = frozenset(
    {"no_longer", "not_yours", "too_many", "removed", "our_mistake", "already_solved", "question_over"}
)
PUBLISHING = ("d:summary:publish", "invite.yes")


class Answers:
    """Judges a round: everybody's deeds and what the phones were told until all came to rest."""

    def __init__(
        self, books: Books, markers: Markers, tally: Tally, report: Callable[[str, str], None]
    ) -> None:
        self._books = books
        self._markers = markers
        self._tally = tally
        self._report = report
        self._may_post: Counter[int] = Counter()
        self._may_post_for: Counter[int] = Counter()
        """By the id of a neighbour without a phone."""
        self._again: Counter[int] = Counter()
        self._posts: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._at_first: set[int] | None = None

    def judge(
        self, deeds: list[Deed], told: Told, unreachable: set[int], not_answered: int, *, killed: bool
    ) -> None:
        """`unreachable`: whose phone takes nothing now; `not_answered`: presses whose answer was cut on its way, as
        the bot says itself: a connection may break before Telegram hears of the call."""
        unanswered: list[Deed] = []
        by_whom: dict[int, list[Deed]] = defaultdict(list)
        for deed in deeds:
            by_whom[deed.account].append(deed)
        for account, theirs in by_whom.items():
            self._count(account, theirs, told)
            if account in unreachable or account in told.refused or any(each.ends_all for each in theirs):
                continue
            # After "write to ..." what follows in the same breath goes to that neighbour.
            talks = any(each.action == "relay.open" for each in theirs)
            owed = [each for each in theirs if each.answer == "yes" and (each.query or not talks)]
            owed = [each for each in owed if self._still_speaks(each)]
            calls = told.called.get(account, 0)
            if calls < (1 if killed else len(owed)) and owed:
                self._lost(account, owed, calls)
            for deed in theirs:
                if deed.query is not None and not killed and deed.query not in told.answered:
                    unanswered.append(deed)
                if deed.answer == "line" and not calls and deed.marker and not self._arrived(deed, told):
                    self._lost(account, [deed], calls)

        if len(unanswered) > not_answered:
            for deed in unanswered:
                self._report("a press that was not answered", f"{deed.account} {deed.told}")

    def _still_speaks(self, deed: Deed) -> bool:
        """Whoever stopped being the contact of a neighbour at that moment gets no screen of theirs any more."""
        return deed.pressed_for is None or self._books.chat(deed.pressed_for) == deed.account

    def _lost(self, account: int, deeds: list[Deed], calls: int) -> None:
        self._tally.counts["lost"] += 1
        did = "; ".join(f"{each.what} {each.told}" for each in deeds)
        self._report("an update without an answer", f"{account} did {did} and got {calls} calls")

    def _arrived(self, deed: Deed, told: Told) -> bool:
        """Whether somebody else got the line, or cannot be reached."""
        got = any(
            (deed.marker or "") in effect.message.content.text
            for effect in told.effects
            if effect.message.chat_id != deed.account
        )
        match = self._books.matches.get(self._books.open_relays.get(deed.account, 0), ())
        gone = any(who in told.refused or who not in self._books.living for who in match)
        return got or gone or not match

    def _count(self, account: int, deeds: list[Deed], told: Told) -> None:
        kinds = set()
        for effect in told.effects:
            row = self._books.rows.get(self._books.row_of.get(effect.message.id, 0))
            if effect.message.chat_id == account and row is not None:
                kinds.add(row.kind)
        for deed in deeds:
            self._tally.counts["deeds"] += 1
            if deed.button.startswith(PUBLISHING) or deed.what == "text":
                whose = deed.pressed_for or self._books.speaks.get(account)
                self._may_post[account] += 1
                self._may_post_for[whose or 0] += 1
            self._again[account] += deed.action == "post.again"
            if deed.what in ("press", "command"):
                self._tally.tried[deed.action] += 1
                if len({each.told for each in deeds}) == 1 and (kinds - REFUSALS or account in told.deleted):
                    self._tally.worked[deed.action] += 1

    def judge_posts(self, db: sqlite3.Connection) -> None:
        """Each press that publishes makes one post at most, and each text stands in one."""
        rows = db.execute(
            "SELECT p.id, p.words, r.account, r.id AS whose FROM post p JOIN resident r ON r.id = p.resident_id"
        ).fetchall()
        if self._at_first is None:
            self._at_first = {row["id"] for row in rows}
        with_marker: Counter[str] = Counter()
        for row in rows:
            if row["id"] in self._at_first:
                continue
            self._posts[row["account"], row["whose"]].add(row["id"])
            for marker in self._markers.found(row["words"] or ""):
                with_marker[marker.text] += marker.secret is Secret.WORDS
                if marker.meant is not None or marker.secret is Secret.NOBODY:
                    self._report(
                        "what was said in private stands in a post", f"post {row['id']}: {marker.secret}"
                    )
        for (account, whose), posts in self._posts.items():
            if len(posts) > (self._may_post_for[whose] if account < 0 else self._may_post[account]):
                self._twice(f"{account} has {len(posts)} posts by {self._may_post[account]} deeds")
        for text, count in with_marker.items():
            if count > 1 + self._again[self._markers.known[text].account]:
                self._twice(f"words of {self._markers.known[text].account} stand in {count} posts")

    def _twice(self, seen: str) -> None:
        self._tally.counts["double effects"] += 1
        self._report("a post twice", seen)
