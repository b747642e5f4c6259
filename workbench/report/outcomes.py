"""The annexes about the plan: measures, who gains and loses, every programme, students, teachers, the institute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps.layers.arrondissements import arrondissements
from maps.layers.catalogue import specialisation_order
from maps.layers.situations import situations
from workbench.messages import say as say_workbench
from workbench.messages import say_unit
from workbench.numbers import format_value
from workbench.progress import term_label
from workbench.report.parts import Column, ReportTable, Subject
from workbench.report.reasons import Reasons

if TYPE_CHECKING:
    import pandas as pd


def terms_table(subject: Subject) -> ReportTable:
    """Return every measure today, in the plan, and as observed where that differs."""
    say, lang, terms = subject.say, subject.lang, subject.result.terms
    differing = any(values.todays_differ for values in terms.values())
    heads = ["today", "plan", "difference", *(["observed"] if differing else [])]
    columns = [Column(say("measure")), *(Column(say(head), numeric=True) for head in heads), Column(say("unit"))]
    rows = []
    for name, values in terms.items():
        row = [term_label(name, lang)]
        row += [format_value(value, values.unit, lang) for value in (values.today, values.plan)]
        row.append(format_value(values.plan - values.today, values.unit, lang, signed=True))
        if differing:
            row.append(format_value(values.observed, values.unit, lang) if values.todays_differ else "")
        rows.append([*row, "%" if values.unit == "share" else say_unit(lang, values.unit)])
    note = say_workbench(lang, "two_todays") if differing else ""
    return subject.table("terms", say("source_terms"), columns, rows, note)


def sums_table(subject: Subject, name: str, table: str, key: str, head: str) -> ReportTable:
    """Return students, programmes and lead centres by a column of the changes, the largest gain first."""
    say, number = subject.say, subject.number
    names = subject.names(table, key)
    heads = ("students_today", "students_plan", "difference", "programmes_today", "programmes_plan", "leads")
    columns = [Column(say(head)), *(Column(say(each), numeric=True) for each in heads)]
    sums = subject.sums(key).sort_values(["difference", "students_today"], ascending=[False, False], kind="stable")
    rows = [
        [
            names[str(identifier)],
            number(row["students_today"]),
            number(row["students"]),
            number(row["difference"], signed=True),
            *(number(row[column]) for column in ("programmes_today", "programmes", "leads")),
        ]
        for identifier, row in sums.iterrows()
    ]
    return subject.table(name, "changes.csv", columns, rows)


def programmes_table(subject: Subject) -> ReportTable:
    """Return every programme of today and of the plan with what becomes of it, and why."""
    say, number = subject.say, subject.number
    order = {name: place for place, name in enumerate(specialisation_order(subject.result.instance))}
    frame = subject.changes.assign(place=subject.changes["specialisation_id"].map(order))
    frame = frame.sort_values(["place", "students"], ascending=[True, False], kind="stable")
    reasons = Reasons(subject)
    rows, marks = [], []
    for row in _rows(frame):
        change = f"{row.change}_lead" if row.lead else row.change
        rows.append(
            [
                subject.specialisation(row.specialisation_id),
                f"{subject.campus(row.campus_id)} ({subject.town_of(row.campus_id)})",
                _becomes(subject, change),
                number(row.students_today),
                number(row.students),
                reasons.of(row),
            ]
        )
        marks.append(str(change))
    heads = ("specialisation", "campus", "becomes", "students_today", "students_plan", "reason")
    columns = [Column(say(head), numeric=head.startswith("students")) for head in heads]
    source = "changes.csv, plan.csv, students.csv"
    return subject.table("programmes", source, columns, rows, say("reasons_note"), marks)


def _becomes(subject: Subject, change: str) -> str:
    texts = {name: subject.say(name) for name in ("kept", "opened", "closed", "kept_lead", "opened_lead")}
    return texts[change]


def zones_table(subject: Subject) -> ReportTable:
    """Return every arrondissement with its students and their mean distance, the farthest first."""
    say, number = subject.say, subject.number
    place = 0 if subject.lang == "nl" else 1
    entries = arrondissements(subject.result.instance, situations(subject.result))
    entries.sort(key=lambda entry: (-(entry["extra"] or 0.0), entry["id"]))
    heads = ("students", "km_today", "km_plan", "km_extra")
    columns = [Column(say("zone")), Column(say("province")), *(Column(say(head), numeric=True) for head in heads)]
    rows = [
        [
            entry["name"][place],
            entry["province"][place],
            number(entry["students"]),
            number(entry["today"], 1),
            number(entry["plan"], 1),
            number(entry["extra"], 1, signed=True),
        ]
        for entry in entries
    ]
    return subject.table("zones", "students.csv, today/students.csv", columns, rows)


def moves_table(subject: Subject) -> ReportTable:
    """Return the teacher groups that work elsewhere than at home, or are freed."""
    say, number = subject.say, subject.number
    homes = subject.result.instance.table("teachers").set_index("teacher_group_id")["campus_id"]
    staff = subject.plan.staff
    moved = staff[staff["campus_id"] != staff["teacher_group_id"].map(homes)]
    rows = [
        [
            row.teacher_group_id,
            subject.campus(homes[row.teacher_group_id]),
            subject.campus(row.campus_id) if row.campus_id else say("freed"),
            number(row.fte, 1),
            number(row.km, 0) if row.campus_id else "",
        ]
        for row in _rows(moved.sort_values(["teacher_group_id", "campus_id"]))
    ]
    columns = [*(Column(say(head)) for head in ("group", "home", "works_at"))]
    columns += [Column(say(head), numeric=True) for head in ("fte", "km")]
    return subject.table("moves", "staff.csv", columns, rows)


def institute_table(subject: Subject) -> ReportTable:
    """Return the residents of the institute by host and lead centre."""
    say, number = subject.say, subject.number
    hosts = subject.names("institute_hosts", "host_id")
    rows = [
        [
            hosts[row.host_id],
            subject.specialisation(row.specialisation_id),
            subject.campus(row.lead_campus_id),
            number(row.residents),
            number(row.guest_fte, 1),
            number(row.km, 0),
        ]
        for row in _rows(subject.plan.institute)
    ]
    columns = [*(Column(say(head)) for head in ("host", "specialisation", "lead"))]
    columns += [Column(say(head), numeric=True) for head in ("residents", "guest_fte", "km")]
    return subject.table("institute", "institute.csv", columns, rows)


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples(index=False))
