"""The answer of a cell is what a solve gives, whoever gives it."""

from __future__ import annotations

import pickle

import pytest

from optimizer import load_instance, load_scenario, solve
from optimizer.errors import VerificationError
from optimizer.inputs.scenario import Goal, Goals
from optimizer.sweeps import answers
from optimizer.sweeps.answers import FAULTY, CellAnswer, plan_name, solve_cell
from optimizer.sweeps.settings import Sample
from tests.optimizer.sweeps.small_sweeps import task_of
from tests.random_instances import Case, scenario_of


def tutorial(**changes: object) -> Case:
    scenario = load_scenario("tutorial", changes)
    return Case(load_instance(scenario.dataset), scenario)


def answer_of(case: Case, **options: object) -> CellAnswer:
    return solve_cell({"made-up": case.instance}, task_of(case, **options))  # type: ignore[arg-type]


def test_a_cell_is_solved_as_the_scenario_is() -> None:
    case = tutorial()
    result, answer = solve(case.instance, case.scenario), answer_of(case)
    assert result.plan is not None
    assert (answer.status, answer.gap) == (result.status, pytest.approx(result.gap, abs=1e-6))
    assert answer.plan == plan_name(result.plan.pairs)
    assert answer.terms == pytest.approx({name: values.plan for name, values in result.terms.items()}, abs=1e-3)
    assert [row["role"] for row in answer.programmes].count("lead") == 5
    assert sum(row["residents"] for row in answer.institute) == result.plan.institute["residents"].sum()


def test_the_same_cell_has_the_same_answer_in_another_process() -> None:
    case = tutorial()
    task = pickle.loads(pickle.dumps(task_of(case)))
    first, second = solve_cell({"made-up": case.instance}, task), answer_of(case)
    assert first == CellAnswer(**{**vars(second), "seconds": first.seconds})


def test_draws_and_factors_reach_the_cell() -> None:
    case = tutorial()
    plain = answer_of(case)
    drawn = answer_of(case, sample=Sample(1, 0, 0.05, 0.0))
    assert drawn.terms["student_travel"] != pytest.approx(plain.terms["student_travel"], rel=1e-6)
    assert answer_of(case, factors={"places": 1.2}).terms["duplication"] == 0


def test_without_a_plan_the_rules_are_named() -> None:
    answer = answer_of(tutorial(**{"rules.minimum_enrolment.norm": 5000}))
    assert (answer.status, answer.plan, answer.terms, answer.gap) == ("infeasible", None, {}, None)
    assert "minimum_enrolment" in answer.conflict


def test_values_that_contradict_each_other_are_an_answer_too() -> None:
    case = tutorial(**{"rules.locks.keep": ["at-dok/game-pba"], "rules.locks.close": ["at-dok/game-pba"]})
    answer = answer_of(case)
    assert answer.status == "infeasible"
    assert answer.conflict[0] == FAULTY
    assert any(key.startswith("rules.locks") for key in answer.conflict)


def test_a_plan_that_does_not_stand_up_to_the_check_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise VerificationError("it does not")

    monkeypatch.setattr(answers, "check_plan", fails)
    scenario = scenario_of(goals=Goals(order=(Goal(term="duplication"),)))
    with pytest.raises(VerificationError):
        answer_of(Case(load_instance("tutorial"), scenario))


def test_plans_are_named_by_their_programmes_alone() -> None:
    assert plan_name([("a", "x"), ("b", "y")]) == plan_name([("b", "y"), ("a", "x")])
    assert plan_name([("a", "x")]) != plan_name([("a", "y")])
    assert len(plan_name([])) == 12
