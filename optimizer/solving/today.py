"""Today's situation in the model's own terms: its programmes as they are, students placed as the model places them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.model.build import ConsolidationModel, build_model
from optimizer.model.registry import discover_rules


def today_scenario(scenario: Scenario) -> Scenario:
    """Return the scenario with only the rules that today keeps, and nothing given up of any goal."""
    rules = {
        name: parameters if name == "institute" else type(parameters)(**_kept(name, parameters))
        for name, parameters in scenario.rules.items()
        if discover_rules()[name].holds_today
    }
    goals = tuple(goal.model_copy(update={"give_up": 0.0, "give_up_abs": 0.0}) for goal in scenario.goals.order)
    return replace(scenario, rules=rules, openings="none", goals=scenario.goals.model_copy(update={"order": goals}))


def todays_of(scenario: Scenario) -> Iterator[Scenario]:
    """Yield what today may keep of a scenario, the most first: all, no institute, students placed freely, neither."""
    free = scenario.students.freely()
    rules = {name: parameters for name, parameters in scenario.rules.items() if name != "institute"}
    for students in (scenario.students,) if free == scenario.students else (scenario.students, free):
        yield replace(scenario, students=students)
        if "institute" in scenario.rules:
            yield replace(scenario, students=students, rules=rules)


def _kept(name: str, parameters: object) -> dict[str, object]:
    return {"expandable_share": getattr(parameters, "expandable_share", None)} if name == "campus_capacity" else {}


def build_today(instance: Instance, scenario: Scenario) -> ConsolidationModel:
    """Build today's model: every programme exists, every teacher is at home, nobody is freed or hired.

    What remains open is where students go, which programmes would lead, and where the institute sits.
    """
    pairs = tuple(sorted(instance.enrolled_today))
    today = today_scenario(scenario)
    model = build_model(instance, today, today.goals.order, pairs, as_today=True)
    m, groups = model.pyomo, model.index.group_of
    m.offers.fix(1)
    for (group, campus), posting in m.staff.items():
        if campus != groups[group].home:
            posting.fix(0.0)
    m.freed.fix(0.0)
    m.hired.fix(0.0)
    return model
