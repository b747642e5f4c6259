"""Measures Bundel against plain Pyomo and HiGHS in the same run: ``python -m benchmarks [SCENARIO...]``."""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from dataclasses import dataclass

from benchmarks.plain import PlainRun, solve_plainly
from optimizer import Limits, load_instance, load_scenario, solve
from optimizer.solving.result import Result


@dataclass(frozen=True)
class Comparison:
    """One scenario, both ways: medians of seconds, and what came out."""

    scenario: str
    result: Result
    seconds: float
    build_share: float
    plain: PlainRun | None
    plain_tight: PlainRun | None


def measure(name: str, repeats: int, time_limit: float, *, with_plain: bool) -> Comparison:
    """Solve a scenario several times, and once plainly."""
    scenario = load_scenario(name)
    instance = load_instance(scenario.dataset)
    totals, shares = [], []
    for _ in range(repeats):
        began = time.perf_counter()
        result = solve(instance, scenario, Limits(time_limit=time_limit), isolated=True)
        totals.append(time.perf_counter() - began)
        shares.append(result.seconds["build"] / totals[-1])
    plain = solve_plainly(instance, scenario, time_limit) if with_plain else None
    tight = solve_plainly(instance, scenario, time_limit, tight=True) if with_plain else None
    return Comparison(name, result, statistics.median(totals), statistics.median(shares), plain, tight)


def report(comparison: Comparison) -> str:
    """Return the comparison as lines of Markdown."""
    result, plain = comparison.result, comparison.plain
    lines = [
        f"**{comparison.scenario}**",
        "",
        "| goal | Bundel | gap | seconds | plain | seconds |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for position, goal in enumerate(result.goals):
        gap = "?" if goal.gap is None else f"{goal.gap:.4%}"
        row = f"| {goal.term} | {goal.value:,.6g} {goal.unit} | {gap} | {goal.seconds:.1f} "
        if plain is None or position >= len(plain.goals) or plain.goals[position].value is None:
            row += "| none | |"
        else:
            other = plain.goals[position]
            row += f"| {other.value:,.6g} | {other.seconds:.1f} |"
        lines.append(row)
    lines += ["", f"Bundel: {result.status}, {comparison.seconds:.1f} s in all (today, tie-break and second check"]
    lines[-1] += f" included), of which building {comparison.build_share:.1%}."
    for label, run in (("Plain", plain), ("Plain with Bundel's links", comparison.plain_tight)):
        if run is not None:
            state = "proven" if run.proven else "not proven"
            ratio = run.total / comparison.seconds
            lines.append(
                f"{label}: {state}, {run.total:.1f} s, of which building {run.build:.1f} s; ratio {ratio:.1f}."
            )
    return "\n".join(lines)


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("scenarios", nargs="*", default=["reference"])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--time-limit", type=float, default=600.0)
    parser.add_argument("--no-plain", action="store_true")
    options = parser.parse_args()
    for name in options.scenarios:
        comparison = measure(name, options.repeats, options.time_limit, with_plain=not options.no_plain)
        sys.stdout.write(report(comparison) + "\n\n")


if __name__ == "__main__":
    main()
