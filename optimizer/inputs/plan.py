"""A plan as tables: what a solver proposes, a school board submits, or today looks like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

PLAN_COLUMNS = {
    "programmes": ("campus_id", "specialisation_id", "role", "students_today", "students", "fte", "top_fte"),
    "students": ("zone_id", "specialisation_id", "municipality_id", "students", "km"),
    "staff": ("teacher_group_id", "campus_id", "fte", "km"),
    "institute": ("host_id", "specialisation_id", "lead_campus_id", "residents", "guest_fte", "km"),
}
"""Columns of the plan's tables; ``programmes`` is written as ``plan.csv``, the others under their own names."""

PLAN_EXTRAS = {"programmes": ("language",)}
"""Further columns that a table of the plan may have, after its own: what a rule adds to say what it decided."""

PLAN_NAMES = ("campus", "specialisation")
"""Columns that may write out, beside the programmes of a plan, what its identifiers stand for; nothing reads them."""

PLAN_KEYS = {
    "programmes": ("campus_id", "specialisation_id"),
    "students": ("zone_id", "specialisation_id", "municipality_id"),
    "staff": ("teacher_group_id", "campus_id"),
    "institute": ("host_id", "specialisation_id", "lead_campus_id"),
}
"""Key columns, by which the tables are sorted."""


def columns_of(table: str, given: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a table of the plan: its own, then the further ones that are among those given."""
    extras = PLAN_EXTRAS.get(table, ())
    present = set(given)
    return (*PLAN_COLUMNS[table], *(column for column in extras if column in present))


@dataclass(frozen=True, eq=False)
class Plan:
    """Which programmes exist, which lead, where students and teachers go, where the institute sits.

    Attributes
    ----------
    programmes : DataFrame
        One row a programme: campus_id, specialisation_id, role (``lead``/``teach``), students_today, students,
        fte (teaching FTE, hired included), top_fte (top FTE of groups that teach there); with the rule `language` also
        language (``nl``, ``en`` for any other, ``both``).
    students : DataFrame
        zone_id, specialisation_id, municipality_id (empty text: without a place), students, km (one way).
    staff : DataFrame
        teacher_group_id, campus_id (empty text: freed), fte, km from the home campus's municipality. What is missing
        from a group's FTE are its guest hours at the institute.
    institute : DataFrame
        host_id, specialisation_id, lead_campus_id, residents, guest_fte, km from the lead centre; empty without
        institute.
    """

    programmes: pd.DataFrame
    students: pd.DataFrame
    staff: pd.DataFrame
    institute: pd.DataFrame

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The (campus, specialisation) pairs that are taught."""
        return list(zip(self.programmes["campus_id"], self.programmes["specialisation_id"], strict=True))
