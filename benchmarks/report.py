"""Writes ``benchmarks/results.md``: machine, versions, figures, curves, and the history of figures."""

from __future__ import annotations

import csv
import os
import platform
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks import ablation, latest
from benchmarks.curves import draw_gaps, primal_integral
from benchmarks.instances import INSTANCES
from benchmarks.measuring import Measurement
from benchmarks.plain import PlainRun

HERE = Path(__file__).resolve().parent
RESULTS, HISTORY, CURVES = HERE / "results.md", HERE / "history.csv", HERE / "curves"
LIBRARIES = ("bundel", "pyomo", "highspy", "numpy", "scipy", "pandas")
TARGETS, QUESTIONS, TRICKS, GOALS = (
    "Targets",
    "A loaded model, asked again",
    "What each trick is worth",
    "Goal by goal",
)
EARLY_SECONDS = 10
"""When a planner who talks wants a first plan."""

HISTORY_COLUMNS = ("date", "version", "instance", "seconds", "largest_gap", "ratio_to_plain", "primal_integral")


def machine() -> str:
    """Return what was measured on, and with what."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{date.today().isoformat()}; {os.cpu_count()} cores ({platform.machine()}), {gigabytes:.0f} GB;"
        f" Python {platform.python_version()}; {versions}; solver's seed 0, generated data of seed 1."
    )


def ratio(measurement: Measurement, plain: PlainRun | None) -> float | None:
    """Return how many times longer plain solving took; None unless both proved all goals."""
    if plain is None or not (plain.proven and measurement.proven):
        return None
    return plain.total / measurement.seconds


SUMMARY = (
    "| instance | to reach | runs | median seconds | proven | largest gap | times faster than plain | building | "
    "memory, MB | primal integral, s | measured |",
    "|---|---|--:|--:|---|--:|--:|--:|--:|--:|---|",
)
"""Head of the table with one row an instance."""


def summary_row(each: Measurement) -> str:
    """Return the row of an instance."""
    run, faster = each.middle, ratio(each, each.plain)
    gap = "" if run.largest_gap is None else f"{run.largest_gap:.2%}"
    return (
        f"| {each.measured.name} | {each.measured.target} | {len(each.runs)} | {each.seconds:.1f} "
        f"| {'yes' if each.proven else 'no'} | {gap} "
        f"| {'' if faster is None else f'{faster:.1f}'} | {run.build_share:.1%} | {run.megabytes:,.0f} "
        f"| {integral(each):.1f} | {date.today().isoformat()} |"
    )


def integral(measurement: Measurement) -> float:
    """Return the primal integral of an instance's middle run."""
    run = measurement.middle
    return primal_integral(run.moments, {goal.term: goal.value for goal in run.result.goals})


