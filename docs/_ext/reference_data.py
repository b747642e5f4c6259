"""Reference text of data sets, scenarios and result tables, from the schemas that read and write them."""

from __future__ import annotations

from markdown_text import code, default, kind, limits, required, table
from pydantic import BaseModel

from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_EXTRAS, PLAN_KEYS
from optimizer.inputs.scenario import Goal, Goals, Students
from optimizer.inputs.schema import PRICES, TABLES, Column, Table

PLAN_FILES = {"programmes": "plan.csv", "students": "students.csv", "staff": "staff.csv", "institute": "institute.csv"}
PLAN_MEANINGS = {
    "programmes": "The programmes of the plan. It is a valid proposal as it stands.",
    "students": "Where students go; an empty municipality means without a place.",
    "staff": "Where teachers work; an empty campus means freed. What is missing from a group are its guest hours.",
    "institute": "The residents of the post-academic institute; only the header if the plan has none.",
}
COLUMN_MEANINGS = {
    "campus_id": "campus",
    "specialisation_id": "specialisation",
    "role": "`lead` for the lead centre of the specialisation, else `teach`",
    "language": "with the rule `language`: `nl`, `en` for any other language, `both`",
    "students_today": "enrolment in the data set; 0 for a new programme",
    "students": "students, all years",
    "fte": "teaching in full-time equivalents; in `plan.csv` with those newly hired",
    "top_fte": "full-time equivalents of top teachers who work there",
    "zone_id": "where the students come from",
    "municipality_id": "where they study",
    "km": "distance, one way",
    "teacher_group_id": "teacher group",
    "host_id": "host of the institute",
    "lead_campus_id": "lead centre of the specialisation",
    "residents": "residents of the specialisation at the host",
    "guest_fte": "full-time equivalents of guest teachers",
}
SCENARIO_PARTS: dict[str, type[BaseModel]] = {"[goals]": Goals, "[goals] order, each": Goal, "[students]": Students}


def values(column: Column) -> str:
    """Return what a column may hold."""
    if column.refers_to:
        return f"an identifier of `{TABLES[column.refers_to].file}`"
    if column.choices:
        return ", ".join(code(choice) for choice in column.choices)
    kinds = {"slug": "identifier", "boolean": "`true` or `false`", "integer": "whole number"}
    bounds = [f"≥ {column.low:g}" if column.low is not None else "", f"≤ {column.high:g}" if column.high else ""]
    return ", ".join(part for part in (kinds.get(column.kind, column.kind), *bounds) if part)


def table_section(described: Table) -> str:
    """Return the section of one table of a data set."""
    origin = "primary, every row with its source" if described.primary else "derived"
    optional = "; may be absent" if described.optional else ""
    rows = (
        [
            code(column.name) + (" (key)" if column.name in described.key else ""),
            required(column.meaning, f"the meaning of {described.file}:{column.name}"),
            column.unit,
            values(column) + ("; may be empty" if column.optional else ""),
        ]
        for column in described.columns
    )
    return (
        f"(table-{described.name})=\n## `{described.file}`\n\n"
        f"{required(described.meaning, f'the meaning of {described.file}')} ({origin}{optional}).\n\n"
        f"{table(['column', 'meaning', 'unit', 'values'], rows)}"
    )


def tables() -> str:
    """Return a section for every table of a data set."""
    return "\n".join(table_section(described) for described in TABLES.values())


def prices() -> str:
    """Return the table of prices."""
    return table(["key", "unit", "meaning"], ([code(key), unit, meaning] for key, (unit, meaning) in PRICES.items()))


def scenario_keys() -> str:
    """Return the keys of a scenario that belong to no rule."""
    rows = (
        [
            code(part),
            code(name),
            required(field.description, f"the description of {name} in {part}"),
            ", ".join(text for text in (kind(field.annotation), limits(field)) if text),
            default(field),
        ]
        for part, model in SCENARIO_PARTS.items()
        for name, field in model.model_fields.items()
    )
    return table(["part", "key", "meaning", "values", "default"], rows)


def plan_tables() -> str:
    """Return a section for every table of a plan."""
    sections = []
    for name, columns in PLAN_COLUMNS.items():
        extras = PLAN_EXTRAS.get(name, ())
        marks = {**dict.fromkeys(PLAN_KEYS[name], " (key)"), **dict.fromkeys(extras, " (further)")}
        rows = (
            [
                code(column) + marks.get(column, ""),
                required(COLUMN_MEANINGS.get(column), f"the meaning of column {column} of a plan"),
            ]
            for column in (*columns, *extras)
        )
        meaning = required(PLAN_MEANINGS.get(name), f"the meaning of table {name} of a plan")
        sections.append(f"### `{PLAN_FILES[name]}`\n\n{meaning}\n\n{table(['column', 'meaning'], rows)}")
    return "\n".join(sections)
