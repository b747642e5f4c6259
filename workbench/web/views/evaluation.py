"""What the page of a proposal shows: rules, terms side by side, the repair with its reasons, who gains and loses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimizer.evaluation.evaluation import SITUATIONS
from workbench.evaluation import EVALUATION
from workbench.messages import Language
from workbench.web.views.found import FoundFolder, Row

LEVELS = ("institution", "network", "association", "province")
KEYS = ("level", "id", "campus_id", "specialisation_id", "kind", "name", "subject", "unit", "term", "reason", "action")
AMOUNTS = ("programmes", "students", "fte", "eur")


def evaluation_view(folder: Path, lang: Language) -> dict[str, Any]:
    """Return the contents of the page of a proposal."""
    found = FoundFolder(folder, lang)
    document = found.document(EVALUATION)
    terms = found.table("terms.csv", KEYS)
    return {
        "document": document,
        "broken": document["broken_sentences"][lang],
        "kept": document["kept"],
        "rules": _rules(found),
        "terms": terms,
        "situations": [name for name in SITUATIONS if any(row[name] is not None for row in terms)],
        "steps": _steps(document, lang),
        "ledger": _ledger(found),
        "near": near_of(document, found),
        "maps": found.plans("repair", "completion", "proposal"),
        "lines": document[lang],
    }


def _rules(found: FoundFolder) -> list[Row]:
    """Return how many checks of each rule hold and fail, those that fail first."""
    counts: dict[str, Row] = {}
    for row in found.table("checks.csv", KEYS):
        if row["kind"] == "rule":
            counted = counts.setdefault(row["name"], {"name": row["name"], "held": 0, "failed": 0})
            counted["held" if row["ok"] else "failed"] += 1
    return sorted(counts.values(), key=lambda each: (-each["failed"], each["name"]))


def _steps(document: dict[str, Any], lang: Language) -> list[Row]:
    repair = document["repair"]
    return [] if repair is None else [{**step, "told": step[lang]} for step in repair["steps"]]


def _ledger(found: FoundFolder) -> dict[str, list[Row]]:
    """Return who gains and who loses by level, the largest loss of students first."""
    levels: dict[str, list[Row]] = {level: [] for level in LEVELS}
    for row in found.table("ledger.csv", KEYS):
        if row["level"] in levels:
            levels[row["level"]].append({**row, "who": found.name(row["level"], row["id"])})
    return {level: sorted(rows, key=lambda row: row["students"] or 0.0) for level, rows in levels.items() if rows}


def near_of(document: dict[str, Any], found: FoundFolder) -> Row | None:
    """Return where the proposal stands among near-optimal plans, and the costs of these."""
    if document["percentile"] is None:
        return None
    costs = sorted(row["cost"] for row in found.table("near_optimal.csv"))
    return {"percentile": document["percentile"], "count": document["sampled"], "costs": costs}
