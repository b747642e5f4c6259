"""Numbers as people read them: rounded, in the manner of the language."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.messages import Language

_DUTCH = str.maketrans(",.", ".,")


def format_number(value: float, lang: Language, decimals: int | None = None, *, signed: bool = False) -> str:
    """Return a number with thousands separated; by default with fewer decimals the larger it is."""
    if decimals is None:
        decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    rounded = round(value, decimals) + 0.0
    text = f"{rounded:{'+' if signed and rounded else ''},.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_DUTCH) if lang == "nl" else text


def format_share(value: float, lang: Language) -> str:
    """Return a share as a percentage; upwards, so that a small gap is never shown as none."""
    percent = value * 100
    shown = math.ceil(percent * 100 - 1e-6) / 100 if percent < 10 else percent
    return f"{format_number(shown, lang)}%"


def format_value(value: float, unit: str, lang: Language, *, signed: bool = False) -> str:
    """Return a value of a term in its unit; shares as percentages."""
    if unit == "share":
        return format_number(value * 100, lang, 1, signed=signed) + "%"
    return format_number(value, lang, signed=signed)


def columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Return rows as lines of aligned columns; the columns in `right` flush right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
