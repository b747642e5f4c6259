"""How gaps close over time: a figure, and its integral."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np

from benchmarks.measuring import Moment, Run

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "bundel"


def primal_integral(moments: tuple[Moment, ...], result_values: dict[str, float]) -> float:
    r"""Return how long, and how far, plans stood above what they came to, in seconds.

    For each goal the primal gap is integrated over the goal's time, where the gap of a value :math:`v` to the final
    value :math:`v^*` is :math:`|v - v^*| / \max(|v|, |v^*|)`, and 1 without a plan (Berthold, Operations Research
    Letters 41, 2013). Goals follow one another, so that the integrals add up.

    Parameters
    ----------
    moments : tuple of Moment
        In the order in which they were noted.
    result_values : dict of str to float
        Final value of each goal.
    """
    total, before, gap = 0.0, 0.0, 1.0
    goal = moments[0].goal if moments else ""
    for moment in moments:
        total += gap * max(0.0, moment.seconds - before)
        before = max(before, moment.seconds)
        if moment.goal != goal:
            goal, gap = moment.goal, 1.0
        final = result_values.get(goal)
        if moment.value is not None and final is not None:
            gap = primal_gap(moment.value, final)
    return total


def primal_gap(value: float, final: float) -> float:
    """Return how far a value stands from the final one, from 0 to 1."""
    largest = max(abs(value), abs(final))
    return 0.0 if largest < 1e-9 else min(1.0, abs(value - final) / largest)


def draw_gaps(run: Run, path: Path, title: str) -> None:
    """Draw the gap of each goal over time, as SVG without dates."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 3.2), layout="constrained")
    names = [goal.term for goal in run.result.goals]
    colours = plt.get_cmap("cividis")(np.linspace(0.05, 0.9, max(len(names), 1)))
    dashes = ("-", "--", "-.", ":")
    for position, name in enumerate(names):
        points = [(each.seconds, each.gap) for each in run.moments if each.goal == name and each.gap is not None]
        if points:
            seconds, gaps = zip(*points, strict=True)
            style = dashes[position % len(dashes)]
            axes.step(seconds, gaps, where="post", label=name, color=colours[position], linestyle=style)
    axes.set_yscale("symlog", linthresh=1e-4)
    axes.set_ylim(0, 1.3)
    axes.set_yticks([0, 1e-3, 1e-2, 1e-1, 1], ["0", "0.1%", "1%", "10%", "100%"])
    axes.set_xlabel("seconds")
    axes.set_ylabel("gap")
    axes.set_title(title, loc="left")
    axes.grid(alpha=0.3)
    if axes.get_legend_handles_labels()[0]:
        figure.legend(loc="outside right upper", fontsize="small")
    axes.set_xlim(left=0)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
