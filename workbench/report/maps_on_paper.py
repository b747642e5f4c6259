"""Maps as plain SVG, for a page of paper: no tiles, no script; the numbers stand in a table beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from maps.geography import base_map
from maps.style import EXTRA_TRAVEL_COLOURS, extra_travel_breaks

if TYPE_CHECKING:
    from optimizer.inputs.instance import Instance

WIDTH = 720.0
MARGIN = 47.0
KEY_HEIGHT = 34.0
LARGEST_CIRCLE = 44.0
LETTER = 6.3
"""Mean width of a letter of a label, in units of the drawing."""

STYLE = (files("workbench.report") / "maps.css").read_text(encoding="utf-8")
"""The looks of every map, once a page; with variables, so that a dark screen can change them."""


@dataclass(frozen=True)
class Mark:
    """A circle at a place (degrees) with a label of one or two lines; `before` is its size today, if it is shown."""

    name: str
    lon: float
    lat: float
    size: float
    detail: str
    look: str
    before: float | None = None
    count: str = ""


@dataclass(frozen=True)
class Frame:
    """The projection: equirectangular, true in the middle of the map."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    @classmethod
    def of(cls, bounds: Sequence[Sequence[float]]) -> Frame:
        """Return the frame that holds [[south, west], [north, east]], in degrees."""
        (south, west), (north, east) = bounds
        squeeze = math.cos(math.radians((south + north) / 2))
        scale = (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, 1e-6)
        least = max((north - south) * scale, 220.0)
        middle = (south + north) / 2
        return cls(west, middle + least / scale / 2, scale, squeeze, least + 2 * MARGIN)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a place in units of the drawing."""
        return MARGIN + (lon - self.west) * self.squeeze * self.scale, MARGIN + (self.north - lat) * self.scale


def circle_map(
    instance: Instance,
    name: str,
    marks: Sequence[Mark],
    key: Sequence[tuple[str, str]],
    title: str,
    description: str,
    feeds: Sequence[tuple[tuple[float, float], tuple[float, float]]] = (),
) -> str:
    """Return a map of circles as SVG.

    Parameters
    ----------
    name : str
        Beginning of the identifiers in the drawing.
    marks : sequence of Mark
        Areas are in proportion to sizes; labels give way to each other.
    key : sequence of (look, text)
        What the looks mean.
    feeds : sequence of pairs of (longitude, latitude)
        Lines under the circles.
    """
    base = base_map(instance, instance.boundaries)
    frame = Frame.of(base["bounds"])
    largest = max((max(mark.size, mark.before or 0.0) for mark in marks), default=1.0) or 1.0
    ordered = sorted(marks, key=lambda mark: (-max(mark.size, mark.before or 0.0), mark.name))
    radii = {mark.name: _radius(mark.size, largest) for mark in ordered}
    discs = [(*frame.at(mark.lon, mark.lat), _outer(mark, largest)) for mark in ordered]
    parts = [_ground(base, frame, name)]
    for start, end in feeds:
        (x, y), (u, v) = frame.at(*start), frame.at(*end)
        parts.append(f'<path class="m-feed" d="M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}"/>')
    for mark, (x, y, _) in zip(ordered, discs, strict=True):
        parts.append(_circle(mark, x, y, radii[mark.name], largest))
    parts += _labels(ordered, discs, frame)
    parts.append(_key(key, frame.height))
    return _svg(name, "".join(parts), frame.height + KEY_HEIGHT, title, description)


def shaded_map(
    instance: Instance, name: str, values: Sequence[float | None], key: Sequence[str], title: str, description: str
) -> str:
    """Return a map of the arrondissements as SVG, shaded by extra km.

    Parameters
    ----------
    values : sequence of float or None
        Extra km by arrondissement, in the order of the data set.
    key : sequence of str
        What the shades mean, from the least to the most.
    """
    base = base_map(instance, instance.boundaries)
    frame = Frame.of(base["bounds"])
    breaks = shade_breaks(values)
    parts = [_ground(base, frame, name, zones=False)]
    for rings, value in zip(base["zones"], values, strict=True):
        fill = "" if value is None else f' fill="{EXTRA_TRAVEL_COLOURS[shade_of(value, breaks)]}"'
        look = "m-zone" if value is None else "m-shade"
        parts.append(f'<path class="{look}" fill-rule="evenodd" d="{_path(rings, frame)}"{fill}/>')
    parts.append(_provinces(base, frame))
    for place, (colour, text) in enumerate(zip(EXTRA_TRAVEL_COLOURS, key, strict=True)):
        x, y = MARGIN + place * 112.0, frame.height + 8
        parts.append(f'<rect class="m-shade" x="{x:.1f}" y="{y:.1f}" width="20" height="14" fill="{colour}"/>')
        parts.append(f'<text class="m-label m-small" x="{x + 26:.1f}" y="{y + 11:.1f}">{escape(text)}</text>')
    return _svg(name, "".join(parts), frame.height + KEY_HEIGHT, title, description)


def shade_breaks(values: Sequence[float | None]) -> list[float]:
    """Return the upper bounds of the shades but the last, in km."""
    return extra_travel_breaks(max((value or 0.0 for value in values), default=0.0))


def shade_of(value: float, breaks: Sequence[float]) -> int:
    """Return the place of the shade that a value has."""
    return next((place for place, upper in enumerate(breaks) if value <= upper), len(breaks))


def standing_alone(svg: str) -> str:
    """Return a map as a file of its own, its looks included."""
    return svg.replace(">", f"><style>{STYLE}</style>", 1).replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )


def _svg(name: str, drawing: str, height: float, title: str, description: str) -> str:
    head = f'role="img" viewBox="0 0 {WIDTH:.0f} {height:.0f}" aria-labelledby="{name}-title {name}-desc"'
    texts = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
    return f"<svg {head}>{texts}{drawing}</svg>"


def _ground(base: dict[str, Any], frame: Frame, name: str, *, zones: bool = True) -> str:
    clip = f'<clipPath id="{name}-clip"><rect width="{WIDTH:.0f}" height="{frame.height:.1f}" rx="6"/></clipPath>'
    sea = (
        f'<rect class="m-{"sea" if base["land"] else "land"}" width="{WIDTH:.0f}" height="{frame.height:.1f}" rx="6"/>'
    )
    land = "".join(f'<path class="m-land" fill-rule="evenodd" d="{_path(rings, frame)}"/>' for rings in base["land"])
    areas = "".join(f'<path class="m-zone" fill-rule="evenodd" d="{_path(rings, frame)}"/>' for rings in base["zones"])
    over = areas + _provinces(base, frame) if zones else ""
    return f'<defs>{clip}</defs>{sea}<g clip-path="url(#{name}-clip)">{land}{over}</g>'


def _provinces(base: dict[str, Any], frame: Frame) -> str:
    return "".join(f'<path class="m-province" d="{_path(rings, frame)}"/>' for rings in base["provinces"])


def _path(rings: Sequence[Sequence[Sequence[float]]], frame: Frame) -> str:
    drawn = []
    for ring in rings:
        points = [frame.at(lon, lat) for lon, lat in ring]
        drawn.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    return "".join(drawn)


def _radius(size: float, largest: float) -> float:
    return LARGEST_CIRCLE * math.sqrt(max(size, 0.0) / largest)


def _outer(mark: Mark, largest: float) -> float:
    least = 10.0 if mark.count else 3.0
    return max(_radius(mark.size, largest), _radius(mark.before or 0.0, largest), least)


def _circle(mark: Mark, x: float, y: float, radius: float, largest: float) -> str:
    shown = max(radius, 10.0) if mark.count else radius
    parts = []
    if shown > 0:
        parts.append(f'<circle class="m-{mark.look}" cx="{x:.1f}" cy="{y:.1f}" r="{shown:.1f}"/>')
    if mark.before is not None:
        before = _radius(mark.before, largest)
        parts.append(f'<circle class="m-before" cx="{x:.1f}" cy="{y:.1f}" r="{before:.1f}"/>')
    if mark.count:
        parts.append(f'<text class="m-count" x="{x:.1f}" y="{y + 4.4:.1f}">{escape(mark.count)}</text>')
    return "".join(parts)


Box = tuple[float, float, float, float]


def _labels(marks: Sequence[Mark], discs: Sequence[tuple[float, float, float]], frame: Frame) -> list[str]:
    """Place every label where it covers least: beside its circle, or farther off with a line to it."""
    taken: list[Box] = []
    drawn = []
    for mark, (x, y, radius) in zip(marks, discs, strict=True):
        width = LETTER * max(len(mark.name), len(mark.detail)) + 4
        height = 26.0 if mark.detail else 14.0
        candidates = []
        for away in (4.0, 14.0, 30.0, 52.0):
            reach = radius + away
            for turn in range(12):
                angle = math.pi * turn / 6
                u = x + reach * math.cos(angle) + (width / 2) * math.cos(angle)
                v = y + reach * math.sin(angle) + (height / 2) * math.sin(angle)
                box = (u - width / 2, v - height / 2, u + width / 2, v + height / 2)
                candidates.append((_covered(box, taken, discs, frame) + away * 4, away, box))
        _, away, box = min(candidates, key=lambda candidate: candidate[0])
        taken.append(box)
        middle = (box[0] + box[2]) / 2
        if away > 5:
            drawn.append(_leader(x, y, radius, box))
        lines = [(mark.name, ""), *([(mark.detail, " m-small")] if mark.detail else [])]
        for place, (text, look) in enumerate(lines):
            v = box[1] + 11 + 12.5 * place
            drawn.append(
                f'<text class="m-label{look}" text-anchor="middle" x="{middle:.1f}" y="{v:.1f}">{escape(text)}</text>'
            )
    return drawn


def _leader(x: float, y: float, radius: float, box: Box) -> str:
    u, v = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    distance = math.hypot(u - x, v - y) or 1.0
    start = (x + (u - x) * radius / distance, y + (v - y) * radius / distance)
    return f'<path class="m-leader" d="M{start[0]:.1f} {start[1]:.1f}L{u:.1f} {v:.1f}"/>'


def _covered(box: Box, taken: Sequence[Box], discs: Sequence[tuple[float, float, float]], frame: Frame) -> float:
    """Return how badly a label would lie: over other labels, over circles, outside the drawing."""
    cost = 0.0
    for other in taken:
        cost += 6 * _overlap(box, other)
    for x, y, radius in discs:
        u, v = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
        cost += 30 * max(0.0, radius + 1 - math.hypot(u - x, v - y))
    outside = max(0.0, -box[0]) + max(0.0, box[2] - WIDTH) + max(0.0, -box[1]) + max(0.0, box[3] - frame.height)
    return cost + 1000 * outside


def _overlap(first: Box, second: Box) -> float:
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    return width * height if width > 0 and height > 0 else 0.0


def _key(entries: Sequence[tuple[str, str]], top: float) -> str:
    x, parts = MARGIN, []
    for look, text in entries:
        parts.append(f'<circle class="m-{look}" cx="{x + 8:.1f}" cy="{top + 15:.1f}" r="7"/>')
        parts.append(f'<text class="m-label m-small" x="{x + 21:.1f}" y="{top + 19:.1f}">{escape(text)}</text>')
        x += 40 + LETTER * len(text)
    return "".join(parts)
