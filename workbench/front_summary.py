"""Tells a front in words and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from optimizer.model.registry import discover_terms
from workbench.messages import Language, say, say_unit
from workbench.numbers import columns, format_share, format_value
from workbench.progress import term_label
from workbench.summary import titles

if TYPE_CHECKING:
    from optimizer.fronts.front import Front, FrontPoint


def front_document(front: Front) -> dict[str, Any]:
    """Return the front as plain values: what ``--json`` prints."""
    from optimizer.fronts.keeping import describe_front

    return {
        "scenario": front.scenario.name,
        "dataset": front.instance.name,
        "terms": list(front.axes.terms),
        "complete": front.complete,
        "stopped_by": front.stopped_by,
        **describe_front(front),
        "front_points": front.table().to_dict(orient="records"),
        "payoff": front.payoff().to_dict(orient="records"),
    }


def front_lines(front: Front, lang: Language) -> list[str]:
    """Return titles, how sure the front is, and one row a point."""
    terms = discover_terms()
    header = [say(lang, "front_point")]
    for term in front.axes.terms:
        unit = terms[term].unit
        header.append(term_label(term, lang) + ("" if unit == "share" else f" ({say_unit(lang, unit)})"))
    rows = [[*header, say(lang, "goal_gap"), ""]]
    for point in front.points:
        values = [format_value(point.record.terms[term], terms[term].unit, lang) for term in front.axes.terms]
        rows.append([str(point.number), *values, format_share(point.record.gap, lang), _marks(front, point, lang)])
    return [*titles(front, lang), "", proof_line(front, lang), "", *columns(rows, right=range(len(header) + 1)), ""]


def proof_line(front: Front, lang: Language) -> str:
    """Return how sure the front is, in one sentence."""
    gap = format_share(max(point.record.gap for point in front.points), lang)
    count = len(front.points)
    if not front.complete:
        return say(lang, "front_incomplete", count=count, why=say(lang, f"stopped_{front.stopped_by}"))
    unproven = sum(point.record.status != "optimal" for point in front.points)
    if unproven:
        return say(lang, "front_open", count=count, open=unproven, gap=gap)
    return say(lang, "front_complete", count=count, gap=gap)


def _marks(front: Front, point: FrontPoint, lang: Language) -> str:
    marks = [say(lang, "front_knee")] if point.knee else []
    if point.today:
        marks.append(say(lang, "front_today" if front.today_is_exact else "front_nearest"))
    return ", ".join(marks)
