"""What the page of a comparison shows: the paragraph, terms side by side, what moved, for whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from optimizer.analysis.comparing import LETTERS
from optimizer.solving.saving import DOCUMENT
from workbench.comparison import COMPARISON
from workbench.messages import Language
from workbench.web.views.evaluation import LEVELS
from workbench.web.views.found import FoundFolder, Row

KEYS = ("level", "id", "campus_id", "specialisation_id", "term", "unit")


def stored_view(folders: Sequence[Path]) -> dict[str, Any]:
    """Return what result folders tell without being compared: their data set, and their terms side by side."""
    documents = [json.loads((folder / DOCUMENT).read_text(encoding="utf-8")) for folder in folders]
    letters = list(LETTERS[: len(folders)])
    terms = []
    for name, first in documents[0]["terms"].items():
        row: Row = {"term": name, "unit": first["unit"], "today": first["today"]}
        for letter, document in zip(letters, documents, strict=True):
            value = document["terms"].get(name, {}).get("plan")
            row |= {letter: value, f"{letter}_minus_a": None if value is None else value - first["plan"]}
        terms.append(row)
    return {"dataset": documents[0]["dataset"], "letters": letters, "others": letters[1:], "terms": terms}


def comparison_view(folder: Path, lang: Language, count: int) -> dict[str, Any]:
    """Return the contents of the page of a comparison of so many plans, which are called by letters."""
    found = FoundFolder(folder, lang)
    document = found.document(COMPARISON)
    letters = list(LETTERS[:count])
    texts = (*KEYS, *(f"change_{letter}" for letter in letters), *(f"lead_{letter}" for letter in letters))
    changes = found.table("changes.csv", texts)
    return {
        "document": document,
        "letters": letters,
        "others": letters[1:],
        "paragraphs": document["paragraphs"][lang],
        "terms": found.table("terms.csv", texts),
        "moves": {letter: _moves(found, changes, letter) for letter in letters[1:]},
        "leads": {letter: _leads(found, document["moved"][letter], letter, texts) for letter in letters[1:]},
        "ledger": _ledger(found, texts),
        "trades": document["trades"],
    }


def _moves(found: FoundFolder, changes: Sequence[Row], letter: str) -> list[Row]:
    """Return the programmes that only one of two plans has."""
    told = []
    for row in changes:
        if row[f"change_{letter}"] in {"opened", "closed"}:
            owner = letter if row[f"change_{letter}"] == "opened" else "a"
            who = found.programme(row["campus_id"], row["specialisation_id"])
            told.append({"who": who, "only": owner, "students": row[f"students_{owner}"]})
    return told


def _leads(found: FoundFolder, moved: Sequence[str], letter: str, texts: Sequence[str]) -> list[Row]:
    """Return the specialisations whose lead centre lies elsewhere."""
    rows = {row["specialisation_id"]: row for row in found.table("specialisations.csv", texts)}
    return [
        {
            "who": found.name("specialisation", each),
            "first": found.name("campus", str(rows[each]["lead_a"] or "")),
            "second": found.name("campus", str(rows[each][f"lead_{letter}"] or "")),
        }
        for each in moved
    ]


def _ledger(found: FoundFolder, texts: Sequence[str]) -> dict[str, list[Row]]:
    levels: dict[str, list[Row]] = {}
    for row in found.table("ledger.csv", texts):
        if row["level"] in LEVELS:
            levels.setdefault(row["level"], []).append({**row, "who": found.name(row["level"], row["id"])})
    return levels
