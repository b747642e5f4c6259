"""A Frictionless data package beside the CSV files of a result: what every table and column holds.

The form is that of a tabular data package, version 1 (https://specs.frictionlessdata.io/tabular-data-package/).
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizer.solving.saving import OTHER_PLANS, write_document
from workbench.messages import Language, say
from workbench.summary import titles
from workbench.tables import CHOICES, ResultTable, folder_tables, kind_of, plan_tables

if TYPE_CHECKING:
    from optimizer.solving.result import Result

PACKAGE = "datapackage.json"
WITH_EMPTY_KEYS = frozenset({"students", "staff", "checks"})
"""Tables whose keys may be empty, or not single out a row: they have no primary key."""

POINTS_TO_PLAN = {"institute": ("lead_campus_id", "specialisation_id")}
"""Columns that name a programme of the plan."""

NEVER_NEGATIVE = frozenset({"students_today", "students", "fte", "top_fte", "km", "residents", "guest_fte", "places"})


def write_datapackage(result: Result, folder: Path, lang: Language) -> Path:
    """Write ``datapackage.json`` beside the CSV files that the folder holds already."""
    write_document(folder / PACKAGE, describe_package(result, folder, lang))
    return folder / PACKAGE


def describe_package(result: Result, folder: Path, lang: Language) -> dict[str, Any]:
    """Return the data package of the CSV files in a folder: their columns, rows, sizes and SHA-256."""
    title, dataset = titles(result, lang)
    settings = result.instance.settings
    resources = [_resource(table, table.name, table.file, folder, lang) for table in folder_tables(result)]
    for situation in OTHER_PLANS:
        plan = getattr(result, situation)
        if plan is None:
            continue
        for table in plan_tables(plan):
            file = f"{situation}/{table.file}"
            resources.append(_resource(table, f"{situation}-{table.name}", file, folder, lang, situation))
    return {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", result.scenario.name.lower()) or "result",
        "title": title,
        "description": say(lang, "package", dataset=dataset),
        "sources": [{"title": dataset}],
        "rights": str(settings.get("licence", "")),
        "resources": resources,
    }


def _resource(
    table: ResultTable, name: str, file: str, folder: Path, lang: Language, situation: str = ""
) -> dict[str, Any]:
    content = (folder / file).read_bytes()
    meaning = say(lang, f"table_{table.name}")
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": file,
        "description": say(lang, f"situation_file_{situation}", table=meaning) if situation else meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "rows": len(table.frame),
        "schema": _schema(table, lang, inside=situation == ""),
    }


def _schema(table: ResultTable, lang: Language, *, inside: bool) -> dict[str, Any]:
    unique = table.name not in WITH_EMPTY_KEYS
    schema: dict[str, Any] = {
        "fields": [_field(column, lang, required=unique and column in table.key) for column in table.frame.columns],
        "missingValues": [""],
    }
    if unique:
        schema["primaryKey"] = list(table.key)
    if inside and table.name in POINTS_TO_PLAN:
        programme = {"resource": "plan", "fields": ["campus_id", "specialisation_id"]}
        schema["foreignKeys"] = [{"fields": list(POINTS_TO_PLAN[table.name]), "reference": programme}]
    return schema


def _field(column: str, lang: Language, *, required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": kind_of(column), "description": say(lang, f"column_{column}")}
    if field["type"] == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {"required": True} if required else {}
    if column in CHOICES:
        constraints["enum"] = list(CHOICES[column])
    if column in NEVER_NEGATIVE:
        constraints["minimum"] = 0
    return {**field, "constraints": constraints} if constraints else field
