"""What can be changed of a scenario so that it asks for less: every parameter of a rule, and what is no rule's.

Each lever says how large a change is, so that repairs can be ranked. A number counts relatively: the difference as a
share of its old value, or of one step (of a tenth, for shares) if that is larger. A change of a choice, or of one entry
of a list, counts 1. A norm that is lowered in one place counts for as much of itself as that
place has of the programmes of today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, get_args

from optimizer.explanation.changing import Change
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.local_norms import is_meant
from optimizer.inputs.scenario import RepeatedParameters, RuleParameters, Scenario
from optimizer.model.easing import Easing, easing_of, higher, other
from optimizer.model.registry import discover_rules

OPENINGS = ("none", "family", "anywhere")
NORM = "minimum_enrolment"
LARGE_STEPS = 2**40
TOLERANCE = 1e-9
SHARE_STEP = 0.001
LEAST_SHARE = 0.1


@dataclass(frozen=True)
class Lever:
    """One key of a scenario, and how it asks for less.

    Attributes
    ----------
    key : str
        Dotted key.
    rule : str
        The rule, or the empty text.
    old : object
        The value that a change tells as the old one.
    easing : Easing
        How it asks for less.
    start : float
        For numbers: the value from which it goes on.
    whole : bool
        For numbers: whether only whole numbers are valid.
    off : Change or None
        For numbers without end: what takes the limit away altogether.
    weight : float
        What a whole change counts, 1 unless it touches only a part.
    known : float or None
        For numbers that a scenario leaves to the data set: what they are there at most; sizes are measured from it.
    """

    key: str
    rule: str
    old: Any
    easing: Easing
    start: float = 0.0
    whole: bool = False
    off: Change | None = None
    weight: float = 1.0
    known: float | None = None

    def change(self, new: Any) -> Change:
        """Return the change to a new value."""
        return Change(self.key, self.old, new)

    def steps(self) -> int:
        """Return how many steps a number can go."""
        if self.easing.loosest is None:
            return LARGE_STEPS
        return max(0, ceil(abs(self.easing.loosest - self.start) / self.easing.step - TOLERANCE))

    def value(self, steps: int) -> float:
        """Return the number that many steps on, on the grid of steps and never past its end."""
        sign, step, end = self.easing.sign, self.easing.step, self.easing.loosest
        grid = floor(self.start / step + TOLERANCE) if sign > 0 else ceil(self.start / step - TOLERANCE)
        number = round((grid + sign * steps) * step, 6)
        if end is not None:
            number = min(number, end) if sign > 0 else max(number, end)
        return int(number) if self.whole or float(number).is_integer() else number

    def size(self, new: Any) -> float:
        """Return how large a change is, see the module."""
        if self.easing.kind == "number" and new is not None:
            least = LEAST_SHARE if self.easing.step == SHARE_STEP else self.easing.step
            known = self.start if self.known is None else self.known
            return self.weight * abs(float(new) - known) / max(abs(known), least)
        if self.easing.kind == "entries":
            return float(max(1, len(self.old) - len(new)))
        return self.weight


def levers_of(instance: Instance, scenario: Scenario, rules: Collection[str]) -> Iterator[Lever]:
    """Yield the levers of some rules, in the scenario's order."""
    known = discover_rules()
    for name in scenario.rules:
        if name not in rules or name not in known:
            continue
        parameters = scenario.rules[name]
        if isinstance(parameters, RepeatedParameters):
            for number, entry in parameters.holding().items():
                yield from _parameters(f"rules.{name}.{number}", name, entry, instance)
        else:
            yield from _parameters(f"rules.{name}", name, parameters, instance)


def common_levers(instance: Instance, scenario: Scenario) -> Iterator[Lever]:
    """Yield what helps whatever the rules: openings, students without a place, how they are assigned, more places."""
    if scenario.openings != OPENINGS[-1]:
        wider = OPENINGS[OPENINGS.index(scenario.openings) + 1 :]
        yield Lever("openings", "", scenario.openings, other(*wider))
    students = scenario.students
    if students.unplaced_share < 1:
        share = students.unplaced_share
        yield Lever("students.unplaced_share", "", share, higher(SHARE_STEP, 1.0), start=share)
    if students.assignment != "optimal":
        yield Lever("students.assignment", "", students.assignment, other("optimal"))
    if students.single_source:
        yield Lever("students.single_source", "", True, other(False))


def places_to_spare(instance: Instance, scenario: Scenario, programmes: Collection[Pair]) -> Iterator[Lever]:
    """Yield norms that may be lowered in one place: the province, the specialisation or the programme of some."""
    parameters = scenario.rules.get(NORM)
    local = getattr(parameters, "local_norms", {})
    places: dict[str, float] = {}
    for campus, specialisation in programmes:
        name = "norm_master" if instance.degree_of[specialisation] == "ma" else "norm"
        general = float(getattr(parameters, name, 0.0))
        here = (instance.province_of[campus], f"*/{specialisation}", f"{campus}/{specialisation}")
        places |= {place: max(general, places.get(place, 0.0)) for place in here}
    today = instance.enrolled_today
    for place, norm in places.items():
        if place in local or norm <= 0:
            continue
        touched = sum(is_meant(instance, place, pair) for pair in today)
        weight = max(1, touched) / max(1, len(today))
        easing = Easing("number", -1, 1.0, 0.0)
        yield Lever(f"rules.{NORM}.local_norms.{place}", NORM, None, easing, start=norm, weight=weight)


def _parameters(prefix: str, rule: str, parameters: RuleParameters, instance: Instance) -> Iterator[Lever]:
    for name, field in type(parameters).model_fields.items():
        easing, old = easing_of(field), getattr(parameters, name)
        if easing is None:
            continue
        key = f"{prefix}.{name}"
        if easing.kind == "number":
            yield from _number(key, rule, name, easing, field.annotation, parameters, instance)
        elif easing.kind == "entries":
            if old:
                yield Lever(key, rule, old, easing)
        else:
            options = [value for value in easing.options or _literal(field.annotation) if value != old]
            if options:
                yield Lever(key, rule, old, other(*options))
    if prefix.rpartition(".")[2].isdigit():
        yield Lever(f"{prefix}.enabled", rule, True, other(False))


def _number(
    key: str,
    rule: str,
    name: str,
    easing: Easing,
    annotation: Any,
    parameters: RuleParameters,
    instance: Instance,
) -> Iterator[Lever]:
    old, kinds = getattr(parameters, name), get_args(annotation) or (annotation,)
    whole = int in kinds and float not in kinds
    start = old
    if old is None:
        if easing.loosest is None or type(None) not in kinds or easing.sign < 0:
            return  # no limit: nothing to ease
        start = 0.0  # as the data set says, place by place: one value for all takes its place
    off = None
    if easing.loosest is None:
        entry = key.rpartition(".")[0]
        only = entry.rpartition(".")[2].isdigit() and _other_end(parameters, name) is None
        off = Change(f"{entry}.enabled", True, False) if only else Change(key, old, None)
    known = max(instance.expandable_of.values(), default=0.0) if old is None else None
    lever = Lever(key, rule, old, easing, start=float(start), whole=whole, off=off, known=known)
    if lever.steps() > 0:
        yield lever


def _other_end(parameters: RuleParameters, name: str) -> Any:
    return getattr(parameters, {"min": "max", "max": "min"}.get(name, name), None)


def _literal(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation)


def entries_left(lever: Lever, without: Collection[int]) -> tuple[Any, ...]:
    """Return a list without the entries at some positions."""
    return tuple(entry for position, entry in enumerate(lever.old) if position not in without)
