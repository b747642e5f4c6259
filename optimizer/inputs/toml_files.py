"""Reading TOML, and telling in plain words what a pydantic model found wrong with it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from optimizer.errors import Finding
from optimizer.inputs.gathering import Gathering, nearest_mend, shown
from optimizer.inputs.schema import PRICES
from optimizer.inputs.text_files import TextFile, read_text

LARGEST_TOML = 4 * 1024 * 1024
DEEPEST = 20
"""Tables and lists within each other; the deepest that means anything is 4."""

Model = TypeVar("Model", bound=BaseModel)

_PRICE_RANGES: dict[str, dict[str, float]] = {
    "days_per_year": {"ge": 0, "le": 366},
    "rate": {"ge": 0, "le": 1},
    "life_years": {"gt": 0, "le": 200},
}

_EXPECTED = {
    "int": "a whole number",
    "float": "a number",
    "finite_number": "a finite number",
    "bool": "true or false",
    "string_pattern": "an identifier of lower-case letters, digits, - and _",
    "string_too_short": "text that is not empty",
    "string": "text in quotes",
    "list": "a list",
    "tuple": "a list",
    "too_short": "a list with enough entries",
    "too_long": "a list with so few entries",
    "dict": "a table of keys and values",
    "model": "a table of keys and values",
    "literal": "one of the choices",
}
"""What is expected, by the start of pydantic's name for the fault."""

_LIMITS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
}


class UnfitError(ValueError):
    """A value that a validator refuses, with its own remedy."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


def parse_toml(path: Path, file: str, gathering: Gathering) -> tuple[dict[str, Any], TextFile] | None:
    """Return the contents of a TOML file and its text, or None with findings under the name `file`."""
    source = read_text(path, file, gathering, LARGEST_TOML)
    if source is None:
        return None
    mend = "Write key = value, text in quotes, lists in [ ], and every key and table once."
    try:
        contents = tomllib.loads(source.text)
    except ValueError as fault:
        reason, _, place = str(fault).partition(" (at ")
        where = re.match(r"line (\d+), column (\d+)", place)
        row = int(where[1]) if where else source.text.count("\n") + 1
        message = f"is not TOML: {reason}{f' in column {where[2]}' if where else ''}"
        gathering.error("toml", file, message, mend, row=row)
    except RecursionError:
        gathering.error("toml", file, "is nested too deeply", mend)
    else:
        if _depth(contents) <= DEEPEST:
            return contents, source
        gathering.error("toml", file, "is nested too deeply", mend)
    return None


def _depth(contents: dict[str, Any]) -> int:
    """Return how deep tables and lists lie within each other, at most one more than allowed."""
    depth = 0
    level: list[dict[str, Any] | list[Any]] = [contents]
    while level and depth <= DEEPEST:
        depth += 1
        parts = [part for table in level for part in (table.values() if isinstance(table, dict) else table)]
        level = [part for part in parts if isinstance(part, dict | list)]
    return depth


@lru_cache(maxsize=2)
def price_model(*, complete: bool) -> type[BaseModel]:
    """Return the model of ``[prices]``: every price, or (in a scenario) any of them."""
    fields: dict[str, Any] = {}
    for name, (unit, meaning) in PRICES.items():
        limits = _PRICE_RANGES.get(name, {"ge": 0, "le": 1e12})
        default = ... if complete else None
        kind = float if complete else float | None
        fields[name] = (kind, Field(default, description=f"{meaning} ({unit})", **cast(Any, limits)))
    strict = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    return cast("type[BaseModel]", create_model("Prices", __config__=strict, **fields))


def validate_part(
    model: type[Model], raw: object, key: str, file_of: Callable[[str], str], gathering: Gathering
) -> Model | None:
    """Return `raw` as a `model`, or None with one finding for every fault.

    Parameters
    ----------
    model : type
        A pydantic model.
    raw : object
        What the TOML file says.
    key : str
        Dotted key of `raw` in the file; empty for the whole file.
    file_of : callable
        Gives the file that set a dotted key.
    gathering : Gathering
        Receives the findings.
    """
    try:
        # JSON, because strict validation of Python objects refuses the list that TOML gives for a tuple.
        return model.model_validate_json(json.dumps(raw, default=str), strict=True)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            place = ".".join([*([key] if key else []), *(str(part) for part in _real_path(detail["loc"], raw))])
            message, mend, nearest = _in_words(detail, model)
            gathering.add("value", Finding(file_of(place), message, mend, key=place, nearest=nearest))
    except (ValueError, RecursionError):
        mend = "Write it as in the template."
        gathering.error("value", file_of(key), "holds a value that cannot be read", mend, key=key or None)
    return None


def _real_path(location: Sequence[int | str], raw: object) -> list[int | str]:
    """Leave out what pydantic adds to a location to tell the branches of a union apart."""
    path: list[int | str] = []
    for position, part in enumerate(location):
        if isinstance(raw, Mapping) and (part in raw or position == len(location) - 1):
            raw = raw.get(part)
        elif isinstance(raw, list) and isinstance(part, int) and part < len(raw):
            raw = raw[part]
        else:
            continue
        path.append(part)
    return path


def _in_words(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str, str | None]:
    """Return what is wrong, how to mend it, and the nearest valid name."""
    kind, context, location = detail["type"], detail.get("ctx", {}), detail["loc"]
    name, value = str(location[-1]) if location else "", shown(detail["input"])
    if kind == "extra_forbidden":
        mend, nearest = nearest_mend(name, _fields_at(model, location[:-1]))
        return f"{shown(name)} is not a known key", mend, nearest
    if kind == "missing":
        return f"{shown(name)} is missing", f"Add the key {name}{_meaning(model, location)}.", None
    if kind in _LIMITS:
        sign, words = _LIMITS[kind]
        return f"{value} is out of range", f"It must be {words} {context[sign]:g}{_meaning(model, location)}.", None
    if kind == "literal_error" and (choices := _choices_at(model, location)):
        mend, nearest = nearest_mend(str(detail["input"]), choices)
        return f"{value} is not one of the choices", mend, nearest
    if kind in {"value_error", "assertion_error"}:
        fault = context.get("error", "is not valid")
        return str(fault).strip().rstrip("."), getattr(fault, "mend", "Change one of the values."), None
    expected = next((words for start, words in _EXPECTED.items() if kind.startswith(start)), "another kind of value")
    return f"{value} is not {expected}", f"Write {expected}{_meaning(model, location)}.", None


def _field_at(model: type[BaseModel], location: Sequence[int | str]) -> FieldInfo | None:
    """Return the field at `location`, which may pass through lists and parts that are models themselves."""
    field, inside = None, model
    for part in location:
        if not isinstance(part, str) or part not in inside.model_fields:
            continue
        field = inside.model_fields[part]
        inside = next(_models_in(field.annotation), inside)
    return field


def _fields_at(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """Return the names of the keys that are allowed at `location`."""
    field = _field_at(model, location)
    inside = model if field is None else next(_models_in(field.annotation), model)
    return list(inside.model_fields)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _choices_at(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    def choices(annotation: object) -> Iterator[str]:
        for argument in get_args(annotation):
            if isinstance(argument, str):
                yield argument
            else:
                yield from choices(argument)

    field = _field_at(model, location)
    return [] if field is None else list(choices(field.annotation))


def _meaning(model: type[BaseModel], location: Sequence[int | str]) -> str:
    """Return what the key at `location` means, to be put behind a remedy."""
    field = _field_at(model, location)
    return f": {field.description.rstrip('.')}" if field is not None and field.description else ""
