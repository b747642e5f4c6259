r"""A user's own rule, without code: how much of something there is where it matters.

Of the variable that ``of`` names, the entries :math:`W` count that satisfy all of ``where``:

.. math::

    \mathrm{min} \le \sum_{w \in W} \mathrm{of}_w \le \mathrm{max}

``of`` is one of offers, openings, closures, leads, enrolled, students, unplaced, expansion, teaching, hired, staff,
freed, hosts, tracks and residents. ``where`` names columns of any table that its index leads to: for a programme those
of campus, institution, municipality, province, specialisation and family, of the programme as it is today, and the km
to the nearest firm; a column that two tables bring at once is written with its table, such as ``zones.province_id``. A
column takes a value, a list of values of which one must hold, or a range ``{min = ..., max = ...}`` of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pyomo.core as pyo
from pydantic import Field, field_validator, model_validator

from optimizer.errors import Finding
from optimizer.inputs.gathering import nearest_mend, shown
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import RepeatedParameters, RuleParameters, StrictModel
from optimizer.inputs.schema import TABLES
from optimizer.inputs.toml_files import UnfitError
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import higher, lower
from optimizer.model.joins import Entry, Lookup, Reach, reach_of
from optimizer.model.measured import MEASURED, Measured
from optimizer.model.registry import Rule, parameter

NUMERIC = {"number", "integer"}
OWN_NUMBERS = {"km"}
"""Columns of an index that are numbers."""

SIMPLE = (str, bool, int, float)
_OCCURS = "Write a range, or a value that occurs."
_WRITE = "Write a value, a list of values, or a range such as {min = 10, max = 20}."


class Range(StrictModel):
    """A range of numbers, its ends included."""

    min: float | None = None
    max: float | None = None

    def __str__(self) -> str:
        ends = (("≥ ", self.min), ("≤ ", self.max))
        return " & ".join(f"{sign}{end:g}" for sign, end in ends if end is not None)


Condition = str | bool | float | tuple[str | bool | float, ...] | Range


def _condition(column: str, value: object) -> Condition:
    if isinstance(value, Range):
        return value
    if isinstance(value, dict) and value and set(value) <= {"min", "max"}:
        ends = list(value.values())
        if all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends if end is not None):
            found = Range(**value)
            if found.min is None or found.max is None or found.min <= found.max:
                return found
    elif (
        isinstance(value, list | tuple) and value and all(isinstance(each, str | bool | int | float) for each in value)
    ):
        return tuple(value)
    elif isinstance(value, str | bool | int | float):
        return value
    raise UnfitError(f"the condition on {shown(column)} cannot be read", _WRITE)


class OwnRule(RuleParameters):
    """One ``[[rules.linear]]``."""

    of: str = Field(description="What is counted", json_schema_extra={"source": "no default"})
    where: dict[str, Any] = parameter({}, "Where it counts: conditions on columns, all of which must hold", "all of it")
    min: float | None = parameter(None, "Least amount; empty: no limit", "no limit", eases=lower(1.0, None))
    max: float | None = parameter(None, "Most amount; empty: no limit", "no limit", eases=higher())

    @field_validator("where")
    @classmethod
    def _conditions(cls, where: dict[str, Any]) -> dict[str, Condition]:
        flat: dict[str, Any] = {}
        for column, value in where.items():
            if column in TABLES and isinstance(value, dict):
                flat |= {f"{column}.{inside}": condition for inside, condition in value.items()}
            else:
                flat[column] = value
        return {column: _condition(column, value) for column, value in flat.items()}

    @model_validator(mode="after")
    def _limits(self) -> OwnRule:
        if self.min is None and self.max is None:
            raise UnfitError("neither min nor max is given", "Add min, max or both.")
        return self

    def in_words(self, lang: Literal["nl", "en"]) -> str:
        """Return the rule in words that a planner can read."""
        dutch, known = lang == "nl", MEASURED.get(self.of)
        what = (known.label_nl if dutch else known.label_en) if known else self.of
        most, least = ("hoogstens", "minstens") if dutch else ("no more than", "no less than")
        ends = [f"{word} {end:g}" for word, end in ((least, self.min), (most, self.max)) if end is not None]
        joint, such = (" en ", " met ") if dutch else (" and ", " with ")
        where = joint.join(_told(column, condition, lang) for column, condition in self.where.items())
        return f"{joint.join(ends)} {what}{such if where else ''}{where}"


def _told(column: str, condition: Condition, lang: Literal["nl", "en"]) -> str:
    if isinstance(condition, Range):
        return f"{column} {condition}"
    options = condition if isinstance(condition, tuple) else (condition,)
    return f"{column} = {(' of ' if lang == 'nl' else ' or ').join(_plain(option) for option in options)}"


def _plain(value: str | bool | float) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else f"{value:g}"


class Parameters(RepeatedParameters):
    """Parameters of `linear`: one entry a ``[[rules.linear]]``."""

    each: tuple[OwnRule, ...] = parameter((), "The rules", "no rules")


def _admits(condition: Condition, value: Any) -> bool:
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value that differs from itself
        return False
    if isinstance(condition, Range):
        return (condition.min is None or value >= condition.min) and (condition.max is None or value <= condition.max)
    return any(value == option for option in (condition if isinstance(condition, tuple) else (condition,)))


def _counts(own: OwnRule, lookup: Lookup, entry: Entry) -> bool:
    return all(_admits(condition, lookup.value(entry, column)) for column, condition in own.where.items())


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row an entry."""
    entries = parameters.holding()

    def held(_: Any, number: int) -> Any:
        own: OwnRule = entries[number]
        measured = MEASURED[own.of]
        lookup = Lookup(model.index.instance, reach_of(measured.columns))
        counted = [
            expression
            for key, expression in measured.entries(model)
            if _counts(own, lookup, dict(zip(measured.columns, key, strict=True)))
        ]
        total = pyo.quicksum(counted)
        if not pyo.is_potentially_variable(total):
            amount = pyo.value(total)
            fits = (own.min is None or amount >= own.min) and (own.max is None or amount <= own.max)
            return pyo.Constraint.Skip if fits else model.impossible()
        return (own.min, total, own.max)

    block.held = pyo.Constraint(list(entries), rule=held)


