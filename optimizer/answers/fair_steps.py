"""The steps to the fairest plan: the largest loss, the next, and so on, each held before the next; then the goals."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.analysis.ledger import ALL, STUDENTS, ledger
from optimizer.analysis.situation import Situation, tidy
from optimizer.analysis.terms import loss_of_each
from optimizer.answers.fair_tables import students_of
from optimizer.answers.inquiry import Inquiry, Question
from optimizer.answers.ordered_losses import POINTS, OrderedLosses, caps_of
from optimizer.answers.questions import Record, record_of, taught_in
from optimizer.errors import VerificationError
from optimizer.inputs.scenario import LossLevel
from optimizer.solving.arrays import Vector
from optimizer.solving.desk import Desk
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.limits import Clock, GoalProgress, Limits
from optimizer.solving.requests import Outcome, Progress
from optimizer.solving.result import Result
from optimizer.solving.stage import Stage
from optimizer.solving.workshop import Report

FAIR = "plan"
"""Name of the question about the fairest plan, and of its folder."""

STEP_SECONDS = 120.0
"""Most seconds of one step."""

PLAN_SECONDS = 600.0
"""Most seconds of the scenario's goals within what is fairest."""

PLAN_SHARE = 0.35
"""Share of a time limit that is kept for those goals."""

LEAST_SHARE = 0.2
"""Least share of the time left for steps that one of them may take: the first weigh most."""

NO_LOSS = 1e-6
"""Loss that counts as none, as a share."""

CHECKED = 1e-4
"""How far the losses of the finished plan, measured by second code, may lie above those of the steps."""


def step_name(rank: int) -> str:
    """Return the name of the question about the so many largest loss."""
    return f"loss {rank:02}"


