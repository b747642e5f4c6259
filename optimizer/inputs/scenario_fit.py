"""Checking a scenario against the data set that it is solved on."""

from __future__ import annotations

from collections.abc import Callable, Collection

from optimizer.errors import Finding
from optimizer.inputs.contradictions import contradictions, shortages
from optimizer.inputs.gathering import Gathering, nearest_mend, shown
from optimizer.inputs.instance import Instance
from optimizer.inputs.lock_entries import KINDS, lock_findings
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.schema import TIERS


def _sites(instance: Instance) -> set[str]:
    towns = instance.table("municipalities")
    return {*towns["municipality_id"], *towns["province_id"], *towns["pole"]} - {""}


_NAMES: dict[tuple[str, str], Callable[[Instance], Collection[str]]] = {
    ("institute", "hosts"): lambda instance: instance.hosts,
    ("institute", "not_in"): _sites,
    ("specialisations_per_institution", "binding"): lambda _: TIERS,
}
"""The names that a rule's parameter may hold."""


def check_scenario_against(instance: Instance, scenario: Scenario) -> list[Finding]:
    """Return what does not fit between a scenario and a data set.

    Names in parameters must exist in the data, locks and rules must not contradict each other, and goals need something
    to measure; what the data set cannot give is a warning. What rules find themselves is added by
    :func:`optimizer.reading.fit_findings`.
    """
    file = f"{scenario.name}.toml"
    gathering = Gathering()
    for (rule, name), valid_names in _NAMES.items():
        values = getattr(scenario.rules.get(rule), name, None) or ()
        valid = set(valid_names(instance))
        for position, value in enumerate(values):
            if value not in valid:
                mend, nearest = nearest_mend(value, valid)
                key = f"rules.{rule}.{name}.{position}"
                gathering.error("name", file, f"{shown(value)} is not in the data set", mend, key=key, nearest=nearest)
    locks = scenario.rules.get("locks")
    if locks is not None:
        entries = {kind: getattr(locks, kind, ()) for kind in KINDS}
        gathering.extend("locks", lock_findings(instance, entries, "rules.locks", file))
    gathering.extend("contradictions", contradictions(instance, scenario))
    gathering.extend("shortages", shortages(instance, scenario))
    _check_goals(instance, scenario, file, gathering)
    return gathering.findings()


def _check_goals(instance: Instance, scenario: Scenario, file: str, gathering: Gathering) -> None:
    """Warn of goals that are 0 whatever the plan."""
    for position, goal in enumerate(scenario.goals.order):
        key = f"goals.order.{position}.term"
        if goal.term == "institute_distance" and "institute" not in scenario.rules:
            message = "the goal institute_distance is always 0 without an institute"
            gathering.warning("goals", file, message, "Add [rules.institute], or remove the goal.", key=key)
        if goal.term == "industry_distance" and instance.table("firm_travel").empty:
            message = "the goal industry_distance is always 0: the data set has no firm_travel.csv"
            gathering.warning("goals", file, message, "Add the table, or remove the goal.", key=key)
        if goal.term == "unplaced" and scenario.students.unplaced_share == 0:
            message = "the goal unplaced is always 0: students.unplaced_share is 0"
            gathering.warning("goals", file, message, "Raise the share, or remove the goal.", key=key)
