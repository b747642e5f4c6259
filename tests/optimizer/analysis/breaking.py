"""Ways to break the tiny plan by hand."""

from __future__ import annotations

from typing import Any

from optimizer.analysis.verify import failures, verify
from optimizer.inputs.plan import Plan
from tests.factory import TINY, TINY_PLAN, tiny_instance, tiny_scenario


def changed(table: str, where: dict[str, Any], **values: Any) -> list[dict[str, Any]]:
    """Return a plan's table with values changed in the rows where all of `where` holds; at least one must."""
    hits = [all(row[key] == value for key, value in where.items()) for row in TINY_PLAN[table]]
    assert any(hits)
    return [{**row, **values} if hit else row for row, hit in zip(TINY_PLAN[table], hits, strict=True)]


def without(table: str, **where: Any) -> list[dict[str, Any]]:
    """Return a plan's table without the rows where all of `where` holds."""
    kept = [row for row in TINY_PLAN[table] if not all(row[key] == value for key, value in where.items())]
    assert len(kept) < len(TINY_PLAN[table])
    return kept


def added(table: str, *values: Any) -> list[dict[str, Any]]:
    """Return a plan's table with a row more."""
    return [*TINY_PLAN[table], dict(zip(TINY_PLAN[table][0], values, strict=True))]


def failed(plan: Plan, *, rules: dict[str, Any] | None = None, **changes: Any) -> list[tuple[str, str]]:
    """Return name and subject of what fails; `changes` are of the scenario, or of tables of the data set."""
    tables = {name: changes.pop(name) for name in list(changes) if name in TINY}
    frame = failures(verify(plan, tiny_instance(**tables), tiny_scenario(rules, **changes)))
    return list(zip(frame["name"], frame["subject"], strict=True))
