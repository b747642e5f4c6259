"""The content of a difference map: what :func:`maps.layers.payload` gives, for two plans instead of today and one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maps.comparisons.messages import COMPARISON_TEXTS
from maps.layers import payload
from maps.layers.catchment import catchment
from maps.layers.extra_travel import mean_km
from maps.layers.flows import net_shifts
from maps.layers.institute import institute
from maps.layers.programmes import STUDENT_DECIMALS
from maps.style import DIFFERENCE_COLOURS, difference_breaks
from optimizer.inputs.plan import Plan
from optimizer.solving.result import Result

Entry = dict[str, Any]
FIGURES = ("programmes", "mean_km", "top_at_leads", "cost", "unplaced")
"""Figures of the header that mean something for two plans."""


def comparison_payload(
    first: Result,
    second: Result,
    lang: str,
    letters: tuple[str, str],
    titles: Sequence[tuple[str, str]],
    story: tuple[str, str],
    boundaries: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Return all that a difference map shows, in both languages; see :func:`maps.comparisons.render_comparison`."""
    before, after = _plan(first), _plan(second)
    data, other = payload(second, lang, boundaries), payload(first, lang, boundaries)
    entries = _programmes(data["programmes"], other["programmes"])
    zones = [_zone(zone, mean_km(before.students), mean_km(after.students)) for zone in data["zones"]]
    largest = max((abs(zone["extra"] or 0.0) for zone in zones), default=0.0)
    difference = {"breaks": difference_breaks(largest), "colours": DIFFERENCE_COLOURS}
    return data | {
        "titles": {**data["titles"], "scenario": _headline(titles)},
        "programmes": entries,
        "shifts": net_shifts(first.instance, entries),
        "origins": {"today": catchment(first.instance, before), "plan": data["origins"]["plan"]},
        "zones": zones,
        "institute": institute(first.instance, after, before),
        "institute_before": institute(first.instance, before, after),
        "figures": _figures(data["figures"], other["figures"]),
        "terms": _terms(first, second),
        "classes": {**data["classes"], "extra": difference},
        "story": {
            "titles": [{"letter": letter, "title": list(title)} for letter, title in zip(letters, titles, strict=True)],
            "text": list(story),
        },
        "notes": {**data["notes"], "warnings": list(dict.fromkeys((*first.warnings, *second.warnings)))},
        "messages": {
            language: texts | _texts(place, letters) for place, (language, texts) in enumerate(data["messages"].items())
        },
    }


def _plan(result: Result) -> Plan:
    assert result.plan is not None
    return result.plan


def _headline(titles: Sequence[tuple[str, str]]) -> list[str]:
    words = ("tegenover", "against")
    return [f"{second[place]} {word} {first[place]}" for place, word in enumerate(words) for first, second in [titles]]


def _texts(place: int, letters: tuple[str, str]) -> dict[str, str]:
    named = {"a": letters[0], "b": letters[1]}
    return {
        key: texts[place].replace("[a]", named["a"]).replace("[b]", named["b"])
        for key, texts in COMPARISON_TEXTS.items()
    }


def _programmes(entries: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """Return the programmes of either plan, the first plan in the place of today."""
    after = {(entry["campus"], entry["specialisation"]): entry for entry in entries if entry["plan"] is not None}
    before = {(entry["campus"], entry["specialisation"]): entry for entry in others if entry["plan"] is not None}
    found = []
    for pair in sorted({*before, *after}):
        old, new = before.get(pair), after.get(pair)
        entry = new or {**before[pair], "plan": None, "lead": False, "fte": 0.0, "top_fte": 0.0}
        found.append(
            {
                **entry,
                "today": None if old is None else round(old["plan"], STUDENT_DECIMALS),
                "change": "closed" if new is None else "kept" if old is not None else "opened",
                "lead_before": old is not None and old["lead"],
                "estimated": False,
            }
        )
    return found


def _zone(zone: Entry, before: Mapping[str, float], after: Mapping[str, float]) -> Entry:
    old, new = (_rounded(km.get(zone["id"])) for km in (before, after))
    extra = None if old is None or new is None else round(new - old, 1) + 0.0
    return zone | {"observed": old, "today": old, "plan": new, "extra": extra}


def _rounded(km: float | None) -> float | None:
    return None if km is None else round(km, 1) + 0.0


def _figures(figures: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    before = {figure["name"]: figure["plan"] for figure in others}
    return [
        {**figure, "today": before.get(figure["name"], 0.0), "of": None}
        for figure in figures
        if figure["name"] in FIGURES
    ]


def _terms(first: Result, second: Result) -> list[Entry]:
    shared = [name for name in second.terms if name in first.terms]
    return [
        {
            "name": name,
            "unit": second.terms[name].unit,
            "observed": None,
            "today": round(first.terms[name].plan, 4),
            "plan": round(second.terms[name].plan, 4),
        }
        for name in shared
    ]
