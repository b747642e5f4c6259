"""What a scenario asks for that cannot be together, found before solving: one small named function a contradiction.

Two kinds. A contradiction is between two keys that the scenario's author wrote, such as a lock that keeps a programme
and one that closes its campus: it is an error. A shortage is between a key and the amounts of the data set, such as a
norm above all students there are: no plan exists, which is an answer, so it is a warning and part of the explanation.
"""

from __future__ import annotations

from types import ModuleType

from optimizer.errors import Finding, Severity
from optimizer.inputs.contradictions import (
    focus,
    institute,
    locks,
    money,
    norms,
    openings,
    places,
    provinces,
    shared_norms,
    sites,
    staff,
)
from optimizer.inputs.contradictions.checks import Contradiction, ContradictionCheck, ScenarioUnderCheck
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario


def _checks_of(*modules: ModuleType) -> tuple[ContradictionCheck, ...]:
    return tuple(
        value for module in modules for value in vars(module).values() if isinstance(value, ContradictionCheck)
    )


ERROR: Severity = "error"
WARNING: Severity = "warning"

ALL_CHECKS = _checks_of(locks, openings, sites, focus, institute, places, norms, shared_norms, provinces, staff, money)


def contradictions(instance: Instance, scenario: Scenario) -> list[Finding]:
    """Return an error for every two keys of a scenario that contradict each other, naming both."""
    return _found(instance, scenario, shortage=False)


def shortages(instance: Instance, scenario: Scenario) -> list[Finding]:
    """Return a warning for everything a scenario asks for that the data set cannot give: without it no plan exists."""
    return _found(instance, scenario, shortage=True)


def _found(instance: Instance, scenario: Scenario, *, shortage: bool) -> list[Finding]:
    """Return one finding for the same keys: it tells the first case and counts the others."""
    case = ScenarioUnderCheck(instance, scenario)
    by_keys: dict[tuple[str, ...], list[Contradiction]] = {}
    for check in ALL_CHECKS:
        for each in check(case) if check.shortage is shortage else ():
            by_keys.setdefault(each.keys, []).append(each)
    file, severity = f"{scenario.name}.toml", WARNING if shortage else ERROR
    findings = []
    for keys, (first, *others) in by_keys.items():
        message = f"{first.message}; likewise in {len(others)} more cases" if others else first.message
        findings.append(Finding(file, message, first.mend, key=keys[0], severity=severity))
    return findings


__all__ = ["ALL_CHECKS", "Contradiction", "ScenarioUnderCheck", "contradictions", "shortages"]
