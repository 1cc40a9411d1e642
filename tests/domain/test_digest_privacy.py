"""An attacker who keeps every digest tries to find a small group by sums, differences and complements."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.digest.tables import HALF_OF, split
from bot.domain.digest.telling import Digest, tell
from tests.domain.digest_attack import Attack, attack
from tests.domain.digest_buurt import FIRST, Story, begins, by_chance
from tests.domain.digest_made_up import Own, digests_of, made_up, together

WEEKS = 10


RECIPES = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 10**6),
        "first": st.integers(FIRST, FIRST + 3),
        "people": st.integers(5, 80),
        "asks": st.integers(1, 40),
        "helped": st.sampled_from((0.1, 0.3, 0.5, 0.7, 0.9, 1.0)),
        "arabic": st.sampled_from((0.1, 0.3, 0.5)),
        "paper": st.sampled_from((0.0, 0.1, 0.4)),
        "gap": st.sampled_from((0.0, 0.3, 0.6)),
    }
)
"""From a hamlet to a large buurt, kind or hard to some of its people."""


def every_digest(recipe: dict[str, Any]) -> list[Digest]:
    """Every digest of a buurt's first weeks."""
    happenings = by_chance(Random(recipe.pop("seed")), weeks=WEEKS, **recipe)
    return [tell(happenings, week, begins) for week in range(FIRST, FIRST + WEEKS)]


@given(RECIPES)
@settings(max_examples=25, deadline=None)
def test_all_digests_together_give_no_group_of_one_to_four(recipe: dict[str, Any]) -> None:
    found = attack(every_digest(dict(recipe)))
    assert found.leaks() == []


@given(
    RECIPES,
    st.integers(0, 40),
    st.fixed_dictionaries(
        {
            "count": st.integers(1, 15),
            "helped": st.sampled_from((0.0, 0.5, 1.0)),
            "lang": st.sampled_from(("nl", "ar")),
        }
    ),
)
@settings(max_examples=8, deadline=None)
def test_who_made_up_neighbours_without_a_phone_and_takes_them_out_finds_no_group_either(
    recipe: dict[str, Any], asks: int, own: dict[str, Any]
) -> None:
    recipe = {**recipe, "asks": asks}
    rng = Random(recipe.pop("seed"))
    happenings = together(by_chance(rng, weeks=WEEKS, **recipe), made_up(rng, FIRST, WEEKS, **own))
    digests = digests_of(happenings, WEEKS)
    found = attack(digests, Own(happenings, own["count"]).of(digests))
    assert found.leaks() == []


def test_four_made_up_neighbours_and_one_real_are_told_as_too_few() -> None:
    real = Story()
    for week in range(FIRST, FIRST + 5):
        real.request(1, week, lang="ar", category="transport")
    rng = Random(1)
    happenings = together(real.in_order(), made_up(rng, FIRST, 5, 8, 0.0, "ar"))
    for digest in digests_of(happenings, 5):
        assert digest.quiet


@given(RECIPES)
@settings(max_examples=8, deadline=None)
def test_a_week_is_told_in_the_same_numbers_in_every_digest(recipe: dict[str, Any]) -> None:
    told: dict[tuple[int, int], object] = {}
    for digest in every_digest(dict(recipe)):
        for span in digest.line:
            assert told.setdefault((span.week, span.weeks), span) == span
        if digest.block is not None:
            assert told.setdefault((digest.block.number, -1), digest.block) == digest.block


def test_the_attacker_finds_what_a_careless_table_gives_away() -> None:
    """A total of twenty beside a row of seventeen: the other three."""
    careless = Attack()
    careless.know("all", 20, 20)
    careless.know("nl", 17, 17)
    careless.adds_up("all", ["nl", "ar"])
    assert careless.leaks() == ["ar"]


def test_the_attacker_finds_what_rounding_gives_away_beside_a_total() -> None:
    """Twenty to twenty-four in all, fifteen to nineteen of them in one row, fewer than five in the other."""
    careless = Attack()
    careless.know("all", 20, 24)
    careless.know("nl", 15, 19)
    careless.know("ar", 0, 4)
    careless.adds_up("all", ["nl", "ar"])
    assert careless.leaks() == ["ar"]


def people(first: int, count: int) -> frozenset[str]:
    return frozenset(f"r{first + number}" for number in range(count))


@given(st.dictionaries(st.text(max_size=2), st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=7))
def test_what_is_split_and_what_is_not_are_both_large(sizes: dict[str, tuple[int, int]]) -> None:
    groups = {
        key: (people(100 * at, one), people(100 * at + 50, other))
        for at, (key, (one, other)) in enumerate(sizes.items())
    }
    told = split(groups)
    assert all(min(sizes[key]) >= 5 for key in told)
    rest = [sizes[key] for key in sizes if key not in told]
    assert not told or not rest or min(sum(one for one, _ in rest), sum(other for _, other in rest)) >= 5


def test_fewer_than_half_leaves_room_for_five() -> None:
    assert (HALF_OF - 1) // 2 >= 5
