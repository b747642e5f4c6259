"""Asks many questions about one plan: several at a time, each kept as it is answered, all from one loaded model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from threading import Lock
from typing import Protocol

from optimizer.answers.base_plan import BasePlan
from optimizer.answers.questions import Record, base_record, goal_names
from optimizer.answers.tables import Tables
from optimizer.errors import SolverError
from optimizer.finishing import finish
from optimizer.inputs.goals import require_order
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.model.build import build_model
from optimizer.reading import check_fit
from optimizer.reassigning import Today, measure_today, place_today, require_placed
from optimizer.solving.child import ChildDoor
from optimizer.solving.desk import Desk
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, GoalProgress, Limits
from optimizer.solving.requests import Door
from optimizer.solving.result import Result
from optimizer.solving.workshop import Workshop

QUESTION_SECONDS = 240.0
"""Most seconds of one question; it keeps its best plan and a valid bound."""

BASE_SHARE = 0.5
"""Share of a time limit that the scenario's own plan may take."""

Answered = Callable[[Desk, Limits], tuple[Record, Result | None]]
"""Answers a question at a desk, within limits; with a whole result where the question is about a plan to keep."""


@dataclass(frozen=True)
class Question:
    """A question: its name, the same in every run, how it is answered, and the most seconds that this may take."""

    name: str
    answer: Answered = field(compare=False)
    seconds: float = QUESTION_SECONDS


@dataclass(frozen=True)
class AnswerProgress:
    """Progress of an inquiry: questions answered, of how many as far as is known, the one at hand and its goal."""

    finished: int
    of: int
    question: str
    goal: GoalProgress | None = None
    record: Record | None = None


class Keeper(Protocol):
    """Keeps what is answered, so that a run that ends early can go on where it was."""

    def recall_plan(self, workshop: Workshop) -> BasePlan | None:
        """Return the scenario's own plan, if it was found before on the same model."""

    def recall(self, base: Record, plan: BasePlan, workshop: Workshop) -> dict[str, Record]:
        """Return what was answered before about the same plan, and keep the plan."""

    def keep(self, record: Record, result: Result | None, tables: Tables) -> None:
        """Keep one answer, and all tables so far."""


@dataclass(eq=False)
class Inquiry:
    """Questions about a scenario's plan.

    Attributes
    ----------
    desk : Desk
        The model with its best plan.
    result : Result
        The plan, checked by second code; without a plan there is nothing to ask about.
    base : Record
        The goals' values in it.
    records : dict of str to Record
        The answers by the name of their question.
    beside : Door or None
        A solver that no question has of its own, in a process of its own.
    """

    instance: Instance
    scenario: Scenario
    limits: Limits
    clock: Clock
    desk: Desk
    result: Result
    waiting: Future[Today | None]
    warnings: tuple[str, ...]
    keeper: Keeper | None = None
    on_progress: Callable[[AnswerProgress], None] | None = None
    records: dict[str, Record] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    building: Lock = field(default_factory=Lock)
    tables: Callable[[Mapping[str, Record]], Tables] = field(default=lambda _: {})
    beside: Door | None = None
    _desks: SimpleQueue[Desk] = field(default_factory=SimpleQueue)
    _pool: ThreadPoolExecutor = field(default_factory=ThreadPoolExecutor)
    _lock: Lock = field(default_factory=Lock)
    _workers: int = 1
    _halted: bool = False
    _total: int = 0

    def __post_init__(self) -> None:
        self.base = base_record(self.desk)
        if self.keeper is not None and self.base.has_plan:
            plan = BasePlan(self.desk.answer, self.result, require_placed(self.waiting.result()).kept)
            self.records.update(self.keeper.recall(self.base, plan, self.desk.workshop))

    @property
    def names(self) -> tuple[str, ...]:
        """The goals, by key."""
        return goal_names(self.scenario.goals)

    def expect(self, count: int) -> None:
        """Take note of how many answers there will be, for those who hear of progress."""
        self._total = max(self._total, count)

    def ask(self, questions: Sequence[Question]) -> bool:
        """Answer what was not answered before; return whether nothing was left when time was up."""
        queue = [question for question in questions if question.name not in self.records]
        self._total = max(self._total, len(self.records) + len(queue))
        tasks = [self._pool.submit(self._work, queue) for _ in range(min(self._workers, len(queue)))]
        try:
            for task in tasks:
                task.result()
        except BaseException:  # nobody goes on when one has failed, or somebody has lost patience
            self._halted = True
            raise
        return all(question.name in self.records for question in questions)

    def finished(self, workshop: Workshop, pursuit: Pursuit, began: float) -> Result:
        """Return the result of another plan, checked by second code."""
        return finish(workshop, pursuit, self.waiting, self.warnings, began)

    @property
    def is_cut_short(self) -> bool:
        """Whether an answer, or the plan itself, is not proven because time was up."""
        return any(record.cut_short for record in self.records.values())

    def _work(self, queue: list[Question]) -> None:
        desk = self._desks.get()
        try:
            while True:
                with self._lock:
                    if not queue or self._halted or self.clock.is_over:
                        return
                    question = queue.pop(0)
                self._answer(desk, question)
        except BaseException:
            self._halted = True
            raise
        finally:
            self._desks.put(desk)

    def _answer(self, desk: Desk, question: Question) -> None:
        began = time.perf_counter()

        def report(goal: GoalProgress) -> None:
            self._tell(question, goal=goal)

        limits = replace(
            self.limits,
            time_limit=min(question.seconds, self.clock.remaining),
            on_progress=report,
            should_stop=self._should_stop,
        )
        record, result = question.answer(desk, limits)
        if self._should_stop() and record.status != "optimal":
            return
        record = replace(record, seconds=round(time.perf_counter() - began, 3))
        if self.clock.remaining <= 0 and record.status in ("feasible", "no_plan"):
            record = replace(record, cut_short=True)
        with self._lock:
            if self.keeper is not None:
                self.keeper.keep(record, result, self.tables({**self.records, record.name: record}))
            elif result is not None:
                self.results[record.name] = result
            self.records[record.name] = record
        self._tell(question, record=record)

    def _should_stop(self) -> bool:
        return self._halted or self.clock.should_stop()

    def _tell(self, question: Question, goal: GoalProgress | None = None, record: Record | None = None) -> None:
        if self.on_progress is not None:
            of = max(self._total, len(self.records))
            self.on_progress(AnswerProgress(len(self.records), of, question.name, goal, record))


