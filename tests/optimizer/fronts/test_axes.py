"""Which term plays which part, and what is wrong with terms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.errors import InputError
from optimizer.fronts.axes import Axes, with_terms
from optimizer.inputs.scenario import Goal, Goals
from tests.random_instances import scenario_of


@pytest.mark.parametrize(
    ("terms", "primary", "outer", "inner"),
    [
        (("duplication", "student_travel"), "student_travel", "duplication", None),
        (("student_travel", "openings", "duplication"), "student_travel", "duplication", "openings"),
        (("cost", "openings"), "cost", "openings", None),
        (("cost", "student_travel", "teacher_scatter"), "cost", "student_travel", "teacher_scatter"),
    ],
)
def test_programmes_are_counted_whatever_the_order(
    terms: tuple[str, ...], primary: str, outer: str, inner: str | None
) -> None:
    axes = Axes.of(terms)
    assert (axes.primary, axes.outer, axes.inner) == (primary, outer, inner)
    assert axes.integral is (outer in ("duplication", "openings"))


@pytest.mark.parametrize(
    ("terms", "message", "nearest"),
    [
        (("duplikation", "cost"), 'no term "duplikation"', "duplication"),
        (("cost", "cost"), "named twice", None),
        (("cost",), "2 or 3 terms, not 1", None),
        (("cost", "freed", "hired", "openings"), "2 or 3 terms, not 4", None),
        ((), "names none", None),
    ],
)
def test_faulty_terms_are_findings(terms: tuple[str, ...], message: str, nearest: str | None) -> None:
    with pytest.raises(InputError) as fault:
        with_terms(scenario_of(), terms)
    (finding,) = fault.value.findings
    assert message in finding.message
    assert finding.nearest == nearest


def test_all_faults_come_at_once() -> None:
    with pytest.raises(InputError) as fault:
        with_terms(scenario_of(), ("koste", "freed", "freed", "travel"))
    assert len(fault.value.findings) == 4


def test_terms_keep_the_level_of_the_scenario_and_give_nothing_up() -> None:
    order = (Goal(term="worst_loss", by="province", give_up=0.5), Goal(term="cost"))
    scenario = scenario_of(goals=Goals(order=order))
    goals = with_terms(scenario, ("cost", "worst_loss")).goals
    assert [(goal.term, goal.by, goal.give_up) for goal in goals.order] == [
        ("cost", "institution", 0.0),
        ("worst_loss", "province", 0.0),
    ]
    front = replace(scenario, goals=Goals(mode="pareto", order=order))
    assert [goal.term for goal in with_terms(front, ()).goals.order] == ["worst_loss", "cost"]
