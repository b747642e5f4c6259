"""Prices of refusals against locks in a scenario of its own; what the robust plan claims to survive, it survives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer import load_instance, load_scenario, solve
from optimizer.answers.questions import record_of
from optimizer.answers.refusals import Refusal, refusals
from optimizer.answers.robust import LEFT_OUT, Robust
from optimizer.answers.veto import Veto, veto
from optimizer.errors import InputError
from optimizer.model.registry import discover_rules
from optimizer.solving.desk import Desk
from optimizer.solving.hierarchy import Pursuit
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock
from tests.optimizer.answers.cases import EXACT
from tests.thrift import first
from workbench.refusing import veto_lines


@pytest.fixture(scope="module")
def found() -> Veto:
    scenario = load_scenario("tutorial")
    return veto(load_instance(scenario.dataset), scenario, EXACT, isolated=False)


def locked(found: Veto, keep: list[str], close: list[str] | None = None):
    locks = discover_rules()["locks"].parameters(keep=tuple(keep), close=tuple(close or ()))
    return replace(found.scenario, rules={**found.scenario.rules, "locks": locks})


def programmes(found: Veto, *institutions: str) -> list[str]:
    owner = found.instance.institution_of
    return ["/".join(pair) for pair in found.instance.enrolled_today if owner[pair[0]] in institutions]


@pytest.mark.parametrize("part", first(1, range(3)))
def test_refusing_to_give_up_costs_what_a_lock_on_all_costs(found: Veto, part: int) -> None:
    assert found.complete
    rows = found.table[found.table["refusal"] == "give_up"].to_dict(orient="records")
    assert len(rows) == 10
    for row in rows[part::3]:
        who = [name for name in (row["institution_id"], row["second_id"]) if name]
        anew = solve(found.instance, locked(found, programmes(found, *who)), EXACT)
        assert (anew.plan is None) == (row["status"] == "impossible"), who
        for after, before in zip(anew.goals, found.result.goals, strict=False):
            loss = row[f"loss_{after.term}"]
            assert loss == pytest.approx(after.value - before.value, rel=1e-4, abs=0.1), (who, after.term)


def test_refusing_to_accept_never_gains_in_the_first_goal_that_differs(found: Veto) -> None:
    rows = found.table[(found.table["refusal"] == "accept") & (found.table["decided_by"] != "")]
    assert len(rows) > 2
    assert all(row[f"loss_{row['decided_by']}"] > 0 for row in rows.to_dict(orient="records"))


def test_the_robust_plan_survives_what_it_says(found: Veto) -> None:
    assert found.robust is not None
    assert found.robust_result is not None
    assert found.robust_result.plan is not None
    plan = {"/".join(pair) for pair in found.robust_result.plan.pairs}
    everything = {"/".join(pair) for pair in found.instance.enrolled_today}
    rows = found.table[(found.table["refusal"] == "give_up") & (found.table["second_id"] == "")]
    assert rows["survived"].any()
    for row in rows.to_dict(orient="records"):
        keep = plan | set(programmes(found, row["institution_id"]))
        scenario = locked(found, sorted(keep), sorted(everything - keep))
        try:
            stands = solve(found.instance, scenario, EXACT).plan is not None
        except InputError:  # the locks alone contradict a rule
            stands = False
        assert stands == row["survived"], row["institution_id"]


def robust_without(
    left_out: frozenset[str], found: Veto, patch: pytest.MonkeyPatch
) -> tuple[Robust, Pursuit, set[Refusal]]:
    """Seek the robust plan with copies that leave out other variables; return also what it survives."""
    patch.setattr("optimizer.answers.robust.LEFT_OUT", left_out)
    search = Robust(Desk.open(found.instance, found.scenario, EXACT, SolverDoor()), Clock(EXACT))
    pursuit, survived = search.seek([each for each in refusals(search.desk) if found.records[each.name].has_plan])
    return search, pursuit, set(survived)


def test_whole_copies_give_the_same_robust_plan(found: Veto, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found.robust is not None
    search, pursuit, survived = robust_without(frozenset(), found, monkeypatch)
    assert len(survived) == found.robust.found["survived"]
    assert record_of("robust", search.desk.workshop, pursuit).values == pytest.approx(found.robust.values)
    assert not any(search.copied.values())


def test_copies_that_leave_out_too_much_are_made_whole(found: Veto, monkeypatch: pytest.MonkeyPatch) -> None:
    search, pursuit, survived = robust_without(LEFT_OUT | {"enrolled", "expansion"}, found, monkeypatch)
    assert any(search.copied.values())
    assert pursuit.solution is not None
    assert all(search.survives(pursuit.solution, each) for each in survived)
    wanted = {each for each in refusals(search.desk) if found.records[each.name].has_plan}
    assert wanted == survived | set(search.given_up)


def test_a_price_is_as_sure_as_the_goals_up_to_the_one_that_decides(found: Veto) -> None:
    names = [goal.key for goal in found.scenario.goals.order]
    for row in found.table[found.table["status"] != "impossible"].to_dict(orient="records"):
        record = found.records[" ".join(filter(None, (row["refusal"], row["institution_id"], row["second_id"])))]
        upto = names.index(row["decided_by"]) + 1 if row["decided_by"] else len(names)
        assert row["decided_gap"] == max(record.gaps[name] for name in names[:upto])
        assert row["decided_gap"] <= row["gap"]


def test_sure_prices_are_counted(found: Veto) -> None:
    priced = int((found.table["status"] != "impossible").sum())
    told = f"Of the {priced} prices {priced} are proven to within 0.5%, up to the goal that decides."
    assert told in veto_lines(found, "en")
    open_ended = replace(found, table=found.table.assign(decided_gap=0.2))
    assert any(f"Van de {priced} prijzen zijn er 0 bewezen" in line for line in veto_lines(open_ended, "nl"))
