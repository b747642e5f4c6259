"""The terms of a front: what is measured along each axis, and which part each term plays in the method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizer.errors import Finding, InputError, did_you_mean
from optimizer.inputs.goals import FRONT_TERMS
from optimizer.inputs.scenario import Goal, Goals, Scenario
from optimizer.model.registry import discover_terms

OPTION = "--terms"
COUNTED = "duplication"
"""The term by whose whole numbers a front is exact: every number of programmes has its best plan."""


@dataclass(frozen=True)
class Axes:
    """Terms by their part in the method of augmented epsilon constraints.

    Attributes
    ----------
    terms : tuple of str
        The terms as they were asked for.
    primary : str
        Minimised at every step.
    outer : str
        Limited, step by step; counted one by one where its values are whole numbers.
    inner : str or None
        With three terms, limited within every step of the outer one.
    integral : bool
        Whether the outer term is a whole number in every plan.
    """

    terms: tuple[str, ...]
    primary: str
    outer: str
    inner: str | None
    integral: bool

    @classmethod
    def of(cls, terms: Sequence[str]) -> Axes:
        """Return the axes for terms: the number of programmes is counted, else the first whole number, else the second.

        What is left is minimised (the first) and limited within each step (the second).
        """
        known = discover_terms()
        whole = [term for term in terms if known[term].integral]
        outer = COUNTED if COUNTED in terms else whole[0] if whole else terms[1]
        rest = [term for term in terms if term != outer]
        inner = rest[1] if len(rest) > 1 else None
        return cls(tuple(terms), rest[0], outer, inner, known[outer].integral)

    def is_whole(self, term: str) -> bool:
        """Whether a term is a whole number in every plan."""
        return discover_terms()[term].integral


def with_terms(scenario: Scenario, terms: Sequence[str]) -> Scenario:
    """Return a scenario whose goals are the terms of a front, in order and with nothing given up.

    Parameters
    ----------
    scenario : Scenario
        Rules and goals; a goal of the same term keeps the level at which it is measured.
    terms : sequence of str
        Two or three terms; none of them for those of a scenario in mode ``pareto``.

    Raises
    ------
    InputError
        If a term does not exist or is named twice, or there are fewer than two or more than three.
    """
    if not terms and scenario.goals.mode != "pareto":
        message = 'no terms were given, and the scenario names none: goals.mode is not "pareto"'
        raise InputError([Finding(OPTION, message, f"Give {OPTION} with two or three terms, such as {_example()}.")])
    names = tuple(terms) or tuple(goal.term for goal in scenario.goals.order)
    findings = term_faults(names)
    if findings:
        raise InputError(findings)
    by = {goal.term: goal.by for goal in reversed(scenario.goals.order)}
    order = tuple(Goal(term=name, by=by.get(name, "institution")) for name in names)
    return replace(scenario, goals=Goals(mode="pareto", order=order))


def term_faults(names: Sequence[str]) -> list[Finding]:
    """Return what is wrong with the terms of a front."""
    known = discover_terms()
    findings = []
    for position, name in enumerate(names):
        if name not in known:
            mend, nearest = did_you_mean(name, known)
            findings.append(Finding(OPTION, f'there is no term "{name[:100]}"', mend, key=OPTION, nearest=nearest))
        elif name in names[:position]:
            findings.append(Finding(OPTION, f'"{name}" is named twice', "Name every term once.", key=OPTION))
    least, most = FRONT_TERMS
    if not least <= len(names) <= most:
        message = f"a front has {least} or {most} terms, not {len(names)}"
        findings.append(Finding(OPTION, message, f"Give two or three, such as {_example()}.", key=OPTION))
    return findings


def _example() -> str:
    return f"{COUNTED},student_travel"
