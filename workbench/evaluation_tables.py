"""The tables of an evaluation as text: every term side by side, and who gains and loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workbench.messages import Language, say, say_unit
from workbench.names import Names
from workbench.numbers import columns, format_number, format_value
from workbench.progress import term_label

if TYPE_CHECKING:
    from optimizer.evaluation.evaluation import Evaluation


def term_table(found: Evaluation, lang: Language) -> list[str]:
    """Return every term of every situation that there is; the completion only where it is not the proposal itself."""
    shown = [name for name in ("proposal", "repair", "optimum") if found.terms[name].notna().any()]
    if found.legal:
        shown.remove("repair")
    header = [say(lang, "measure"), say(lang, "today"), *(say(lang, f"situation_{name}") for name in shown)]
    rows = [[*header, say(lang, "unit")]]
    for row in found.terms.to_dict(orient="records"):
        unit = str(row["unit"])
        cells = [format_value(float(row[name]), unit, lang) for name in ("today", *shown)]
        rows.append([term_label(str(row["term"]), lang), *cells, "" if unit == "share" else say_unit(lang, unit)])
    return columns(rows, right=range(1, len(header)))


def ledger_lines(found: Evaluation, lang: Language) -> list[str]:
    """Return what changes for institutions, for students by province, and for all together."""
    changed = changed_rows(found)
    if changed.empty:
        return [say(lang, "ledger_nobody")]
    names = Names(found.instance, lang)
    units = ("programmes", "students", "FTE")
    rows = [[say(lang, "ledger_who"), *(say(lang, f"unit_{unit}") for unit in units), say(lang, "eur_a_year")]]
    for row in changed.to_dict(orient="records"):
        figures = [format_number(float(row[name]), lang, signed=True) for name in ("programmes", "students", "fte")]
        who = _who(str(row["level"]), str(row["id"]), names, lang)
        rows.append([who, *figures, format_number(float(row["eur"]), lang, 0, signed=True)])
    return [say(lang, "ledger_title"), *columns(rows, right=range(1, 5))]


def changed_rows(found: Evaluation) -> pd.DataFrame:
    """Return the rows of the ledger that people read first, if something changes in them: the largest losers first."""
    ledger = found.ledger
    moved = ledger[["programmes", "students", "fte"]].abs().max(axis="columns").gt(0.05) | ledger["eur"].abs().ge(0.5)
    parts = []
    for level, by in (("institution", "students"), ("students", "eur"), ("all", "eur")):
        parts.append(ledger[moved & ledger["level"].eq(level)].sort_values([by, "id"], ascending=level != "students"))
    return pd.concat(parts)


def _who(level: str, name: str, names: Names, lang: Language) -> str:
    if level == "all":
        return say(lang, "ledger_all")
    if level == "students":
        return say(lang, "ledger_students_of", province=names.province(name))
    return names.institution(name)
