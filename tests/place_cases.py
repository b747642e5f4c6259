"""Random cases in which one rule about places stands alone, so that what it does is seen."""

from __future__ import annotations

from dataclasses import replace

from tests.random_instances import Case, later_rules, random_case, scenario_of


def case_with(rule: str, seed: int) -> Case:
    """Return a random case without rules other than those that always hold, and one rule about places."""
    case = random_case(seed, most_pairs=6)
    rules = scenario_of(later_rules(seed, case.instance, [rule])).rules
    return Case(case.instance, replace(case.scenario, rules=rules))
