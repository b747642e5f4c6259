"""Every rule and every term of a plan, checked again by code that shares nothing with the model."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

import pandas as pd

from optimizer.analysis import assignment, checks, promises
from optimizer.analysis.measures import CHECK_COLUMNS, FINDING_COLUMNS
from optimizer.analysis.situation import Situation, tidy
from optimizer.analysis.terms import TERM_UNITS, compute_terms, terms_of, worst_loss
from optimizer.errors import VerificationError
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario

PROMISES = "plan"
"""Name, in the column `name`, of what every plan promises without any rule."""

LOSS = "worst_loss"
"""The term that goals may pursue at several levels."""

ASSIGNMENT = "students"
"""Name of what the scenario's ``[students]`` asks of where students go."""

UNNAMED: dict[str, Any] = {
    "campus_capacity": SimpleNamespace(expandable_share=None),
    "staffing": SimpleNamespace(freed_share=1.0, top_freed_share=1.0, hired_fte=None),
    "lead_centre": SimpleNamespace(student_share=0.0, top_fte=0.0),
    "institute": SimpleNamespace(present=False),
}
"""What holds where the scenario does not name the rule: three rules always do; without `institute` there is none."""


@cache
def known_checks() -> dict[str, Any]:
    """Return the modules of :mod:`optimizer.analysis.checks` by the name of their rule."""
    names = sorted(module.name for module in pkgutil.iter_modules(checks.__path__))
    return {name: importlib.import_module(f"{checks.__name__}.{name}") for name in names}


