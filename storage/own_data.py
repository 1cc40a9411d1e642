"""Everything that is kept about one resident, and nothing that another person wrote.

Of an appointment the other person is left out; of a question somebody else asked, its words.
"""

from __future__ import annotations

from typing import Any

from bot import jsontext
from bot.domain.ids import AccountId, ResidentId
from storage.database import Transaction

DRAFT_OWN = frozenset(
    {
        "postcode",
        "category",
        "when",
        "days",
        "parts",
        "often",
        "once",
        "words",
        "coffee",
        "picked",
        "address",
        "thanks",
        "theme",
        "barrier",
        "told",
        "answer",
        "answer_more",
    }
)
"""What of a draft is the resident's own; names of others and ids of rows are not."""
WELCOME_OWN = frozenset({"first_name", "name"})
"""In the first questions a name is their own."""


async def everything(tx: Transaction, who: ResidentId, account: AccountId) -> dict[str, Any]:
    """A JSON object by topic; moments are UTC texts."""
    return {
        "you": await _row(
            tx,
            "SELECT r.account AS telegram_account, r.name AS first_name, r.lang AS language,"
            " r.spoken AS languages_spoken, b.name AS buurt, r.state, r.adult AS is_18_or_older,"
            " r.visits_allowed AS coordinator_said_yes_to_home_visits, r.reachable AS telegram_delivers,"
            " r.may_widen AS your_last_request_may_look_beyond_to,"
            " r.beyond AS neighbouring_buurten_may_ask_you, r.silent_in_row AS questions_without_answer,"
            " r.still_asked_at AS asked_whether_you_still_want, r.give_asked_at AS asked_what_you_like_to_do,"
            " r.safety_card_at AS safety_card_shown_at, r.created_at AS known_since, r.seen_at AS last_seen"
            " FROM resident r LEFT JOIN buurt b ON b.id = r.buurt_id WHERE r.id = ?",
            who,
        ),
        "your_wishes_for_visits_at_home": await _row(
            tx,
            "SELECT gender, pets AS pets_at_home, smokes, wish_gender, wish_language, wish_no_pets, wish_no_smoking"
            " FROM visit_preference WHERE resident_id = ?",
            who,
        ),
        "roles": await _rows(
            tx,
            "SELECT b.name AS buurt, role FROM role JOIN buurt b ON b.id = buurt_id WHERE resident_id = ?",
            who,
        ),
        "postcode_without_a_buurt": await _row(
            tx, "SELECT postcode, at FROM interest WHERE resident_id = ?", who
        ),
        "open_question": await _draft(tx, who),
        "how_you_agreed_to_take_part_without_a_phone": await _row(
            tx, "SELECT consent, consent_at AS noted_at FROM paper_neighbour WHERE resident_id = ?", who
        ),
        "neighbours_without_a_phone_you_answer_for": await _rows(
            tx,
            "SELECT consent_at AS noted_at, contact_phone AS your_number_on_their_sheet FROM paper_neighbour"
            " WHERE contact_id = ? ORDER BY resident_id",
            who,
        ),
        "neighbours_without_a_phone_you_entered": await _row(
            tx, "SELECT count(*) AS number FROM paper_neighbour WHERE noted_by = ?", who
        ),
        "asked_to_answer_for_neighbours_without_a_phone": await _row(
            tx, "SELECT count(*) AS number FROM paper_neighbour WHERE asked_id = ?", who
        ),
        "posts": await _posts(tx, who),
        "asked_by_others_for_you": await _rows(
            tx, "SELECT category, state, created_at FROM post WHERE for_resident_id = ? ORDER BY id", who
        ),
        "questions_to_you": await _rows(
            tx,
            "SELECT state AS your_answer, asked_at, answered_at, came AS you_came_by_a_link FROM ask"
            " WHERE resident_id = ? ORDER BY id",
            who,
        ),
        "offers_put_to_you": await _rows(
            tx,
            "SELECT state AS your_answer, asked_at, answered_at FROM invitation WHERE resident_id = ? ORDER BY id",
            who,
        ),
        "appointments": await _appointments(tx, who),
        "conversation_open_until": await _row(tx, "SELECT closes_at FROM relay WHERE resident_id = ?", who),
        "messages_to_you": await _rows(
            tx, "SELECT kind, state, created_at AS at FROM outbox WHERE chat_id = ? ORDER BY id", account
        ),
        "message_numbers_of_conversations": await _rows(
            tx, "SELECT message_id AS number, at FROM relay_message WHERE chat_id = ? ORDER BY at", account
        ),
        "messages_from_you_that_wait": await _rows(
            tx, "SELECT received_at AS at FROM inbox WHERE chat_id = ? AND state = 'waiting'", account
        ),
        "neighbours_you_reported": await _rows(
            tx, "SELECT created_at AS at, closed_at FROM report WHERE reporter_id = ? ORDER BY id", who
        ),
        "what_you_shared_about_your_reports": await _rows(
            tx,
            "SELECT l.text, l.at FROM case_line l JOIN report r ON r.id = l.report_id"
            " WHERE r.reporter_id = ? ORDER BY l.id",
            who,
        ),
        "decided_about_you": await _rows(
            tx,
            "SELECT kind, reason, at, until, state, appeal AS what_you_wrote_against_it FROM decision"
            " WHERE resident_id = ? ORDER BY id",
            who,
        ),
        "decided_by_you": await _rows(
            tx, "SELECT kind, reason, at, state FROM decision WHERE decided_by = ? ORDER BY id", who
        ),
        "certificate_of_conduct": await _row(
            tx, "SELECT seen_on, told_at AS told_that_one_is_needed_at FROM vog WHERE resident_id = ?", who
        ),
        "a_coordinator_said_yes_to_your_help_with": await _rows(
            tx, "SELECT mark AS kind FROM trusted WHERE resident_id = ? ORDER BY mark", who
        ),
        "link_for_a_neighbour_who_knows_you": await _row(
            tx, "SELECT code FROM vouch_link WHERE resident_id = ?", who
        ),
        "confidant_of": await _rows(
            tx,
            "SELECT b.name AS buurt FROM confidant c JOIN buurt b ON b.id = c.buurt_id WHERE resident_id = ?",
            who,
        ),
        "you_wrote_to_a_confidant_at": await _rows(
            tx, "SELECT at FROM confided WHERE resident_id = ? ORDER BY id", who
        ),
        "neighbours_wrote_to_you_in_confidence_at": await _rows(
            tx, "SELECT at FROM confided WHERE confidant_id = ? ORDER BY id", who
        ),
        "neighbours_kept_apart_from_you_at_your_wish": await _row(
            tx, "SELECT count(*) AS number FROM block WHERE one_id = ?", who
        ),
        "invites_you_made": await _rows(
            tx, "SELECT expires_at, uses_left FROM invite WHERE made_by = ? ORDER BY expires_at", who
        ),
        "links_you_made_for_a_group_chat": await _rows(
            tx, "SELECT expires_at FROM group_link WHERE made_by = ? ORDER BY expires_at", who
        ),
        "broadcasts_you_wrote": await _rows(
            tx,
            "SELECT b.state, b.created_at, b.begun_at, t.lang AS language, t.words FROM broadcast b"
            " LEFT JOIN broadcast_text t ON t.broadcast_id = b.id WHERE b.made_by = ? ORDER BY b.id, t.lang",
            who,
        ),
        "broadcasts_just_sent_to_you": await _row(
            tx, "SELECT count(*) AS number FROM broadcast_copy WHERE resident_id = ?", who
        ),
        "proposals_about_your_being_coordinator": await _rows(
            tx,
            # Of a removal that nobody has said yes to yet only who proposed it knows.
            "SELECT state, expires_at FROM handover WHERE resident_id = ? AND kind = 'join' ORDER BY id",
            who,
        ),
        "proposals_you_made_about_coordinators": await _rows(
            tx, "SELECT kind, state, expires_at FROM handover WHERE proposed_by = ? ORDER BY id", who
        ),
        "what_you_ran_into": await _rows(
            tx, "SELECT theme, state, words, at FROM signal WHERE resident_id = ? ORDER BY id", who
        ),
        "your_stories": await _rows(
            tx,
            "SELECT category, state, words, named AS with_your_first_name, at FROM story"
            " WHERE resident_id = ? ORDER BY id",
            who,
        ),
        "stories_of_others_about_you": await _rows(
            tx,
            "SELECT category, state, at FROM story WHERE other_id = ? AND words IS NOT NULL ORDER BY id",
            who,
        ),
        "call_you_asked_a_coordinator_for": await _row(
            tx, "SELECT asked_at AS at FROM call_back WHERE resident_id = ?", who
        ),
        "neighbours_you_are_calling_as_a_coordinator": await _row(
            tx, "SELECT count(*) AS number FROM call_back WHERE taken_by = ?", who
        ),
        "what_you_put_off_as_a_coordinator": await _rows(
            tx, "SELECT kind, at FROM put_off WHERE resident_id = ? ORDER BY at", who
        ),
        "your_summary_in_the_morning": await _row(tx, "SELECT hour FROM morning WHERE resident_id = ?", who),
        "requests_of_yours_that_went_to_a_professional": await _rows(
            tx,
            "SELECT h.kind, h.at, h.helped FROM handed_over h JOIN post p ON p.id = h.post_id"
            " WHERE p.resident_id = ? ORDER BY h.at",
            who,
        ),
        "what_happened": await _rows(
            tx, "SELECT at, kind, category, lang AS language FROM event WHERE who = ? ORDER BY id", f"r{who}"
        ),
    }


