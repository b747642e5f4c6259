"""The plan of least regret as a result of its own: its programmes, and all else as the scenario's goals settle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from optimizer.errors import InputError
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Scenario
from optimizer.model.registry import discover_rules
from optimizer.run import solve
from optimizer.solving.limits import Limits
from optimizer.solving.result import Result
from optimizer.sweeps.definition import SweepDefinition, agrees
from optimizer.sweeps.tables import parameter_columns
from optimizer.sweeps.variation import data_factors, vary_instance

LOCKS = "locks"


def solve_with(
    definition: SweepDefinition, choices: Mapping[str, Any], pairs: Iterable[Pair], limits: Limits
) -> Result | None:
    """Return a plan's result for the figures as they are, where nothing but the choices of its group is changed.

    Parameters
    ----------
    definition : SweepDefinition
        The sweep.
    choices : mapping of str to object
        What the group chooses, by column.
    pairs : iterable of (campus, specialisation)
        The plan's programmes.
    limits : Limits
        Limits of the solve.

    Returns
    -------
    Result or None
        None if the plan cannot keep the rules there, or no plan was found in time.
    """
    parameters = _parameters(definition, choices)
    scenario = definition.scenario(parameters)
    instance = vary_instance(definition.instances[definition.dataset_of(scenario)], data_factors(parameters))
    try:
        result = solve(instance, fixed_to(scenario, instance, pairs), limits, isolated=True)
    except InputError:  # the scenario's own locks, or its limits, speak against it
        return None
    return result if result.plan is not None else None


def fixed_to(scenario: Scenario, instance: Instance, pairs: Iterable[Pair]) -> Scenario:
    """Return a scenario under which these programmes exist and no others."""
    taught, today = set(pairs), set(instance.enrolled_today)
    entries = {"keep": taught & today, "open": taught - today, "close": today - taught}
    named = {name: tuple(sorted("/".join(pair) for pair in found)) for name, found in entries.items()}
    lead = getattr(scenario.rules.get(LOCKS), "lead", ())
    locks = discover_rules()[LOCKS].parameters.model_validate({**named, "lead": lead})
    return replace(scenario, openings="none", rules=dict(sorted({**scenario.rules, LOCKS: locks}.items())))


def _parameters(definition: SweepDefinition, choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values behind the columns of a group."""
    for combination in definition.combinations():
        chosen = {key: combination[key] for key in definition.choices}
        if agrees(parameter_columns(definition, chosen), choices):
            return chosen
    message = f"no combination has {dict(choices)}"
    raise ValueError(message)
