"""A glance: what it calls certain, the full evaluation finds too; what it leaves open, it says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from optimizer import evaluate, load_scenario
from optimizer.evaluation.glance import SETTLED, TERMS, glance
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.proposal import read_proposal
from optimizer.inputs.scenario import Scenario


def subjects(frame: pd.DataFrame) -> set[tuple[str, str, float]]:
    return {(row.name, row.subject, round(row.measured, 6)) for row in frame.itertuples(index=False, name="Row")}


@pytest.mark.soak
def test_what_is_certain_is_found_by_the_full_evaluation_too(
    tmp_path: Path, instance: Instance, scenario: Scenario
) -> None:
    pairs = [pair for pair in sorted(instance.enrolled_today) if pair[1] != "film_av-aba_ma"]
    path = tmp_path / "proposal.csv"
    path.write_text("campus_id,specialisation_id\n" + "".join(f"{a},{b}\n" for a, b in pairs), encoding="utf-8")
    full = evaluate(read_proposal(path, instance), instance, scenario, samples=0)
    found = glance(pairs, instance, scenario)
    certain = found.broken[found.broken["certain"]]
    assert len(certain) >= 2
    assert subjects(certain) == {each for each in subjects(full.broken) if each[0] in SETTLED}


def test_rules_are_kept_broken_or_left_open(instance: Instance, scenario: Scenario) -> None:
    found = glance(sorted(instance.enrolled_today), instance, scenario)
    broken = set(found.broken["name"])
    assert {*found.kept, *found.left_open, *broken} >= set(scenario.rules)
    assert not broken & {*found.kept, *found.left_open}
    assert {"institute", "lead_centre"} <= set(found.left_open)
    assert found.broken.set_index("name").loc["minimum_enrolment", "measured"].min() == pytest.approx(50)
    assert found.terms["displaced"] == 0
    assert tuple(found.terms) == TERMS
    assert isinstance(found.plan, Plan)


def test_what_may_not_be_opened_is_certain(instance: Instance, scenario: Scenario) -> None:
    today = sorted(instance.enrolled_today)
    new = next(
        (campus, name)
        for campus in instance.campuses
        for name in instance.specialisations
        if (campus, name) not in instance.enrolled_today
    )
    shut = load_scenario("tutorial", {"openings": "none"})
    found = glance([*today, new], instance, shut)
    row = found.broken[found.broken["subject"] == f"programmes that may not be opened: {new[0]}/{new[1]}"]
    assert row["certain"].tolist() == [True]