def verify(
    plan: Plan, instance: Instance, scenario: Scenario, *, expected_terms: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Check a plan: what every plan promises, every rule of the scenario, every term.

    Parameters
    ----------
    plan : Plan
        Any plan, however faulty: faults become rows, never exceptions.
    instance : Instance
        The data set.
    scenario : Scenario
        Its rules, openings, prices and share without a place.
    expected_terms : mapping of str to float, optional
        Values that the recomputed terms must equal, within 1e-6 of the value plus 1e-3. ``worst_loss`` is measured at
        the level of the first goal that pursues it; further levels have the names of :func:`loss_names`.

    Returns
    -------
    DataFrame
        Columns of ``checks.csv``. A check with many subjects gives the worst of each group; `ok` is empty for a rule
        without a check and for a term that is held against nothing.
    """
    rules = {**UNNAMED, **scenario.rules}
    situation = Situation(
        tidy(plan),
        instance,
        openings=scenario.openings,
        opened=tuple(getattr(rules.get("locks"), "open", ())),
        unplaced_share=scenario.students.unplaced_share,
        prices=instance.prices_with(scenario.prices),
    )
    frames = [_named("rule", PROMISES, promises.check(situation))]
    frames.append(_assignment(situation, scenario))
    frames += [_rule(name, situation, parameters) for name, parameters in rules.items()]
    frames.append(_terms(_measured(situation, scenario), expected_terms or {}))
    return _together(frames)


def loss_levels(scenario: Scenario) -> list[str]:
    """Return the levels at which a scenario's goals pursue ``worst_loss``, in their order."""
    return [goal.by for goal in scenario.goals.order if goal.term == LOSS]


def _measured_levels(scenario: Scenario) -> list[str]:
    return loss_levels(scenario) or ["institution"]


def loss_names(scenario: Scenario) -> dict[str, str]:
    """Return the name in ``checks.csv`` of ``worst_loss`` at each level: its own at the first."""
    return {level: f"{LOSS}_by_{level}" if place else LOSS for place, level in enumerate(loss_levels(scenario))}


def terms_under(plan: Plan, instance: Instance, scenario: Scenario) -> dict[str, float]:
    """Return every term of a plan at a scenario's prices, ``worst_loss`` at the level that it pursues first."""
    return compute_terms(plan, instance, instance.prices_with(scenario.prices), _measured_levels(scenario)[0])


def verify_today(plan: Plan, instance: Instance, scenario: Scenario) -> pd.DataFrame:
    """Check today reassigned: today's programmes, teachers at home, students placed as a plan places them.

    Parameters and columns are those of :func:`verify`. Besides what every plan promises, `campus_capacity`,
    `lead_centre` without its shares, `institute`, and the way students are assigned hold; terms are held against
    nothing.
    """
    students = scenario.students
    situation = Situation(
        tidy(plan),
        instance,
        unplaced_share=students.unplaced_share,
        as_today=True,
        prices=instance.prices_with(scenario.prices),
        students_choose=not students.are_free,
    )
    rules = {**UNNAMED, **scenario.rules, "lead_centre": UNNAMED["lead_centre"]}
    frames = [_named("rule", PROMISES, promises.check(situation))]
    frames.append(_named("rule", PROMISES, promises.check_today(situation)))
    frames.append(_assignment(situation, scenario))
    frames += [_rule(name, situation, rules[name]) for name in ("campus_capacity", "lead_centre", "institute")]
    frames.append(_terms(_measured(situation, scenario), {}))
    return _together(frames)


def _measured(situation: Situation, scenario: Scenario) -> dict[str, float]:
    """Return every term, and `worst_loss` at each level of the scenario's goals."""
    first, *others = _measured_levels(scenario)
    terms = terms_of(situation, situation.prices, first)
    return terms | {f"{LOSS}_by_{level}": worst_loss(situation, level) for level in others}


def terms_in(checks: pd.DataFrame) -> dict[str, float]:
    """Return the terms of :data:`optimizer.analysis.terms.TERM_UNITS` that were measured for a table of checks."""
    rows = checks[checks["kind"] == "term"]
    measured = dict(zip(rows["name"], rows["measured"].astype(float), strict=True))
    return {name: measured[name] for name in TERM_UNITS}


def failures(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that do not hold."""
    return frame[~frame["ok"].fillna(True).astype(bool)].reset_index(drop=True)


def require_verified(frame: pd.DataFrame) -> None:
    """Raise if a row does not hold.

    Raises
    ------
    VerificationError
        Names up to ten of the rows.
    """
    failed = failures(frame)
    if failed.empty:
        return
    named = [
        f"{row.name}, {row.subject}: {row.measured:.10g} against {row.limit:.10g} ({row.unit})"
        for row in failed.head(10).itertuples(index=False, name="Check")
    ]
    more = f"; and {len(failed) - 10} more" if len(failed) > 10 else ""
    message = f"The plan fails {len(failed)} of {len(frame)} checks: {'; '.join(named)}{more}."
    raise VerificationError(message)


def _together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Put frames below each other, in the columns of ``checks.csv``."""
    frame = pd.concat(frames, ignore_index=True)[list(CHECK_COLUMNS)]
    return frame.astype({"measured": "float64", "limit": "float64", "ok": "boolean"})


def _named(kind: str, name: str, found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(kind=kind, name=name)


def _rule(name: str, situation: Situation, parameters: Any) -> pd.DataFrame:
    check = known_checks().get(name)
    if check is None:
        return _single(name, "unchecked", ok=None)
    found = check.check(situation, parameters)
    return _single(name, "nothing to check", ok=True) if found.empty else _named("rule", name, found)


def _assignment(situation: Situation, scenario: Scenario) -> pd.DataFrame:
    share = getattr(scenario.rules.get("campus_capacity"), "expandable_share", None)
    return _named("rule", ASSIGNMENT, assignment.check(situation, scenario.students, share))


def _single(name: str, subject: str, *, ok: bool | None) -> pd.DataFrame:
    row = dict(zip(FINDING_COLUMNS, (subject, None, None, "", ok), strict=True))
    return _named("rule", name, pd.DataFrame([row]))


def _terms(values: Mapping[str, float], expected: Mapping[str, float]) -> pd.DataFrame:
    rows = []
    for name in [*values, *(name for name in expected if name not in values)]:
        measured, limit = values.get(name), expected.get(name)
        ok = None
        if name in expected:
            ok = measured is not None and limit is not None and abs(measured - limit) <= 1e-6 * abs(limit) + 1e-3
        unit = TERM_UNITS.get(LOSS if name.startswith(f"{LOSS}_by_") else name, "")
        rows.append((name, "", measured, limit, unit, ok))
    return pd.DataFrame(rows, columns=["name", *FINDING_COLUMNS]).assign(kind="term")
