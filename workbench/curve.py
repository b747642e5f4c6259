"""Draws where a verdict turns, as an SVG that is the same byte for byte, with a title and a description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.charts import INK, STYLE, as_svg, plain
from workbench.judgement import caveat, described
from workbench.messages import Language, say
from workbench.names import title_of
from workbench.numbers import format_number

if TYPE_CHECKING:
    from optimizer.analysis.judgements import Verdict

SHADE, LINE, FIXED = "#f2d9b8", "#8a4b00", "#1f5fa8"
BORDER = 1e-4
"""Share of today's cost up to which a saving counts as none: points that close lie on the border."""


def draw_curve(verdict: Verdict, lang: Language) -> bytes:
    """Return the curve as SVG: the break-even frontier in the plane of fixed cost and value of a km."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.5, 5.6), layout="constrained")
        axes = figure.add_subplot()
        _draw_region(axes, verdict, lang)
        _draw_fixed(axes, verdict, lang)
        _draw_now(axes, verdict, lang)
        _label(axes, verdict, lang)
        figure.text(0.01, -0.03, caveat(verdict, lang), fontsize=8.0, color=INK)
        return as_svg(
            figure, say(lang, "curve_title", scenario=title_of(verdict.scenario, lang)), described(verdict, lang), lang
        )


def _draw_region(axes: Any, verdict: Verdict, lang: Language) -> None:
    """Shade where doing nothing is the cheapest, and draw its border and the points that were checked."""
    from matplotlib.patches import Polygon

    frontier = verdict.frontier
    if len(frontier.unpaid) > 2:
        axes.add_patch(Polygon(frontier.unpaid, facecolor=SHADE, edgecolor="none", label=say(lang, "curve_unpaid")))
    label = say(lang, "curve_frontier")
    for start, end in zip(frontier.unpaid, [*frontier.unpaid[1:], *frontier.unpaid[:1]], strict=True):
        if _is_edge_of_box(start, end, frontier.most):
            continue
        axes.plot(*zip(start, end, strict=True), color=LINE, linewidth=2.0, label=label)
        label = "_same"
    slight = BORDER * verdict.bills["nothing"].cost(verdict.prices)
    points = [(x, y) for x, y, saving in frontier.solved if abs(saving) <= slight]
    if points:
        axes.plot(*zip(*points, strict=True), "o", color=LINE, markersize=4.5, label=say(lang, "curve_solved"))


def _is_edge_of_box(start: tuple[float, float], end: tuple[float, float], most: tuple[float, float]) -> bool:
    return any(
        abs(start[axis] - side) <= 1e-9 * most[axis] and abs(end[axis] - side) <= 1e-9 * most[axis]
        for axis in (0, 1)
        for side in (0.0, most[axis])
    )


def _draw_fixed(axes: Any, verdict: Verdict, lang: Language) -> None:
    """Draw the line on which the plan of the goals, as it stands, costs as much as doing nothing."""
    bill, today = verdict.bills.get("plan"), verdict.bills["nothing"]
    if bill is None:
        return
    first, second = verdict.frontier.axes
    slopes = [today.quantities[axis] - bill.quantities[axis] for axis in (first, second)]
    constant = bill.saving(today, {**verdict.prices, first: 0.0, second: 0.0})
    most = verdict.frontier.most
    if abs(slopes[0]) > 1e-9:
        ends = [(-(constant + slopes[1] * y) / slopes[0], y) for y in (0.0, most[1])]
    elif abs(slopes[1]) > 1e-9:
        ends = [(x, -constant / slopes[1]) for x in (0.0, most[0])]
    else:
        return
    axes.plot(*zip(*ends, strict=True), "--", color=FIXED, linewidth=1.5, label=say(lang, "curve_fixed"))


def _draw_now(axes: Any, verdict: Verdict, lang: Language) -> None:
    """Mark the present prices, with a box as wide as they may be off."""
    from matplotlib.patches import Rectangle

    x, y = (verdict.prices[axis] for axis in verdict.frontier.axes)
    margin = verdict.margin
    corner = (x * (1 - margin), y * (1 - margin))
    axes.add_patch(Rectangle(corner, 2 * margin * x, 2 * margin * y, fill=False, edgecolor=INK, linewidth=0.8))
    axes.plot([x], [y], "D", color=INK, markersize=6.0, label=say(lang, "curve_now"))


def _label(axes: Any, verdict: Verdict, lang: Language) -> None:
    from matplotlib.ticker import FuncFormatter

    most = verdict.frontier.most
    assumed = {each.parameter for each in verdict.break_evens if each.estimated}
    labels = [say(lang, "curve_programme"), say(lang, "curve_km")]
    labels = [
        say(lang, "curve_assumed", label=label) if axis in assumed else label
        for axis, label in zip(verdict.frontier.axes, labels, strict=True)
    ]
    axes.set(xlim=(0, most[0]), ylim=(0, most[1]), xlabel=labels[0], ylabel=labels[1])
    axes.set_title(plain(say(lang, "curve_title", scenario=title_of(verdict.scenario, lang))), fontsize=11.0)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: format_number(value, lang, 0)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: format_number(value, lang, 2)))
    axes.legend(loc="upper left", bbox_to_anchor=(0.0, -0.14), ncols=2, frameon=False, fontsize=8.5)
