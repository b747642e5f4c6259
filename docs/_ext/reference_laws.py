"""Reference text of dated laws and norms, from the files that ship."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_text import code, table

from optimizer.inputs.gathering import Gathering
from optimizer.inputs.laws import (
    Dated,
    DatedArea,
    DatedNames,
    DatedNumber,
    DatedShare,
    language_law,
    read_norms,
    shipped_norms,
)

HEADER = ["name", "value", "what it says", "dates", "grade", "source"]


def shown(dated: Dated) -> str:
    """Return the value itself."""
    match dated:
        case DatedNumber() | DatedShare():
            return f"{dated.value:g}"
        case DatedNames():
            return ", ".join(dated.value)
        case DatedArea():
            return dated.value
    message = f"{type(dated).__name__} has no value that can be shown"
    raise ValueError(message)


def dated_row(name: str, dated: Dated) -> list[str]:
    """Return the row of one value."""
    meaning = f"{dated.meaning} ({dated.unit})" if dated.unit else dated.meaning
    return [code(name), shown(dated), meaning, dated.dates, dated.grade, dated.source]


def values_table(values: Iterable[tuple[str, Dated]]) -> str:
    """Return the table of some values."""
    return table(HEADER, (dated_row(name, dated) for name, dated in values))


def laws() -> str:
    """Return a section for the language law, with one for every vintage."""
    law = language_law()
    sections = [f"## {law.title_en} (*{law.title_nl}*)\n"]
    for year, vintage in law.vintages.items():
        heading = f"### {year}: {vintage.title_en} (*{vintage.title_nl}*)"
        sections.append(f"{heading}\n\n{values_table(vintage.values().items())}")
    return "\n".join(sections)


def norms() -> str:
    """Return a section for every norm pack that ships."""
    sections = []
    for name, path in shipped_norms().items():
        found = read_norms(name, path.parent, path.name, Gathering())
        if found is None:
            message = f"the norms of {path.name} cannot be read"
            raise ValueError(message)
        pack = found[0]
        heading = f"## `{name}`: {pack.title_en} (*{pack.title_nl}*)"
        sections.append(f"{heading}\n\n{values_table(pack.values.items())}")
    return "\n".join(sections)
