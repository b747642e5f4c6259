"""Pieces of Markdown from which reference pages are put together."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined


def required(value: str | None, what: str) -> str:
    """Return a text; raise ValueError if the code does not give it."""
    if not value or not value.strip():
        message = f"{what} is missing in the code"
        raise ValueError(message)
    return value.strip()


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines) + "\n"


def code(value: object) -> str:
    """Return a value set as code; nothing for an empty one."""
    return f"`{value}`" if str(value) else ""


def docstring(text: str | None, what: str) -> str:
    """Return a docstring, which is written in reStructuredText."""
    return f"``````{{eval-rst}}\n{inspect.cleandoc(required(text, what))}\n``````\n"


def kind(annotation: Any) -> str:
    """Return what values a field takes, in words of a TOML file."""
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return kind(parts[0])
    if origin is typing.Literal:
        return ", ".join(code(f'"{part}"') for part in parts)
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(kind(part) for part in parts if part is not type(None))
    if origin in {list, tuple, set, frozenset}:
        return f"list of {kind(parts[0])}" if parts else "list"
    if origin is dict:
        return f"table of {kind(parts[1])}"
    names = {bool: "true or false", int: "whole number", float: "number", str: "text", Any: "any"}
    return names.get(annotation) or str(getattr(annotation, "__name__", annotation)).lower()


def limits(field: FieldInfo) -> str:
    """Return the range of a field, such as ``>= 0, <= 1``."""
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "min_length": "at least"}
    found = [
        f"{sign} {getattr(limit, name)}"
        for limit in field.metadata
        for name, sign in signs.items()
        if getattr(limit, name, None) is not None
    ]
    return ", ".join(found)


def default(field: FieldInfo) -> str:
    """Return the default of a field in the notation of TOML; a dash where there is none."""
    value = field.get_default(call_default_factory=True)
    if value is PydanticUndefined:
        return "required"
    if value is None or value in ((), [], {}, ""):
        return "–"
    if isinstance(value, bool):
        return code(str(value).lower())
    if isinstance(value, str):
        return code(f'"{value}"')
    if isinstance(value, (list, tuple)):
        return code("[" + ", ".join(f'"{item}"' if isinstance(item, str) else str(item) for item in value) + "]")
    return code(f"{value:g}" if isinstance(value, float) else value)
