"""The whole content of a front's chart as one dictionary, ready for JSON."""

from __future__ import annotations

from typing import Any

from maps.fronts.messages import FRONT_MESSAGES
from maps.layers import catalogue
from maps.layers.notes import notes, titles
from optimizer.analysis.terms import TERM_UNITS
from optimizer.fronts.front import Front, FrontPoint
from optimizer.fronts.sentences import knee_sentence, today_sentence


def front_payload(front: Front, lang: str) -> dict[str, Any]:
    """Return everything that the chart and its tables show, in both languages.

    Parameters
    ----------
    front : Front
        A front with points.
    lang : {"nl", "en"}
        Language in which the page opens.
    """
    order = catalogue.specialisation_order(front.instance)
    sites_today = dict.fromkeys(order, 0)
    for _, specialisation in front.instance.enrolled_today:
        sites_today[specialisation] += 1
    axes = front.axes
    shown = (axes.outer, axes.primary) if axes.inner is None else (axes.outer, axes.primary, axes.inner)
    return {
        "lang": lang,
        "titles": titles(front),
        "terms": [{"name": term, "unit": TERM_UNITS.get(term, ""), "whole": axes.is_whole(term)} for term in shown],
        "points": [_point(front, point, shown, order) for point in front.points],
        "today": {
            "programmes": front.programmes_today,
            "exact": front.today_is_exact,
            "values": [_rounded(front.today[term]) for term in shown] if front.today else [],
            "terms": {term: _rounded(value) for term, value in front.today.items()},
        },
        "units": TERM_UNITS,
        "families": catalogue.families(front.instance),
        "specialisations": [
            {**one, "today": sites_today[one["id"]]} for one in catalogue.specialisations(front.instance)
        ],
        "knee": [knee_sentence(front, "nl"), knee_sentence(front, "en")],
        "now": [today_sentence(front, "nl"), today_sentence(front, "en")],
        "complete": front.complete,
        "stopped_by": front.stopped_by,
        "notes": notes(front),
        "messages": {
            language: {key: texts[place] for key, texts in FRONT_MESSAGES.items()}
            for place, language in enumerate(("nl", "en"))
        },
    }


def _point(front: Front, point: FrontPoint, shown: tuple[str, ...], order: list[str]) -> dict[str, Any]:
    record = point.record
    return {
        "number": point.number,
        "link": f"points/{point.number:03}/map.html",
        "status": record.status,
        "gap": _rounded(record.gap),
        "today": point.today,
        "knee": point.knee,
        "values": [_rounded(record.terms[term]) for term in shown],
        "bounds": [_rounded(record.bounds[term]) for term in shown],
        "programmes": point.programmes,
        "terms": {term: _rounded(value) for term, value in record.terms.items()},
        "sites": [record.sites.get(specialisation, 0) for specialisation in order],
    }


def _rounded(value: float) -> float:
    return round(value, 6) + 0.0
