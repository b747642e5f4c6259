"""Solves shipped scenarios and writes what came out: ``python -m benchmarks.scenarios [SECONDS [SCENARIO...]]``.

The documentation's table of scenarios is this file's output, ``docs/measured/scenarios.csv``. Without names all are
solved; with names, all other lines of the table stay.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pandas as pd

from optimizer import Limits, load_instance, load_scenario, solve
from optimizer.inputs.locating import shipped_scenarios
from optimizer.solving.result import Result

MEASURED = Path(__file__).resolve().parents[1] / "docs" / "measured" / "scenarios.csv"


def row(name: str, result: Result, seconds: float) -> dict[str, object]:
    """Return one line of the table: before and after, rounded for reading."""
    state: str = result.status
    if result.status == "feasible" and result.gap is not None:
        state = f"largest gap {result.gap:.1%}"
    if result.plan is None:
        return {"scenario": name, "state": state, "seconds": round(seconds)}
    terms, placed = result.terms, sum(result.instance.demand.values())
    return {
        "scenario": name,
        "state": state,
        "seconds": round(seconds),
        "programmes": f"{len(result.instance.enrolled_today)} → {len(result.plan.programmes)}",
        "duplicates": f"{terms['duplication'].today:.0f} → {terms['duplication'].plan:.0f}",
        "added places": str(round(terms["expansion"].plan)),
        "scattered top FTE": f"{terms['teacher_scatter'].today:.0f} → {terms['teacher_scatter'].plan:z.0f}",
        "mean km": f"{terms['student_travel'].today / placed:.1f} → {terms['student_travel'].plan / placed:.1f}",
        "displaced": str(round(terms["displaced"].plan)),
        "cost, million EUR a year": f"{terms['cost'].today / 1e6:.1f} → {terms['cost'].plan / 1e6:.1f}",
    }


def main() -> None:
    """Solve one scenario after the other, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scenarios", description=__doc__)
    parser.add_argument("seconds", nargs="?", type=float, default=300.0, metavar="SECONDS", help="limit of each")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO")
    options, shipped = parser.parse_args(), shipped_scenarios()
    if unknown := [name for name in options.scenarios if name not in shipped]:
        parser.error(f"there is no scenario {', '.join(unknown)}; there are {', '.join(shipped)}")
    rows: dict[str, dict[str, object]] = {}
    if options.scenarios:
        kept = pd.read_csv(MEASURED, dtype=str, keep_default_na=False).to_dict("records")
        rows = {str(line["scenario"]): {str(key): value for key, value in line.items()} for line in kept}
    for name in options.scenarios or shipped:
        scenario = load_scenario(name)
        instance = load_instance(scenario.dataset)
        began = time.perf_counter()
        result = solve(instance, scenario, Limits(time_limit=options.seconds), isolated=True)
        rows[name] = row(name, result, time.perf_counter() - began)
        sys.stderr.write(f"{rows[name]}\n")
    MEASURED.parent.mkdir(exist_ok=True)
    table = pd.DataFrame([rows[name] for name in shipped if name in rows])
    table.to_csv(MEASURED, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
