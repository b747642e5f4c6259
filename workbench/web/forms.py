"""A scenario as a form, made from the rules' own schema: fields with value, default and source, and back to changes."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

import tomlkit
from pydantic.fields import FieldInfo

from optimizer.inputs.scenario import Goal, RepeatedParameters, RuleParameters, Scenario, parameter_fields
from optimizer.inputs.scenario_layers import toml_value
from optimizer.model.registry import Rule, discover_rules, discover_terms

FieldKind = Literal["flag", "choice", "number", "words", "toml"]
NONE = "none"
PREFIX = "field:"
"""What the names of the fields in a sent form begin with."""


@dataclass(frozen=True)
class Field:
    """One field of the form.

    Attributes
    ----------
    key : str
        Dotted key, as ``--set`` takes it.
    kind : str
        How it is filled in: ``flag``, ``choice``, ``number``, ``words`` (one a line) or ``toml``.
    text, default : str
        Its value, and the value that it has unless a scenario sets it, as the form shows them.
    choices : tuple of str
        What may be chosen.
    may_be_empty : bool
        Whether it may be without a value.
    source, meaning : str
        Where the default comes from; what it is, as the rule's own schema says in English.
    is_changed : bool
        Whether an unsaved change sets it.
    """

    key: str
    kind: FieldKind
    text: str
    default: str
    choices: tuple[str, ...] = ()
    may_be_empty: bool = False
    source: str = ""
    meaning: str = ""
    is_changed: bool = False

    @property
    def name(self) -> str:
        """The last part of the key."""
        return self.key.rpartition(".")[2]


@dataclass(frozen=True)
class RuleForm:
    """A rule of the form: its promise with the values that hold, whether it holds, and its fields."""

    rule: Rule
    parameters: RuleParameters
    is_on: bool
    fields: tuple[Field, ...]
    is_changed: bool


def rule_forms(scenario: Scenario, changes: Mapping[str, Any]) -> list[RuleForm]:
    """Return a form for every rule that exists: those that hold first."""
    forms = []
    for name, rule in discover_rules().items():
        held = scenario.rules.get(name)
        parameters = held if held is not None else rule.parameters()
        changed = any(key == f"rules.{name}" or key.startswith(f"rules.{name}.") for key in changes)
        forms.append(RuleForm(rule, parameters, held is not None, tuple(_fields(rule, parameters, changes)), changed))
    return sorted(forms, key=lambda form: not form.is_on)


def _fields(rule: Rule, parameters: RuleParameters, changes: Mapping[str, Any]) -> Iterator[Field]:
    key = f"rules.{rule.name}"
    if isinstance(parameters, RepeatedParameters):
        entries = [entry.model_dump(mode="json", exclude_none=True) for entry in parameters.each]
        yield Field(key, "toml", _toml(entries), "[]", is_changed=key in changes)
        return
    for name, field in parameter_fields(rule.parameters).items():
        yield _field(f"{key}.{name}", field, getattr(parameters, name), changes)


def _field(key: str, field: FieldInfo, value: Any, changes: Mapping[str, Any]) -> Field:
    kind, choices, optional = _kind_of(field.annotation)
    default = field.get_default(call_default_factory=True)
    extra = field.json_schema_extra
    source = str(extra.get("source", "")) if isinstance(extra, dict) else ""
    told = source, field.description or "", key in changes
    return Field(key, kind, shown(value, kind), shown(default, kind), choices, optional, *told)


def _kind_of(annotation: Any) -> tuple[FieldKind, tuple[str, ...], bool]:
    """Return how a type is filled in, its choices, and whether it may be without a value."""
    parts = get_args(annotation) if get_origin(annotation) in {types.UnionType, Union} else (annotation,)
    optional = type(None) in parts
    parts = tuple(part for part in parts if part is not type(None))
    if len(parts) > 1:
        return "toml", (), optional
    (part,) = parts
    if part is bool:
        return "flag", (), optional
    if part in {int, float}:
        return "number", (), optional
    if get_origin(part) is Literal:
        return "choice", get_args(part), optional
    return ("words" if get_origin(part) is tuple else "toml"), (), optional


def shown(value: Any, kind: FieldKind) -> str:
    """Return a value as its field shows it."""
    if value is None:
        return ""
    if kind == "flag":
        return "true" if value else "false"
    if kind == "words":
        return "\n".join(value)
    if kind == "toml":
        return _toml(value)
    return f"{value:g}" if isinstance(value, float) and value == round(value, 6) else str(value)


def _toml(value: Any) -> str:
    plain = list(value) if isinstance(value, tuple) else value
    if isinstance(plain, list) and plain and isinstance(plain[0], dict):
        return "[\n" + "".join(f"  {_inline(entry)},\n" for entry in plain) + "]"
    return _inline(plain)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return table.as_string()
    return str(tomlkit.item(value).as_string())


def given(field: Field, text: str) -> Any:
    """Return what was filled in; what cannot be read stays as it is, so that the check says what is wrong with it."""
    text = text.replace("\r\n", "\n").strip()
    if field.kind == "words":
        words = [word.strip() for line in text.split("\n") for word in line.split(",") if word.strip()]
        return NONE if field.may_be_empty and not words else words
    if text == "" and field.may_be_empty:
        return NONE
    if field.kind == "flag":
        return text == "true"
    if field.kind == "number":
        return toml_value(text.replace(",", "."))
    return text if field.kind == "choice" else toml_value(text)


def changes_of(
    form: Mapping[str, Any], scenario: Scenario, current: Scenario, draft: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the changes that a sent form asks for.

    Parameters
    ----------
    form : mapping
        The form; fields that are not in it keep their value.
    scenario : Scenario
        The scenario without changes: a field that is set back to it is no change.
    current : Scenario
        The scenario with the changes of `draft`.
    draft : mapping
        The changes so far.
    """
    changes = dict(draft)
    plain = {each.rule.name: each for each in rule_forms(scenario, {})}
    for each in rule_forms(current, draft):
        name, key = each.rule.name, f"rules.{each.rule.name}.enabled"
        base = {field.key: field.text for field in plain[name].fields}
        for field in each.fields:
            text = form.get(PREFIX + field.key)
            if text is not None and given(field, text) != given(field, field.text):
                _note(changes, field.key, given(field, text), given(field, base[field.key]))
        switch = form.get(PREFIX + key)
        if switch is not None and not each.rule.always_on:
            _switch(changes, key, switch == "true", plain[name].is_on)
    for key, value, old in _rest_of(form, scenario, current):
        _note(changes, key, value, old)
    return changes