async def _rows(tx: Transaction, sql: str, who: int | str) -> list[dict[str, Any]]:
    return [dict(row) for row in await tx.all(sql, (who,))]


async def _row(tx: Transaction, sql: str, who: int | str) -> dict[str, Any] | None:
    rows = await _rows(tx, sql, who)
    return rows[0] if rows else None


async def _draft(tx: Transaction, who: ResidentId) -> dict[str, Any] | None:
    row = await tx.one("SELECT flow, data, updated_at FROM draft WHERE resident_id = ?", (who,))
    if row is None:
        return None
    data = jsontext.loads(row["data"])
    kept = DRAFT_OWN | (WELCOME_OWN if row["flow"] == "welcome" else frozenset())
    own = {key: value for key, value in data.items() if key in kept}
    return {"about": row["flow"], "updated_at": row["updated_at"], "answers": own}


async def _posts(tx: Transaction, who: ResidentId) -> list[dict[str, Any]]:
    rows = await _rows(
        tx,
        "SELECT kind, category, state, time, days, parts, max_per_week, words, voice AS voice_note, coffee,"
        " for_name IS NOT NULL OR for_resident_id IS NOT NULL AS for_a_neighbour, created_at, expires_at,"
        " ended_at FROM post WHERE resident_id = ? ORDER BY id",
        who,
    )
    return [{**row, "time": jsontext.loads(row["time"])} for row in rows]


async def _appointments(tx: Transaction, who: ResidentId) -> list[dict[str, Any]]:
    rows = await tx.all(
        "SELECT m.*, c.state AS appointment, c.starts_at, c.proposed_by FROM match m"
        " LEFT JOIN commitment c ON c.match_id = m.id WHERE ? IN (m.requester_id, m.helper_id) ORDER BY m.id",
        (who,),
    )
    return [
        {
            "with": "a neighbour",
            "you": "helped" if row["helper_id"] == who else "were helped",
            "state": row["state"],
            "appointment": row["appointment"],
            "starts_at": row["starts_at"],
            "you_proposed_the_time": row["proposed_by"] == who,
            "door_code": row["door_code"],
            "your_address": row["address"] if row["requester_id"] == who else None,
            "you_share_your_contact": bool(
                row["helper_shares"] if row["helper_id"] == who else row["requester_shares"]
            ),
            "created_at": row["created_at"],
            "ended_at": row["ended_at"],
        }
        for row in rows
    ]
