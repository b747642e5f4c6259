"""The columns of a sweep's files: a cell with its answer, and a plan held against a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from optimizer.analysis.terms import TERM_UNITS
from optimizer.sweeps.answers import CellAnswer
from optimizer.sweeps.definition import Cell, SweepDefinition, as_json

PARAMETER = "p_"
"""What stands before the key in the name of a parameter's column."""

TEXT, NUMBER = pa.string(), pa.float64()
_TERMS = tuple((term, NUMBER) for term in TERM_UNITS)
_PROGRAMMES = pa.list_(
    pa.struct([("campus_id", TEXT), ("specialisation_id", TEXT), ("role", TEXT), ("students", NUMBER)])
)
_INSTITUTE = pa.list_(pa.struct([("host_id", TEXT), ("specialisation_id", TEXT), ("residents", NUMBER)]))
NESTED = ("programmes", "institute")
"""Columns that hold the plan; tables for people leave them out."""

TRIALS = pa.schema(
    [("trial", TEXT), ("cell", TEXT), ("plan", TEXT), ("stands", pa.bool_()), ("seconds", NUMBER), *_TERMS]
)
"""Columns of plans held against cells."""


def kind_of(values: Iterable[Any]) -> str:
    """Return how a parameter's column holds its values: ``number``, ``bool``, ``text``, or ``json`` for all else."""
    kinds = {_kind(value) for value in values}
    return kinds.pop() if len(kinds) == 1 else "json"


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    return "number" if isinstance(value, int | float) else "text" if isinstance(value, str) else "json"


def cell_schema(definition: SweepDefinition) -> pa.Schema:
    """Return the columns of a sweep's cells."""
    types = {"number": NUMBER, "bool": pa.bool_(), "text": TEXT, "json": TEXT}
    parameters = [(PARAMETER + key, types[kind_of(values)]) for key, values in sorted(definition.parameters.items())]
    return pa.schema(
        [
            ("cell", TEXT),
            ("status", TEXT),
            ("gap", NUMBER),
            ("seconds", NUMBER),
            ("seed", pa.int64()),
            *parameters,
            *_TERMS,
            ("sample", pa.int64()),
            ("stopped_by", TEXT),
            ("plan", TEXT),
            ("conflict", pa.list_(TEXT)),
            ("programmes", _PROGRAMMES),
            ("institute", _INSTITUTE),
        ]
    )


def parameter_columns(definition: SweepDefinition, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a combination as its columns hold them."""
    columns = {}
    for key, value in sorted(parameters.items()):
        kind = kind_of(definition.parameters[key])
        columns[PARAMETER + key] = float(value) if kind == "number" else as_json(value) if kind == "json" else value
    return columns


def row_of(definition: SweepDefinition, cell: Cell, answer: CellAnswer) -> dict[str, Any]:
    """Return a cell and its answer as one row."""
    told = asdict(answer)
    return {
        "cell": cell.name,
        "seed": cell.seed,
        "sample": None if cell.sample is None else cell.sample.number,
        "plan": answer.plan,
        **parameter_columns(definition, cell.parameters),
        **answer.terms,
        **{name: told[name] for name in ("status", "gap", "seconds", "stopped_by", "conflict", *NESTED)},
    }
