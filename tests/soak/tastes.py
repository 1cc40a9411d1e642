"""What people like to press: what helps most often, and what nobody in town has tried yet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.soak.deeds import action_of, without_voice

WEIGHTS = (
    (r"d:summary:publish", 25),
    (r"d:consent:no|d:postcode:tell_me", 0.2),
    (r"d:summary:(other|widen)", 2.5),
    (r"d:summary", 1),
    (r"d:(category:more|category:less|days:page)", 0.5),
    (r"d:paper_consent:no", 0.5),
    (r"d:.*:(ready|any|send)$", 6),
    (r"d:", 4),
    (r"ask\.yes", 14),
    (r"ask\.(no|adult)", 3),
    (r"match\.yes", 20),
    (r"match\.(other|cancel$|cancel:)", 1.2),
    (r"match\.cancel_yes", 1.2),
    (r"time\.(pick|yes)", 30),
    (r"time\.done", 4),
    (r"time\.", 2.5),
    (r"go\.yes", 8),
    (r"go\.", 1.2),
    (r"face:\d+:good|thanks", 12),
    (r"face|went", 4),
    (r"contact\.yes", 6),
    (r"address|contact|relay", 3),
    (r"report\.yes", 1.5),
    (r"report\.", 0.6),
    (r"still\.stop|danger\.hide|co\.group_off", 8),
    (r"invite\.|still\.|give\.|where", 4),
    (r"co\.(admit|allow|release)", 5),
    (r"co\.(decide|sure|why|step)", 8),
    (r"co\.admission:\d+:open", 0.2),
    (r"co\.(refuse|deny|group_off)", 1),
    (r"co\.", 2.5),
    (r"appeal\.", 8),
    (r"vouch\.|confidant\.yes", 8),
    (r"team\.(yes|no|case|agree|disagree)", 4),
    (r"team\.(leave|left)", 0.4),
    (r"team\.", 3),
    (r"broadcast\.(preview|default|send|stop)", 15),
    (r"broadcast\.", 4),
    (r"setup\.postcodes|near\.off", 1),
    (r"setup\.|near\.", 3),
    (r"digest\.|signal\.answer", 3),
    (r"paper\.(erase|erased)", 0.3),
    (r"paper\.", 5),
    (r"story\.", 5),
    (r"me\.forget:(sure|now)", 2.5),
    (r"me\.forget", 0.4),
    (r"me\.pause:on", 0.3),
    (r"me\.pause:off", 4),
    (r"wishes\.", 2.5),
    (r"me\.", 0.8),
    (r"post\.new", 2),
    (r"post\.(close|not_for_me)", 0.4),
    (r"post\.", 1.2),
    (r"danger", 2),
    (r"nav\.(stop|back)", 0.25),
    (r"nav\.help", 0.15),
    (r"nav\.home", 0.3),
    (r"nav\.", 0.5),
)
_WEIGHTS = tuple((re.compile(pattern), weight) for pattern, weight in WEIGHTS)
EVERYWHERE = frozenset({"d", "nav.home", "nav.help", "nav.back", "nav.stop"})
"""Leads from each screen to too many others to tell anything."""
FINAL = re.compile(r"me\.forget:now|d:consent:no")
"""After it somebody with a role has none: seldom, or the town has no coordinators left."""
DARES = 25.0
"""How much more somebody likes to press what nobody has pressed with success."""
FADES = 0.8
"""How much of that is left for the button on the screen before it, where it always leads there."""
FAR = 5
"""How many screens ahead somebody sees."""
ENOUGH = 3


def weight_of(data: str) -> float:
    """How much somebody likes to press this button, curiosity apart."""
    plain = without_voice(data)
    return next((weight for pattern, weight in _WEIGHTS if pattern.match(plain)), 1.0)


class Curiosity:
    """Which screen leads to which, and how often, is learned from the screens that came; `tried` and `worked` are
    counted elsewhere."""

    def __init__(self, tried: Counter[str], worked: Counter[str], names: Iterable[str]) -> None:
        self._tried = tried
        self._worked = worked
        self._names = frozenset(names)
        self._times: Counter[str] = Counter()
        self._leads: dict[str, Counter[str]] = defaultdict(Counter)
        self._pulls: dict[str, float] = {}

    def learn(self, pressed: str, offered: Iterable[str]) -> None:
        """After this action the screen offered these (callback data)."""
        if pressed not in EVERYWHERE:
            self._times[pressed] += 1
            self._leads[pressed].update({action_of(data) for data in offered} - EVERYWHERE)

    def look_round(self) -> None:
        """Think again about what is new, and what leads there."""
        self._pulls = {name: self._novelty(name) for name in self._names | self._leads.keys()}
        for _ in range(FAR):
            for name, ahead in self._leads.items():
                hopes = (
                    self._pulls.get(each, 0.0) * count / self._times[name] for each, count in ahead.items()
                )
                self._pulls[name] = max(self._pulls[name], FADES * max(hopes, default=0.0))

    def _novelty(self, name: str) -> float:
        """Less, the more often it was tried in vain; a little until it worked a few times."""
        times = self._worked[name]
        if name not in self._names or times > ENOUGH:
            return 0.0
        return 0.1 if times else 2 / (2 + self._tried[name])

    def liking(self, data: str, *, has_role: bool) -> float:
        """How much somebody likes to press a button."""
        if has_role and FINAL.match(data):
            return 0.02
        return weight_of(data) * (1 + DARES * self._pulls.get(action_of(data), 0.0))

    def is_new(self, command: str) -> bool:
        """Whether nobody gave this command with success."""
        return not self._worked[command]
