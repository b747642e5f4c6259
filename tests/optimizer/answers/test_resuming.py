"""A run that ends at any moment is taken up: its plan is not sought anew, and all comes out as if nothing had been."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from optimizer.answers import inquiry
from optimizer.answers.alternatives import alternatives
from optimizer.answers.base_plan import VECTORS
from optimizer.answers.keeping import AnswerFolder, question_of
from optimizer.answers.veto import veto
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Scenario
from tests.answer_kills import contents
from tests.optimizer.answers.cases import EXACT, case

ASKED = {"alternatives": lambda *given, **also: alternatives(*given, count=2, within=0.9, **also), "veto": veto}


class Killed(BaseException):
    """The process is no more."""


class Fragile(AnswerFolder):
    """A folder whose process ends just before, or in the middle of, the so-manieth time that it writes something."""

    left: float = float("inf")

    def write(self, action: Callable[..., Any], *given: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            raise Killed
        return action(*given)

    def keep_plan(self, *given: Any) -> Path:
        return self.write(super().keep_plan, *given)

    def _replace(self, *given: Any) -> None:
        self.write(super()._replace, *given)

    def _note(self, *given: Any) -> None:
        self.write(super()._note, *given)


def ask(place: Path, left: float = float("inf"), kind: str = "alternatives", norm: int = 40) -> AnswerFolder:
    instance, scenario = question(norm)
    folder = Fragile(place, f"{kind}.json", question_of(instance, scenario, EXACT))
    folder.left = left
    found = ASKED[kind](instance, scenario, EXACT, isolated=False, keeper=folder)
    assert found.complete
    folder.finish(found.tables, {})
    return folder


def question(norm: int = 40) -> tuple[Instance, Scenario]:
    goals = (Goal(term="duplication", give_up_abs=1), Goal(term="displaced"))
    return case({"minimum_enrolment": {"norm": norm}}, goals=goals)


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with every search for the scenario's own plan."""
    times: list[int] = []
    pursue = inquiry.pursue

    def counted(*given: Any, **also: Any) -> Any:
        times.append(len(times))
        return pursue(*given, **also)

    monkeypatch.setattr(inquiry, "pursue", counted)
    return times


@pytest.mark.soak
@pytest.mark.parametrize("kind", sorted(ASKED))
def test_any_end_is_mended(kind: str, tmp_path: Path, solved: list[int]) -> None:
    ask(tmp_path / "whole", kind=kind)
    random, place, ends, over = Random(7), tmp_path / "ended", 0, False
    while not over:
        is_kept, times = (place / VECTORS).is_file(), len(solved)
        try:
            ask(place, random.randint(0, 12), kind)
            over = True
        except Killed:
            ends += 1
        assert ends < 60
        assert len(solved) == times + (not is_kept)
    assert ends > 1
    assert contents(place) == contents(tmp_path / "whole")


@pytest.mark.soak
def test_a_plan_that_was_kept_is_the_plan(tmp_path: Path, solved: list[int]) -> None:
    first = ask(tmp_path)
    before = contents(tmp_path)
    again = ask(tmp_path)
    assert len(solved) == 1
    assert again.recalled == len(first.records)
    assert contents(tmp_path) == before


@pytest.mark.soak
def test_changed_inputs_are_told_and_replace_what_was_answered(tmp_path: Path, solved: list[int]) -> None:
    ask(tmp_path)
    instance, scenario = question()
    instance = replace(instance, hashes={"programmes.csv": "other"})
    scenario = replace(scenario, title="Another")
    folder = AnswerFolder(tmp_path, "alternatives.json", question_of(instance, scenario, replace(EXACT, seed=3)))
    assert folder.outdated() == ("seed", "scenario", "programmes.csv")
    assert ASKED["alternatives"](instance, scenario, EXACT, isolated=False, keeper=folder).complete
    assert len(solved) == 2
    assert not folder.recalled
    assert folder.outdated() == ()


@pytest.mark.parametrize(
    "fault", ["cut", *(pytest.param(fault, marks=pytest.mark.soak) for fault in ("lost", "other model"))]
)
def test_a_plan_that_is_not_whole_is_sought_anew_and_answers_stand(
    fault: str, tmp_path: Path, solved: list[int]
) -> None:
    first = ask(tmp_path)
    vectors = tmp_path / VECTORS
    if fault == "lost":
        (tmp_path / "plan" / "result.json").unlink()
        (tmp_path / "plan" / "plan.csv").rename(tmp_path / "plan" / "result.json")
    elif fault == "cut":
        vectors.write_bytes(vectors.read_bytes()[:100])
    else:
        ask(tmp_path / "other", norm=50)
        vectors.write_bytes((tmp_path / "other" / VECTORS).read_bytes())
    again = ask(tmp_path)
    assert len(solved) == (3 if fault == "other model" else 2)
    assert again.recalled == len(first.records)


@pytest.mark.soak
def test_a_plan_without_proof_and_answers_is_sought_anew(tmp_path: Path, solved: list[int]) -> None:
    folder = ask(tmp_path)
    folder.records.clear()
    folder.finish({}, {})
    ask(tmp_path)
    assert len(solved) == 1
    result = tmp_path / "plan" / "result.json"
    result.write_text(
        result.read_text().replace('"status": "optimal",\n  "stopped', '"status": "feasible",\n  "stopped')
    )
    folder.finish({}, {})
    ask(tmp_path)
    assert len(solved) == 2
