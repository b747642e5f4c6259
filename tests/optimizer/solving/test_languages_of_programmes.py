"""A plan under the language law says in which language each programme is, behind its own columns, and is read back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from optimizer import load_instance, load_scenario, solve
from optimizer.inputs.plan import PLAN_COLUMNS
from optimizer.inputs.proposal import read_proposal
from optimizer.solving.result import Result

SETTINGS = ['rules.language.foreign=["film_av-aba_ma"]', "rules.language.ceilings=false"]


@pytest.fixture(scope="module")
def solved() -> Result:
    scenario = load_scenario("tutorial", SETTINGS)
    return solve(load_instance(scenario.dataset), scenario)


def test_the_column_stands_last_and_is_verified(solved: Result) -> None:
    assert solved.plan is not None
    frame = solved.plan.programmes
    assert tuple(frame.columns) == (*PLAN_COLUMNS["programmes"], "language")
    film = frame[frame["specialisation_id"] == "film_av-aba_ma"]
    assert dict(zip(film["role"], film["language"], strict=True)) == {"lead": "en", "teach": "nl"}
    assert set(frame.loc[frame["specialisation_id"] != "film_av-aba_ma", "language"]) == {"nl"}
    checks = solved.checks[solved.checks["name"] == "language"]
    assert len(checks) == 2
    assert checks["ok"].all()


def test_it_is_written_read_back_and_a_proposal(solved: Result, tmp_path: Path) -> None:
    folder = solved.save(tmp_path / "result")
    header = (folder / "plan.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == ",".join((*PLAN_COLUMNS["programmes"], "language"))
    today = (folder / "today" / "plan.csv").read_text(encoding="utf-8").splitlines()[0]
    assert today == ",".join(PLAN_COLUMNS["programmes"])
    again = Result.load(folder)
    assert solved.plan is not None
    assert again.plan is not None
    pd.testing.assert_frame_equal(again.plan.programmes, solved.plan.programmes, check_dtype=False)
    assert (again.scenario.rules, again.scenario.norms) == (solved.scenario.rules, "")
    assert read_proposal(folder / "plan.csv", solved.instance).notes == ()


def test_own_rules_and_norms_are_read_back(tmp_path: Path) -> None:
    own = '{of = "offers", where = {province_id = ["heideland"], places = {min = 250}}, min = 1}'
    scenario = load_scenario("tutorial", ["norms=2008", f"rules.linear=[{own}]"])
    folder = solve(load_instance(scenario.dataset), scenario).save(tmp_path / "result")
    again = Result.load(folder).scenario
    assert again.rules["linear"] == scenario.rules["linear"]
    assert (again.norms, again.hashes) == ("2008", scenario.hashes)
