"""New scenarios and data sets to start from: ``bundel new scenario|data NAME``."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic_core import PydanticUndefined

from optimizer.errors import Finding, InputError
from optimizer.inputs.gathering import shown
from optimizer.inputs.locating import DATASET_FILE
from optimizer.inputs.scenario import RepeatedParameters, RuleParameters, parameter_fields
from optimizer.inputs.schema import PRICES, SLUG_PATTERN, TABLES, Column, Table

_EXAMPLE_PRICES = {
    "eur_per_km": 0.1,
    "days_per_year": 120,
    "eur_per_programme_year": 150000,
    "eur_per_fte_year": 70000,
    "eur_per_place": 10000,
    "eur_per_opening": 250000,
    "eur_per_fte_moved": 5000,
    "rate": 0.04,
    "life_years": 20,
}

_EXAMPLES: dict[str, str] = {
    "lat": "51.05",
    "lon": "3.72",
    "places": "120",
    "expandable_share": "0.5",
    "years": "3",
    "students_per_fte": "12",
    "floor": "20",
    "norm_exempt": "false",
    "enrolled": "100",
    "students": "100",
    "graduates": "30",
    "fixed_cost": "10000",
    "headcount": "10",
    "fte": "8",
    "max_km": "60",
    "area_km2": "900",
    "population": "500000",
    "age18": "6000",
    "institute_weight": "1",
    "studios": "25",
    "weight": "1",
    "km": "10",
    "minutes": "20",
    "top": "true",
    "source": "example row: replace it",
    "confidence": "estimated",
    "zone_id": "44000",
    "province_id": "example-province",
    "families": "example-family",
}
"""Cells of the example rows: together a data set of one programme at one campus."""

_SCENARIO = """# A scenario: a data set, the rules that a plan must keep, and the goals that it pursues.
# Check it with:  bundel check {name}.toml
# Solve it with:  bundel solve {name}.toml

title = "{name}"
title_nl = "{name}"
description = ""
description_nl = ""
# extends = "reference"        # one parent, a shipped name or a file: only what changes stands here
dataset = "{dataset}"      # a shipped name, or a folder relative to this file
openings = "none"              # "none": today's programmes; "family": related ones too; "anywhere"
# norms = "2015"               # dated norms to start from; what stands below goes before them

[goals]
mode = "hierarchy"             # one goal after the other; "weighted": each with a price; "pareto": a front
order = [
  {{term = "duplication", give_up = 0.1}},      # later goals may cost this one 10%
  {{term = "student_travel", give_up = 0.05}},
  {{term = "displaced"}},
]
# Terms: {terms}

[students]
assignment = "optimal"         # "optimal": where the goals want them; "nearest": nobody goes past a place
single_source = false          # whether the students of a zone and specialisation go to one municipality together
unplaced_share = 0.0           # share of all students that may stay without a place

# Prices of the data set can be replaced:
# [prices]
{prices}
{rules}"""


def new_scenario(
    name: str,
    folder: Path,
    *,
    dataset: str = "flanders-2010",
    parameter_models: Mapping[str, type[RuleParameters]] | None = None,
    term_names: Collection[str] = (),
) -> Path:
    """Write ``NAME.toml`` into `folder`: a scenario with every rule and parameter, explained and switched off.

    Raises
    ------
    InputError
        If the name is not an identifier or the file exists.
    """
    path = _free_path(name, folder, f"{name}.toml")
    rules = "".join(_rule_lines(rule, model) for rule, model in sorted((parameter_models or {}).items()))
    prices = "".join(
        f"# {key} = {_EXAMPLE_PRICES[key]}  # {unit}: {meaning}\n" for key, (unit, meaning) in PRICES.items()
    )
    terms = ", ".join(sorted(term_names))
    text = _SCENARIO.format(name=name, dataset=dataset, terms=terms, prices=prices, rules=rules)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as workplace:
        draft = Path(workplace) / path.name
        draft.write_text(text, encoding="utf-8")
        draft.rename(path)
    return path


def new_dataset(name: str, folder: Path) -> Path:
    """Write the folder `name` into `folder`: ``dataset.toml`` and every table, with one example row each.

    Raises
    ------
    InputError
        If the name is not an identifier or the folder exists.
    """
    path = _free_path(name, folder, name)
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder, prefix=".new-"))
    try:
        (draft / DATASET_FILE).write_text(_dataset_text(name), encoding="utf-8")
        for table in (table for table in TABLES.values() if table.in_example):
            (draft / table.file).write_text(_example_table(table), encoding="utf-8")
        draft.chmod(0o755)
        draft.rename(path)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return path


def _free_path(name: str, folder: Path, file: str) -> Path:
    if not re.fullmatch(SLUG_PATTERN, name) or len(name) > 100:
        mend = "Write lower-case letters, digits, - and _; start with a letter or digit."
        raise InputError([Finding(name[:100], f"{shown(name)} is not an identifier", mend)])
    path = folder / file
    if path.exists():
        mend = "Choose another name or folder."
        raise InputError([Finding(str(path), "exists already, and was left as it is", mend)])
    return path


def _rule_lines(rule: str, model: type[RuleParameters]) -> str:
    """Return a rule's table with its defaults, as comments."""
    table = f"[[rules.{rule}]]" if issubclass(model, RepeatedParameters) else f"[rules.{rule}]"
    lines = [f"\n# {table}"]
    for name, field in parameter_fields(model).items():
        default = None if field.default is PydanticUndefined else field.default
        value = "..." if default is None else _toml(default)
        lines.append(f"# {name} = {value}  # {field.description or ''}".rstrip(" #"))
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple | set | frozenset):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


def _dataset_text(name: str) -> str:
    prices = "\n".join(
        f"{key} = {_EXAMPLE_PRICES[key]}  # {unit}: {meaning}" for key, (unit, meaning) in PRICES.items()
    )
    return f"""name = "{name}"
title_nl = "{name}"
title_en = "{name}"
year = 2009
licence = "state the licence of the data"
note_nl = "Voorbeeldrijen: vervang ze"
note_en = "Example rows: replace them"

[method]
travel = "state how distances were made"

# Every assumption has a table of its own:
# [assumptions.places_per_student]
# value = 1.2
# unit = "places per student"
# source = "assumption"

[prices]
{prices}
"""


def _example_table(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerow([_example(column, table) for column in table.columns])
    return out.getvalue()


def _example(column: Column, table: Table) -> str:
    """Return the example cell of a column; identifiers agree between the tables."""
    if column.name in _EXAMPLES:
        nowhere_to_go = table.name == "campus_travel" and column.name in {"km", "minutes"}
        return "0" if nowhere_to_go else _EXAMPLES[column.name]
    if column.choices:
        return column.choices[0]
    if column.optional and column.refers_to is None:
        return ""
    if column.kind == "slug":
        stem = column.name.removesuffix("_to").removesuffix("_id").replace("_", "-")
        return f"example-{stem}"
    return f"example {column.meaning}"
