"""What might change: places, students, staff, distances, norms and prices, each as a value between now and an end."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from annotated_types import Ge, Le

from optimizer.analysis.break_even import LINEAR_PRICES
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import RepeatedParameters, Scenario

Situation = tuple[Instance, Scenario]

MOST_PLACES = 3.0
MOST_STUDENTS = 3.0
MOST_STAFF = 3.0
FARTHEST = 2.0
"""How many times the present value is looked at; norms and prices down to their least value, distances down to 0."""

TIGHTER_UP = frozenset(
    {
        "minimum_enrolment.norm",
        "minimum_enrolment.norm_master",
        "sites_per_specialisation.min",
        "specialisations_per_institution.min",
        "lead_centre.student_share",
        "lead_centre.top_fte",
        "network_pluralism.min",
        "province_presence.min",
    }
)
TIGHTER_DOWN = frozenset(
    {
        "sites_per_specialisation.max",
        "specialisations_per_institution.max",
        "reach.km",
        "reach.share",
        "staffing.freed_share",
        "staffing.top_freed_share",
        "staffing.hired_fte",
        "secondment.km",
        "openings_limit.total",
        "openings_limit.per_institution",
        "budget.one_off",
        "budget.yearly",
        "pole_balance.max_difference",
        "industry_proximity.km",
    }
)
"""Parameters that, raised or lowered, only take plans away: what was proven before still holds then."""


@dataclass(frozen=True)
class Lever:
    """A value that may change.

    Attributes
    ----------
    name : str
        What changes.
    now, end : float
        Its present value, and the farthest that is looked at.
    change : callable
        Returns data set and scenario with another value.
    whole : bool
        Whether only whole numbers make sense.
    tightens : bool
        Whether every step towards the end only takes plans away.
    relaxes : bool
        Whether every step towards the end only adds plans and makes none worse.
    """

    name: str
    now: float
    end: float
    change: Callable[[float], Situation] = field(compare=False)
    whole: bool = False
    tightens: bool = False
    relaxes: bool = False

    @property
    def nearest(self) -> float:
        """The nearest value that is worth telling from the present one."""
        step = self.end - self.now
        return self.now + (math.copysign(1.0, step) if self.whole else CLOSE * step)

    def between(self, near: float, far: float) -> float | None:
        """Return a value halfway; None if the two are as close as is worth telling."""
        middle = (near + far) / 2
        if self.whole:
            middle = float(round(middle))
            return None if middle in (near, far) else middle
        return None if abs(far - near) <= CLOSE * abs(self.end - self.now) else middle


CLOSE = 0.02
"""Share of the range from now to the end at which a search for a turning point ends."""


def levers_of_pair(instance: Instance, scenario: Scenario, pair: Pair) -> Iterator[Lever]:
    """Yield what would have to change for a programme to be in the plan: places, students, staff, distance, norm."""
    campus, specialisation = pair
    places = instance.places_of[campus]
    most = places + max(instance.demand_of[specialisation], MOST_PLACES * places)

    def with_places(value: float) -> Situation:
        return _scaled(instance, "campuses", {"campus_id": campus}, "places", value / places), scenario

    anyone_may_go_past = scenario.students.assignment == "optimal"
    yield Lever("places", places, most, with_places, relaxes=anyone_may_go_past)
    demand = instance.demand_of[specialisation]

    def with_students(value: float) -> Situation:
        chosen = {"specialisation_id": specialisation}
        return _scaled(instance, "demand", chosen, "students", value / demand), scenario

    if demand > 0:
        yield Lever("students", demand, MOST_STUDENTS * demand, with_students)
    teachers = instance.table("teachers")
    own = teachers[(teachers["campus_id"] == campus) & (teachers["specialisation_id"] == specialisation)]
    fte = float(own["fte"].sum())

    def with_staff(value: float) -> Situation:
        chosen = {"campus_id": campus, "specialisation_id": specialisation}
        return _scaled(instance, "teachers", chosen, "fte", value / fte), scenario

    if fte > 0:
        yield Lever("staff", fte, MOST_STAFF * fte, with_staff)

    def with_km(value: float) -> Situation:
        chosen = {"municipality_id": instance.municipality_of[campus]}
        return _scaled(instance, "travel", chosen, "km", value), scenario

    yield Lever("travel", 1.0, 0.0, with_km)
    norms = scenario.rules.get("minimum_enrolment")
    if norms is not None:
        name = "norm_master" if instance.degree_of[specialisation] == "ma" else "norm"
        now = float(getattr(norms, name))
        if now > 0:
            yield Lever("norm", now, 0.0, _with_rule(instance, scenario, "minimum_enrolment", name), relaxes=True)


def levers_of_scenario(instance: Instance, scenario: Scenario) -> Iterator[Lever]:
    """Yield every norm, downwards and upwards, then every price on which the plan can depend."""
    for rule, parameters in scenario.rules.items():
        if isinstance(parameters, RepeatedParameters):
            continue
        for name, described in type(parameters).model_fields.items():
            now = getattr(parameters, name)
            if isinstance(now, bool) or not isinstance(now, int | float):
                continue
            least = max((float(str(limit.ge)) for limit in described.metadata if isinstance(limit, Ge)), default=0.0)
            most = min((float(str(limit.le)) for limit in described.metadata if isinstance(limit, Le)), default=None)
            change = _with_rule(instance, scenario, rule, name)
            yield from _both_ways(f"{rule}.{name}", now, (least, most), change, f"{rule}.{name}")
    if depends_on_prices(scenario):
        prices = instance.prices_with(scenario.prices)
        for name in LINEAR_PRICES:
            yield from _both_ways(f"prices.{name}", prices[name], (0.0, None), _with_price(instance, scenario, name))
    if scenario.goals.mode == "weighted":
        for number, goal in enumerate(scenario.goals.order):
            if goal.price is not None:
                change = _with_goal_price(instance, scenario, number)
                yield from _both_ways(f"goals.{goal.key}.price", goal.price, (0.0, None), change)


def idle_prices(instance: Instance, scenario: Scenario) -> dict[str, float]:
    """Return the prices on which no plan of the scenario depends: neither a goal nor a rule asks for them."""
    prices = instance.prices_with(scenario.prices)
    return {} if depends_on_prices(scenario) else {f"prices.{name}": prices[name] for name in LINEAR_PRICES}


def depends_on_prices(scenario: Scenario) -> bool:
    """Whether a goal or a rule counts EUR."""
    return any(goal.term == "cost" for goal in scenario.goals.order) or "budget" in scenario.rules


def _both_ways(
    name: str,
    now: float,
    ends: tuple[float, float | None],
    change: Callable[[float], Situation],
    parameter: str = "",
) -> Iterator[Lever]:
    least, most = ends
    high = FARTHEST * now if now > 0 else 1.0
    high = high if most is None else min(high, most)
    whole = isinstance(now, int)
    up, down = parameter in TIGHTER_UP, parameter in TIGHTER_DOWN
    if least < now:
        yield Lever(name, float(now), least, change, whole, tightens=down, relaxes=up)
    if high > now:
        yield Lever(name, float(now), float(high), change, whole, tightens=up, relaxes=down)


def _scaled(instance: Instance, table: str, where: dict[str, str], column: str, factor: float) -> Instance:
    """Return a data set in which a column is multiplied in the rows of these keys."""
    frame = instance.table(table).copy()
    chosen = frame[column].notna()
    for key, value in where.items():
        chosen &= frame[key] == value
    frame[column] = frame[column].astype("float64").where(~chosen, frame[column] * factor)
    return instance.replace(**{table: frame})


def _with_rule(instance: Instance, scenario: Scenario, rule: str, name: str) -> Callable[[float], Situation]:
    kind: Any = type(getattr(scenario.rules[rule], name))

    def change(value: float) -> Situation:
        parameters = scenario.rules[rule].model_copy(update={name: kind(value)})
        return instance, replace(scenario, rules={**scenario.rules, rule: parameters})

    return change


def _with_price(instance: Instance, scenario: Scenario, name: str) -> Callable[[float], Situation]:
    return lambda value: (instance, replace(scenario, prices={**scenario.prices, name: value}))


def _with_goal_price(instance: Instance, scenario: Scenario, number: int) -> Callable[[float], Situation]:
    def change(value: float) -> Situation:
        order = list(scenario.goals.order)
        order[number] = order[number].model_copy(update={"price": value})
        return instance, replace(scenario, goals=scenario.goals.model_copy(update={"order": tuple(order)}))

    return change
