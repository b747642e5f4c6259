"""Checking goals together: what a single goal cannot see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from optimizer.errors import Finding, InputError
from optimizer.inputs.gathering import Gathering, nearest_mend, shown
from optimizer.inputs.scenario import Scenario

COST = "cost"
PARTS_OF_COST = frozenset({"student_travel", "staff_travel", "freed", "hired", "duplication", "expansion", "openings"})
"""Terms that `cost` counts already, so that weighted goals may not hold both."""

FRONT_TERMS = (2, 3)
"""Fewest and most terms of a front."""

_Fault = tuple[str, str, str, str | None]
"""Key within the goal, what is wrong, how to mend it, and the nearest valid name."""

_MENDING_MODE = 'Remove it, or set goals.mode = "{}".'


def check_goals(raw: object, term_names: Collection[str], file_of: Callable[[str], str], gathering: Gathering) -> None:
    """Find unknown terms, repeated terms, and what does not fit the mode.

    Parameters
    ----------
    raw : object
        The table ``[goals]`` as the file has it; parts of the wrong type are left to the validation of the types.
    term_names : collection of str
        Terms that exist.
    file_of : callable
        Gives the file that set a dotted key.
    gathering : Gathering
        Receives the findings.
    """
    order = raw.get("order") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(order, list):
        return
    mode = raw.get("mode")
    weighted = mode == "weighted"
    if mode == "pareto" and not FRONT_TERMS[0] <= len(order) <= FRONT_TERMS[1]:
        message = f"a front has 2 or 3 terms, not {len(order)}"
        mend = "Give goals.order two or three terms."
        gathering.error("goals", file_of("goals.order"), message, mend, key="goals.order")
    terms = [goal.get("term") if isinstance(goal, dict) else None for goal in order]
    named: set[tuple[str, str]] = set()
    for position, (goal, term) in enumerate(zip(order, terms, strict=True)):
        if not isinstance(term, str):
            continue
        faults = [*_term_faults(goal, term, term_names, named), *_mode_faults(goal, term, mode)]
        if weighted and COST in terms and term in PARTS_OF_COST:
            faults.append(("term", f"{shown(COST)} counts {shown(term)} already", f"Remove {term} or {COST}.", None))
        named.add((term, _level(goal)))
        for name, message, mend, nearest in faults:
            key = f"goals.order.{position}.{name}"
            gathering.error("goals", file_of(key), message, mend, key=key, nearest=nearest)


def _level(goal: dict[str, Any]) -> str:
    return str(goal.get("by", "institution"))


def _term_faults(
    goal: dict[str, Any], term: str, term_names: Collection[str], named: Collection[tuple[str, str]]
) -> Iterator[_Fault]:
    if term not in term_names:
        mend, nearest = nearest_mend(term, term_names)
        yield "term", f"there is no term {shown(term)}", mend, nearest
    if (term, _level(goal)) in named:
        yield "term", f"{shown(term)} is named twice", "Keep one of the two goals.", None
    if "by" in goal and term != "worst_loss":
        yield "by", f"{shown(term)} is not measured by level", "Remove by; only worst_loss takes it.", None


def _mode_faults(goal: dict[str, Any], term: str, mode: object) -> Iterator[_Fault]:
    what = {"weighted": "weighted goals have", "pareto": "the terms of a front have"}.get(str(mode), "")
    for name in ("give_up", "give_up_abs"):
        if what and name in goal:
            yield name, f"{what} no {name}", _MENDING_MODE.format("hierarchy"), None
    if mode != "weighted" and "price" in goal:
        what = what or "goals in a hierarchy have"
        yield "price", f"{what} no price", _MENDING_MODE.format("weighted"), None
    if mode == "weighted" and term != COST and "price" not in goal:
        yield "price", f"{shown(term)} has no price", "Give the price of one unit in EUR.", None


def require_order(scenario: Scenario) -> None:
    """Refuse a scenario whose goals have no order: it has a front, not a best plan.

    Raises
    ------
    InputError
        It names the command that draws the front.
    """
    if scenario.goals.mode == "pareto":
        message = 'the goals are those of a front (goals.mode is "pareto"), so no single plan is the best'
        mend = f"Draw the front with: bundel pareto {scenario.name}. Or set goals.mode to hierarchy."
        raise InputError([Finding(f"{scenario.name}.toml", message, mend, key="goals.mode")])
