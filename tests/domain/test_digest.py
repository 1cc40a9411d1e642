"""What is told of a week and of four, what is merged or left out, and what is more than chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.digest import chance
from bot.domain.digest.figures import Hidden, beside, figure, fives, of_sizes
from bot.domain.digest.findings import findings
from bot.domain.digest.telling import Digest, tell
from bot.domain.digest.weeks import last_day, monday, told_block, week_of, weeks_of
from tests.domain.digest_buurt import BLOCK, FIRST, Story, begins


def asked(story: Story, week: int, people: int, first: int = 0, **how: Any) -> None:
    """That many people, each with a request of their own."""
    for who in range(first, first + people):
        story.request(who, week, **how)


def of_week(story: Story, week: int = FIRST) -> Digest:
    return tell(story.in_order(), week, begins)


def test_people_are_counted_and_not_their_posts() -> None:
    story = Story()
    asked(story, FIRST, 6)
    asked(story, FIRST, 6, hours=20)
    assert of_week(story).now.asked == 6


def test_four_people_are_not_shown_and_nobody_is_not_shown_either() -> None:
    for people, shown in ((0, Hidden.FEW), (4, Hidden.FEW), (5, 5)):
        story = Story()
        asked(story, FIRST, people)
        assert of_week(story).now.asked == shown


def test_who_was_helped_is_the_one_who_asked_and_is_not_told_where_nearly_everybody_was() -> None:
    story = Story()
    asked(story, FIRST, 6, found=1, done=20)
    assert of_week(story).now.helped is Hidden.SOME, "the few who were not helped would show"
    asked(story, FIRST, 5, 50)
    assert of_week(story).now.helped == 6


def test_help_that_nobody_spoke_of_is_help() -> None:
    story = Story()
    asked(story, FIRST, 12)
    for post in range(1, 7):
        story.tell(begins(FIRST) + timedelta(days=3), "done_unheard", f"r{post}", post)
    assert of_week(story).now.helped == 6


def test_who_waits_is_told_in_fives_by_the_oldest_request() -> None:
    story = Story()
    asked(story, FIRST, 9)
    asked(story, FIRST - 1, 2)
    asked(story, FIRST - 3, 12, 100)
    asked(story, FIRST, 6, 200, found=1)
    assert of_week(story).waiting == {"this_week": 5, "last_week": 0, "longer": 10}


def test_who_was_left_alone_again_waits_and_who_called_it_off_does_not() -> None:
    for detail, waiting in (("helper", 5), ("requester", 0)):
        story = Story()
        asked(story, FIRST, 5, found=1)
        for post in range(1, 6):
            story.tell(begins(FIRST) + timedelta(days=2), "dropped_out", "r900", post, detail=detail)
        assert of_week(story).waiting["this_week"] == waiting


def test_a_block_is_told_a_week_after_its_end_and_not_before() -> None:
    assert weeks_of(BLOCK)[-1] == FIRST + 3
    assert [told_block(FIRST + number) for number in (3, 4, 7, 8)] == [BLOCK - 1, BLOCK, BLOCK, BLOCK + 1]
    assert week_of(monday(FIRST)) == week_of(last_day(FIRST)) == FIRST
    assert monday(FIRST).weekday() == 0


def test_a_week_of_fewer_than_five_is_left_out_of_the_four_weeks() -> None:
    story = Story()
    for week, people in zip(weeks_of(BLOCK), (9, 3, 8, 7), strict=True):
        asked(story, week, people)
    told = of_week(story, FIRST + 4)
    assert told.block is not None
    assert told.block.whole is not None
    assert told.block.whole.asked == 9 + 8 + 7


def test_a_buurt_where_few_ask_is_told_by_four_weeks() -> None:
    story = Story()
    for week in range(FIRST, FIRST + 13):
        asked(story, week, 3, 3 * (week % 3))
    told = of_week(story, FIRST + 12)
    assert not told.by_week
    assert told.now.asked is Hidden.UNTOLD
    assert told.block is not None
    assert told.block.whole is not None
    assert told.block.whole.asked == 9, "people of four weeks, each once"


def test_a_small_group_joins_the_others_with_the_next_one() -> None:
    story = Story()
    for who in range(21):
        category = "errands" if who < 12 else "garden" if who < 18 else "pets"
        story.request(who, FIRST, category=category)
    told = of_week(story, FIRST + 4)
    assert told.block is not None
    assert [(row.kind, row.asked) for row in told.block.tables["category"]] == [("errands", 12), ("", 9)]


def test_a_group_of_whom_almost_nobody_is_helped_does_not_disappear() -> None:
    story = Story()
    for who in range(40):
        arabic = who < 15
        lucky = who < 2 or who >= 20
        how: dict[str, Any] = {"found": 2.0, "done": 30.0} if lucky else {}
        story.request(who, FIRST, lang="ar" if arabic else "nl", **how)
    told = of_week(story, FIRST + 4)
    assert told.block is not None
    arabic_row = told.block.tables["lang"][1]
    assert (arabic_row.kind, arabic_row.helped, arabic_row.under_half) == ("ar", None, True)


def test_the_tests_of_chance_are_those_of_the_books() -> None:
    from scipy.stats import binomtest, fisher_exact  # takes seconds: only who runs this test waits for it

    for part, part_yes, whole, whole_yes in ((32, 14, 96, 60), (10, 1, 40, 22), (24, 6, 96, 59)):
        others = whole - part
        others_yes = whole_yes - part_yes
        table = [[part_yes, part - part_yes], [others_yes, others - others_yes]]
        assert chance.apart(part, part_yes, whole, whole_yes) == pytest.approx(fisher_exact(table)[1])
    for now, before in ((20, 40), (7, 60), (15, 60)):
        expected = binomtest(now, now + before, 1 / 5).pvalue
        assert chance.changed(now, before, 4) == pytest.approx(expected)


def test_what_lies_in_the_usual_range_is_no_finding_and_what_lies_outside_is() -> None:
    low, high = chance.usual(24, 96, 59, tests=6)
    for got in range(25):
        p = chance.together(chance.apart(24, got, 96, 59), 6)
        assert (p >= chance.RARE) == (low <= got <= high)


def test_a_clear_gap_is_found_and_a_like_treatment_is_not() -> None:
    for lucky_arabic, real in ((5, True), (19, False)):
        story = Story()
        for who in range(100):
            arabic = who < 25
            lucky = who < lucky_arabic if arabic else who < 82
            how: dict[str, Any] = {"found": 2.0, "done": 30.0} if lucky else {}
            story.request(who, FIRST, lang="ar" if arabic else "nl", **how)
        found = findings(of_week(story, FIRST + 4))
        assert bool(found.real_gaps("lang")) is real


def test_a_change_is_told_beside_the_four_weeks_before() -> None:
    story = Story()
    for week in range(FIRST, FIRST + 4):
        asked(story, week, 10)
    asked(story, FIRST + 4, 30)
    change = findings(of_week(story, FIRST + 4)).changes[0]
    assert (change.what, change.now, change.before, change.real) == ("asked", 30, 40, True)


def test_who_is_on_paper_or_new_is_read_from_when_they_joined() -> None:
    story = Story()
    for who in range(30):
        days = 10 if who < 6 else 300
        story.joined(who, begins(FIRST) - timedelta(days=days), "paper" if who >= 25 else "invite")
    asked(story, FIRST, 30)
    told = of_week(story, FIRST + 1)
    assert told.block is None or told.block.number < BLOCK
    told = of_week(story, FIRST + 4)
    assert told.block is not None
    assert [(row.kind, row.asked) for row in told.block.tables["time"]] == [("settled", 24), ("new", 6)]
    assert [(row.kind, row.asked) for row in told.block.tables["channel"]] == [("phone", 25), ("paper", 5)]


def test_the_busiest_tenth_is_told_from_fifty_helpers_on() -> None:
    for helpers, shown in ((49, None), (50, 2)):
        story = Story()
        for number in range(helpers):
            for _ in range(3 if number < 5 else 1):
                story.request(number, FIRST, found=1, done=20, helper=1000 + number)
        told = of_week(story, FIRST + 4)
        assert told.block is not None
        assert told.block.load.busiest == shown
        assert told.block.load.helpers == fives(helpers)


def test_a_helper_who_dropped_out_or_was_not_wanted_did_not_help() -> None:
    story = Story()
    at = begins(FIRST)
    for who in range(10):
        post = story.request(who, FIRST, found=1, helper=500 + who)
        story.tell(at + timedelta(hours=12), "said_yes", f"r{700 + who % 2}", post)
        story.tell(at + timedelta(hours=13), "dropped_out", f"r{500 + who}", post, detail="helper")
        story.tell(at + timedelta(hours=40), "done", f"r{who}", post)
    told = of_week(story, FIRST + 4)
    assert told.block is not None
    assert told.block.load.helpers == 0, "two"


def test_who_stood_by_and_said_no_when_asked_once_more_did_not_help() -> None:
    story = Story()
    at = begins(FIRST)
    for who in range(10):
        post = story.request(who, FIRST)
        story.tell(at + timedelta(hours=11), "said_yes", f"r{500 + who}", post)
        story.tell(at + timedelta(hours=12), "said_no", f"r{500 + who}", post)
        story.tell(at + timedelta(hours=13), "said_yes", f"r{700 + who % 2}", post)
        story.tell(at + timedelta(hours=40), "done", f"r{who}", post)
    told = of_week(story, FIRST + 4)
    assert told.block is not None
    assert told.block.load.helpers == 0, "two"


def test_a_breakdown_keeps_everybody_and_shows_no_small_cell() -> None:
    broken = of_sizes({"nl": 9, "ar": 6, "en": 2})
    assert broken is not None
    assert broken.to_json() == {"cells": [["nl", 9]], "others": 8}
    assert of_sizes({"nl": 4}) is None
    assert (figure(4), figure(5)) == (Hidden.FEW, 5)
    assert (beside(9, 8), beside(9, 9), beside(9, 3), beside(12, 7)) == (Hidden.SOME, 9, Hidden.FEW, 7)


def test_a_quiet_week_has_nothing_to_draw() -> None:
    told = of_week(Story())
    assert told.quiet
    assert not replace(told, offered=7).quiet
    assert not told.has_something_to_draw
