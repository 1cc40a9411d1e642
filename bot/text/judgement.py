"""Rules and trained model together: what a message is, what it is about, and how sure that is."""

from dataclasses import dataclass

from bot.text.category import Category
from bot.text.danger import Danger
from bot.text.intent import Kind
from bot.text.model import Odds
from bot.text.seen import Seen

# Chosen by leaving out an author at a time (`python -m bot.text.training.train` prints what others would do): a
# missed crisis weighs more than a false alarm, and most false friends of danger are still let go. Under KNOWS_DANGER
# 112 alone is given.
ADDS_CRISIS = 0.4
REFUTES_CRISIS = 0.35
KNOWS_DANGER = 0.4
# In so few words ("ik wil dood", "brand!!!") there is nothing from which the model knows better than the lexicon.
PLAIN = 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind and category of a message, and how likely each is right, 0 to 1."""

    kind: Kind
    kind_sure: float
    category: Category
    category_sure: float
    danger: Danger | None = None


def judge(seen: Seen, odds: Odds) -> Judgement:
    """Decide on one message. Words of danger count at once; the model may hear danger in other words too."""
    crisis = odds.kinds[Kind.CRISIS]
    if seen.threat and (crisis >= REFUTES_CRISIS or len(seen.words) <= PLAIN):
        return Judgement(Kind.CRISIS, max(crisis, 0.9), Category.OTHER, 0.95, seen.threat)
    # A bare number answers a question; the model never saw one.
    worded = any(char.isalpha() for word in seen.words for char in word)
    if crisis >= ADDS_CRISIS and worded:
        return Judgement(Kind.CRISIS, crisis, Category.OTHER, 0.95, _which(odds))
    calm = {kind: share for kind, share in odds.kinds.items() if kind is not Kind.CRISIS}
    kind = max(calm, key=lambda name: calm[name])
    if kind is Kind.OTHER:
        return Judgement(kind, calm[kind], Category.OTHER, 0.9)
    category = max(odds.categories, key=lambda name: odds.categories[name])
    return Judgement(kind, calm[kind], category, odds.categories[category])


def _which(odds: Odds) -> Danger:
    """The likeliest danger; where that is uncertain the one that is answered with 112 alone."""
    likeliest = max(odds.dangers, key=lambda name: odds.dangers[name])
    return likeliest if odds.dangers[likeliest] >= KNOWS_DANGER else Danger.MEDICAL
