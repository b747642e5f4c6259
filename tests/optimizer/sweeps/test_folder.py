"""The folder of a sweep: continued by the same sweep or more of it, and by nobody else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.errors import InputError
from optimizer.sweeps.definition import CellLimits, SweepDefinition
from optimizer.sweeps.folder import STATE, SweepFolder
from tests.optimizer.sweeps.small_sweeps import DRAWN, SWEEP, defined


def opened(folder: Path, definition: SweepDefinition) -> None:
    place = SweepFolder(folder, definition)
    place.open()
    place.close()


def refusal(folder: Path, definition: SweepDefinition) -> str:
    """Return why a sweep is refused; what the folder holds must stay as it is."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(InputError) as caught:
        opened(folder, definition)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    return str(caught.value)


def test_a_new_folder_says_what_is_asked(tmp_path: Path) -> None:
    definition = defined(tmp_path)
    opened(tmp_path / "out", definition)
    state = json.loads((tmp_path / "out" / STATE).read_text(encoding="utf-8"))
    assert (state["format"], state["cells"], state["complete"]) == (1, 4, False)
    assert state["question"]["parameters"] == {"data.places": [1, 1.3], "rules.minimum_enrolment.norm": [80, 5000]}


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"text": SWEEP.replace("[80, 5000]", "[80]")}, ["parameters.rules.minimum_enrolment.norm"]),
        ({"text": SWEEP.replace("[1, 1.3]", "[1, 1.3]\nseed = [1, 2]")}, ["parameters.seed"]),
        ({"text": SWEEP.replace("[80, 5000]", '[80, 5000, "none"]')}, None),
        ({"changes": ["prices.eur_per_km=0.4"]}, ["set"]),
        ({"limits": CellLimits(gap=0.01, work=5, seconds=3.0, seed=2)}, ["gap", "seconds", "seed", "work"]),
        ({"text": SWEEP + "[samples]\ncount = 2\n"}, ["samples"]),
    ],
)
def test_another_sweep_is_refused_and_told_apart(tmp_path: Path, change: dict, names: list[str] | None) -> None:
    opened(tmp_path / "out", defined(tmp_path))
    if names is None:
        with pytest.raises(InputError, match="is not a number"):
            defined(tmp_path, **change)
        return
    message = refusal(tmp_path / "out", defined(tmp_path, **change))
    assert f"differs in: {', '.join(names)}" in message
    assert "--out" in message


def test_a_changed_scenario_is_another_sweep(tmp_path: Path) -> None:
    opened(tmp_path / "out", defined(tmp_path))
    definition = defined(tmp_path, SWEEP.replace("small.toml", "tutorial"))
    assert "differs in: files, scenario" in refusal(tmp_path / "out", definition)


@pytest.mark.parametrize(
    ("before", "after", "back"),
    [
        (SWEEP, SWEEP.replace("[80, 5000]", "[5000, 100, 80.0]"), "parameters.rules.minimum_enrolment.norm"),
        (DRAWN, DRAWN.replace("count = 3", "count = 30"), "samples.count"),
        (SWEEP + '[[exclude]]\n"data.places" = 1\n', SWEEP, "exclude"),
    ],
)
def test_more_of_the_same_is_continued_but_less_is_not(tmp_path: Path, before: str, after: str, back: str) -> None:
    opened(tmp_path / "out", defined(tmp_path, before))
    opened(tmp_path / "out", defined(tmp_path, after))
    assert f"differs in: {back}" in refusal(tmp_path / "out", defined(tmp_path, before))


def test_what_plans_are_held_against_may_change(tmp_path: Path) -> None:
    opened(tmp_path / "out", defined(tmp_path))
    opened(tmp_path / "out", defined(tmp_path, SWEEP.replace('["data.places"]', "[]")))
    state = json.loads((tmp_path / "out" / STATE).read_text(encoding="utf-8"))
    assert state["robustness"]["circumstances"] == []


def test_folders_of_others_are_refused_and_results_replaced(tmp_path: Path) -> None:
    definition = defined(tmp_path)
    other = tmp_path / "mine"
    other.mkdir()
    (other / "notes.txt").write_text("mine", encoding="utf-8")
    assert "is not empty" in refusal(other, definition)
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "is a file" in refusal(tmp_path / "file", definition)
    assert "cannot be written" in refusal(tmp_path / "file" / "inside", definition)
    result = tmp_path / "result"
    result.mkdir()
    (result / "result.json").write_text("{}", encoding="utf-8")
    opened(result, definition)
    assert not (result / "result.json").exists()


def test_two_runs_do_not_work_in_one_folder(tmp_path: Path) -> None:
    definition = defined(tmp_path)
    first = SweepFolder(tmp_path / "out", definition)
    first.open()
    assert "another run is at work" in refusal(tmp_path / "out", definition)
    first.close()
    opened(tmp_path / "out", definition)
