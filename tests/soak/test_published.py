"""Published problems reach their published optimum, where the files of the OR-Library are at hand.

The repository carries no data: the files are looked for in ``BUNDEL_ORLIB``, then in ``shared/orlib`` beside it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.orlib.reading import read_published
from benchmarks.orlib.running import published_optimum, run
from optimizer import Limits

pytestmark = pytest.mark.soak

FOLDER = Path(os.environ.get("BUNDEL_ORLIB", Path(__file__).resolve().parents[3] / "shared" / "orlib"))
CLOSED = [
    *(f"pmed{number}" for number in range(1, 16)),
    *(f"cap{number}" for number in (*range(41, 45), 51, *range(61, 65), *range(71, 75))),
    *(f"cap{number}" for number in (*range(81, 85), *range(91, 95), *range(101, 105))),
    *(f"pmedcap1_{number:02}" for number in range(1, 10)),
]
NEARLY = [f"pmed{number}" for number in range(16, 21)]
SECONDS = 300.0

if FOLDER.is_dir():

    @pytest.mark.parametrize("name", [*CLOSED, *NEARLY])
    def test_the_published_optimum_is_reached(name: str) -> None:
        path = FOLDER / f"{name}.txt"
        problem = read_published(path)
        optimum = published_optimum(path, problem)
        done = run(problem, 1, Limits(time_limit=SECONDS, gap=1e-6))
        assert optimum is not None
        assert done.objective == pytest.approx(optimum, rel=1e-6)
        assert done.gap is not None
        assert done.gap <= (1e-4 if name in CLOSED else 5e-3)
        assert done.bound is not None
        assert done.bound <= optimum * (1 + 1e-6)

    @pytest.mark.parametrize("name", ["pmed3", "cap71", "cap44"])
    def test_copies_cost_exactly_as_many_times_as_published(name: str) -> None:
        path = FOLDER / f"{name}.txt"
        problem = read_published(path)
        optimum = published_optimum(path, problem)
        done = run(problem, 3, Limits(time_limit=SECONDS, gap=1e-6))
        assert optimum is not None
        assert done.status == "optimal"
        assert done.objective == pytest.approx(3 * optimum, rel=1e-6)

else:

    def test_no_published_problem_was_solved_for_want_of_its_files() -> None:
        assert not FOLDER.exists()
