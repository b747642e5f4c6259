"""The table of scenarios: those that are named are solved anew, all other lines stay."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from benchmarks import scenarios


def run(monkeypatch: pytest.MonkeyPatch, table: Path, *words: str) -> None:
    monkeypatch.setattr(scenarios, "MEASURED", table)
    monkeypatch.setattr(sys, "argv", ["scenarios", *words])
    scenarios.main()


def test_only_what_is_named_is_solved_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = tmp_path / "scenarios.csv"
    table.write_text("scenario,state,seconds\nreference,optimal,19\ntutorial,unknown,1\n", encoding="utf-8")
    run(monkeypatch, table, "60", "tutorial")
    lines = pd.read_csv(table, dtype=str).set_index("scenario")
    assert lines.index.tolist() == ["reference", "tutorial"]
    assert lines.loc["reference", ["state", "seconds"]].tolist() == ["optimal", "19"]
    assert lines.loc["tutorial", "state"] == "optimal"
    assert lines.loc["tutorial", "duplicates"]


def test_an_unknown_scenario_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = tmp_path / "scenarios.csv"
    with pytest.raises(SystemExit):
        run(monkeypatch, table, "60", "tutorail")
    assert not table.exists()
