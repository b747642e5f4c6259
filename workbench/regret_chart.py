"""Draws the regret of every candidate plan: its mean, that of its worst cells, and the most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.charts import INK, STYLE, as_svg, plain
from workbench.messages import Language, say, say_unit
from workbench.numbers import format_number, format_share
from workbench.progress import term_label
from workbench.sweep_summary import sweep_title

if TYPE_CHECKING:
    from optimizer.sweeps.outcome import Sweep
    from optimizer.sweeps.report import GroupReport

REGRET_CHART = "regret.svg"
MOST_PANELS = 8
LEAST, OTHER, TODAY_COLOUR = "#8a4b00", "#1f5fa8", "#5a5a5a"
ROW_INCHES, PANEL_INCHES = 0.3, 0.9


def draw_regret(outcome: Sweep, lang: Language) -> bytes | None:
    """Return the chart as SVG, one panel a combination of choices; None if no plan was held against the cells."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    report = outcome.report
    groups = [each for each in report.groups if len(each.regret)] if report is not None else []
    groups = groups[:MOST_PANELS]
    if report is None or not groups:
        return None
    heights = [max(1, len(each.regret)) * ROW_INCHES + PANEL_INCHES for each in groups]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.5, sum(heights) + 0.6), layout="constrained")
        panels = figure.subplots(len(groups), 1, squeeze=False, sharex=True, height_ratios=heights)[:, 0]
        for axes, each in zip(panels, groups, strict=True):
            _draw_panel(axes, each, report.definition.robustness.alpha, lang)
        label = say(lang, "regret_axis", label=term_label(report.measure, lang), unit=say_unit(lang, report.unit))
        panels[-1].set_xlabel(plain(label))
        panels[-1].legend(loc="upper left", bbox_to_anchor=(0.0, -0.9 / heights[-1]), ncols=3, frameon=False)
        title = say(lang, "regret_title", sweep=sweep_title(outcome, lang))
        figure.suptitle(plain(title), fontsize=11.0)
        return as_svg(figure, title, described(outcome, lang), lang)


def described(outcome: Sweep, lang: Language) -> str:
    """Return what the chart shows, for who cannot see it."""
    from optimizer.sweeps.sentences import group_sentences

    assert outcome.report is not None
    groups = outcome.report.groups[:MOST_PANELS]
    return " ".join(sentence for each in groups for sentence in group_sentences(outcome.report, each, lang))


def _draw_panel(axes: Any, each: GroupReport, alpha: float, lang: Language) -> None:
    from matplotlib.ticker import FuncFormatter

    marks = (
        ("mean_regret", "o", say(lang, "regret_mean")),
        ("cvar_regret", "^", say(lang, "regret_risk", tail=format_share(1 - alpha, lang))),
        ("max_regret", "|", say(lang, "regret_most")),
    )
    table = each.regret
    rows: list[dict[Any, Any]] = table.to_dict(orient="records")
    for row, plan in enumerate(rows):
        _draw_plan(axes, row, plan, marks, lang)
    axes.set_yticks(range(len(table)), [_name(plan, lang) for plan in table["plan"]], fontsize=8.5)
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.axvline(0.0, color=INK, linewidth=0.6)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: format_number(value, lang)))
    for key, sign, label in marks:
        axes.plot([], [], sign, color=OTHER, markersize=7.0, label=label, gid=key)
    if each.choices:
        choices = ", ".join(f"{name[2:]} = {format_value(value, lang)}" for name, value in each.choices.items())
        axes.set_title(plain(choices), fontsize=9.0, loc="left")


def _draw_plan(axes: Any, row: int, plan: dict[Any, Any], marks: Any, lang: Language) -> None:
    from optimizer.sweeps.trials import TODAY

    colour = TODAY_COLOUR if plan["plan"] == TODAY else LEAST if plan["least_regret"] else OTHER
    if plan["cells"]:
        values = [plan[key] for key, _, _ in marks]
        axes.plot([min(0.0, *values), max(0.0, *values)], [row, row], color=colour, linewidth=0.8)
        for (_, sign, _), value in zip(marks, values, strict=True):
            axes.plot([value], [row], sign, color=colour, markersize=7.0)
    if plan["broken"]:
        text = say(lang, "regret_broken", count=plan["broken"])
        axes.annotate(text, (1.01, row), xycoords=("axes fraction", "data"), ha="left", va="center", fontsize=8.0)


def _name(plan: str, lang: Language) -> str:
    from optimizer.sweeps.trials import TODAY

    return say(lang, "regret_today") if plan == TODAY else plan


def format_value(value: Any, lang: Language) -> str:
    """Return a parameter's value as people read it."""
    return format_number(value, lang) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
