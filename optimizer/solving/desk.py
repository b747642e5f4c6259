"""A model that stays loaded with its best plan: asked what follows if some programmes must or must not be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from optimizer.errors import SolverError
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import RuleParameters, Scenario
from optimizer.model.build import build_model
from optimizer.model.easing import easing_of
from optimizer.model.registry import discover_rules
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.recovery import EarlierPlan, recover
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

    @classmethod
    def open(cls, instance: Instance, scenario: Scenario, limits: Limits, door: Door) -> Desk:
        """Build a scenario's model and pursue its goals."""
        workshop = Workshop(build_model(instance, scenario, scenario.goals.order), door, Clock(limits))
        return cls(workshop, pursue(workshop))

    def beside(self, door: Door) -> Desk:
        """Return a desk on the same model and answer with another solver: two desks may work at once."""
        return Desk(self.workshop.through(door), self.answer)

    def changed(self, scenario: Scenario, limits: Limits, *, at_once: bool = False) -> Desk:
        """Return a desk on a changed scenario, pursued from this one's plans where its model has the same columns.

        Parameters
        ----------
        scenario : Scenario
            The same data set under other rules.
        limits : Limits
            Limits of pursuing its goals.
        at_once : bool
            Whether a good plan is shown within seconds, before the proof begins.
        """
        source = build_model(self.workshop.source.index.instance, scenario, scenario.goals.order)
        workshop = Workshop(source, self.workshop.door, Clock(limits))
        if at_once:
            self._stand(workshop)
        earlier = self.answer.earlier if workshop.has_columns_of(self.workshop) else None
        if earlier is not None:
            more = asks_for_more(scenario, self.workshop.source.index.scenario)
            earlier = replace(earlier, bounds_hold=more, rows_stand=False)
        return Desk(workshop, pursue(workshop, earlier=earlier))

    @property
    def eligible(self) -> frozenset[Pair]:
        """The pairs of a campus and a specialisation that a question may name."""
        return frozenset(self.workshop.column_of_pair)

    def _stand(self, workshop: Workshop) -> None:
        """Let a changed question start from a plan that is near the answer, and show it."""
        solution = self.answer.solution
        if solution is not None:
            workshop.stand(recover(workshop, EarlierPlan.of(self.workshop.taught(solution), self.answer.reports)))

    def ask(
        self, held: Mapping[Pair, bool], limits: Limits, *, settle_ties: bool = False, at_once: bool = False
    ) -> Pursuit:
        """Return what comes of the goals if some programmes must, or must not, be there; all else is free to move.

        Parameters
        ----------
        held : mapping of (campus, specialisation) to bool
            Whether each is taught.
        limits : Limits
            Limits of this question.
        settle_ties : bool
            Whether one of several equally good plans is settled upon.
        at_once : bool
            Whether a good plan is shown within seconds, before the proof begins (:mod:`optimizer.solving.recovery`).

        Returns
        -------
        Pursuit
            Without a solution if no plan is like that, or none was found: ``ended`` tells.

        Raises
        ------
        SolverError
            If a pair is not eligible.
        """
        unknown = sorted(pair for pair in held if pair not in self.workshop.column_of_pair)
        if unknown:
            raise SolverError(f"the scenario leaves no choice about {', '.join('/'.join(pair) for pair in unknown)}")
        workshop = self.workshop.holding(self.workshop.choice_of(held), Clock(limits))
        if at_once:
            self._stand(workshop)
        return pursue(workshop, settle_ties=settle_ties, earlier=self.answer.earlier)


def asks_for_more(scenario: Scenario, before: Scenario) -> bool:
    """Whether every plan of a scenario is one of another: their rules alone differ, and none of them asks for less."""
    if any(getattr(scenario, part) != getattr(before, part) for part in ("dataset", "openings", "students", "goals")):
        return False
    rules = discover_rules()
    return scenario.prices == before.prices and all(
        name in scenario.rules and _asks_for_more(rules[name].parameters, scenario.rules[name], parameters)
        for name, parameters in before.rules.items()
    )


def _asks_for_more(kind: type[RuleParameters], parameters: RuleParameters, before: RuleParameters) -> bool:
    for name, info in kind.model_fields.items():
        new, old, easing = getattr(parameters, name), getattr(before, name), easing_of(info)
        if new == old:
            continue
        if easing is None or easing.kind != "number" or not easing.is_steady or None in (new, old):
            return False
        if easing.sign * (new - old) > 0:
            return False
    return True
