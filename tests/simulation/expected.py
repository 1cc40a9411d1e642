"""What each line of a digest's CSV must say, from a count over the rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from math import comb
from statistics import median

from tests.simulation.recount import NO_ACT, Line, Recount, midnight


def two_sided(seen: int, weights: dict[int, int]) -> float:
    rarer = [each for each in weights.values() if each <= weights[seen]]
    return sum(rarer) / sum(weights.values())


class Expected:
    """What each line of one digest's CSV must say."""

    def __init__(self, count: Recount, week: date, table: list[Line]) -> None:
        self.count, self.week, self.table = count, week, table
        self.tests = sum(line["figure"].endswith("p_together") for line in table)

    def of(self, line: Line) -> str:
        first = date.fromisoformat(line["first_day"])
        days = (date.fromisoformat(line["last_day"]) - first).days + 1
        match line["table"]:
            case "week":
                return self._of_week(line["figure"])
            case "waiting":
                return self._waiting(line["group"])
            case "line" if days == 7:
                return self._line(first, line["figure"])
            case "line":
                return self._four(first, line)
            case "people":
                return self._people(first, line["figure"])
            case "change":
                return self._change(line["figure"].split("_")[0])
        return self._group(first, line)

    def _of_week(self, figure: str) -> str:
        start, end = midnight(self.week), midnight(self.week + timedelta(7))
        if figure == "offered":
            return self.count.shown({each.who for each in self.count.between(start, end, "posted_offer")})
        lasted: dict[str, float] = {}
        for post in self.count.posts.values():
            at = post.found()
            if at and start <= at < end:
                lasted.setdefault(post.who, (at - post.at) / timedelta(hours=1))
        assert self.count.voices(lasted) >= 5
        return str(min(edge for edge in (1, 3, 6, 12, 24, 48, 72, 168) if median(lasted.values()) <= edge))

    def _waiting(self, age: str) -> str:
        end = midnight(self.week + timedelta(7))
        oldest: dict[str, datetime] = {}
        for post in self.count.posts.values():
            if end - timedelta(60) <= post.at < end and post.waits(end):
                oldest.setdefault(post.who, post.at)
        edges = [
            end,
            midnight(self.week),
            midnight(self.week - timedelta(7)),
            datetime.min.replace(tzinfo=UTC),
        ]
        place = ("this_week", "last_week", "longer").index(age)
        return self.count.fives([who for who, at in oldest.items() if edges[place + 1] <= at < edges[place]])

    def _line(self, first: date, figure: str) -> str:
        if not self.count.by_week(self.count.monday(first)):
            return "not told"
        if figure == "asked":
            return self.count.shown(self.count.askers(first, 7))
        helped = self.count.helped(first)
        around = voices = 0
        for back in range(5):
            day = first - timedelta(7 * back)
            asked = self.count.askers(day, 7)
            if self.count.voices(asked) >= 5 and self.count.by_week(self.count.monday(day)):
                around += len(asked)
                voices += self.count.voices(asked)
        few = around < len(helped) + 5 or voices < self.count.voices(helped) + 5
        return "5+" if self.count.voices(helped) >= 5 and few else self.count.shown(helped)

    def _four(self, first: date, line: Line) -> str:
        people = self.count.lines(first)
        if line["figure"] == "asked":
            return str(len(people)) if len({each["voice"] for each in people}) >= 5 else "<5"
        helped = [each["voice"] for each in people if each["helped"]]
        others = [each["voice"] for each in people if not each["helped"]]
        return str(len(helped)) if min(len(set(helped)), len(set(others))) >= 5 else "not told"

    def _members(self, first: date, line: Line) -> list[dict[str, str | bool]]:
        named = {each["group"] for each in self.table if each["table"] == line["table"]} - {"others"}
        return [
            each
            for each in self.count.lines(first)
            if (each[line["table"]] if each[line["table"]] in named else "others") == line["group"]
        ]

    def _group(self, first: date, line: Line) -> str:
        mine, everybody = self._members(first, line), self.count.lines(first)
        helped = [each for each in mine if each["helped"]]
        match line["figure"]:
            case "asked":
                return str(len(mine))
            case "helped" if line["value"] == "fewer than half":
                enough = 2 * len({each["voice"] for each in mine}) - len(mine) >= 12
                return "fewer than half" if 2 * len(helped) < len(mine) and enough else "half or more"
            case "helped":
                return str(len(helped))
            case "helped_within_a_day":
                return str(sum(bool(each["soon"]) for each in helped))
        about, figure = line["figure"].split("_", 1)
        if about == "soon":
            mine, everybody = helped, [each for each in everybody if each["helped"]]
        got, yes = (sum(bool(each[about]) for each in some) for some in (mine, everybody))
        weights = {
            value: comb(yes, value) * comb(len(everybody) - yes, len(mine) - value)
            for value in range(len(mine) + 1)
            if 0 <= yes - value <= len(everybody) - len(mine)
        }
        if figure == "p_together":
            return f"{min(1, self.tests * two_sided(got, weights)):.3f}"
        usual = [value for value in weights if self.tests * two_sided(value, weights) >= 0.05]
        return str(min(usual) if figure == "by_chance_from" else max(usual))

    def _people(self, first: date, figure: str) -> str:
        start, end = midnight(first), midnight(first + timedelta(28))
        given: dict[str, int] = defaultdict(int)
        for post in self.count.posts.values():
            for at, helper in post.helped:
                given[helper] += start <= at < end
        helpers = {who for who, times in given.items() if times}
        match figure:
            case "helpers":
                return self.count.fives(helpers)
            case "both":
                return self.count.fives(helpers & self.count.askers(first, 28).keys())
            case "at_cap":
                return self.count.fives(self._at_cap(start, end))
            case "new":
                return self.count.fives([who for who, at in self.count.joined.items() if start <= at < end])
            case "left":
                return self.count.fives(
                    {each.who for each in self.count.between(start, end, "erased", "removed")}
                )
            case "silent":
                return self.count.fives(self._silent(end))
        busiest = sorted(given.values(), reverse=True)[: self.count.voices(helpers) // 10]
        return str(round(10 * sum(busiest) / sum(given.values())))

    def _at_cap(self, start: datetime, end: datetime) -> set[str]:
        asked = defaultdict(list)
        for each in self.count.between(start, end, "asked"):
            asked[each.who].append(each.at)
        return {
            who
            for who, at in asked.items()
            if any(sum(one <= other < one + timedelta(7) for other in at) >= 4 for one in at)
        }

    def _silent(self, end: datetime) -> set[str]:
        gone = {
            each.who for each in self.count.events if each.at < end and each.kind in ("erased", "removed")
        }
        acted = {each.who for each in self.count.between(end - timedelta(90), end) if each.kind not in NO_ACT}
        old = {who for who, at in self.count.joined.items() if at < end - timedelta(90)}
        return old - gone - acted

    def _change(self, what: str) -> str:
        spans = [line for line in self.table if line["table"] == "line" and line["figure"] == what]
        four_weeks = spans[-1]["first_day"] != self.week.isoformat()
        times = 1 if four_weeks else 4
        now, past = int(spans[-1]["value"]), sum(int(each["value"]) for each in spans[-1 - times : -1])
        total = now + past
        weights = {value: comb(total, value) * times ** (total - value) for value in range(total + 1)}
        return f"{min(1, self.tests * two_sided(now, weights)):.3f}"
