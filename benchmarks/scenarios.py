"""Solves every shipped scenario and writes what came out: ``python -m benchmarks.scenarios [SECONDS]``.

The documentation's table of scenarios is this file's output, ``docs/measured/scenarios.csv``.
"""

from __future__ import annotations

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
        "scattered top FTE": f"{terms['teacher_scatter'].today:.0f} → {terms['teacher_scatter'].plan:.0f}",
        "mean km": f"{terms['student_travel'].today / placed:.1f} → {terms['student_travel'].plan / placed:.1f}",
        "displaced": str(round(terms["displaced"].plan)),
        "cost, million EUR a year": f"{terms['cost'].today / 1e6:.1f} → {terms['cost'].plan / 1e6:.1f}",
    }


def main() -> None:
    """Solve all, one after the other, and write the table."""
    time_limit = float(sys.argv[1]) if len(sys.argv) > 1 else 300.0
    rows = []
    for name in shipped_scenarios():
        scenario = load_scenario(name)
        instance = load_instance(scenario.dataset)
        began = time.perf_counter()
        result = solve(instance, scenario, Limits(time_limit=time_limit), isolated=True)
        rows.append(row(name, result, time.perf_counter() - began))
        sys.stderr.write(f"{rows[-1]}\n")
    MEASURED.parent.mkdir(exist_ok=True)
    pd.DataFrame(rows).to_csv(MEASURED, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
