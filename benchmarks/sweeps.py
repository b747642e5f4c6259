"""Measures what cells of a sweep cost, and solves the sweep of the tutorial: ``python -m benchmarks.sweeps``.

Writes ``docs/measured/sweep.md`` and ``docs/measured/tutorial-places.csv``, from which the documentation is made.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd

from optimizer import load_sweep, sweep
from optimizer.sweeps.answers import CellAnswer, Task, solve_cell
from optimizer.sweeps.crew import Crew
from optimizer.sweeps.definition import CellLimits, SweepDefinition
from optimizer.sweeps.folder import SweepFolder
from optimizer.sweeps.outcome import Sweep
from optimizer.sweeps.tables import row_of
from optimizer.sweeps.trials import Trial, hold_against
from optimizer.sweeps.variation import data_factors

MEASURED = Path(__file__).resolve().parents[1] / "docs" / "measured"
TUTORIAL = "tutorial-places"
PLACES, NORM = "p_data.places", "p_rules.minimum_enrolment.norm"
MILLION = 1_000_000
IDLE_TASKS = 400
FILES = 400
NAMES = 100_000
WIDTH = 120


@dataclass(frozen=True)
class CellCost:
    """Seconds of one cell, to make ready to hold plans against it, to hold one; and the bytes of its file."""

    solve: float
    ready: float
    hold: float
    file: float

    def with_plans(self, count: int) -> float:
        """Return the seconds of a cell against which plans are held."""
        return self.solve + self.ready + count * self.hold


def places_table(cells: pd.DataFrame) -> pd.DataFrame:
    """Return what the tutorial's plans look like with fewer and with more places: one row a cell."""
    ordered = cells.sort_values([NORM, PLACES])
    columns = {
        "norm": ordered[NORM].map("{:.0f}".format),
        "places, share of the data's": ordered[PLACES].map("{:.2f}".format),
        "duplicates": ordered["duplication"].map("{:.0f}".format),
        "added places": ordered["expansion"].map("{:.0f}".format),
        "student·km": ordered["student_travel"].map("{:,.0f}".format),
        "displaced": ordered["displaced"].map("{:.0f}".format),
        "cost, million EUR a year": (ordered["cost"] / 1e6).map("{:.2f}".format),
        "plan": ordered["plan"],
    }
    return pd.DataFrame(columns).reset_index(drop=True)


def only(definition: SweepDefinition, parameters: Mapping[str, tuple[Any, ...]]) -> SweepDefinition:
    """Return a sweep with fewer values of its parameters, and no plans held against its cells."""
    robustness = definition.robustness.model_copy(update={"candidates": 0, "today": False})
    return replace(definition, parameters={**definition.parameters, **parameters}, robustness=robustness)


def solve_places(folder: Path, parameters: Mapping[str, tuple[Any, ...]] | None = None) -> Sweep:
    """Solve the tutorial's sweep, or some of its cells."""
    return sweep(only(load_sweep(TUTORIAL), parameters or {}), folder)


def cost_of(task: Task, definition: SweepDefinition) -> tuple[CellCost, CellAnswer]:
    """Measure one cell: solving it, and holding its own plan against it."""
    began = time.perf_counter()
    answer = solve_cell(definition.instances, task)
    solved = time.perf_counter() - began
    pairs = tuple((row["campus_id"], row["specialisation_id"]) for row in answer.programmes)
    held = []
    for names in (("once",), ("once", "twice")):
        began = time.perf_counter()
        hold_against(definition.instances, Trial("trial", task, dict.fromkeys(names, pairs), "cost"))
        held.append(time.perf_counter() - began)
    hold = held[1] - held[0]
    return CellCost(solved, max(0.0, held[0] - hold), hold, 0.0), answer


def tutorial_cost(folder: Path) -> CellCost:
    """Measure the cells of the tutorial's sweep: the median of each."""
    definition = load_sweep(TUTORIAL)
    costs = []
    place = SweepFolder(folder, definition)
    place.open()
    for cell in definition.cells():
        scenario = definition.scenario(cell.parameters)
        task = Task(cell.name, scenario.dataset, scenario, data_factors(cell.parameters), None, 0, definition.limits)
        cost, answer = cost_of(task, definition)
        place.cells.keep(cell.name, [row_of(definition, cell, answer)])
        costs.append(cost)
    place.close()
    files = [path.stat().st_size for path in place.cells.files()]
    frame = pd.DataFrame([vars(cost) for cost in costs]).median()
    solve, ready, hold = (float(frame[name]) for name in ("solve", "ready", "hold"))
    return CellCost(solve, ready, hold, sum(files) / len(files))


