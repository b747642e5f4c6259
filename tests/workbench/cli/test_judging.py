"""bundel verdict ends with 0 whatever it finds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.analysis.judgements import Verdict


@pytest.fixture
def judges_to(monkeypatch: pytest.MonkeyPatch, tutorial_verdict: Verdict):
    """Return a function after which every verdict is the tutorial's, changed; and what it was asked."""
    asked: dict[str, object] = {}

    def change(**values: object) -> dict[str, object]:
        def judge(instance, scenario, limits, **options):
            asked.update(options, limits=limits, scenario=scenario)
            return replace(tutorial_verdict, **values)

        monkeypatch.setattr("optimizer.judging.verdict", judge)
        return asked

    return change


@pytest.mark.parametrize("answer", ["worth_it", "not_worth_it", "depends"])
def test_ends_with_0_whatever_it_finds(run, judges_to, answer: str) -> None:
    judges_to(verdict=answer)
    done = run("verdict", "tutorial", "--json")
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert (document["verdict"], document["folder"]) == (answer, str(Path("results/tutorial-verdict")))
    assert Path(document["curve"]).is_file()


def test_text_ends_with_where_the_curve_is(run, judges_to) -> None:
    judges_to()
    done = run("verdict", "tutorial", "--out", "here", "--lang", "nl")
    assert done.exit_code == 0
    assert done.stdout.startswith("Nee, het loont niet")
    assert done.stdout.endswith("Grafiek: here/curve.svg\n")


def test_options_reach_the_search(run, judges_to) -> None:
    asked = judges_to()
    options = ("--margin", "25%", "--points", 3, "--price", "eur_per_place", "--set", "prices.eur_per_km=0.5")
    assert run("verdict", "tutorial", *options, "--time-limit", 100, "--seed", 4).exit_code == 0
    assert (asked["margin"], asked["points"], asked["parameters"]) == (0.25, 3, ["eur_per_place"])
    assert asked["isolated"] is True
    assert asked["scenario"].prices == {"eur_per_km": 0.5}
    assert 0 < asked["limits"].time_limit < 100
    assert asked["limits"].seed == 4


@pytest.mark.parametrize(("status", "code"), [("no_plan", 3), ("failed", 4)])
def test_without_a_plan_in_time_nothing_is_written(
    run, judges_to, tutorial_verdict: Verdict, status: str, code: int
) -> None:
    judges_to(result=replace(tutorial_verdict.result, status=status, stopped_by="time", plan=None))
    done = run("verdict", "tutorial", "--json")
    assert done.exit_code == code
    assert json.loads(done.stdout)["status"] == status
    assert list(Path().iterdir()) == []


def test_unknown_price_and_foreign_folder_are_faulty_input(run) -> None:
    assert "eur_per_km" in run("verdict", "tutorial", "--price", "eur_per_kn").stderr
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("years of work", encoding="utf-8")
    done = run("verdict", "tutorial", "--out", "mine")
    assert done.exit_code == 1
    assert "holds no verdict.json" in done.stderr
