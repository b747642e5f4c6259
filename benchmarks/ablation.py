"""What each trick is worth: the reference without one of them at a time."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from benchmarks.instances import INSTANCES
from benchmarks.measuring import Run, run_once
from optimizer.solving.limits import Methods

SECONDS = {"reference": 300.0, "within-families": 60.0}
"""Limits of the ablation's runs, by instance."""

CONCERNS = {
    "reference": ("strengthening", "relaxations", "brief_runs", "two_processes"),
    "within-families": ("strengthening", "relaxations", "brief_runs", "neighbourhoods", "two_processes"),
}
"""Which tricks are at work in which instance."""


@dataclass(frozen=True)
class Ablation:
    """One instance without one trick (or with all)."""

    instance: str
    without: str
    run: Run


def ablate(names: tuple[str, ...] = tuple(SECONDS)) -> list[Ablation]:
    """Run each instance with every trick, and without each in turn."""
    known = {each.name for each in fields(Methods)}
    done = []
    for name in names:
        instance, scenario = INSTANCES[name].load()
        done.append(Ablation(name, "", run_once(instance, scenario, SECONDS[name])))
        for trick in CONCERNS[name]:
            assert trick in known
            methods = replace(Methods(), **{trick: False})
            done.append(Ablation(name, trick, run_once(instance, scenario, SECONDS[name], methods)))
    return done


def table(ablations: list[Ablation]) -> list[str]:
    """Return the ablation as lines of Markdown: one column a goal's value and gap."""
    lines = ["| instance | without | seconds | goals proven | values, gap where not proven |", "|---|---|--:|--:|---|"]
    for each in ablations:
        goals = each.run.result.goals
        proven = sum(goal.status == "optimal" for goal in goals)
        values = "; ".join(
            f"{goal.term} {goal.value:,.4g}"
            + ("" if goal.status == "optimal" or goal.gap is None else f" ({goal.gap:.0%})")
            for goal in goals
        )
        without = each.without.replace("_", " ") or "nothing: all at work"
        cells = [each.instance, without, f"{each.run.seconds:.1f}", f"{proven} of {len(goals)}", values or "no plan"]
        lines.append("| " + " | ".join(cells) + " |")
    return lines
