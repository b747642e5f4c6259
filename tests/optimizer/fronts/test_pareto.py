"""Fronts held against full enumeration on small cases, and against their own promises."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import optimizer
from optimizer.errors import InputError
from optimizer.fronts.axes import with_terms
from optimizer.fronts.crew import FrontProgress
from optimizer.fronts.front import Front
from optimizer.fronts.keeping import FrontFolder, question_of
from optimizer.fronts.sentences import knee_sentence, today_sentence
from optimizer.fronts.shape import nondominated
from optimizer.inputs.scenario import Goal, Goals
from optimizer.solving.limits import Limits
from tests.agreement import EXACT, is_close
from tests.oracle import Oracle
from tests.random_instances import Case, random_case

TWO = ("duplication", "student_travel")
EXACTLY = Limits(gap=EXACT)


def front_of(case: Case, terms: tuple[str, ...], points: int = 30) -> Front:
    return optimizer.pareto(case.instance, case.scenario, terms, points, EXACTLY, isolated=False)


def enumerated(case: Case, terms: tuple[str, str]) -> list[tuple[float, float]]:
    """Return the whole front of a whole-number term and another, by trying every plan."""
    oracle = Oracle(case.instance, case.scenario)
    first, second = (Goal(term=term) for term in terms)
    ends = oracle.hierarchy(first, second), oracle.hierarchy(second, first)
    assert ends[0] is not None
    assert ends[1] is not None
    points: list[tuple[float, float]] = []
    for count in range(round(ends[0][0]), round(ends[1][1]) + 1):
        least = oracle.least(second, ((first, float(count)),))
        assert least is not None
        if not points or least < points[-1][1] - 1e-4:
            points.append((float(count), least))
    return points


def test_the_front_is_the_one_that_enumeration_finds() -> None:
    case = random_case(252)
    front = front_of(case, TWO)
    expected = enumerated(case, TWO)
    found = [tuple(point.record.terms[term] for term in TWO) for point in front.points]
    assert len(found) == len(expected) > 2
    for point, best in zip(found, expected, strict=True):
        assert all(is_close(value, other) for value, other in zip(point, best, strict=True))
    assert front.complete
    table = front.table()
    assert (table["status"] == "optimal").all()
    assert table["gap"].max() < 1e-4
    assert [point.programmes for point in front.points] == [
        round(best[0]) + front.points[0].programmes for best in expected
    ]


@pytest.mark.soak
def test_no_plan_is_as_good_as_a_point_of_three_terms_and_better_in_one() -> None:
    case = random_case(94)
    terms = (*TWO, "teacher_scatter")
    front = front_of(case, terms, 4)
    values = np.array([[point.record.terms[term] for term in terms] for point in front.points])
    assert 3 <= len(values) <= 4
    assert nondominated(values) == list(range(len(values)))
    oracle, goals = Oracle(case.instance, case.scenario), [Goal(term=term) for term in terms]
    for row in values:
        for place, goal in enumerate(goals):
            caps = tuple((other, float(row[j]) + 1e-4) for j, other in enumerate(goals) if j != place)
            least = oracle.least(goal, caps)
            assert least is not None
            assert row[place] <= least + 2e-4


@pytest.fixture(scope="module")
def tutorial_case() -> Case:
    scenario = optimizer.load_scenario("tutorial")
    return Case(optimizer.load_instance(scenario.dataset), scenario)


def drawn(
    case: Case, folder: Path, limits: Limits = EXACTLY, on_progress: Callable[[FrontProgress], None] | None = None
) -> Front:
    """Draw the tutorial's front into a folder."""
    scenario = with_terms(case.scenario, TWO)
    keeper = FrontFolder(folder, question_of(case.instance, scenario, 30, limits))
    front = optimizer.pareto(
        case.instance, scenario, (), 30, limits, isolated=False, keeper=keeper, on_progress=on_progress
    )
    return keeper.finish(front)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a front but those that hold times."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("front.json", "result.json")
    }


