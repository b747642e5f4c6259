"""The latest measurement of everything, kept so that measuring one instance anew leaves the others on the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LATEST = Path(__file__).resolve().parent / "latest.json"

Kept = dict[str, dict[str, Any]]


def latest() -> dict[str, Kept]:
    """Return what was measured last: by part of the page and name, its lines and what it was measured on."""
    found: dict[str, Kept] = json.loads(LATEST.read_text(encoding="utf-8")) if LATEST.exists() else {}
    return found


def keep(part: str, name: str, lines: Sequence[str], on: str) -> None:
    """Keep the lines of a measurement in place of the earlier ones of its part and name."""
    found = latest()
    found.setdefault(part, {})[name] = {"lines": list(lines), "on": on}
    draft = LATEST.with_suffix(".draft")
    draft.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(LATEST)


def lines_of(part: str, order: Sequence[str]) -> list[str]:
    """Return the lines of a part, its names in an order; others are left out."""
    kept = latest().get(part, {})
    return [line for name in order if name in kept for line in kept[name]["lines"]]


def measured_on() -> list[str]:
    """Return what the kept measurements were made on, each once, the earliest first."""
    return sorted({each["on"] for kept in latest().values() for each in kept.values()})
