"""Builds the Pyomo model of a scenario: variables, rules, strengthening rows, and one objective a goal."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pyomo.core as pyo

from optimizer.inputs.eligibility import eligible_pairs
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Goal, Scenario
from optimizer.model.index import Index
from optimizer.model.registry import discover_rules, discover_terms
from optimizer.model.strengthening import add_strengthening
from optimizer.model.variables.assignment import add_assignment
from optimizer.model.variables.institute import add_institute
from optimizer.model.variables.programmes import add_programmes
from optimizer.model.variables.students import add_students
from optimizer.model.variables.teachers import add_teachers


@dataclass(frozen=True, eq=False)
class Languages:
    """In which language programmes are taught, where a rule decides it.

    Attributes
    ----------
    foreign : Var
        Whether a programme is taught in another language than Dutch, by the pairs that may be.
    words : dict of (campus, specialisation) to str
        What its language then is.
    dutch : str
        The language of all others.
    """

    foreign: Any
    words: dict[Pair, str]
    dutch: str = "nl"


@dataclass(eq=False)
class ConsolidationModel:
    """A Pyomo model with the index sets it was built over.

    Attributes
    ----------
    index : Index
        Sets and constants.
    pyomo : ConcreteModel
        Variables by the names of the design; one block a rule under ``rules``; one objective a goal under ``goals``.
    languages : Languages or None
        What the rule `language` decides.
    """

    index: Index
    pyomo: pyo.ConcreteModel = field(default_factory=pyo.ConcreteModel)

    languages: Languages | None = None
    tightened: list[tuple[Any, float]] = field(default_factory=list)

    def tighten(self, variable: Any, sign: float) -> None:
        """Note a variable that measures something and may stand off its true value while its goal is held loosely.

        The last linear programme pushes it down (`sign` 1) or up (-1), so that it says what the plan is.
        """
        self.tightened.append((variable, sign))

    def __post_init__(self) -> None:
        self.pyomo.never = pyo.Var(bounds=(0, 0))

    def impossible(self) -> Any:
        """Return a row that no plan satisfies, where a rule already asks for too much of the data."""
        return self.pyomo.never >= 1

    @property
    def institute(self) -> Any:
        """Parameters of the rule `institute`; None if the plan has no institute."""
        parameters = self.index.scenario.rules.get("institute")
        return parameters if parameters is not None and getattr(parameters, "present", False) else None

    def number_of_sites(self, specialisation: str) -> Any:
        """Return the number of campuses that teach a specialisation, as an expression."""
        campuses = self.index.campuses_by_specialisation.get(specialisation, [])
        return pyo.quicksum(self.pyomo.offers[campus, specialisation] for campus in campuses)

    def exists(self, specialisation: str) -> Any:
        """Return whether a specialisation is taught: 1, or a variable where it may vanish."""
        return 1 if self.index.must_exist(specialisation) else self.pyomo.exists[specialisation]

    def enrolled_in(self, specialisation: str) -> Any:
        """Return all enrolled students of a specialisation, as an expression."""
        campuses = self.index.campuses_by_specialisation.get(specialisation, [])
        return pyo.quicksum(self.pyomo.enrolled[campus, specialisation] for campus in campuses)


def build_model(
    instance: Instance,
    scenario: Scenario,
    goals: tuple[Goal, ...],
    pairs: tuple[Pair, ...] | None = None,
    *,
    as_today: bool = False,
    strengthen: bool = True,
    crowded: bool = False,
) -> ConsolidationModel:
    """Build the model of a scenario.

    Parameters
    ----------
    instance : Instance
        The data.
    scenario : Scenario
        Rules, openings and the way students are placed.
    goals : tuple of Goal
        One objective is added for each.
    pairs : tuple of (campus, specialisation), optional
        Eligible pairs; by default those of the scenario.
    as_today : bool
        Whether today is modelled: then no programme needs more students than it has today.
    strengthen : bool
        Whether rows are added that only tighten the relaxation.
    crowded : bool
        Whether only the rule `campus_capacity` keeps campuses within their places: then bounds do not repeat it.

    Returns
    -------
    ConsolidationModel
        All objectives active, none of them more than another: :mod:`optimizer.solving` picks.
    """
    if pairs is None:
        locks = scenario.rules.get("locks")
        pairs = eligible_pairs(instance, scenario.openings, getattr(locks, "open", ()), getattr(locks, "close", ()))
    capacity = scenario.rules.get("campus_capacity")
    share = getattr(capacity, "expandable_share", None)
    model = ConsolidationModel(Index(instance, scenario, pairs, share, as_today, crowded))
    with _garbage_collection_off():
        for add in (add_programmes, add_students, add_assignment, add_teachers, add_institute):
            add(model)
        _add_rules(model)
        if strengthen:
            add_strengthening(model)
        _add_goals(model, goals)
    return model


def _add_rules(model: ConsolidationModel) -> None:
    rules = discover_rules()
    model.pyomo.rules = pyo.Block(concrete=True)
    for name, parameters in model.index.scenario.rules.items():
        block = pyo.Block(concrete=True)
        model.pyomo.rules.add_component(name, block)
        rules[name].add_rows(block, model, parameters)


def _add_goals(model: ConsolidationModel, goals: tuple[Goal, ...]) -> None:
    terms = discover_terms()
    model.pyomo.goals = pyo.Block(concrete=True)
    for goal in goals:
        expression = terms[goal.term].expression(model, goal)
        model.pyomo.goals.add_component(goal.key, pyo.Objective(expr=expression))


@contextmanager
def _garbage_collection_off() -> Iterator[None]:
    """Build without the cyclic collector: it walks every expression again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