@pytest.fixture(scope="module")
def undisturbed(tutorial_case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("front") / "whole"
    drawn(tutorial_case, folder)
    return folder


def test_a_front_that_was_left_is_continued_and_ends_like_an_undisturbed_one(
    tutorial_case: Case, undisturbed: Path, tmp_path: Path
) -> None:
    finished: list[int] = []
    stopped = drawn(
        tutorial_case,
        tmp_path / "left",
        replace(EXACTLY, should_stop=lambda: bool(finished) and finished[-1] >= 1),
        lambda progress: finished.append(progress.finished),
    )
    assert not stopped.complete
    assert stopped.stopped_by == "interrupt"
    assert len(stopped.points) == 1
    (kept,) = (tmp_path / "left" / "points").iterdir()
    kept = kept.rename(kept.with_name("007"))  # as if it had been numbered when it was left
    before = (kept / "result.json").read_bytes()

    solved: list[str] = []
    again = drawn(tutorial_case, tmp_path / "left", on_progress=lambda progress: solved.append(progress.cell.name))
    assert again.complete
    assert stopped.points[0].record.cell.name not in solved
    assert contents(tmp_path / "left") == contents(undisturbed)
    results = [path.read_bytes() for path in (tmp_path / "left" / "points").glob("*/result.json")]
    assert before in results


def test_a_whole_front_is_read_without_solving(tutorial_case: Case, undisturbed: Path) -> None:
    before = contents(undisturbed)
    front = drawn(tutorial_case, undisturbed, on_progress=lambda progress: pytest.fail(progress.cell.name))
    assert front.complete
    assert contents(undisturbed) == before
    assert front.points[0].load().plan is not None


def test_tables_of_a_front(undisturbed: Path) -> None:
    front = pd.read_csv(undisturbed / "front.csv")
    names = ["point", "folder", "status", "gap", "today", "knee", *TWO, *(f"bound_{term}" for term in TWO)]
    assert list(front.columns) == names
    assert front["duplication"].tolist() == [1, 2, 3]
    assert (front["student_travel"].diff().dropna() < 0).all()
    assert front["today"].sum() == 1
    assert front["knee"].tolist() == [False, True, False]
    assert (front["bound_student_travel"] <= front["student_travel"]).all()
    for folder, count in zip(front["folder"], front["duplication"], strict=True):
        assert json.loads((undisturbed / folder / "result.json").read_text())["terms"]["duplication"]["plan"] == count
    payoff = pd.read_csv(undisturbed / "payoff.csv").set_index("best")
    assert payoff.loc["duplication", "duplication"] == front["duplication"].min()
    assert payoff.loc["student_travel", "student_travel"] == front["student_travel"].min()
    sites = pd.read_csv(undisturbed / "by_specialisation.csv")
    assert sites.groupby("point")["sites"].sum().tolist() == [6, 7, 8]
    assert sites.groupby("point")["sites_today"].sum().tolist() == [11, 11, 11]


def test_sentences_name_the_knee_and_where_today_stands(tutorial_case: Case, undisturbed: Path) -> None:
    front = drawn(tutorial_case, undisturbed)
    assert "Punt 2 is de voorgestelde knik: 2 dubbele opleidingen" in knee_sentence(front, "nl")
    assert "each programme fewer costs 2,110 student·km" in knee_sentence(front, "en")
    assert "as many programmes as today (11)" in today_sentence(front, "en")
    assert not front.today_is_exact


@pytest.mark.soak
def test_todays_number_is_marked_where_the_rules_allow_it(tutorial_case: Case) -> None:
    scenario = optimizer.load_scenario(
        "tutorial", {"rules.sites_per_specialisation.max": 4, "rules.minimum_enrolment.enabled": False}
    )
    front = optimizer.pareto(tutorial_case.instance, scenario, ("duplication", "displaced"), 3, isolated=False)
    (marked,) = [point for point in front.points if point.today]
    assert (marked.programmes, front.today_is_exact) == (len(tutorial_case.instance.enrolled_today), True)
    assert marked.record.terms["displaced"] == 0


def test_without_a_plan_the_rules_that_clash_are_named(tutorial_case: Case) -> None:
    scenario = optimizer.load_scenario("tutorial", {"rules.minimum_enrolment.norm": 5000})
    front = optimizer.pareto(tutorial_case.instance, scenario, TWO, 5, isolated=False)
    assert (front.status, front.points, front.complete) == ("infeasible", (), False)
    assert "minimum_enrolment" in front.conflict


def test_a_limit_leaves_valid_bounds(tutorial_case: Case) -> None:
    limits = Limits(time_limit=1e-3)
    front = optimizer.pareto(tutorial_case.instance, tutorial_case.scenario, TWO, 5, limits, isolated=False)
    assert front.stopped_by == "time"
    assert not front.complete
    for point in front.points:
        assert all(point.record.bounds[term] <= point.record.terms[term] for term in TWO)


def test_one_plan_is_sought_only_where_goals_have_an_order(tutorial_case: Case) -> None:
    goals = Goals(mode="pareto", order=(Goal(term="duplication"), Goal(term="cost")))
    with pytest.raises(InputError, match="bundel pareto tutorial"):
        optimizer.solve(tutorial_case.instance, replace(tutorial_case.scenario, goals=goals))
