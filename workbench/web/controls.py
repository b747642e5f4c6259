"""What a scenario's keys take: the control that shows each, and the way from its text to a value and back.

Everything is read from what rules, goals and students say of themselves.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import tomlkit
from pydantic.fields import FieldInfo

from optimizer.errors import Finding, InputError
from optimizer.inputs.scenario import Goal, Goals, Openings, RepeatedParameters, Students, parameter_fields
from optimizer.inputs.scenario_defaults import NONE
from optimizer.inputs.schema import PRICES
from optimizer.inputs.toml_files import price_model
from optimizer.model.easing import easing_of
from optimizer.model.registry import discover_rules, discover_terms

Kind = Literal["number", "whole", "share", "choice", "truth", "lines", "norms", "entries"]
DIGITS = 12
"""Decimals that are kept where a percentage becomes a share."""


@dataclass(frozen=True)
class Control:
    """What a key takes.

    Attributes
    ----------
    key : str
        Dotted key.
    kind : str
        How it is shown: a number, a percentage (``share``), a choice, a checkbox (``truth``), text with one entry a
        line (``lines``), with one ``place = number`` a line (``norms``), or as TOML (``entries``).
    optional : bool
        Whether it may be without a value.
    least, most : float or None
        Ends of its range, in the unit in which it is shown.
    options : tuple
        Values of a choice.
    description, source : str
        What it means and where its default comes from, in English.
    default : object
        What it is where nobody sets it.
    """

    key: str
    kind: Kind
    optional: bool = False
    least: float | None = None
    most: float | None = None
    options: tuple[Any, ...] = ()
    description: str = ""
    source: str = ""
    default: Any = None

    @property
    def name(self) -> str:
        """Last part of the key."""
        return self.key.rpartition(".")[2]

    def as_text(self, value: Any) -> str:
        """Return a value as the control shows it."""
        if value is None or value is False or (self.kind == "entries" and not value):
            return ""
        if self.kind == "entries":
            return tomlkit.dumps({"rules": {self.name: list(value)}}).strip()
        if isinstance(value, Mapping):
            return "\n".join(f"{place} = {_plain(number)}" for place, number in value.items())
        if isinstance(value, list | tuple):
            return "\n".join(str(each) for each in value)
        if isinstance(value, int | float) and value is not True:
            return _plain(round(value * 100, DIGITS - 2) if self.kind == "share" else value)
        return "on" if value is True else str(value)

    def value_of(self, text: str) -> Any:
        """Return what a text of the control stands for; one that cannot be read stays text, and is found faulty.

        Raises
        ------
        InputError
            If TOML cannot be read.
        """
        stripped = text.strip()
        if not stripped and self.optional:
            return NONE
        read: dict[Kind, Callable[[], Any]] = {
            "truth": lambda: stripped in {"on", "true"},
            "entries": lambda: _entries(stripped, self.key),
            "lines": lambda: self._lines(text),
            "norms": lambda: dict(_place_and_number(line) for line in text.splitlines() if line.strip()),
            "choice": lambda: next((option for option in self.options if str(option) == stripped), stripped),
        }
        return read[self.kind]() if self.kind in read else _number(stripped, self.kind)

    def _lines(self, text: str) -> Any:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return lines[0] if isinstance(self.default, str) and len(lines) == 1 else lines


def _plain(number: Any) -> str:
    return f"{number:.12g}" if isinstance(number, float) else str(number)


def _number(text: str, kind: Kind) -> Any:
    try:
        number = float(text.replace("\N{NO-BREAK SPACE}", "").replace(",", ".").rstrip("% "))
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    if kind == "share":
        return round(number / 100, DIGITS)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _place_and_number(line: str) -> tuple[str, Any]:
    place, _, number = line.partition("=")
    return place.strip().strip("\"'"), _number(number.strip(), "number")


def _entries(text: str, key: str) -> Any:
    if not text:
        return []
    try:
        read = tomllib.loads(text)
        inside = read["rules"][key.rpartition(".")[2]]
        return json.loads(json.dumps(inside, default=str, allow_nan=False))
    except (ValueError, RecursionError) as fault:
        message = f"is not TOML: {fault}"
    except (KeyError, TypeError):
        message = "has no entry of this rule"
    mend = f"Begin every entry with [[{key}]], and write one key = value a line."
    raise InputError([Finding("", message, mend, key=key)])


@lru_cache(maxsize=1024)
def control_of(key: str) -> Control:
    """Return the control of a dotted key.

    Raises
    ------
    KeyError
        If it is none that the page may change.
    """
    parts = key.split(".")
    if parts[0] == "rules":
        return _rule_control(key, parts[1:])
    match parts:
        case ["openings"]:
            return Control(key, "choice", options=get_args(Openings), default="none")
        case ["dataset"]:
            return Control(key, "choice")
        case ["goals", *rest]:
            return _goal_control(key, rest)
        case ["students", name]:
            return _of_field(key, Students.model_fields[name])
        case ["prices", name]:
            field = price_model(complete=False).model_fields[name]
            return _of_field(key, field, share=PRICES[name][0].startswith("share"))
    raise KeyError(key)


def _goal_control(key: str, rest: list[str]) -> Control:
    match rest:
        case ["mode"]:
            return _of_field(key, Goals.model_fields["mode"])
        case ["order", place, "term"] if place.isascii() and place.isdigit():
            return Control(key, "choice", options=tuple(discover_terms()))
        case ["order", place, name] if place.isascii() and place.isdigit():
            return _of_field(key, Goal.model_fields[name])
    raise KeyError(key)


def _rule_control(key: str, rest: list[str]) -> Control:
    if not 1 <= len(rest) <= 2:
        raise KeyError(key)
    parameters = discover_rules()[rest[0]].parameters
    several = issubclass(parameters, RepeatedParameters)
    if rest[1:] == ["enabled"]:
        return Control(key, "truth", description="Whether the rule holds", default=True)
    if several and len(rest) == 1:
        return Control(key, "entries", description="The rules", source="none", default=[])
    if several or len(rest) == 1:
        raise KeyError(key)
    return _of_field(key, parameter_fields(parameters)[rest[1]])


def rule_controls(rule: str) -> list[Control]:
    """Return the controls of a rule's parameters."""
    parameters = discover_rules()[rule].parameters
    if issubclass(parameters, RepeatedParameters):
        return [control_of(f"rules.{rule}")]
    return [control_of(f"rules.{rule}.{name}") for name in parameter_fields(parameters)]


