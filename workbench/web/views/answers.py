"""What the pages of answers show: explanation, alternatives, importance, veto, fairness, verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from optimizer.explanation.writing import toml_text
from workbench.answering import loss_words
from workbench.messages import MESSAGES, Language, say
from workbench.web.views.found import FoundFolder, Row

KEYS = (
    *("campus_id", "specialisation_id", "test", "status", "decided_by", "folder", "kind", "parameter"),
    *("institution_id", "second_id", "refusal", "unit", "pays", "fixed_plan_pays"),
)

View = Callable[[Path, Language], dict[str, Any]]


def explanation_view(folder: Path, lang: Language) -> dict[str, Any]:
    """Return why a scenario has no plan, and the repairs with the changes that each makes."""
    document = FoundFolder(folder, lang).document("explanation.json")
    conflicts = [{**each, "told": each[lang]} for each in document["conflicts"]]
    repairs = [
        {**each, "told": each[lang], "settings": [_setting(change) for change in each["changes"]]}
        for each in document["repairs"]
    ]
    return {"document": document, "conflicts": conflicts, "repairs": repairs}


def _setting(change: Mapping[str, Any]) -> Row:
    """Return a change with its values as a scenario's file writes them."""
    old, new = (toml_text(change[name]) for name in ("old", "new"))
    return {"key": change["key"], "old": old, "new": new}


def alternatives_view(folder: Path, lang: Language) -> dict[str, Any]:
    """Return the alternatives with what they cost and how far they are, and what all or none of them have."""
    found = FoundFolder(folder, lang)
    rows = found.table("alternatives.csv", KEYS)
    shared: dict[str, list[Row]] = defaultdict(list)
    for row in found.table("shared.csv", KEYS):
        shared[row["kind"]].append({**row, "who": found.programme(row["campus_id"], row["specialisation_id"])})
    return {
        "document": found.document("alternatives.json"),
        "rows": rows,
        "terms": [key for key in (rows[0] if rows else {}) if key not in _NOT_TERMS],
        "shared": shared,
        "maps": found.plans("plan", *(row["folder"] for row in rows)),
    }


_NOT_TERMS = frozenset(
    {"rank", "folder", "nearest", "nearest_bound", "status"}
    | {f"distance_{name}" for name in ("municipality", "institution", "losers")}
)


def importance_view(folder: Path, lang: Language) -> dict[str, Any]:
    """Return what every programme of the plan is worth, why every other one is not in it, and the ranges."""
    found = FoundFolder(folder, lang)
    rows = [_worth(row, found, lang) for row in found.table("importance.csv", KEYS)]
    needed: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found.table("breakeven.csv", KEYS):
        told = {**row, "label": say(lang, f"lever_{row['parameter']}")}
        needed[row["campus_id"], row["specialisation_id"]].append(told)
    for row in rows:
        row["needed"] = needed.get((row["campus_id"], row["specialisation_id"]), [])
    return {
        "document": found.document("importance.json"),
        "inside": [row for row in rows if row["in_plan"]],
        "outside": [row for row in rows if not row["in_plan"]],
        "ranges": found.table("ranges.csv", KEYS),
        "maps": found.plans("plan"),
    }


def _worth(row: Row, found: FoundFolder, lang: Language) -> Row:
    impossible = row["status"] == "impossible"
    lost = say(lang, "importance_never") if impossible else _loss(row, lang)
    return {
        **row,
        "who": found.programme(row["campus_id"], row["specialisation_id"]),
        "impossible": impossible,
        "lost": lost,
    }


def _loss(row: Mapping[str, Any], lang: Language) -> str:
    """Return what decides a loss in words; nothing where the question is open."""
    if row["status"] not in {"optimal", "feasible"}:
        return say(lang, "unknown")
    return loss_words(row, lang)


def veto_view(folder: Path, lang: Language) -> dict[str, Any]:
    """Return the price of each institution's refusal, of each two's, and the plan that survives most."""
    found = FoundFolder(folder, lang)
    rows = [
        {
            **row,
            "who": found.name("institution", row["institution_id"]),
            "second": found.name("institution", row["second_id"]) if row["second_id"] else "",
            "lost": say(lang, "veto_impossible") if row["status"] == "impossible" else _loss(row, lang),
            "impossible": row["status"] == "impossible",
        }
        for row in found.table("veto.csv", KEYS)
    ]
    single = [row for row in rows if not row["second"]]
    return {
        "document": found.document("veto.json"),
        "single": {kind: [row for row in single if row["refusal"] == kind] for kind in ("give_up", "accept")},
        "pairs": {
            kind: [row for row in rows if row["second"] and row["refusal"] == kind] for kind in ("give_up", "accept")
        },
        "maps": found.plans("robust", "plan"),
    }


def fair_view(folder: Path, lang: Language) -> dict[str, Any]:
    """Return who loses how much in the fairest plan and in the best one, the payments, and what fairness costs."""
    found = FoundFolder(folder, lang)
    levels: dict[str, list[Row]] = defaultdict(list)
    for row in found.table("fair.csv", ("level", "id")):
        levels[row["level"]].append({**row, "who": found.name(row["level"], row["id"])})
    return {
        "document": found.document("fair.json"),
        "levels": {level: sorted(rows, key=lambda row: -(row["loss"] or 0.0)) for level, rows in levels.items()},
        "goals": found.table("goals.csv", ("goal", "unit")),
        "maps": found.plans("plan", "optimum"),
    }


def verdict_view(folder: Path, lang: Language) -> dict[str, Any]:
    """Return the verdict, its break-even values and the situations side by side."""
    found = FoundFolder(folder, lang)
    document = found.document("verdict.json")
    turns = [
        {
            **row,
            "label": say(lang, f"price_{row['parameter']}"),
            "unit": say(lang, f"price_unit_{row['parameter']}")
            if f"price_unit_{row['parameter']}" in MESSAGES
            else row["unit"],
        }
        for row in found.table("break_even.csv", KEYS)
    ]
    return {
        "document": document,
        "turns": turns,
        "situations": [{"name": say(lang, f"situation_{name}"), **row} for name, row in document["situations"].items()],
        "described": found.document("names.json").get("described", {}).get(lang, ""),
        "lines": document[lang],
        "maps": found.plans("plan"),
    }
