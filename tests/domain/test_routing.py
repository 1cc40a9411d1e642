"""Where a free sentence goes: every combination of what a resident can have open."""

from __future__ import annotations

from itertools import product

import pytest

from bot.domain.ids import MatchId
from bot.domain.routing import Choose, NewPost, RelayEnded, ToDraft, ToRelay, route

ONE, TWO, ENDED = MatchId(1), MatchId(2), MatchId(9)
MATCHES: list[tuple[MatchId, ...]] = [(), (ONE,), (ONE, TWO)]
MAYBE: list[MatchId | None] = [None, ONE, TWO, ENDED]
EVERYTHING = list(product(MAYBE, MAYBE, [False, True], MATCHES))


@pytest.mark.parametrize(("reply_to", "relay", "draft", "matches"), EVERYTHING)
def test_a_sentence_only_reaches_a_neighbour_who_was_meant(
    reply_to: MatchId | None, relay: MatchId | None, draft: bool, matches: tuple[MatchId, ...]
) -> None:
    where = route(reply_to=reply_to, relay=relay, draft=draft, matches=matches)
    match where:
        case ToRelay(match_id):
            assert match_id in matches
            assert match_id == (reply_to if reply_to is not None else relay)
            assert reply_to is not None or not draft
        case RelayEnded():
            meant = reply_to if reply_to is not None else relay
            assert meant is not None
            assert meant not in matches
        case ToDraft():
            assert draft
            assert reply_to is None
            assert relay is None
        case NewPost():
            assert not draft
            assert not matches
            assert (reply_to, relay) == (None, None)
        case Choose(offered, to_draft, new_post):
            assert reply_to is None
            assert offered
            assert set(offered) <= set(matches)
            assert len(offered) + to_draft + new_post >= 2
            assert to_draft is draft


def test_every_combination_is_tried() -> None:
    assert len(EVERYTHING) == 4 * 4 * 2 * 3


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("relay", MAYBE)
def test_a_reply_goes_to_whom_it_replies_whatever_else_is_open(relay: MatchId | None, draft: bool) -> None:
    assert route(reply_to=TWO, relay=relay, draft=draft, matches=(ONE, TWO)) == ToRelay(TWO)


@pytest.mark.parametrize("draft", [False, True])
def test_a_reply_to_somebody_with_whom_contact_ended_reaches_nobody(draft: bool) -> None:
    assert route(reply_to=ENDED, relay=ONE, draft=draft, matches=(ONE,)) == RelayEnded()


def test_a_relay_and_an_open_question_at_once_make_the_bot_ask() -> None:
    assert route(reply_to=None, relay=ONE, draft=True, matches=(ONE, TWO)) == Choose((ONE,), True, False)


@pytest.mark.parametrize("draft", [False, True])
def test_a_line_in_a_relay_whose_match_ended_is_never_read_as_something_else(draft: bool) -> None:
    assert route(reply_to=None, relay=ENDED, draft=draft, matches=(ONE,)) == RelayEnded()


def test_two_open_matches_and_no_relay_make_the_bot_ask() -> None:
    assert route(reply_to=None, relay=None, draft=False, matches=(ONE, TWO)) == Choose(
        (ONE, TWO), False, True
    )


def test_an_open_question_is_answered_where_no_relay_is_open() -> None:
    assert route(reply_to=None, relay=None, draft=True, matches=(ONE, TWO)) == ToDraft()


def test_nothing_open_is_a_new_post() -> None:
    assert route(reply_to=None, relay=None, draft=False, matches=()) == NewPost()