def _of_field(key: str, field: FieldInfo, *, share: bool = False) -> Control:
    parts = tuple(_parts(field.annotation))
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    share = share or key.endswith(("share", ".give_up"))
    kind, options = (
        _kind(parts, share),
        tuple(each for part in parts if get_origin(part) is Literal for each in get_args(part)),
    )
    easing = easing_of(field)
    if kind == "whole" and easing is not None and easing.kind == "choice" and easing.options:
        kind, options = "choice", easing.options
    bounds = {
        limit: getattr(each, limit)
        for each in field.metadata
        for limit in ("ge", "gt", "le", "lt")
        if hasattr(each, limit)
    }
    scale = 100.0 if kind == "share" else 1.0
    least, most = bounds.get("ge", bounds.get("gt")), bounds.get("le", bounds.get("lt"))
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    return Control(
        key,
        kind,
        NoneType in parts,
        None if least is None else least * scale,
        None if most is None else most * scale,
        options,
        field.description or "",
        str(extra.get("source", "")),
        default,
    )


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation allows; a list, a table and a choice are one part each."""
    origin = get_origin(annotation)
    if origin in {tuple, dict, Literal} or not get_args(annotation):
        yield annotation
        return
    for part in get_args(annotation):
        if isinstance(part, type) or get_origin(part) is not None:
            yield from _parts(part)


def _kind(parts: tuple[Any, ...], share: bool) -> Kind:
    origins = {get_origin(part) for part in parts}
    if dict in origins:
        return "norms"
    if tuple in origins or str in parts:
        return "lines"
    if Literal in origins:
        return "choice"
    if bool in parts:
        return "truth"
    if int in parts:
        return "whole"
    return "share" if share else "number"
