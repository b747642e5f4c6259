"""Sweeps for tests: the tutorial with two goals, and tiny made-up cases without files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from optimizer.sweeps.answers import Task
from optimizer.sweeps.definition import CellLimits, SweepDefinition
from optimizer.sweeps.reading import load_sweep
from optimizer.sweeps.settings import Sample
from tests.random_instances import Case

SCENARIO = """
title = "Small"
extends = "tutorial"
[goals]
order = [{term = "duplication"}, {term = "student_travel"}]
[rules.institute]
enabled = false
"""
SWEEP = """
scenario = "small.toml"
[parameters]
"data.places" = [1, 1.3]
"rules.minimum_enrolment.norm" = [80, 5000]
[robustness]
circumstances = ["data.places"]
"""
DRAWN = """
scenario = "small.toml"
[samples]
count = 3
seed = 7
demand_noise = 0.2
price_noise = 0.1
nominal = true
"""


def written(folder: Path, text: str = SWEEP, name: str = "sweep") -> Path:
    """Write a sweep with its scenario beside it, and return its file."""
    (folder / "small.toml").write_text(SCENARIO, encoding="utf-8")
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def defined(folder: Path, text: str = SWEEP, **options: Any) -> SweepDefinition:
    """Write and read a sweep."""
    return load_sweep(written(folder, text), **options)


def task_of(case: Case, *, sample: Sample | None = None, factors: Mapping[str, float] | None = None) -> Task:
    """Return a case as the task of a cell, on the data set ``made-up``."""
    return Task("0" * 64, "made-up", case.scenario, factors or {}, sample, 0, CellLimits(gap=1e-7))
