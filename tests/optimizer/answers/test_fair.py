"""The fairest plan against trying every plan, its payments against costs counted by hand, and what it does when cut."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from optimizer import load_instance, load_scenario
from optimizer.analysis.payments import settle
from optimizer.answers.fair import Fair, fair
from optimizer.answers.fair_steps import FAIR, step_name
from optimizer.answers.inquiry import AnswerProgress
from optimizer.answers.questions import Record
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Goal, Goals, Scenario
from tests.optimizer.answers.cases import EXACT, case
from tests.oracle_fair import FairOracle
from tests.random_instances import random_instance, scenario_of
from tests.thrift import first

GOALS = Goals(order=(Goal(term="displaced", give_up_abs=5.0), Goal(term="student_travel")))


def squeezed(seed: int) -> tuple[Instance, Scenario]:
    """Return a random case in which schools of one campus each must lose programmes."""
    random = Random(seed)
    instance = random_instance(random, own_campuses=random.choice((3, 4, 5)))
    rules = {
        "sites_per_specialisation": {"min": 1, "max": random.choice((1, 2))},
        "minimum_enrolment": {"norm": random.choice((20, 40)), "norm_master": 5},
        "campus_capacity": {"expandable_share": random.choice((0.5, 1.0))},
    }
    return instance, scenario_of(rules, goals=GOALS)


def losses_of(found: Fair) -> list[float]:
    """Return the losses of the finished plan in descending order, from its programmes alone."""
    assert found.fair_result is not None
    assert found.fair_result.plan is not None
    body_of = found.instance.bodies(found.by)
    today: dict[str, float] = {}
    for row in found.instance.table("programmes").to_dict("records"):
        today[body_of[row["campus_id"]]] = today.get(body_of[row["campus_id"]], 0.0) + row["enrolled"]
    plan = dict.fromkeys(today, 0.0)
    for row in found.fair_result.plan.programmes.to_dict("records"):
        if body_of[row["campus_id"]] in plan:
            plan[body_of[row["campus_id"]]] += row["students"]
    return sorted((max(0.0, 1 - plan[body] / today[body]) for body in today if today[body] > 0), reverse=True)


@pytest.mark.parametrize(
    ("seed", "by"),
    first(
        2,
        [
            *((3, "institution"), (22, "association"), (14, "province"), (5, "institution")),
            *((17, "institution"), (29, "institution"), (34, "institution"), (30, "association")),
        ],
    ),
)
def test_losses_and_goals_are_those_of_trying_every_plan(seed: int, by) -> None:
    instance, scenario = squeezed(seed)
    found = fair(instance, scenario, EXACT, by=by, isolated=False)
    oracle = FairOracle(instance, scenario, by)
    expected = oracle.losses()
    if expected is None:
        assert found.result.status == "infeasible"
        assert found.plan is None
        assert found.table.empty
        return
    assert found.complete
    assert expected[0] > 0
    assert losses_of(found) == pytest.approx(expected, abs=1e-5)
    told = found.steps["loss"].tolist()
    assert told == pytest.approx(expected[: len(told)], abs=1e-5)
    assert max(expected[len(told) :], default=0.0) < 1e-6
    assert found.steps["bound"].tolist() == pytest.approx(told, abs=1e-5)
    goals = oracle.goals(scenario.goals.order)
    assert found.goals["fair"].tolist() == pytest.approx(goals, rel=1e-4, abs=1e-3)
    optimum = [report.value for report in found.result.goals]
    assert found.goals["difference"].tolist() == pytest.approx(np.subtract(goals, optimum), rel=1e-3, abs=0.1)
    assert found.fair_result is not None
    terms = [found.fair_result.terms[goal.term].plan for goal in scenario.goals.order]
    assert found.goals["plan_fair"].tolist() == pytest.approx(terms)


def costs(plan: Plan, instance: Instance, prices: dict[str, float]) -> dict[str, float]:
    """Return what every institution bears, counted row by row."""
    school, town = instance.institution_of, instance.municipality_of
    rate, life = prices["rate"], prices["life_years"]
    share = rate / (1 - (1 + rate) ** -life) if rate else 1 / life
    eur = dict.fromkeys(instance.institutions, 0.0)
    groups = {row["teacher_group_id"]: row for row in instance.table("teachers").to_dict("records")}
    for group in groups.values():
        eur[school[group["campus_id"]]] += group["fte"] * prices["eur_per_fte_year"]
    working: dict[tuple[str, str], float] = {}
    for row in plan.staff.to_dict("records"):
        group = groups[row["teacher_group_id"]]
        home, employer = group["campus_id"], school[group["campus_id"]]
        if not row["campus_id"]:
            eur[employer] -= row["fte"] * prices["eur_per_fte_year"]
            continue
        if row["campus_id"] != home:
            km = instance.km_between[town[home], town[row["campus_id"]]]
            yearly = (
                km * 2 * prices["days_per_year"] * prices["eur_per_km"] if town[home] != town[row["campus_id"]] else 0
            )
            eur[employer] += row["fte"] * (yearly + share * prices["eur_per_fte_moved"])
        at = row["campus_id"], group["specialisation_id"]
        working[at] = working.get(at, 0.0) + row["fte"]
    students: dict[str, float] = {}
    for row in plan.programmes.to_dict("records"):
        pair = row["campus_id"], row["specialisation_id"]
        hired = max(0.0, row["fte"] - working.get(pair, 0.0))
        eur[school[pair[0]]] += prices["eur_per_programme_year"] + hired * prices["eur_per_fte_year"]
        eur[school[pair[0]]] += share * prices["eur_per_opening"] * (pair not in instance.enrolled_today)
        students[pair[0]] = students.get(pair[0], 0.0) + row["students"]
    for campus, count in students.items():
        eur[school[campus]] += share * prices["eur_per_place"] * max(0.0, count - instance.places_of[campus])
    return eur


@pytest.fixture(scope="module")
def tutorial() -> Fair:
    scenario = load_scenario("tutorial")
    return fair(load_instance(scenario.dataset), scenario, EXACT, isolated=False)


def test_payments_leave_nobody_worse_off_and_balance_where_they_can(tutorial: Fair) -> None:
    for found in (tutorial, fair(*squeezed(34), EXACT, isolated=False)):
        result = found.fair_result
        assert result is not None
        assert result.plan is not None
        assert result.today is not None
        prices = found.instance.prices_with(found.scenario.prices)
        after, before = costs(result.plan, found.instance, prices), costs(result.today, found.instance, prices)
        own = found.table[found.table["level"] == "institution"].set_index("id")
        more = {name: after[name] - before[name] for name in after}
        assert own["eur"].to_dict() == pytest.approx(more, abs=0.05)
        losses = sum(amount for amount in more.values() if amount > 0.01)
        gains = -sum(amount for amount in more.values() if amount < -0.01)
        assert own["payment_eur"].sum() == pytest.approx(max(0.0, losses - gains), abs=0.2)
        for name, amount in more.items():
            assert amount - own["payment_eur"][name] <= 0.05
            kept = max(0.0, gains - losses) / gains if gains else 0.0
            expected = amount if amount > 0.01 else amount * (1 - kept)
            assert own["payment_eur"][name] == pytest.approx(expected, abs=0.2)


@pytest.mark.parametrize("seed", range(20))
def test_a_settlement_pays_every_loss_and_says_who_is_short(seed: int) -> None:
    random = Random(seed)
    eur = {f"school {number}": random.choice((0.0, 1.0, 1.0)) * random.uniform(-900, 900) for number in range(6)}
    found = settle(eur)
    assert all(amount - found.payments[name] <= 1e-9 for name, amount in eur.items())
    assert all(found.payments[name] == amount for name, amount in eur.items() if amount > 0.005)
    assert sum(found.payments.values()) == pytest.approx(found.added, abs=1e-6)
    assert found.paid + found.surplus == pytest.approx(found.gains)
    assert found.paid + found.added == pytest.approx(found.losses)
    assert min(found.surplus, found.added) == 0
    kept = {round((payment - eur[name]) / -eur[name], 9) for name, payment in found.payments.items() if eur[name] < 0}
    assert len(kept) <= 1


def test_a_single_institution_has_nobody_to_share_with() -> None:
    instance, scenario = case({"minimum_enrolment": {"norm": 40}}, goals=GOALS.order)
    campuses = instance.table("campuses").assign(institution_id="one")
    alone = instance.replace(
        campuses=campuses, institutions=instance.table("institutions").query("institution_id == 'one'")
    )
    found = fair(alone, scenario, EXACT, isolated=False)
    assert found.complete
    assert found.steps["loss"].tolist() == [0.0]
    assert found.table["id"].tolist() == ["one"]
    assert found.table["plan"].tolist() == pytest.approx([352.0])


def test_where_nothing_is_lost_one_step_is_enough_and_fairness_is_free() -> None:
    instance, scenario = case({"locks": {"keep": ["*/*"]}}, goals=(Goal(term="worst_loss"),))
    found = fair(instance, scenario, EXACT, isolated=False)
    assert found.steps["loss"].tolist() == [0.0]
    assert found.steps["status"].tolist() == ["optimal"]
    assert losses_of(found) == pytest.approx([0.0, 0.0], abs=1e-6)
    assert found.goals["difference"].tolist() == pytest.approx([0.0], abs=1e-6)


def test_a_scenario_without_a_plan_has_no_table() -> None:
    instance, scenario = case({"minimum_enrolment": {"norm": 1e6}})
    found = fair(instance, scenario, EXACT, isolated=False)
    assert found.result.status == "infeasible"
    assert not found.complete
    assert found.table.empty
    assert found.settlements == {}


class Memory:
    """Keeps records in a dictionary, as a folder would."""

    def __init__(self, records: dict[str, Record] | None = None) -> None:
        self.before, self.kept = records or {}, []

    def recall_plan(self, workshop) -> None:
        return None

    def recall(self, base: Record, plan, workshop) -> dict[str, Record]:
        return dict(self.before)

    def keep(self, record: Record, result, tables) -> None:
        self.kept.append(record.name)


@pytest.mark.soak
def test_a_run_goes_on_after_the_steps_that_stand(tutorial: Fair) -> None:
    names = [step_name(rank) for rank in range(1, len(tutorial.steps) + 1)]
    assert list(tutorial.records) == [*names, FAIR]
    for count in range(1, len(names)):
        memory = Memory({name: tutorial.records[name] for name in names[:count]})
        again = fair(tutorial.instance, tutorial.scenario, EXACT, isolated=False, keeper=memory)
        assert memory.kept == [*names[count:], FAIR]
        assert again.table["plan"].tolist() == pytest.approx(tutorial.table["plan"].tolist(), abs=1e-3)
    memory = Memory(dict(tutorial.records))
    same = fair(tutorial.instance, tutorial.scenario, EXACT, isolated=False, keeper=memory)
    assert memory.kept == []
    assert same.table.equals(tutorial.table)


@pytest.mark.soak
def test_answers_that_stand_on_another_step_are_asked_anew(tutorial: Fair) -> None:
    first = tutorial.records[step_name(1)]
    lower = replace(first, found={**first.found, "sum": (first.found["sum"] or 0.0) + 0.01})
    memory = Memory({**tutorial.records, first.name: lower})
    fair(tutorial.instance, tutorial.scenario, EXACT, isolated=False, keeper=memory)
    assert memory.kept[0] == step_name(2)
    assert memory.kept[-1] == FAIR


def test_a_step_that_runs_into_its_limit_says_so_and_leaves_a_plan(
    tutorial: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optimizer.answers.fair_steps.STEP_SECONDS", 0.0)
    found = fair(tutorial.instance, tutorial.scenario, EXACT, isolated=False)
    assert found.plan is not None
    assert found.steps["status"].tolist()[:2] == ["feasible", "feasible"]
    assert found.steps["loss"].tolist() == pytest.approx([0.15, 0.04, 0.0])
    assert found.steps["bound"].tolist() == [0.0, 0.0, 0.0]
    assert found.steps["gap"].tolist() == pytest.approx([0.15, 0.04, 0.0])


def test_who_stops_keeps_the_steps_that_are_finished(tutorial: Fair) -> None:
    heard: list[AnswerProgress] = []
    limits = replace(EXACT, should_stop=lambda: any(progress.record is not None for progress in heard))
    found = fair(tutorial.instance, tutorial.scenario, limits, isolated=False, on_progress=heard.append)
    assert not found.complete
    assert found.plan is None
    assert found.table.empty
    assert found.steps["rank"].tolist() == [1]
    assert found.goals["fair"].isna().all()
