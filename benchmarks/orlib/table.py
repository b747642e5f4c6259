"""The table of published problems that the documentation shows, ``docs/measured/orlib.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from benchmarks.orlib.comparison import SpoptRun
from benchmarks.orlib.running import MISSING, Run, number

NOT_ASKED = ""


def row(run: Run, optimum: float | None, others: Mapping[str, SpoptRun], without: Mapping[str, Run]) -> dict[str, str]:
    """Return one line of the table, rounded for reading.

    Parameters
    ----------
    run : Run
        What came of the problem.
    optimum : float or None
        The published optimum, once for each copy.
    others : mapping of str to SpoptRun
        What spopt made of it, by solver.
    without : mapping of str to Run
        What came of it without a trick, by trick.
    """
    customers, sites = run.problem.costs.shape
    name = run.problem.name if run.copies == 1 else f"{run.problem.name} × {run.copies}"
    expected = None if optimum is None else optimum * run.copies
    spopt = {f"spopt, {solver}, s": f"{other.seconds:.0f}{_remark(other, run)}" for solver, other in others.items()}
    fewer = {f"s without {trick.replace('_', ' ')}": _seconds(each) for trick, each in without.items()}
    return {
        "problem": name,
        "customers": str(customers),
        "sites": str(sites),
        "open": NOT_ASKED if run.problem.open_sites is None else str(run.problem.open_sites),
        "published": number(expected),
        "found": number(run.objective),
        "gap": MISSING if run.gap is None else f"{run.gap:.4%}",
        "s": f"{run.seconds:.1f}",
        "of which building": f"{run.building / run.seconds:.0%}",
        **spopt,
        **fewer,
    }


def _seconds(run: Run) -> str:
    """Return the seconds of a run, and what it left open."""
    if run.objective is None:
        return f"{run.seconds:.1f} (nothing)"
    left_open = "" if run.status == "optimal" or run.gap is None else f" (gap {run.gap:.2%})"
    return f"{run.seconds:.1f}{left_open}"


def _remark(other: SpoptRun, run: Run) -> str:
    """Return what else to know of spopt's seconds: no value, another value, or no proof."""
    if other.objective is None:
        return " (nothing)"
    if run.objective is None or abs(other.objective - run.objective) > 1e-4 * max(1.0, abs(run.objective)):
        return f" ({number(other.objective)})"
    return "" if other.proven else " (not proven)"


def write(rows: list[dict[str, str]], path: Path) -> None:
    """Write the table under another name first, then rename it."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(pd.DataFrame(rows).fillna("").to_csv(index=False, lineterminator="\n").encode("utf-8"))
    partial.replace(path)
