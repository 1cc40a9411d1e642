"""How well messages are understood, counted against labels."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.text.intent import Kind
from bot.text.reader import Reading, understand
from bot.text.times.reading import AMSTERDAM

SCORED_AT = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
FIELDS = (
    "language", "kind", "requests found", "offers found", "others found", "category", "date", "clock", "part of day",
    "recurrence", "false dates", "crisis found", "false alarms",
)  # fmt: skip
ALL = "all"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: of `total` labelled messages of a language, `right` had this field right.

    For "false dates" and "false alarms" `right` counts the mistakes: lower is better.
    """

    lang: str
    field: str
    right: int
    total: int

    @property
    def share(self) -> float:
        """`right` of `total`, 0 to 1; 0 where there is nothing to count."""
        return self.right / self.total if self.total else 0.0


def score(labelled: Iterable[Mapping[str, object]], now: datetime = SCORED_AT) -> list[Row]:
    """A row for every field and language, and for all together, of messages labelled like `messages_dev.jsonl`."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for label in labelled:
        reading = understand(str(label["text"]), now)
        for field, good in judge(label, reading):
            for lang in (ALL, str(label["lang"])):
                total[lang, field] += 1
                right[lang, field] += good
    langs = [ALL, *sorted({lang for lang, _ in total} - {ALL})]
    return [Row(lang, field, right[lang, field], total[lang, field]) for lang in langs for field in FIELDS]


def judge(label: Mapping[str, object], reading: Reading) -> list[tuple[str, bool]]:
    """Each field that this label speaks about, and whether it is right (for the false ones: whether it is wrong)."""
    wanted, found = label.get("when"), written(reading.when)
    judged = [("language", label["lang"] == reading.lang), ("kind", label["kind"] == reading.kind)]
    if label["kind"] in (Kind.REQUEST, Kind.OFFER):
        judged.append(("category", label["category"] == reading.category))
    if isinstance(wanted, str):
        judged.append(("date", found is not None and found[:10] == wanted[:10]))
        if "T" in wanted:
            judged.append(("clock", found is not None and found[11:] == wanted[11:]))
    else:
        judged.append(("false dates", found is not None))
    if label.get("part_of_day"):
        judged.append(("part of day", label["part_of_day"] == reading.part_of_day))
    if label.get("recurs"):
        judged.append(("recurrence", label["recurs"] == reading.recurs))
    crisis = label["kind"] == Kind.CRISIS
    if not crisis:
        judged.append((f"{label['kind']}s found", label["kind"] == reading.kind))
    judged.append(("crisis found" if crisis else "false alarms", reading.kind is Kind.CRISIS))
    return judged


def written(when: date | datetime | None) -> str | None:
    """A moment as the command line writes it: `2026-11-25` or `2026-11-25T14:30`, local."""
    if isinstance(when, datetime):
        return when.strftime("%Y-%m-%dT%H:%M")
    return when.isoformat() if when else None