def _switch(changes: dict[str, Any], key: str, is_on: bool, was_on: bool) -> None:
    """Switch a rule: to name one of its parameters switches it on, so that one that stays off must say so."""
    named = any(other.startswith(key.removesuffix("enabled")) for other in changes if other != key)
    if is_on == was_on and not (named and not is_on):
        changes.pop(key, None)
    else:
        changes[key] = is_on


def _rest_of(form: Mapping[str, Any], scenario: Scenario, current: Scenario) -> Iterator[tuple[str, Any, Any]]:
    for name in ("dataset", "openings"):
        text = form.get(PREFIX + name)
        if text and text != getattr(current, name):
            yield name, text, getattr(scenario, name)
    order = form.get(PREFIX + "goals.order")
    if order is not None and toml_value(order) != goals_of(current):
        yield "goals.order", toml_value(order), goals_of(scenario)


def goals_of(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the goals as a scenario's file has them: without what is as by default."""
    return [_goal(goal) for goal in scenario.goals.order]


def _goal(goal: Goal) -> dict[str, Any]:
    defaults = Goal(term=goal.term).model_dump()
    return {name: value for name, value in goal.model_dump().items() if name == "term" or value != defaults[name]}


def goals_text(scenario: Scenario) -> str:
    """Return the goals as TOML."""
    return _toml(goals_of(scenario))


def known_terms() -> list[str]:
    """Return the terms that a goal may pursue."""
    return list(discover_terms())


def _note(changes: dict[str, Any], key: str, value: Any, old: Any) -> None:
    if value == old:
        changes.pop(key, None)
    else:
        changes[key] = value