def findings(instance: Instance, parameters: Parameters) -> list[Finding]:
    """Return unknown names and values, and filters that match nothing."""
    return [found for number, own in parameters.holding().items() for found in _faults(instance, own, str(number))]


def _faults(instance: Instance, own: OwnRule, place: str) -> Iterator[Finding]:
    measured = MEASURED.get(own.of)
    if measured is None:
        mend, nearest = nearest_mend(own.of, MEASURED)
        yield Finding("", f"there is no variable {shown(own.of)}", mend, key=f"{place}.of", nearest=nearest)
        return
    if own.min is not None and not measured.may_have_min:
        message = f"{own.of} cannot have a min: places are added only for students"
        yield Finding("", message, "Give a min to enrolled instead.", key=f"{place}.min")
    reach = reach_of(measured.columns)
    lookup, faulty = Lookup(instance, reach), False
    entries = [dict(zip(measured.columns, key, strict=True)) for key in measured.possible(instance)]
    for column, condition in own.where.items():
        key = f"{place}.where.{column}"
        found = _column_fault(own.of, column, reach, key) or _value_fault(column, condition, lookup, entries, key)
        if found is not None:
            faulty = True
            yield found
    if not faulty and not any(_counts(own, lookup, entry) for entry in entries):
        message = f"nothing of {own.of} satisfies all of where"
        yield Finding("", message, _loosen(own, measured), key=f"{place}.where" if own.where else f"{place}.of")


def _loosen(own: OwnRule, measured: Measured) -> str:
    names = ", ".join(measured.columns)
    return (
        f"Loosen or remove one of the {len(own.where)} conditions; {own.of} has the columns {names} and what they know."
    )


def _column_fault(of: str, column: str, reach: Reach, key: str) -> Finding | None:
    if column in reach.columns:
        return None
    if column in reach.ambiguous:
        mend = f"Write one of: {', '.join(reach.ambiguous[column])}."
        return Finding("", f"{shown(column)} may mean several columns", mend, key=key)
    mend, nearest = nearest_mend(column, {*reach.columns, *reach.ambiguous})
    return Finding("", f"{of} has no column {shown(column)}", mend, key=key, nearest=nearest)


def _value_fault(
    column: str, condition: Condition, lookup: Lookup, entries: list[dict[str, Any]], key: str
) -> Finding | None:
    source = lookup.reach.columns[column]
    described = source.described
    kind = described.kind if described else ("number" if source.column in OWN_NUMBERS else "slug")
    options = () if isinstance(condition, Range) else condition if isinstance(condition, tuple) else (condition,)
    if isinstance(condition, Range) and kind not in NUMERIC:
        message = f"{shown(column)} holds no numbers, so it has no range"
        return Finding("", message, "Write a value or a list of values.", key=key)
    expected = {"boolean": bool, "number": int | float, "integer": int | float}.get(kind, str)
    known = lookup.values(column, entries)
    for option in options:
        if not isinstance(option, expected) or (kind in NUMERIC and isinstance(option, bool)):
            words = "true or false" if kind == "boolean" else "a number" if kind in NUMERIC else "text in quotes"
            return Finding("", f"{shown(option)} is not {words}, as {column} is", f"Write {words}.", key=key)
        if option not in known:
            names = {str(value) for value in known if isinstance(value, str) and value}
            mend, nearest = (
                nearest_mend(str(option), names) if names else ("Write a range, or a value that occurs.", None)
            )
            return Finding("", f"no {column} is {shown(option)} in this data set", mend, key=key, nearest=nearest)
    return None


RULE = Rule(
    name="linear",
    sentence_nl="Eigen regels van de gebruiker gelden[: {each}].",
    sentence_en="The user's own rules hold[: {each}].",
    parameters=Parameters,
    add_rows=add_rows,
    findings=findings,
    subjects={"held": ("entry",)},
    doc=__doc__,
)
