"""What must hold in the database whenever the bot is dead or rests, as the design's "States" and promises say."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

ENDED = "('done', 'expired', 'closed')"
TABLE_OF = {
    "wave": "post",
    "post_warn": "post",
    "post_expire": "post",
    "group_call_over": "post",
    "invite": "post",
    "ask_silent": "ask",
    "goes_on": "ask",
    "invite_silent": "invitation",
    "which_time": "commitment",
    "which_time_again": "commitment",
    "day_before": "commitment",
    "hours_before": "commitment",
    "check_in": "commitment",
    "check_in_over": "commitment",
    "address_gone": "commitment",
    "match_end": "match",
    "digest": "buurt",
    "buurt_opened": "buurt",
    "give_question": "resident",
    "silent_year": "resident",
    "role_menu": "resident",
}
"""What a due row is about. Not `release`: a message for the morning may be taken back (its neighbour has another
contact by now, say), and its release then finds nothing."""
ALWAYS = {
    "a question waits for an answer about a post that ended": "SELECT a.id FROM ask a"
    f" JOIN post p ON p.id = a.post_id WHERE a.state = 'waiting' AND p.state IN {ENDED}",
    "a question waits although the post is matched": "SELECT a.id FROM ask a JOIN post p ON p.id = a.post_id"
    " WHERE a.state = 'waiting' AND p.state = 'matched'",
    "an invitation waits to an offer that ended": "SELECT i.id FROM invitation i JOIN post p ON p.id = i.offer_id"
    f" WHERE i.state = 'waiting' AND p.state IN {ENDED}",
    "an offered match on a post that is neither open nor held": "SELECT m.id FROM match m"
    " JOIN post p ON p.id = m.post_id WHERE m.state = 'offered' AND p.state NOT IN ('open', 'held')",
    "an agreed match on a post that is neither matched nor over its time": "SELECT m.id FROM match m"
    " JOIN post p ON p.id = m.post_id WHERE m.state = 'agreed' AND p.state IN ('held', 'open', 'expired')",
    "a matched post without an agreed match": "SELECT id FROM post p WHERE state = 'matched'"
    " AND NOT EXISTS (SELECT 1 FROM match m WHERE m.post_id = p.id AND m.state = 'agreed')",
    "an agreed match without a commitment": "SELECT id FROM match m WHERE state = 'agreed'"
    " AND NOT EXISTS (SELECT 1 FROM commitment c WHERE c.match_id = m.id)",
    "two commitments of one match": "SELECT match_id FROM commitment GROUP BY match_id HAVING count(*) > 1",
    "a live commitment of a match that is not agreed": "SELECT c.id FROM commitment c"
    " JOIN match m ON m.id = c.match_id WHERE c.state IN ('no_time', 'time_agreed', 'confirmed')"
    " AND m.state <> 'agreed'",
    "a confirmed commitment without a time": "SELECT id FROM commitment"
    " WHERE state = 'confirmed' AND starts_at IS NULL",
    "an address of a match that is over": "SELECT id FROM match WHERE state <> 'agreed' AND address IS NOT NULL",
    "a message that waits for later, and nothing releases it": "SELECT id FROM outbox o WHERE state = 'later'"
    " AND NOT EXISTS (SELECT 1 FROM due d WHERE d.kind = 'release' AND d.subject = o.id)",
    "a live post that never ends": "SELECT id FROM post p WHERE state = 'open' AND created_at > :began"
    " AND NOT EXISTS (SELECT 1 FROM due d WHERE d.kind = 'post_expire' AND d.subject = p.id)",
    "a question that never falls silent": "SELECT id FROM ask a WHERE state = 'waiting' AND came = 0"
    " AND NOT EXISTS (SELECT 1 FROM due d WHERE d.kind = 'ask_silent' AND d.subject = a.id)",
    "a confirmed commitment that nobody asks about": "SELECT id FROM commitment c WHERE state = 'confirmed'"
    " AND NOT EXISTS (SELECT 1 FROM due d WHERE d.kind IN ('check_in', 'check_in_over') AND d.subject = c.id)",
    "an agreed match that nothing will ever end": "SELECT m.id FROM match m"
    " JOIN commitment c ON c.match_id = m.id WHERE m.state = 'agreed' AND NOT EXISTS"
    " (SELECT 1 FROM due d WHERE (d.subject = c.id AND d.kind IN"
    " ('which_time', 'which_time_again', 'check_in', 'check_in_over')) OR"
    " (d.subject = m.id AND d.kind = 'match_end'))",
    "somebody who is no member lives in a match": "SELECT m.id FROM match m JOIN resident r"
    " ON r.id IN (m.requester_id, m.helper_id) WHERE m.state <> 'ended' AND r.state NOT IN ('member', 'paused')",
    "an update that was handled and kept its words": "SELECT update_id FROM inbox WHERE state <> 'waiting'"
    " AND payload IS NOT NULL",
    "a message that left and kept its words": "SELECT id FROM outbox WHERE state IN ('sent', 'dropped', 'failed')"
    " AND params <> '{}'",
    "more live posts than anybody may have": "SELECT resident_id FROM post WHERE state IN ('held', 'open', 'matched')"
    " GROUP BY resident_id HAVING count(*) > 6",
    "a question that was never put": "SELECT id FROM ask a WHERE state = 'waiting' AND asked_at > :lately"
    " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.holds LIKE 'ask:' || a.id || ':%')",
    "a care of the night that is not planned": "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM due WHERE kind = 'care')"
    " AND EXISTS (SELECT 1 FROM due WHERE kind = 'digest')",
}
AT_REST = {
    "an update still waits": "SELECT update_id FROM inbox WHERE state = 'waiting'",
    "a message still waits": "SELECT id || ' ' || kind FROM outbox WHERE state = 'waiting'",
    "a due row was left behind": "SELECT kind || ' ' || subject || ' ' || at FROM due WHERE at < :now",
}


def waits(db: sqlite3.Connection, now: datetime) -> list[tuple[str, str]]:
    """What is left to do although the bot rests; real time goes on, so a row may fall due at this moment."""
    found = []
    for promise, sql in AT_REST.items():
        rows = [tuple(row) for row in db.execute(sql, {"now": f"{now:%Y-%m-%dT%H:%M:%SZ}"}).fetchall()]
        if rows:
            found.append((promise, str(rows[:8])))
    return found


def broken(db: sqlite3.Connection, now: datetime, began: datetime) -> list[tuple[str, str]]:
    """Which promise is broken, and the rows that break it. `now` and `began` (of the month): aware UTC."""
    found = []
    for pragma in ("integrity_check", "foreign_key_check"):
        said = [tuple(row) for row in db.execute(f"PRAGMA {pragma}").fetchall()]
        if said and said != [("ok",)]:
            found.append((pragma, str(said[:5])))
    told = (("now", now), ("began", began), ("lately", now - timedelta(days=6)))
    moments = {name: f"{moment:%Y-%m-%dT%H:%M:%SZ}" for name, moment in told}
    for promise, sql in ALWAYS.items():
        rows = [tuple(row) for row in db.execute(sql, moments).fetchall()]
        if rows:
            found.append((promise, str(rows[:8])))
    for kind, table in TABLE_OF.items():
        rows = db.execute(
            f"SELECT d.subject FROM due d WHERE d.kind = ? AND NOT EXISTS (SELECT 1 FROM {table} t"
            " WHERE t.id = d.subject)",
            (kind,),
        ).fetchall()
        if rows:
            found.append((f"due {kind} about a {table} that is gone", str([row[0] for row in rows[:8]])))
    aside = db.execute("SELECT update_id, state, tries FROM inbox WHERE tries > 0").fetchall()
    if aside:
        found.append(("an update failed", str([tuple(row) for row in aside])))
    return found
