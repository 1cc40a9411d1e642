"""Every policy by its name: domain.md's in the order of its table, then ours."""

from bot.simulation.policy import OURS, Policy
from bot.simulation.rivals import best_five, everybody, waves, who_fits
from bot.simulation.rolling import rolling
from bot.simulation.sparse import sparse

POLICIES: dict[str, Policy] = {
    policy.name: policy
    for policy in (
        Policy("everybody", "tell everybody (a group chat)", everybody, asks_unfit=True),
        Policy("fits", "tell everybody who fits", who_fits),
        Policy("five", "best five, once", best_five),
        Policy("waves", "waves of 3, 6, all", waves, asks_unfit=True),
        Policy("sparse", "sparse notification", sparse),
        Policy("rolling", "rolling waves by probability", rolling, once_on_decline=True),
        OURS,
    )
}
