"""A plan that survives any one refusal.

A plan survives a refusal if, with all other programmes as it has them, students, teachers, lead centres and the
institute can be placed anew so that every rule holds. The model is put beside itself, once for each refusal that a plan
did not survive, with the programmes shared; that is exact, and mostly few copies are enough.

What fails under a refusal is mostly a matter of programmes, enrolments and places: too many sites, too few students,
too little room. So a copy first leaves out the ways of students, teachers, leads and the institute, which makes it a
twentieth of the model. Such a copy asks for less than the whole, so that bounds stay valid; every plan is then held
against the whole of each refusal, and one that still fails gets a copy of the whole model.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.answers.refusals import Refusal
from optimizer.solving.arrays import CompiledModel, Vector
from optimizer.solving.choices import chosen_in, joined
from optimizer.solving.desk import Desk
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.limits import Clock
from optimizer.solving.projection import INSTITUTE, LEADS, STUDENTS, TEACHERS, project
from optimizer.solving.requests import ignore
from optimizer.solving.widening import Columns, with_copy
from optimizer.solving.workshop import Workshop

CHECK_SECONDS = 30.0
"""Most seconds of the check whether a plan survives a refusal."""

ROUND_SHARE = 0.5
"""Share of the time left for one round: the next has more copies, and starts from what this one proved."""

LEFT_OUT = STUDENTS | TEACHERS | INSTITUTE | LEADS
"""What the first copy of a refusal leaves out."""


@dataclass(eq=False)
class Robust:
    """Seeks the best plan that survives refusals.

    Attributes
    ----------
    desk : Desk
        Model, plan and solver.
    clock : Clock
        Limits of the whole search.
    copied : dict of Refusal to bool
        Refusals for which the model has a copy, and whether it is one of the whole model.
    given_up : list of Refusal
        Refusals that no plan survives together with those copied before, or that were not settled in time.
    """

    desk: Desk
    clock: Clock
    copied: dict[Refusal, bool] = field(default_factory=dict)
    given_up: list[Refusal] = field(default_factory=list)

    def seek(self, wanted: list[Refusal]) -> tuple[Pursuit, list[Refusal]]:
        """Return the best plan found that survives what it can, in the model's own columns, and what it survives."""
        best, known = self.desk.answer, self.desk.answer.earlier
        most = survived = self._survived(best, wanted)
        while not self.clock.is_over:
            failed = [each for each in wanted if each not in survived and each not in self.given_up]
            self.given_up += [each for each in failed if self.copied.get(each)]  # a whole copy was not settled in time
            added = [each for each in failed if each not in self.given_up]
            if not added:
                break
            copied = {**self.copied, **{each: each in self.copied for each in added}}
            pursuit = pursue(self._with(copied, self.clock.remaining * ROUND_SHARE), earlier=known)
            if pursuit.solution is None:
                copied = self._possible(added)
                pursuit = pursue(self._with(copied, self.clock.remaining * ROUND_SHARE), earlier=known)
            if pursuit.solution is None:
                break
            self.copied, known = copied, pursuit.earlier
            survived = self._survived(pursuit, wanted)
            if len(survived) >= len(most):
                own = pursuit.solution[: self.desk.workshop.model.columns]
                best, most = replace(pursuit, solution=own), survived
        return best, most

    def _survived(self, pursuit: Pursuit, wanted: list[Refusal]) -> list[Refusal]:
        assert pursuit.solution is not None
        return [each for each in wanted if self.survives(pursuit.solution, each)]

    def _possible(self, added: list[Refusal]) -> dict[Refusal, bool]:
        """Return the copies so far with those, one after the other, with which some plan is found; give up the rest."""
        copied = dict(self.copied)
        for each in added:
            wider = {**copied, each: each in self.copied}
            workshop = self._with(wider, min(CHECK_SECONDS, self.clock.remaining))
            request = replace(workshop.request(workshop.changes(), (), CHECK_SECONDS), brief=True, gap=1.0)
            if workshop.run(workshop.model, request, ignore).solution is None:
                self.given_up.append(each)
            else:
                copied = wider
        return copied

    def survives(self, solution: Vector, refusal: Refusal) -> bool:
        """Whether a plan's other programmes can stay as they are when somebody refuses."""
        workshop, desk = self.desk.workshop, self.desk
        held = refusal.choice(desk)
        chosen = joined(held, chosen_in(solution, np.setdiff1d(workshop.offers, held[0])))
        own = workshop.on(refusal.model(desk)).holding(None, Clock(self.clock.limits))
        objective = next(iter(workshop.model.objectives.values()))
        return own.complete(objective, (), chosen, CHECK_SECONDS).solution is not None

    def _with(self, copied: dict[Refusal, bool], seconds: float) -> Workshop:
        """Return the model with a copy for each refusal, within so many seconds."""
        own = self.desk.workshop
        model = own.model
        for refusal, whole in copied.items():
            columns, values = refusal.choice(self.desk)
            shared = np.setdiff1d(own.offers, columns)
            copy = _fixed(refusal.model(self.desk), columns, values)
            if whole:
                model = with_copy(model, copy, shared)
            else:
                part = project(copy, own.columns_named(*LEFT_OUT))
                model = with_copy(model, part.model, shared, part.kept)
        limits = self.clock.limits
        clock = Clock(replace(limits, time_limit=seconds, should_stop=self.clock.should_stop))
        return own.on(model).holding(None, clock)


def _fixed(model: CompiledModel, columns: Columns, values: Vector) -> CompiledModel:
    lower, upper = model.column_lower.copy(), model.column_upper.copy()
    lower[columns] = upper[columns] = values
    return replace(model, column_lower=lower, column_upper=upper)
