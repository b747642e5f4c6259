"""Titles, sources and the quality of the data, as the data set states them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.fronts.front import Front
from optimizer.solving.result import Result


def titles(result: Result | Front) -> dict[str, Any]:
    """Return the scenario's titles and the data set's title and year."""
    scenario, settings = result.scenario, result.instance.settings
    title = settings.get("title", result.instance.name)
    return {
        "scenario": [scenario.title_nl or scenario.title, scenario.title or scenario.title_nl],
        "dataset": [str(settings.get("title_nl", title)), str(settings.get("title_en", title))],
        "year": str(settings.get("year", "")),
    }


def notes(result: Result | Front) -> dict[str, Any]:
    """Return notes (nl, en), licence, sources, method, assumptions, and the share of enrolment that is estimated."""
    settings = result.instance.settings
    frame = result.instance.table("programmes")
    enrolled = frame["enrolled"].astype(float)
    estimated = float(enrolled[frame["confidence"] == "estimated"].sum())
    return {
        "note": [
            str(settings.get("note_nl", settings.get("note", ""))),
            str(settings.get("note_en", settings.get("note", ""))),
        ],
        "licence": str(settings.get("licence", "")),
        "sources": _texts(settings.get("sources", [])),
        "method": _texts(settings.get("method", [])),
        "assumptions": _texts(settings.get("assumptions", [])),
        "estimated_share": round(estimated / float(enrolled.sum()), 4) if float(enrolled.sum()) > 0 else 0.0,
        "warnings": list(result.warnings),
    }


def _texts(stated: Any) -> list[list[str]]:
    """Return [nl, en] texts from a list of texts or of tables, or from a table of keys and values."""
    entries = stated.items() if isinstance(stated, Mapping) else (("", entry) for entry in stated)
    return [_text(str(name), entry) for name, entry in entries]


def _text(name: str, entry: Any) -> list[str]:
    """Return [nl, en] of one entry: its note, value and unit if it is a table, else the text itself."""
    if not isinstance(entry, Mapping):
        return [f"{name}: {entry}" if name else str(entry)] * 2
    value = " ".join(str(entry[key]) for key in ("value", "unit") if key in entry)
    texts = []
    for language in ("nl", "en"):
        note = str(entry.get(f"note_{language}") or entry.get(language) or entry.get("note_en") or name)
        source = f" ({entry['source']})" if entry.get("source") else ""
        texts.append(f"{note}: {value}{source}" if value else f"{note}{source}")
    return texts