def reference_cost(folder: Path) -> CellCost:
    """Measure one cell of the reference scenario."""
    path = folder / "reference-once.toml"
    path.write_text('scenario = "reference"\n[parameters]\nseed = [0]\n', encoding="utf-8")
    definition = load_sweep(path, limits=CellLimits(gap=1e-3))
    (cell,) = definition.cells()
    scenario = definition.scenario(cell.parameters)
    cost, answer = cost_of(Task(cell.name, scenario.dataset, scenario, {}, None, 0, definition.limits), definition)
    place = SweepFolder(folder / "reference", definition)
    place.open()
    place.cells.keep(cell.name, [row_of(definition, cell, answer)])
    place.close()
    (file,) = place.cells.files()
    return replace(cost, file=float(file.stat().st_size))


def idle(_: Any, task: int) -> int:
    """Do nothing: what is left is the time to hand a task out and to take its answer back."""
    return task


def tasks_a_second() -> float:
    """Measure how many tasks with nothing to do pass through the command and two workers in a second."""
    with Crew(workers=2) as crew:
        for count in (20, IDLE_TASKS):  # the first few wake the workers
            began = time.perf_counter()
            done = sum(1 for _ in crew.run(idle, None, ((str(number), number) for number in range(count)), _never))
    return done / (time.perf_counter() - began)


def _never() -> bool:
    return False


@dataclass(frozen=True)
class FileCost:
    """What a cell's file costs: seconds to write, to find again, to put together; bytes in the one file."""

    write: float
    find: float
    together: float
    size: float


def file_cost(folder: Path) -> FileCost:
    """Measure many files of the tutorial's cells."""
    definition = load_sweep(TUTORIAL)
    cell = next(definition.cells())
    scenario = definition.scenario(cell.parameters)
    task = Task(cell.name, scenario.dataset, scenario, data_factors(cell.parameters), None, 0, definition.limits)
    row = row_of(definition, cell, solve_cell(definition.instances, task))
    place = SweepFolder(folder, definition)
    place.open()
    seconds = []
    began = time.perf_counter()
    for number in range(FILES):
        name = f"{number:064x}"
        place.cells.keep(name, [{**row, "cell": name}])
    seconds.append(time.perf_counter() - began)
    for step in (place.cells.look, place.cells.compact):
        began = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - began)
    place.close()
    (file,) = place.cells.files()
    write, find, together = (each / FILES for each in seconds)
    return FileCost(write, find, together, file.stat().st_size / FILES)


def bytes_in_memory() -> float:
    """Measure what the process that leads a sweep keeps of each cell: its name, and the name of its plan."""
    tracemalloc.start()
    finished = {f"{number:064x}" for number in range(NAMES)}
    plan_of = dict.fromkeys(finished, "0" * 12)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return used / len(plan_of)


def report(tutorial: CellCost, reference: CellCost, passing: float, files: FileCost, memory: float) -> str:
    """Return the page."""
    both = (tutorial, reference)
    rows = [
        ("a cell, seconds", *(f"{cost.solve:.1f}" for cost in both)),
        ("the first plan held against it, seconds", *(f"{cost.ready + cost.hold:.1f}" for cost in both)),
        ("every further plan, seconds", *(f"{cost.hold:.1f}" for cost in both)),
        ("its file, kB", *(f"{cost.file / 1000:.1f}" for cost in both)),
        ("a thousand cells, core-hours", *(f"{cost.solve / 3.6:,.1f}" for cost in both)),
        ("a million cells, core-days", *(f"{cost.solve / 0.0864:,.0f}" for cost in both)),
        ("the same with ten plans held against each", *(f"{cost.with_plans(10) / 0.0864:,.0f}" for cost in both)),
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    told = (
        f"The command hands out and takes back {passing:,.0f} cells a second on the same machine as two workers, and "
        f"writes a file in {files.write * 1000:.1f} ms. To go on with a million files takes "
        f"{files.find * MILLION / 60:.1f} minutes of looking at them, to put them together "
        f"{files.together * MILLION / 60:.0f}; in one file a cell of the tutorial takes {files.size:.0f} bytes (equal "
        f"cells, so that they compress well). The process that leads keeps {memory:.0f} bytes of each cell in memory."
    )
    head = (
        "Measured by `python -m benchmarks.sweeps` on one thread of two cores that others used too, `reference` with a "
        "gap of 0.1%."
    )
    parts = [fill(head, WIDTH), "", "| | tutorial | reference |", "|---|---|---|", table, "", fill(told, WIDTH), ""]
    return "\n".join(parts)


def main() -> None:
    """Measure, and write both files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = places_table(solve_places(folder / "places").table())
        table.to_csv(MEASURED / f"{TUTORIAL}.csv", index=False, lineterminator="\n")
        costs = tutorial_cost(folder / "cells"), reference_cost(folder)
        text = report(*costs, tasks_a_second(), file_cost(folder / "files"), bytes_in_memory())
    (MEASURED / "sweep.md").write_text(text, encoding="utf-8")
    sys.stderr.write(text)


if __name__ == "__main__":
    main()
