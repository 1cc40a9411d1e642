"""How well rules, model and both do on messages left out of the learning."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from bot.text.category import Category
from bot.text.intent import Kind
from bot.text.judgement import Judgement, judge
from bot.text.model import Odds
from bot.text.seen import Seen
from bot.text.training.examples import Example

ALL = "all"


def print_report(learnt: Sequence[Example], seen: Sequence[Seen], odds: Sequence[Odds]) -> None:
    """A line a field and language or author: the share right by the rules alone, and by rules and model."""
    ways: dict[str, list[Judgement]] = {
        "rules": [by_rules(one) for one in seen],
        "both": [judge(one, odd) for one, odd in zip(seen, odds, strict=True)],
    }
    print(f"{'':28}" + "".join(f"{name:>10}" for name in ways))
    for field, right in FIELDS.items():
        langs, authors = {one.lang for one in learnt}, {f"by {one.author}" for one in learnt}
        for part in (ALL, *sorted(langs), *sorted(authors)):
            counted = [
                place
                for place, example in enumerate(learnt)
                if part in (ALL, example.lang, f"by {example.author}")
                and right(example, ways["rules"][place]) is not None
            ]
            shares = [
                sum(bool(right(learnt[place], said[place])) for place in counted) / max(len(counted), 1)
                for said in ways.values()
            ]
            print(
                f"{field:14} {part:12} "
                + "".join(f"{share:10.1%}" for share in shares)
                + f" of {len(counted)}"
            )
    _print_danger(learnt, seen, odds)
    _print_sureness(learnt, ways["both"])


def _print_sureness(learnt: Sequence[Example], said: Sequence[Judgement]) -> None:
    """Whether what is held for 70% sure is right in 70% of cases."""
    for low, high in pairwise((0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)):
        kinds = [
            one.kind is it.kind for one, it in zip(learnt, said, strict=True) if low <= it.kind_sure < high
        ]
        abouts = [
            one.category is it.category
            for one, it in zip(learnt, said, strict=True)
            if low <= it.category_sure < high
            and one.kind is it.kind
            and one.kind in (Kind.REQUEST, Kind.OFFER)
        ]
        print(
            f"sure {low:.1f} to {min(high, 1):.1f}: kind right {sum(kinds) / max(len(kinds), 1):.0%} "
            f"of {len(kinds)}, category right {sum(abouts) / max(len(abouts), 1):.0%} of {len(abouts)}"
        )


def _print_danger(learnt: Sequence[Example], seen: Sequence[Seen], odds: Sequence[Odds]) -> None:
    """What other thresholds for hearing danger would do: the share found and the share of false alarms."""
    crises = sum(example.kind is Kind.CRISIS for example in learnt)
    for adds in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        for refutes in (0.0, 0.2, 0.35, 0.5):
            heard = [
                example.kind is Kind.CRISIS
                for example, one, odd in zip(learnt, seen, odds, strict=True)
                if odd.kinds[Kind.CRISIS] >= (refutes if one.threat else adds)
            ]
            found, false = sum(heard) / crises, (len(heard) - sum(heard)) / (len(learnt) - crises)
            print(
                f"adds from {adds:.2f}, refutes under {refutes:.2f}: found {found:.1%}, false alarms {false:.1%}"
            )


def by_rules(one: Seen) -> Judgement:
    """What the rules alone decide."""
    kind = Kind.CRISIS if one.threat else one.kind
    return Judgement(kind, one.kind_sure, _about(kind, one.category), one.category_sure, one.threat)


def _about(kind: Kind, category: Category) -> Category:
    return category if kind in (Kind.REQUEST, Kind.OFFER) else Category.OTHER


def _kind(example: Example, said: Judgement) -> bool | None:
    return example.kind is said.kind


def _category(example: Example, said: Judgement) -> bool | None:
    return example.category is said.category if example.kind in (Kind.REQUEST, Kind.OFFER) else None


def _crisis(example: Example, said: Judgement) -> bool | None:
    return said.kind is Kind.CRISIS if example.kind is Kind.CRISIS else None


def _alarm(example: Example, said: Judgement) -> bool | None:
    return said.kind is Kind.CRISIS if example.kind is not Kind.CRISIS else None


FIELDS: Mapping[str, Callable[[Example, Judgement], bool | None]] = {
    "kind": _kind,
    "category": _category,
    "crisis found": _crisis,
    "false alarms": _alarm,
}
