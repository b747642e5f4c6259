"""A plan that survives any one refusal.

A plan survives a refusal if, with all other programmes as it has them, students, teachers, lead centres and the
institute can be placed anew so that every rule holds. The model is put beside itself, once for each refusal that a plan
did not survive, with the programmes shared; that is exact, and mostly few copies are enough.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.answers.refusals import Refusal
from optimizer.answers.widening import Columns, with_copy
from optimizer.solving.arrays import CompiledModel, Vector
from optimizer.solving.desk import Desk
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.limits import Clock
from optimizer.solving.workshop import Choice, Workshop

CHECK_SECONDS = 30.0
"""Most seconds of the check whether a plan survives a refusal."""


@dataclass(eq=False)
class Robust:
    """Seeks the best plan that survives refusals.

    Attributes
    ----------
    desk : Desk
        Model, plan and solver.
    clock : Clock
        Limits of the whole search.
    copied : list of Refusal
        Refusals for which the model has a copy.
    given_up : list of Refusal
        Refusals that no plan survives together with those copied before.
    """

    desk: Desk
    clock: Clock
    copied: list[Refusal] = field(default_factory=list)
    given_up: list[Refusal] = field(default_factory=list)
    workshop: Workshop = field(init=False)

    def __post_init__(self) -> None:
        self.workshop = self.desk.workshop.holding(None, self.clock)

    def seek(self, wanted: list[Refusal]) -> tuple[Pursuit, list[Refusal]]:
        """Return the best plan found that survives what it can, and the refusals that it survives."""
        pursuit = self.desk.answer
        while not self.clock.is_over:
            assert pursuit.solution is not None
            failed = next(
                (each for each in wanted if each not in self.given_up and not self.survives(pursuit.solution, each)),
                None,
            )
            if failed is None:
                break
            if failed in self.copied:  # a copy that was not settled in time proves nothing
                self.given_up.append(failed)
                continue
            before = self.workshop
            self.workshop = self._with(before, failed)
            answer = pursue(self.workshop, earlier=pursuit.earlier)
            if answer.solution is None:
                self.workshop = before
                self.given_up.append(failed)
                continue
            self.copied.append(failed)
            pursuit = answer
        assert pursuit.solution is not None
        return pursuit, [each for each in wanted if self.survives(pursuit.solution, each)]

    def survives(self, solution: Vector, refusal: Refusal) -> bool:
        """Whether a plan's other programmes can stay as they are when somebody refuses."""
        workshop, desk = self.desk.workshop, self.desk
        columns, values = refusal.choice(desk)
        others = np.setdiff1d(workshop.offers, columns)
        chosen: Choice = (
            np.concatenate([columns, others]),
            np.concatenate([values, np.round(solution[others])]),
        )
        own = workshop.on(refusal.model(desk)).holding(None, Clock(self.clock.limits))
        objective = next(iter(workshop.model.objectives.values()))
        return own.complete(objective, (), chosen, CHECK_SECONDS).solution is not None

    def _with(self, workshop: Workshop, refusal: Refusal) -> Workshop:
        columns, values = refusal.choice(self.desk)
        model = _fixed(refusal.model(self.desk), columns, values)
        shared = np.setdiff1d(self.desk.workshop.offers, columns)
        return workshop.on(with_copy(workshop.model, model, shared))


def _fixed(model: CompiledModel, columns: Columns, values: Vector) -> CompiledModel:
    lower, upper = model.column_lower.copy(), model.column_upper.copy()
    lower[columns] = upper[columns] = values
    return replace(model, column_lower=lower, column_upper=upper)
