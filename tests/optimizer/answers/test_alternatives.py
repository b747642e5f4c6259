"""Alternatives give up no more than is allowed and lie as far apart as can be, against trying every plan."""

from __future__ import annotations

from math import floor

import pytest

from optimizer.answers.alternatives import alternatives
from optimizer.answers.distances import MEASURES, distance, signs
from optimizer.inputs.eligibility import eligible_pairs
from optimizer.model.registry import discover_terms
from optimizer.reading import fit_findings
from tests.optimizer.answers.cases import EXACT, case
from tests.oracle import Oracle
from tests.random_instances import Case, random_case
from tests.thrift import first
from workbench.answering import alternative_lines, goal_figure


def is_asked(case: Case) -> bool:
    """Whether a case is free of contradictions and its goals have one level each."""
    single = all(goal.term != "worst_loss" for goal in case.scenario.goals.order)
    return single and all(finding.severity != "error" for finding in fit_findings(case.instance, case.scenario))


SEEDS = [seed for seed in range(24) if is_asked(random_case(seed, 7))]
WITHIN = 0.5


def limits_of(case: Case, terms) -> dict[str, float]:
    limits = {}
    for goal in case.scenario.goals.order:
        value = terms[goal.term].plan * (1 + WITHIN)
        limits[goal.term] = float(floor(value + 1e-6)) if discover_terms()[goal.term].integral else value
    return limits


@pytest.mark.parametrize("seed", first(2, SEEDS[:8]))
def test_alternatives_are_the_farthest_there_are(seed: int) -> None:
    case = random_case(seed, 7)
    found = alternatives(case.instance, case.scenario, EXACT, count=2, within=WITHIN, isolated=False)
    if found.result.plan is None:
        assert Oracle(case.instance, case.scenario).hierarchy(*case.scenario.goals.order) is None
        return
    limits = limits_of(case, found.result.terms)
    caps = tuple((goal, limits[goal.term] + 1e-5 * max(1.0, limits[goal.term])) for goal in case.scenario.goals.order)
    oracle = Oracle(case.instance, case.scenario)
    reachable = []
    for offered in list(oracle.possible):
        oracle.possible = [offered]
        if oracle.least(case.scenario.goals.order[-1], caps) is not None:
            reachable.append(offered)
    eligible = {pair for offered in reachable for pair in offered} | set(found.result.plan.pairs)
    told = [sign for measure in MEASURES["programmes"] for sign in signs(case.instance, eligible, measure)]
    plans = [set(found.result.plan.pairs)]
    assert frozenset(found.result.plan.pairs) in reachable
    for rank in (1, 2):
        most = max(min(distance(told, offered, plan) for plan in plans) for offered in reachable)
        rows = found.table[found.table["rank"] == rank]
        assert len(rows) == (most > 0), rank
        if not most:
            break
        assert rows["nearest"].item() == most
        assert rows["nearest_bound"].item() >= most - 1e-6
        result = found.results[rank - 1]
        assert result.plan is not None
        assert frozenset(result.plan.pairs) in reachable
        plans.append(set(result.plan.pairs))
        for term, limit in limits.items():
            assert result.terms[term].plan <= limit + 1e-4 * max(1.0, abs(limit)), term
    having = found.shared.set_index(["campus_id", "specialisation_id"])["plans"]
    assert all(having[pair] == sum(pair in plan for plan in plans) for pair in having.index)


def test_who_gives_up_is_told_apart() -> None:
    case = random_case(0, 7)
    pairs = eligible_pairs(case.instance, "none", (), ())
    told = signs(case.instance, pairs, "losers")
    assert distance(told, pairs, pairs) == 0
    assert distance(told, pairs, ()) == len({case.instance.institution_of[campus] for campus, _ in pairs})


@pytest.mark.soak
def test_the_price_is_the_first_goal_in_which_two_finished_plans_differ() -> None:
    instance, scenario = case({"minimum_enrolment": {"norm": 40}})
    found = alternatives(instance, scenario, EXACT, count=3, within=WITHIN, isolated=False)
    assert len(found.table)
    lines = alternative_lines(found, "en")
    for line, result, record in zip(lines, found.results, found.records.values(), strict=False):
        assert record.gap is not None
        moved = [
            (goal.term, round(result.terms[goal.term].plan - found.result.terms[goal.term].plan, 6))
            for goal in scenario.goals.order
        ]
        first = next(((term, amount) for term, amount in moved if abs(amount) > 1e-3), None)
        what = "no goal changes" if first is None else goal_figure(*first, "en")
        assert line.endswith(f"; {what}")


def test_where_none_was_found_in_time_the_answer_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.answers.alternatives.SECONDS", 0.0)
    instance, scenario = case({"minimum_enrolment": {"norm": 40}})
    found = alternatives(instance, scenario, EXACT, count=3, within=WITHIN, isolated=False)
    assert found.table.empty
    assert not found.exhausted
    assert not found.complete
    assert found.records["01"].cut_short
