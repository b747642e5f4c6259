"""A model that stays loaded with its best plan: asked what follows if some programmes must or must not be there."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field

import numpy as np

from optimizer.errors import SolverError
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Scenario
from optimizer.model.build import build_model
from optimizer.solving.earlier import Earlier
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Door
from optimizer.solving.workshop import Workshop


@dataclass(eq=False)
class Desk:
    """A scenario's model, its best plan, and a solver that answers questions about both.

    Attributes
    ----------
    workshop : Workshop
        Model and solver.
    answer : Pursuit
        What came of the scenario itself.
    """

    workshop: Workshop
    answer: Pursuit
    _column_of: dict[Pair, int] = field(init=False)

    def __post_init__(self) -> None:
        self._column_of = self.workshop.model.columns_of(self.workshop.source.pyomo.offers)

    @classmethod
    def open(cls, instance: Instance, scenario: Scenario, limits: Limits, door: Door) -> Desk:
        """Build a scenario's model and pursue its goals."""
        workshop = Workshop(build_model(instance, scenario, scenario.goals.order), door, Clock(limits))
        return cls(workshop, pursue(workshop))

    def beside(self, door: Door) -> Desk:
        """Return a desk on the same model and answer with another solver: two desks may work at once."""
        workshop = copy(self.workshop)
        workshop.door = door
        return Desk(workshop, self.answer)

    @property
    def eligible(self) -> frozenset[Pair]:
        """The pairs of a campus and a specialisation that a question may name."""
        return frozenset(self._column_of)

    def ask(self, held: Mapping[Pair, bool], limits: Limits, *, settle_ties: bool = False) -> Pursuit:
        """Return what comes of the goals if some programmes must, or must not, be there; all else is free to move.

        Parameters
        ----------
        held : mapping of (campus, specialisation) to bool
            Whether each is taught.
        limits : Limits
            Limits of this question.
        settle_ties : bool
            Whether one of several equally good plans is settled upon.

        Returns
        -------
        Pursuit
            Without a solution if no plan is like that, or none was found: ``ended`` tells.

        Raises
        ------
        SolverError
            If a pair is not eligible.
        """
        unknown = sorted(pair for pair in held if pair not in self._column_of)
        if unknown:
            raise SolverError(f"the scenario leaves no choice about {', '.join('/'.join(pair) for pair in unknown)}")
        columns = np.array([self._column_of[pair] for pair in held], dtype=np.int64)
        values = np.array([float(taught) for taught in held.values()])
        workshop = self.workshop.holding((columns, values), Clock(limits))
        return pursue(workshop, settle_ties=settle_ties, earlier=self._earlier)

    @property
    def _earlier(self) -> Earlier | None:
        answer = self.answer
        if answer.solution is None:
            return None
        bounds = tuple(report.bound or 0.0 for report in answer.reports)
        return Earlier(answer.caps, bounds, (*answer.plans, answer.solution))