@dataclass(eq=False)
class FairSteps:
    """Asks one step after the other; each answer stands on the sums that were held before it."""

    found: Inquiry
    by: LossLevel
    losses: OrderedLosses = field(init=False)
    sums: list[float] = field(default_factory=list)
    bound: float = 0.0
    settled: bool = False
    plan: Vector | None = None

    def __post_init__(self) -> None:
        self.losses = OrderedLosses.at(self.found.desk.workshop, self.by)
        self.plan = self.found.desk.answer.solution
        self.reserved = self.found.clock.remaining * PLAN_SHARE

    def ask_steps(self) -> bool:
        """Hold the largest loss, the next, and so on until nobody loses anything; return whether time sufficed."""
        while not self.settled and len(self.sums) < len(self.losses.bodies):
            name = step_name(len(self.sums) + 1)
            if self._stands(name):
                self.plan = None
            elif not self.found.ask([Question(name, self._step, self._seconds())]):
                return False
            if not self.found.records[name].has_plan:
                return False
            figures = self.found.records[name].found
            self.sums.append(figures["sum"] or 0.0)
            self.bound = figures["sum_bound"] or 0.0
            self.settled = (figures["loss"] or 0.0) <= NO_LOSS
        return True

    def ask_plan(self) -> bool:
        """Pursue the scenario's goals within what is held."""
        return self._stands(FAIR) or self.found.ask([Question(FAIR, self._best_within, PLAN_SECONDS)])

    def _stands(self, name: str) -> bool:
        """Whether an earlier answer stands on the same sums; one that does not is forgotten."""
        record = self.found.records.get(name)
        if record is None:
            return False
        if {key: value for key, value in record.found.items() if key.startswith("held ")} == self._held:
            return True
        del self.found.records[name]
        return False

    @property
    def _held(self) -> dict[str, float | None]:
        return {f"held {rank:02}": value for rank, value in enumerate(self.sums, 1)}

    def _seconds(self) -> float:
        """Return the time of the next step, so that the goals have theirs."""
        remaining = self.found.clock.remaining
        if remaining == math.inf:
            return STEP_SECONDS
        left = max(0.0, remaining - self.reserved)
        steps = len(self.losses.bodies) - len(self.sums)
        return min(STEP_SECONDS, left * max(LEAST_SHARE, 1 / steps))

    def _step(self, desk: Desk, limits: Limits) -> tuple[Record, None]:
        rank, clock = len(self.sums) + 1, Clock(limits)
        wide, objectives = self.losses.measured(rank)
        wide, objective = wide.holding(None, clock), objectives[-1]
        caps = caps_of(objectives, self.sums)
        start = self._start(desk, rank, limits)
        stage = Stage(wide, objective, caps, start, False, limits.time_limit, self._ear(clock), POINTS * self.bound)
        outcome = stage.minimise()
        record = self._record(desk, outcome)
        if outcome.solution is not None:
            self.plan = outcome.solution[: desk.workshop.model.columns]
        short = record.status == "feasible" and limits.time_limit < STEP_SECONDS
        return replace(record, cut_short=short), None

    def _start(self, desk: Desk, rank: int, limits: Limits) -> Vector | None:
        """Return the plan of the step before; of an earlier run only its programmes are known."""
        if self.plan is None:
            before = self.found.records[step_name(rank - 1)].pairs
            self.plan = self.losses.completed(before, self.sums, Clock(limits))
        return None if self.plan is None else self.losses.started(rank, self.plan)

    def _record(self, desk: Desk, outcome: Outcome) -> Record:
        rank, before = len(self.sums) + 1, self.sums[-1] if self.sums else 0.0
        if outcome.solution is None:
            return Record(step_name(rank), "no_plan")
        total = round(max(before, self.losses.sum_of_largest(rank, outcome.solution)), 9)
        bound = min(total, max(self.bound, (outcome.bound or 0.0) / POINTS))
        loss, least = total - before, max(0.0, bound - before)
        return Record(
            step_name(rank),
            "optimal" if outcome.status == "optimal" else "feasible",
            loss - least,
            pairs=taught_in(desk.workshop, Pursuit(outcome.solution)),
            found={"loss": loss, "bound": least, "sum": total, "sum_bound": bound, **self._held},
        )

    def _ear(self, clock: Clock) -> Report:
        """Return who hears of a step's progress: of the loss at hand, not of the sum."""
        rank, before = len(self.sums) + 1, self.sums[-1] if self.sums else 0.0

        def report(state: Progress) -> None:
            if clock.limits.on_progress is not None:
                value = None if state.value is None else max(0.0, state.value / POINTS - before)
                bound = None if state.bound is None else max(0.0, state.bound / POINTS - before)
                shown = replace(state, value=value, bound=bound)
                clock.limits.on_progress(GoalProgress("worst_loss", "share", rank, len(self.losses.bodies), shown))

        return report

    def _best_within(self, desk: Desk, limits: Limits) -> tuple[Record, Result | None]:
        began = time.perf_counter()
        held = self.losses.held(self.sums).holding(None, Clock(limits))
        start = self._start(desk, len(self.sums), limits) if self.sums else self.plan
        known = desk.answer.earlier
        earlier = None if start is None or known is None else replace(known, plans=(start,) * len(known.plans))
        pursuit = pursue(held, earlier=earlier)
        if pursuit.solution is None:
            return Record(FAIR, "no_plan", found=self._held), None
        result = self.found.finished(held, pursuit, began)
        figures = {"folder": 1.0, **self._held, **self._figures(result)}
        return replace(record_of(FAIR, held, pursuit), found=figures), result

    def _figures(self, result: Result) -> dict[str, float | None]:
        """Return what everybody has and bears in the finished plan, by second code, and check it against the steps."""
        plan, today, instance = result.plan, result.today, self.found.instance
        assert plan is not None
        assert today is not None
        ordered = np.sort(loss_of_each(Situation(tidy(plan), instance), self.by).to_numpy())[::-1]
        for rank, limit in enumerate(self.sums, 1):
            if float(ordered[:rank].sum()) > limit + CHECKED:
                message = f"the {rank} largest losses are {ordered[:rank].sum():.6f} together, not {limit:.6f}"
                raise VerificationError(message)
        table = ledger(plan, today, instance, instance.prices_with(self.found.scenario.prices))
        eur = table.set_index(["level", "id"])["eur"]
        figures: dict[str, float | None] = {
            f"eur {STUDENTS}": float(eur[STUDENTS].sum()),
            f"eur {ALL}": float(eur[ALL, ALL]),
            **{f"term {name}": values.plan for name, values in result.terms.items()},
        }
        for level in dict.fromkeys(("institution", self.by)):
            students = students_of(plan, instance, level)
            figures |= {f"plan {level} {body}": amount for body, amount in students.items()}
            figures |= {f"eur {level} {body}": float(eur[level, body]) for body in students}
        return figures
