"""What the page of a comparison shows: the paragraph, terms side by side, what moved, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.comparison import COMPARISON
from workbench.messages import Language
from workbench.web.views.evaluation import LEVELS
from workbench.web.views.found import FoundFolder, Row

KEYS = ("level", "id", "campus_id", "specialisation_id", "term", "unit")
LETTERS = "abcdefgh"


def comparison_view(folder: Path, lang: Language, titles: Sequence[str]) -> dict[str, Any]:
    """Return the contents of the page of a comparison; plans are called by letters."""
    found = FoundFolder(folder, lang)
    document = found.document(COMPARISON)
    letters = list(LETTERS[: len(titles)])
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