@contextmanager
def inquiry(
    instance: Instance,
    scenario: Scenario,
    limits: Limits | None = None,
    *,
    workers: int = 2,
    isolated: bool = True,
    keeper: Keeper | None = None,
    on_progress: Callable[[AnswerProgress], None] | None = None,
) -> Iterator[Inquiry]:
    """Solve a scenario, keep its model loaded for every worker, and give room for questions.

    Raises
    ------
    InputError
        If the scenario does not fit the data set, or its goals are those of a front.
    SolverError
        If the solver fails.
    """
    require_order(scenario)
    warnings = tuple(str(finding) for finding in (*instance.notes, *check_fit(instance, scenario)))
    limits = limits or Limits()
    clock, workers = Clock(limits), workers if isolated else 1
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(max_workers=workers + 1))
        doors: list[Door] = [
            stack.enter_context(closing(ChildDoor() if isolated else SolverDoor())) for _ in range(workers + 1)
        ]
        began = time.perf_counter()

        def report(goal: GoalProgress) -> None:
            if on_progress is not None:
                on_progress(AnswerProgress(0, 0, "", goal))

        quiet = replace(limits, on_progress=None)
        own = Clock(replace(limits, time_limit=limits.time_limit * BASE_SHARE, on_progress=report))
        workshop = Workshop(build_model(instance, scenario, scenario.goals.order), doors[1], own)
        plan = None if keeper is None else keeper.recall_plan(workshop)
        if plan is None:
            waiting = pool.submit(place_today, instance, scenario, quiet, doors[0])
            if not isolated:
                wait([waiting])
            answer = pursue(workshop)
            if answer.ended == "failed" and answer.solution is None:
                raise SolverError("the solver failed on the plan of the scenario")
            result = finish(workshop, answer, waiting, warnings, began)
        else:
            answer, result = plan.pursuit, plan.result
            assert result.today is not None
            waiting = pool.submit(measure_today, result.today, instance, plan.as_placed)
        desk = Desk(workshop, answer)
        parts = instance, scenario, quiet, clock, desk, result, waiting, warnings
        beside = doors[0] if isolated else None
        found = Inquiry(*parts, keeper, on_progress, beside=beside, _pool=pool, _workers=workers)
        found._desks.put(desk)
        for door in doors[2:]:
            found._desks.put(desk.beside(door))
        yield found
