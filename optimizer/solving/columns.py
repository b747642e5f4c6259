"""The columns of a workshop's model by what they stand for, so that nobody else needs to see its variables."""

from __future__ import annotations

from typing import Any

from optimizer.model.elastic import Elastic
from optimizer.solving.workshop import Workshop


def columns_by_index(workshop: Workshop, name: str) -> dict[Any, int]:
    """Return the columns of a variable of the design, such as ``offers``, by its index; none if the model lacks it."""
    variable = workshop.source.pyomo.component(name)
    return {} if variable is None else workshop.model.columns_of(variable)


def missed_columns(workshop: Workshop, elastic: Elastic) -> dict[str, int]:
    """Return the columns that say by how much each rule is missed, by rule."""
    return workshop.model.columns_of(elastic.missed)


def slack_columns(workshop: Workshop, elastic: Elastic, row: str) -> list[int]:
    """Return the columns of the slack of a row, by its name."""
    column_of = workshop.model.column_of
    return [column_of[id(each)] for slack in elastic.slack if slack.row == row for each in slack.variables]
