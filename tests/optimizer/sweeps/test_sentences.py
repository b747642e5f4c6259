"""What a report says, in both languages about the same values."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from optimizer.sweeps.report import GroupReport, RobustnessReport
from optimizer.sweeps.robustness import REGRET_COLUMNS
from optimizer.sweeps.sentences import TEXTS, group_sentences
from optimizer.sweeps.survey import SELECTION_COLUMNS, Group
from tests.optimizer.sweeps.small_sweeps import defined

A = {
    "plan": "aaa", "own": 2, "cells": 3, "broken": 0, "best_in": 0.5, "mean": 1000.0, "worst": 2000.0, "cvar": 1900.0,
    "mean_regret": 100.0, "max_regret": 300.0, "cvar_regret": 250.0, "least_regret": True, "least_worst": False,
}  # fmt: skip
B = {**A, "plan": "bbb", "least_regret": False, "least_worst": True, "worst": 1500.0}
TODAY = {**A, "plan": "today", "mean": 1400.0, "least_regret": False}


def report_with(folder: Path, *rows: dict[str, Any], **group: Any) -> tuple[RobustnessReport, GroupReport]:
    selection = pd.DataFrame(
        [("k", "s", True, 3, 1.0, 1.0), ("k", "t", True, 3, 0.0, 0.0), ("l", "s", False, 3, 0.5, 0.0)],
        columns=list(SELECTION_COLUMNS),
    )
    counted = Group({}, Counter(optimal=3), Counter(aaa=2, bbb=1))
    each = GroupReport({}, counted, selection, pd.DataFrame(), pd.DataFrame(rows, columns=list(REGRET_COLUMNS)))
    each = replace(each, **group)
    return RobustnessReport(defined(folder), (each,), {}, {}), each


def test_a_report_in_sentences(tmp_path: Path) -> None:
    assert group_sentences(*report_with(tmp_path, A, B, TODAY), "en") == [
        "There is a plan for each of the 3 cells.",
        "2 different plans come out best; most often aaa, in 67% of the cells.",
        "1 programmes exist in every plan and 1 of today's in none; about 1 the plans differ.",
        "Plan aaa has the least regret (cost per year): at most 300 EUR/year more than the best plan, 100 EUR/year on "
        "average, and 250 EUR/year in the worst 10% of the cells.",
        "It can keep the rules in all cells that have a plan.",
        "The best worst case (cost per year) has plan bbb: at most 1,500 EUR/year.",
        "With today's programmes it is 400 EUR/year more on average than with that plan (cost per year).",
    ]


def test_other_cases_in_dutch(tmp_path: Path) -> None:
    broken = {**A, "cells": 2, "broken": 1, "least_worst": True}
    group = Group({}, Counter(optimal=3, infeasible=2), Counter(aaa=3))
    choices = {"p_openings": "family", "p_rules.reach.km": 40.0}
    said = group_sentences(*report_with(tmp_path, broken, {**TODAY, "mean": 900.0}, group=group, choices=choices), "nl")
    assert said[:3] == [
        'Met openings = "family", rules.reach.km = 40:',
        "Voor 3 van de 5 cellen is er een plan; 2 kunnen er geen hebben.",
        "Overal komt hetzelfde plan als beste uit de bus.",
    ]
    assert (
        said[-2] == "Geen enkel plan houdt overal stand: dit breekt de regels in 1 van de 3 cellen, het minst van alle."
    )
    assert said[-1].startswith("Met de opleidingen van vandaag is het gemiddeld 100 euro/jaar minder")
    assert "Er werden geen plannen tegen de cellen gehouden." in group_sentences(*report_with(tmp_path), "nl")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_say_something_about_the_same_values(key: str) -> None:
    dutch, english = TEXTS[key]
    assert dutch != english
    assert sorted(re.findall(r"\{\w+\}", dutch)) == sorted(re.findall(r"\{\w+\}", english))
