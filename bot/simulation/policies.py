"""Every policy by its name, ours last."""

from bot.simulation.policy import OURS, Policy
from bot.simulation.rivals import RIVALS

POLICIES: dict[str, Policy] = {policy.name: policy for policy in (*RIVALS, OURS)}
