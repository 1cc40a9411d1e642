"""How a request stands at the end of a diary: its questions, matches and state, folded from its entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.model import AskState, CommitmentState, MatchState, PostState
from bot.simulation.diary import Entry


@dataclass
class Question:
    asked_at: datetime
    state: AskState = AskState.WAITING
    answered_at: datetime | None = None

    def become(self, state: AskState, at: datetime) -> None:
        self.state, self.answered_at = state, at


@dataclass
class Pair:
    """A helper who was offered to the one who asked."""

    helper: int
    at: datetime
    state: MatchState = MatchState.OFFERED
    ended: datetime | None = None
    appointment: CommitmentState | None = None


@dataclass
class Course:
    """One post; `follow` takes in its entries in order."""

    state: PostState = PostState.OPEN
    ended: datetime | None = None
    extended: datetime | None = None
    questions: dict[int, Question] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)

    def follow(self, each: Entry) -> None:
        match each.kind:
            case "asked":
                self.questions[each.who] = Question(each.at)
            case "asked_again":
                self.questions[each.who].state = AskState.WAITING
            case "silent":
                self.questions[each.who].become(AskState.SILENT, each.at)
            case "said_no":
                self.questions[each.who].become(AskState.NO, each.at)
            case "said_yes":
                self.questions[each.who].become(AskState.YES, each.at)
                if not self.pairs or self._live().state is MatchState.ENDED:
                    self.pairs.append(Pair(each.who, each.at))
            case "matched":
                self._live().state = MatchState.AGREED
                self._live().appointment = CommitmentState.CONFIRMED
                self.state = PostState.MATCHED
                self._withdraw(each.at)
            case "dropped_out":
                self._end_pair(each.at, CommitmentState.CANCELLED)
                self.state = PostState.OPEN
            case "done" | "done_unheard":
                self._end_pair(each.at, CommitmentState.DONE)
                self._end(PostState.DONE, each.at)
            case "missed":
                self._end_pair(each.at, CommitmentState.MISSED)
                self._end(PostState.CLOSED, each.at)
            case "expired" | "closed":
                self._withdraw(each.at)
                self._end(PostState(each.kind), each.at)
            case "extended":
                self.extended = each.at

    def _live(self) -> Pair:
        return self.pairs[-1]

    def _end_pair(self, at: datetime, how: CommitmentState) -> None:
        pair = self._live()
        pair.state, pair.ended, pair.appointment = MatchState.ENDED, at, how

    def _withdraw(self, at: datetime) -> None:
        for question in self.questions.values():
            if question.state in (AskState.WAITING, AskState.SILENT):
                question.become(AskState.WITHDRAWN, at)

    def _end(self, state: PostState, at: datetime) -> None:
        self.state, self.ended = state, at