def goals(measurement: Measurement) -> list[str]:
    """Return one row a goal: the median run, the range of all, plain solving beside it."""
    result = measurement.middle.result
    lines = [
        "| goal | value | range | gap | seconds | plain | gap | seconds | plain with Bundel's links | gap | seconds |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for position, goal in enumerate(result.goals):
        gap = "?" if goal.gap is None else f"{goal.gap:.2%}"
        value, spread = f"{goal.value:,.6g}", _spread(measurement, position)
        cells = [f"{goal.term} ({goal.unit})", value, spread, gap, f"{goal.seconds:.1f}"]
        for plain in (measurement.plain, measurement.plain_tight):
            cells += _plain_cells(plain, position)
        lines.append("| " + " | ".join(cells) + " |")
    return lines if result.goals else [f"No plan: {result.status}."]


def _spread(measurement: Measurement, position: int) -> str:
    values = [run.rank[position] for run in measurement.runs if position < len(run.result.goals)]
    return f"{min(values):,.6g} to {max(values):,.6g}" if min(values) < max(values) else ""


def _plain_cells(plain: PlainRun | None, position: int) -> list[str]:
    if plain is None or position >= len(plain.goals) or plain.goals[position].value is None:
        return ["", "", ""]
    goal = plain.goals[position]
    assert goal.value is not None
    gap = "" if goal.bound is None else f"{max(0.0, goal.value - goal.bound) / max(abs(goal.value), 1.0):.2%}"
    return [f"{goal.value:,.6g}", gap, f"{goal.seconds:.1f}"]


def early(measurement: Measurement) -> list[str]:
    """Return the values at hand after ten seconds and those of plain solving at its end, where that proves nothing."""
    plain = measurement.plain
    if plain is None or plain.proven:
        return []
    moments = [each for each in measurement.middle.moments if each.seconds <= EARLY_SECONDS]
    ours = {each.goal: each.value for each in moments if each.value is not None}
    theirs = {goal.term: goal.value for goal in plain.goals if goal.value is not None}
    limit = measurement.measured.seconds
    return [f"After {EARLY_SECONDS} s: {_said(ours)}. Plain after {limit:g} s: {_said(theirs)}.", ""]


def _said(values: Mapping[str, float]) -> str:
    return ", ".join(f"{term} {round(value, 9) + 0.0:,.6g}" for term, value in values.items()) or "no plan"


def section(measurement: Measurement) -> list[str]:
    """Return everything about one instance, and draw its curve."""
    CURVES.mkdir(exist_ok=True)
    name = measurement.measured.name
    draw_gaps(measurement.middle, CURVES / f"{name}.svg", f"{name}: gap of each goal over time")
    counts = measurement.middle.result.counts
    size = f"{counts['eligible']:,} eligible programmes, {counts['rows']:,} rows, {counts['columns']:,} columns, " + (
        f"{counts['nonzeros']:,} non-zeros."
    )
    return [
        f"### {name}",
        "",
        size,
        "",
        *goals(measurement),
        "",
        *early(measurement),
        f"![Gap over time](curves/{name}.svg)",
        "",
    ]


def remember(measurement: Measurement) -> None:
    """Add today's figures to the history; figures of the same day, version and instance are replaced."""
    rows: list[dict[str, str]] = []
    if HISTORY.exists():
        with HISTORY.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    faster, gap = ratio(measurement, measurement.plain), measurement.middle.largest_gap
    rows.append(
        {
            "date": date.today().isoformat(),
            "version": version("bundel"),
            "instance": measurement.measured.name,
            "seconds": f"{measurement.seconds:.1f}",
            "largest_gap": "" if gap is None else f"{gap:.4f}",
            "ratio_to_plain": "" if faster is None else f"{faster:.1f}",
            "primal_integral": f"{integral(measurement):.1f}",
        }
    )
    by_day = {(row["date"], row["version"], row["instance"]): row for row in rows}
    with HISTORY.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HISTORY_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(by_day[key] for key in sorted(by_day))


def history() -> list[str]:
    """Return the history of figures as lines of Markdown."""
    with HISTORY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = ["| " + " | ".join(column.replace("_", " ") for column in HISTORY_COLUMNS) + " |"]
    lines.append("|" + "---|" * len(HISTORY_COLUMNS))
    return lines + ["| " + " | ".join(row[column] for column in HISTORY_COLUMNS) + " |" for row in rows]


def keep(measurement: Measurement) -> None:
    """Keep the figures of an instance in place of its earlier ones, and add them to the history."""
    latest.keep(TARGETS, measurement.measured.name, [summary_row(measurement)], machine())
    latest.keep(GOALS, measurement.measured.name, section(measurement), machine())
    remember(measurement)


def keep_questions(lines: list[str]) -> None:
    """Keep what questions to a loaded model gave in place of what was there."""
    latest.keep(QUESTIONS, QUESTIONS, [f"{date.today().isoformat()}.", "", *lines], machine())


def keep_tricks(name: str, rows: list[str]) -> None:
    """Keep the ablation of an instance in place of its earlier one."""
    latest.keep(TRICKS, name, rows, machine())


def write() -> None:
    """Write the page from what was measured last, under another name first, then rename it."""
    lines = ["# Measured", "", "Written by `make bench`; nothing here is typed by hand.", ""]
    lines += [line for each in latest.measured_on() for line in (each, "")]
    tricks = latest.lines_of(TRICKS, list(INSTANCES))
    parts = {
        TARGETS: [*SUMMARY, *latest.lines_of(TARGETS, list(INSTANCES))],
        QUESTIONS: latest.lines_of(QUESTIONS, [QUESTIONS]),
        TRICKS: [*ablation.HEAD, *tricks] if tricks else [],
        GOALS: latest.lines_of(GOALS, list(INSTANCES)),
        "History": history(),
    }
    for title, content in parts.items():
        lines += [f"## {title}", "", *content, ""] if content else []
    draft = RESULTS.with_suffix(".draft")
    draft.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    draft.replace(RESULTS)
