"""What the map shows agrees with the plan, the data and the terms."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from maps.layers import payload
from maps.layers.flows import net_shifts
from maps.layers.situations import situations
from optimizer.solving.result import GoalReport, Result
from tests.maps import example


def test_payload_is_plain_json(result: Result) -> None:
    data = payload(result, "nl")
    assert json.loads(json.dumps(data, allow_nan=False))["lang"] == "nl"


def test_programmes_are_those_of_today_and_of_the_plan(small: Result) -> None:
    entries = payload(small, "nl")["programmes"]
    today, plan = set(small.instance.enrolled_today), set(small.plan.pairs)
    counts = Counter(one["change"] for one in entries)
    assert counts == {"kept": len(today & plan), "closed": len(today - plan), "opened": len(plan - today)}
    assert sum(one["plan"] or 0 for one in entries) == pytest.approx(small.plan.programmes["students"].sum())
    assert sum(one["today"] or 0 for one in entries) == pytest.approx(sum(small.instance.enrolled_today.values()))


def test_every_specialisation_of_the_plan_has_one_lead(result: Result) -> None:
    leads: dict[int, int] = defaultdict(int)
    for one in payload(result, "nl")["programmes"]:
        leads[one["specialisation"]] += one["lead"]
    assert set(leads.values()) == {1}


def test_shifts_explain_every_change_exactly(result: Result) -> None:
    data = payload(result, "nl")
    balance: dict[tuple[int, int], float] = defaultdict(float)
    for shift in data["shifts"]:
        balance[shift["start"], shift["specialisation"]] -= shift["students"]
        balance[shift["end"], shift["specialisation"]] += shift["students"]
    for one in data["programmes"]:
        change = (one["plan"] or 0) - (one["today"] or 0)
        assert balance[one["campus"], one["specialisation"]] == pytest.approx(change, abs=2.0)


def test_shifts_prefer_the_nearest_programme() -> None:
    """Ghent loses 50 and gains 30, Leuven gains 20: 30 stay in Ghent at 0 km, 20 go to Leuven at 91 km."""
    instance = example.small()
    campus = {name: place for place, name in enumerate(instance.campuses)}
    entries = [
        {"campus": campus["ab-2"], "specialisation": 0, "today": 50.0, "plan": None},
        {"campus": campus["cd-1"], "specialisation": 0, "today": 10.0, "plan": 30.0},
        {"campus": campus["ab-1"], "specialisation": 0, "today": None, "plan": 30.0},
    ]
    shifts = {(one["start"], one["end"]): one["students"] for one in net_shifts(instance, entries)}
    assert shifts == {(campus["ab-2"], campus["ab-1"]): 30.0, (campus["ab-2"], campus["cd-1"]): 20.0}


@pytest.mark.parametrize("mode", ["today", "plan"])
def test_catchments_add_up_to_enrolment(result: Result, mode: str) -> None:
    origins = payload(result, "nl")["origins"][mode]
    drawn = sum(students for pairs in origins for _, students in pairs)
    assert drawn == pytest.approx(sum(result.instance.demand.values()), rel=0.01)


def test_extra_travel_is_the_mean_in_the_plan_less_that_of_today(small: Result) -> None:
    """Zone 2 today: everything is taught in Leuven, at 6 km. In the plan some of it is in Ghent only, at 92 km."""
    zones = {zone["id"]: zone for zone in payload(small, "nl")["zones"]}
    today = small.today.students.query("zone_id == '2'")
    plan = small.plan.students.query("zone_id == '2'")
    mean_today = (today["students"] * today["km"]).sum() / today["students"].sum()
    mean_plan = (plan["students"] * plan["km"]).sum() / plan["students"].sum()
    assert mean_today == pytest.approx(6.0)
    assert zones["2"]["extra"] == pytest.approx(mean_plan - mean_today, abs=0.11)
    assert zones["2"]["extra"] > 0


def test_feeds_add_up_to_the_residents(result: Result) -> None:
    institute = payload(result, "nl")["institute"]
    assert sum(host["residents"] for host in institute["hosts"]) == result.plan.institute["residents"].sum()
    assert institute["feeds"]


def test_absent_institute_draws_nothing() -> None:
    data = payload(example.result_of(example.small(), institute=False), "nl")
    assert data["institute"] == {"hosts": [], "feeds": []}


def test_firms_without_place_of_their_own_stand_in_their_municipality(small: Result) -> None:
    firms = {firm["name"]: firm for firm in payload(small, "nl")["firms"]}
    assert (firms["Studio"]["lat"], firms["Studio"]["lon"]) == (51.05, 3.72)
    assert firms["Zender"]["lat"] == 50.9


def test_key_figures_carry_units_and_agree_with_the_terms(result: Result) -> None:
    figures = {one["name"]: one for one in payload(result, "nl")["figures"]}
    assert all(one["unit"] for one in figures.values())
    assert figures["displaced"]["plan"] == pytest.approx(result.terms["displaced"].plan)
    placed = result.plan.students["students"].sum()
    assert figures["mean_km"]["plan"] == pytest.approx(result.terms["student_travel"].plan / placed, abs=1e-3)
    assert figures["programmes"]["plan"] == len(result.plan.programmes)


@pytest.mark.parametrize(
    ("gap", "status", "verdict"),
    [
        (0.0, "optimal", "proven"),
        (0.004, "optimal", "optimal"),
        (0.05, "feasible", "feasible"),
        (None, "feasible", "unknown"),
    ],
)
def test_goals_say_what_is_proven(small: Result, gap: float | None, status: str, verdict: str) -> None:
    goal = GoalReport("duplication", "programmes", 3.0, None, gap, None, status, 1.0)  # type: ignore[arg-type]
    assert payload(replace(small, goals=(goal,)), "nl")["proof"]["goals"][0]["verdict"] == verdict


def test_what_a_goal_gives_up_for_later_ones_is_told(small: Result) -> None:
    plan = small.terms["duplication"].plan
    goals = tuple(GoalReport("duplication", "programmes", value, None, 0.0, None, "optimal", 1.0)
                  for value in (plan - 1, plan))  # fmt: skip
    told = [payload(replace(small, goals=(goal,)), "nl")["proof"]["goals"][0]["plan"] for goal in goals]
    assert told == [plan, None]


def test_no_time_stands_in_the_map(result: Result) -> None:
    timed = replace(
        result, seconds={"solve": 987.654}, goals=tuple(replace(goal, seconds=987.654) for goal in result.goals)
    )
    assert "987" not in json.dumps(payload(timed, "nl")["proof"])
    assert payload(timed, "nl") == payload(result, "nl")


def test_without_plan_only_today_is_shown(small: Result) -> None:
    data = payload(replace(small, plan=None, today=None, observed=None, terms={}, goals=()), "nl")
    assert data["modes"] == ["today"]
    assert data["shifts"] == []
    assert [one["name"] for one in data["figures"]] == ["programmes"]


def test_today_falls_back_on_the_flows_of_the_data(small: Result) -> None:
    bare = situations(replace(small, today=None, observed=None))
    assert bare.observed.students["students"].sum() == pytest.approx(390.0)
    assert bare.reassigned is bare.observed


def test_assumptions_and_notes_are_shown_in_both_languages(result: Result) -> None:
    notes = payload(result, "nl")["notes"]
    assert notes["note"][0] != notes["note"][1]
    assert any(dutch != english for dutch, english in notes["assumptions"])
    assert notes["estimated_share"] > 0.9
