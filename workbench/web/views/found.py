"""A folder that a job wrote: its documents, its tables, and the names of what they speak of."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench.messages import Language
from workbench.web.jobs.naming import NAMES

Row = dict[str, Any]
TRUTHS = {"true": True, "false": False}


class FoundFolder:
    """Reads a folder in one language."""

    def __init__(self, folder: Path, lang: Language) -> None:
        self.folder, self.lang = folder, lang

    def document(self, name: str) -> dict[str, Any]:
        """Return a JSON document of the folder."""
        read: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return read

    def table(self, name: str, text: Iterable[str] = ()) -> list[Row]:
        """Return a table: numbers and truths as such, nothing as None; the columns of `text` stay text."""
        path, kept = self.folder / name, frozenset(text)
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as stream:
            return [
                {key: cell if key in kept else _value(cell) for key, cell in row.items()}
                for row in csv.DictReader(stream)
            ]

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        if not (self.folder / NAMES).is_file():
            return {}
        named: Mapping[str, Mapping[str, str]] = self.document(NAMES)[self.lang]
        return named

    def name(self, kind: str, identifier: str) -> str:
        """Return what people call a campus, specialisation, institution, municipality, province or network."""
        return self._names.get(kind, {}).get(identifier, identifier)

    def programme(self, campus: str, specialisation: str) -> str:
        """Return a programme as people call it."""
        if not specialisation:
            return self.name("campus", campus)
        return f"{self.name('campus', campus)}, {self.name('specialisation', specialisation)}"

    def plans(self, *names: str) -> list[str]:
        """Return those of some folders that hold a map."""
        return [name for name in names if (self.folder / name / "map.html").is_file()]


def _value(cell: str) -> Any:
    if not cell:
        return None
    if cell in TRUTHS:
        return TRUTHS[cell]
    try:
        return float(cell)
    except ValueError:
        return cell
