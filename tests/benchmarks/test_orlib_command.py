"""The command for published problems: one line a file, a table, spopt beside it, exit codes."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

import benchmarks.orlib.__main__ as orlib_command
from benchmarks.orlib.__main__ import main
from benchmarks.orlib.comparison import SOLVERS, solve_with_spopt
from benchmarks.orlib.reading import Published, read_published
from benchmarks.orlib.running import Run
from benchmarks.orlib.table import row
from optimizer import Limits
from optimizer.errors import SolverError
from tests.benchmarks.problems import least_cost, random_cap, random_pmed, written

# Vertices 3 and 4 are one place; 1 and 2 are 4 apart and 6 and more from it: one site here, one there, and 4 to pay.
LINE = " 4 3 2\n 1 2 4\n 2 3 6\n 3 4 0\n"

# One site holds all three customers for 9 + 20 together; the other is cheaper to run but holds only two of them.
SMALL_CAP = " 2 3 \n 30 9\n 20 1\n 10 \n 5 1\n 10\n 6 1\n 10\n 9 1\n"


@pytest.mark.soak
def test_hand_worked_problems_give_one_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [written(tmp_path, "pmed0.txt", LINE), written(tmp_path, "cap0.txt", SMALL_CAP)]
    assert main([*map(str, files), "--csv", str(tmp_path / "out.csv"), "--compare"]) == 0
    first, second = (line.split() for line in capsys.readouterr().out.splitlines())
    assert first[:5] == ["pmed0", "optimal", "4", "4", "0.000000"]
    # both open: 9 + 1 fixed, the second holds 20 at 1 a customer: those who would cost 9 and 6, and the first keeps 5
    assert second[:5] == ["cap0", "optimal", "17", "17", "0.000000"]
    assert float(first[5]) > 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["problem"], row["found"]) for row in rows] == [("pmed0", "4"), ("cap0", "17")]
    assert rows[0]["spopt, HiGHS, s"].isdigit()
    assert not rows[1]["spopt, HiGHS, s"]


def test_a_file_is_solved_without_a_trick_too(tmp_path: Path) -> None:
    files = ["--without", "narrowing", "--without", "brief_runs", "--csv", str(tmp_path / "out.csv")]
    assert main([str(written(tmp_path, "pmed0.txt", LINE)), *files]) == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert float(row["s without narrowing"]) > 0
    assert float(row["s without brief runs"]) > 0
    assert "spopt, HiGHS, s" not in row


@pytest.mark.parametrize(
    ("status", "objective", "gap", "told"),
    [
        ("optimal", 12.0, 0.00005, "3.2"),
        ("feasible", 12.0, 0.125, "3.2 (gap 12.50%)"),
        ("no_plan", None, None, "3.2 (nothing)"),
    ],
)
def test_a_run_without_a_trick_tells_what_it_left_open(
    tmp_path: Path, status: str, objective: float | None, gap: float | None, told: str
) -> None:
    problem = read_published(written(tmp_path, "pmed0.txt", LINE))
    done = Run(problem, 1, "optimal", 12.0, 12.0, 0.0, 2.0, 1.0)
    without = replace(done, status=status, objective=objective, gap=gap, seconds=3.21)
    assert row(done, 12.0, {}, {"two_processes": without})["s without two processes"] == told


def test_a_failure_without_a_trick_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_without_narrowing(problem: Published, copies: int, limits: Limits) -> Run:
        if not limits.methods.narrowing:
            raise SolverError("its process ended")
        return Run(problem, copies, "optimal", 4.0, 4.0, 0.0, 1.0, 0.5)

    monkeypatch.setattr(orlib_command, "run", fails_without_narrowing)
    assert main([str(written(tmp_path, "pmed0.txt", LINE)), "--without", "narrowing"]) == SolverError.exit_code
    told = capsys.readouterr()
    assert told.out.startswith("pmed0 optimal 4 4 ")
    assert "its process ended" in told.err


def test_faults_are_told_and_the_other_files_solved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = written(tmp_path, "pmed0.txt", LINE)
    assert main([str(tmp_path / "nowhere.txt"), str(good)]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("pmed0 optimal 4 4 ")
    assert "nowhere.txt" in told.err
    with pytest.raises(SystemExit) as ended:
        main([str(good), "--capacity", "none"])
    assert ended.value.code == 1


def test_a_capacity_that_the_file_leaves_open_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = random_cap(3)
    capacity = text.split()[2]
    lines = text.splitlines()
    left_open = [f" capacity {line.split()[1]}" for line in lines[1 : 1 + int(lines[0].split()[0])]]
    path = written(tmp_path, "capa.txt", "\n".join([lines[0], *left_open, *lines[1 + len(left_open) :]]) + "\n")
    assert main([str(path), "--capacity", capacity]) == 0
    expected = least_cost(read_published(path, float(capacity)))
    assert float(capsys.readouterr().out.split()[2]) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("solver", SOLVERS)
def test_spopt_has_the_same_objective(tmp_path: Path, solver: str) -> None:
    problem = read_published(written(tmp_path, "pmed1.txt", random_pmed(1)))
    run = solve_with_spopt(problem, solver, 60.0)
    assert run.proven
    assert run.objective == pytest.approx(least_cost(problem))
