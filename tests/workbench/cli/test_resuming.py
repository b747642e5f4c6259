"""Commands that keep answers, killed at random moments and begun again, end like those that nobody disturbed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.answer_kills import contents, run_and_kill, run_to_the_end

LOOSE = ("--set", 'goals.order=[{term="duplication", give_up_abs=2}, {term="student_travel"}]', "--within", "90%")
COMMANDS = {
    "veto": ("veto", "tutorial", "--workers", "1"),
    "alternatives": ("alternatives", "tutorial", *LOOSE, "--count", "3"),
    "importance": ("importance", "tutorial", "--no-break-evens", "--workers", "1"),
    "fair": ("fair", "tutorial"),
}


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_three_kills(name: str, tmp_path: Path) -> None:
    asked, random = COMMANDS[name], Random(5)
    run_to_the_end(*asked, "--out", tmp_path / "whole")
    killed = [run_and_kill(tmp_path / "out" / f"{name}.json", random, *asked, "--out", tmp_path / "out") for _ in "123"]
    assert any(killed)
    run_to_the_end(*asked, "--out", tmp_path / "out")
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


@pytest.mark.soak
def test_a_command_that_goes_on_does_not_seek_the_plan_anew(run) -> None:
    asked = ("veto", "tutorial", "--out", "out")
    assert run(*asked).exit_code == 0
    again = run(*asked, "--lang", "nl")
    assert "De antwoorden in deze map gaan over iets anders" not in again.stderr
    assert "Doel 1 van" not in again.stderr
    assert "20 vragen zijn al beantwoord" in again.stderr or "21 vragen zijn al beantwoord" in again.stderr
    changed = run(*asked, "--set", "rules.minimum_enrolment.norm=70", "--json", "--lang", "nl")
    assert changed.exit_code == 0
    assert "Sindsdien is veranderd: het scenario." in changed.stderr
