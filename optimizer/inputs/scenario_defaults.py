"""What a scenario means where it says nothing, and the word ``none``, which takes a limit of a parent away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel

from optimizer.inputs.scenario import Goals, RuleParameters, Students

NONE = "none"
"""What a scenario writes for no limit: TOML has no null."""


def without_none(table: Any, model: type[BaseModel]) -> Any:
    """Return a table in which ``"none"`` is no value, for every key of the model that may be without one."""
    if not isinstance(table, dict):
        return table
    fields = model.model_fields
    return {
        name: None if value == NONE and name in fields and may_be_none(fields[name].annotation) else value
        for name, value in table.items()
    }


def may_be_none(annotation: Any) -> bool:
    """Whether a parameter may be without a value, and ``"none"`` is not one of its choices."""
    parts = get_args(annotation)
    return NoneType in parts and not any(NONE in get_args(part) for part in parts)


@dataclass(frozen=True)
class Defaults:
    """The values of keys that no file sets.

    Attributes
    ----------
    parameter_models : mapping of str to type
        The parameters of every rule.
    always_on : collection of str
        Rules that hold whether named or not: a rule that is off has no values.
    """

    parameter_models: Mapping[str, type[RuleParameters]]
    always_on: Collection[str] = ()

    def value(self, key: str, named_rules: Collection[str]) -> Any:
        """Return what a dotted key means while it is not set; None if nothing.

        Parameters
        ----------
        key : str
            The key.
        named_rules : collection of str
            Rules that the scenario names so far.
        """
        match key.split("."):
            case ["openings"]:
                return "none"
            case ["students", name]:
                return _default(Students, name)
            case ["goals", name]:
                return _default(Goals, name)
            case ["rules", rule, name] if rule in self.parameter_models and rule in {*named_rules, *self.always_on}:
                return _default(self.parameter_models[rule], name)
        return None


def _default(model: type[BaseModel], name: str) -> Any:
    field = model.model_fields.get(name)
    if field is None or field.is_required():
        return None
    value = field.get_default(call_default_factory=True)
    return list(value) if isinstance(value, tuple) else value
