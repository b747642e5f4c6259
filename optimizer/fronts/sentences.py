"""Says of a front, in Dutch and in English, which point is suggested and why, and where today stands."""

from __future__ import annotations

from typing import Literal

import numpy as np

from optimizer.fronts.axes import COUNTED
from optimizer.fronts.front import Front, FrontPoint
from optimizer.fronts.shape import normalised
from optimizer.model.registry import discover_terms

Lang = Literal["nl", "en"]

TEXTS: dict[str, tuple[str, str]] = {
    "knee": (
        "Punt {number} is de voorgestelde knik: {values}. Daar buigt het front het meest: het ligt het verst onder de "
        "rechte lijn tussen de uiterste punten, elke maatstaf van 0 (best) tot 1 (slechtst op het front).",
        "Point {number} is the suggested knee: {values}. There the front bends most: it lies farthest below the "
        "straight line between the extreme points, every term from 0 (best) to 1 (worst on the front).",
    ),
    "knee_plane": (
        "Punt {number} is de voorgestelde knik: {values}. Daar buigt het front het meest: het ligt het verst onder het "
        "vlak door de beste punten van de drie maatstaven, elk van 0 (best) tot 1 (slechtst op het front).",
        "Point {number} is the suggested knee: {values}. There the front bends most: it lies farthest below the plane "
        "through the best points of the three terms, each from 0 (best) to 1 (worst on the front).",
    ),
    "slopes": (
        "Vanaf daar kost elke {step} minder gemiddeld {before} {unit}; elke {step} meer brengt {after} op.",
        "From there each {step} fewer costs {before} {unit} on average; each {step} more gains {after}.",
    ),
    "no_knee": ("Het front buigt nergens: er is geen knik.", "The front bends nowhere: there is no knee."),
    "today_exact": (
        "Punt {number} heeft evenveel opleidingen als vandaag ({programmes}).",
        "Point {number} has as many programmes as today ({programmes}).",
    ),
    "today_nearest": (
        "Geen punt van het front heeft zoveel opleidingen als vandaag ({programmes}): de regels laten het niet toe, of "
        "meer opleidingen brengen niets meer op. Punt {number} komt er met {reached} het dichtst bij.",
        "No point of the front has as many programmes as today ({programmes}): the rules forbid it, or more programmes "
        "gain nothing. Point {number} comes nearest, with {reached}.",
    ),
    "today_terms": (
        "Punt {number} ligt het dichtst bij vandaag.",
        "Point {number} comes nearest to today.",
    ),
    "and": (" en ", " and "),
    "one": ("eenheid", "unit"),
    "one_programmes": ("opleiding", "programme"),
    "one_sites": ("vestiging", "site"),
}
"""Texts by key: Dutch, English."""

UNITS_NL = {
    "programmes": "opleidingen",
    "sites": "vestigingen",
    "FTE": "vte",
    "FTE·km": "vte·km",
    "students": "studenten",
    "places": "plaatsen",
    "EUR/year": "euro/jaar",
}


def say(lang: Lang, key: str, **values: object) -> str:
    """Return a text with its values filled in."""
    return TEXTS[key][("nl", "en").index(lang)].format(**values)


def figure(value: float, unit: str, lang: Lang) -> str:
    """Return a value with as many digits as tell something, and its unit."""
    name = UNITS_NL.get(unit, unit) if lang == "nl" else unit
    if unit == "share":
        return f"{number(value * 100, lang, 1)}%"
    return f"{number(value, lang, 0 if abs(value) >= 100 else 1)} {name}"


def number(value: float, lang: Lang, decimals: int = 0) -> str:
    """Return a rounded number in the manner of the language."""
    text = f"{round(value, decimals) + 0.0:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text


def label(term: str, lang: Lang) -> str:
    """Return what planners call a term."""
    known = discover_terms()[term]
    return known.label_nl if lang == "nl" else known.label_en


def values_of(front: Front, point: FrontPoint, lang: Lang) -> str:
    """Return the terms of a point as words."""
    terms = discover_terms()
    parts = []
    for term in front.axes.terms:
        value, unit = point.record.terms[term], terms[term].unit
        counted = unit == "programmes"
        parts.append(
            f"{number(value, lang)} {label(term, lang)}"
            if counted
            else f"{label(term, lang)} {figure(value, unit, lang)}"
        )
    return say(lang, "and").join([", ".join(parts[:-1]), parts[-1]])


def knee_sentence(front: Front, lang: Lang) -> str:
    """Return which point is suggested, and why."""
    knee = front.knee
    if knee is None:
        return say(lang, "no_knee")
    key = "knee" if len(front.axes.terms) == 2 else "knee_plane"
    sentence = say(lang, key, number=knee.number, values=values_of(front, knee, lang))
    slopes = _slopes(front, knee, lang) if len(front.axes.terms) == 2 and front.axes.integral else ""
    return f"{sentence} {slopes}".strip()


def _slopes(front: Front, knee: FrontPoint, lang: Lang) -> str:
    """Return what a step costs towards one end of the front, and gains towards the other."""
    outer, other = front.axes.outer, front.axes.primary
    ends = sorted(front.points, key=lambda point: point.record.terms[outer])
    first, last = ends[0].record.terms, ends[-1].record.terms
    here, unit = knee.record.terms, discover_terms()[outer].unit
    before = (first[other] - here[other]) / max(here[outer] - first[outer], 1.0)
    after = (here[other] - last[other]) / max(last[outer] - here[outer], 1.0)
    unit_of_other = discover_terms()[other].unit
    named = UNITS_NL.get(unit_of_other, unit_of_other) if lang == "nl" else unit_of_other
    scale = 100 if unit_of_other == "share" else 1
    return say(
        lang,
        "slopes",
        before=number(before * scale, lang, 0 if before >= 100 else 1),
        after=number(after * scale, lang, 0 if after >= 100 else 1),
        unit="%" if unit_of_other == "share" else named,
        step=say(lang, f"one_{unit}" if f"one_{unit}" in TEXTS else "one"),
    )


def today_sentence(front: Front, lang: Lang) -> str:
    """Return where today stands on the front."""
    marked = next((point for point in front.points if point.today), None)
    if marked is None:
        return ""
    if COUNTED not in front.axes.terms:
        return say(lang, "today_terms", number=marked.number)
    key = "today_exact" if front.today_is_exact else "today_nearest"
    return say(lang, key, number=marked.number, programmes=front.programmes_today, reached=marked.programmes)


def shares(front: Front) -> list[list[float]]:
    """Return every point's place within the range of each term: 0 the best, 1 the worst of the front."""
    values = np.array([[point.record.terms[term] for term in front.axes.terms] for point in front.points])
    return [[float(share) for share in row] for row in normalised(values)] if len(values) else []
