"""The chart of a front as figures in a plane: where its points, axes and limits lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.model.registry import discover_terms
from workbench.messages import Language
from workbench.numbers import format_value
from workbench.web.views.found import FoundFolder, Row

WIDTH, HEIGHT = 720.0, 420.0
LEFT, RIGHT, TOP, BOTTOM = 84.0, 24.0, 20.0, 56.0
TICKS = 5
SPREAD = 0.06
"""Share of an axis that is left free beyond the outermost points."""


@dataclass(frozen=True)
class Tick:
    """A tick of an axis: where, and what it says."""

    place: float
    label: str


@dataclass(frozen=True)
class Axis:
    """An axis: its term, unit and ticks, and how values become places."""

    term: str
    unit: str
    ticks: tuple[Tick, ...]
    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Return where a value lies."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)


def front_view(folder: Path, lang: Language) -> dict[str, Any]:
    """Return the points of a front with their places in the chart, the first two of its terms as axes."""
    found = FoundFolder(folder, lang)
    document = found.document("front.json")
    rows = found.table("front.csv", ("folder", "status"))
    terms = document["terms"]
    across = _axis(terms[0], rows, LEFT, WIDTH - RIGHT, lang)
    upward = _axis(terms[1], rows, HEIGHT - BOTTOM, TOP, lang)
    points = [
        {
            **row,
            "point": int(row["point"]),
            "x": across.place(row[terms[0]]),
            "y": upward.place(row[terms[1]]),
            "values": {term: row[term] for term in terms},
            "bounds": {term: row[f"bound_{term}"] for term in terms},
        }
        for row in rows
    ]
    return {
        "document": document,
        "points": points,
        "line": _stairs(points) if len(terms) == 2 else "",
        "across": across,
        "upward": upward,
        "terms": terms,
        "units": {term: discover_terms()[term].unit for term in terms},
        "size": {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM},
        "sentences": [document[f"{part}_sentence"][lang] for part in ("knee", "today")],
        "maps": found.plans(*(row["folder"] for row in rows)),
    }


def _axis(term: str, rows: Sequence[Row], start: float, end: float, lang: Language) -> Axis:
    values = [float(row[term]) for row in rows]
    low, high = min(values), max(values)
    free = (high - low or max(1.0, abs(high))) * SPREAD
    from matplotlib.ticker import MaxNLocator  # slow to import, and only a front needs it

    low, high = low - free, high + free
    unit = discover_terms()[term].unit
    whole = all(value == round(value) for value in values) and high - low < 2 * TICKS
    marks = MaxNLocator(TICKS, integer=whole, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    axis = Axis(term, unit, (), low, high, start, end)
    shown = [float(mark) for mark in np.asarray(marks) if low <= mark <= high]
    ticks = tuple(Tick(axis.place(mark), format_value(mark, unit, lang)) for mark in shown)
    return Axis(term, unit, ticks, low, high, start, end)


def _stairs(points: Sequence[Row]) -> str:
    """Return the edge of what is possible as an SVG path: level, then down to the next point."""
    ordered = sorted(points, key=lambda each: each["x"])
    path = [f"M{ordered[0]['x']} {ordered[0]['y']}"] if ordered else []
    path += [f"H{each['x']}V{each['y']}" for each in ordered[1:]]
    return "".join(path)
