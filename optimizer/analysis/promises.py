"""What every plan promises, whatever its scenario: the rows named ``plan`` in ``checks.csv``."""

from __future__ import annotations

from functools import reduce

import pandas as pd

from optimizer.analysis.locks import matches, place_and_specialisation
from optimizer.analysis.measures import each_of, joined, measures, none_of
from optimizer.analysis.situation import NUMBERS, PAIR, TRACE, Situation, among
from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_KEYS

REFERENCES = {
    "campus_id": ("campuses", "campus_id"),
    "lead_campus_id": ("campuses", "campus_id"),
    "specialisation_id": ("specialisations", "specialisation_id"),
    "zone_id": ("zones", "zone_id"),
    "municipality_id": ("municipalities", "municipality_id"),
    "teacher_group_id": ("teachers", "teacher_group_id"),
    "host_id": ("institute_hosts", "host_id"),
}
"""Table and key that know the identifiers of a column."""

NOWHERE = {"students": "municipality_id", "staff": "campus_id"}
"""Columns that may be empty: who has no place, who is freed; there is no distance then."""


def check(situation: Situation) -> pd.DataFrame:
    """Check everything that holds without any rule."""
    parts = (tables, programmes, students, staff, guests, distances)
    return joined(*(part(situation) for part in parts))


def check_today(situation: Situation) -> pd.DataFrame:
    """Check what holds for today's programmes, students reassigned: all are taught, and teachers stay at home."""
    today, taught, away = situation.today, situation.programmes, situation.away
    freed = situation.staff.loc[situation.staff["campus_id"] == "", "fte"].sum()
    closed = none_of(
        "programmes of today that are not taught",
        ~among(today, PAIR, taught),
        today["campus_id"] + "/" + today["specialisation_id"],
        "programmes",
    )
    return joined(
        closed,
        measures("teachers away from home", away["fte"].sum(), 0.0, "FTE", "at most"),
        measures("teachers freed", freed, 0.0, "FTE", "at most"),
        measures("teachers hired", (taught["fte"] - taught["staffed"]).clip(lower=0).sum(), 0.0, "FTE", "at most"),
    )


def tables(situation: Situation) -> pd.DataFrame:
    """Check that no row occurs twice, identifiers are known, and amounts are numbers of at least 0."""
    roles = situation.plan.programmes["role"]
    found = [_table(situation, name) for name in PLAN_COLUMNS]
    return joined(*found, none_of("programmes: unknown role", ~roles.isin(["lead", "teach"]), roles, "rows"))


def _table(situation: Situation, name: str) -> pd.DataFrame:
    table: pd.DataFrame = getattr(situation.plan, name)
    keys = list(PLAN_KEYS[name])
    label = reduce(lambda left, right: left + "/" + right, [table[key] for key in keys])
    nowhere = table[NOWHERE[name]] == "" if name in NOWHERE else pd.Series(False, index=table.index)
    faulty = pd.Series(False, index=table.index)
    found = [none_of(f"{name}: repeated rows", table.duplicated(keys), label, "rows")]
    for column in PLAN_COLUMNS[name]:
        if column in REFERENCES:
            target, key = REFERENCES[column]
            unknown = ~table[column].isin(situation.instance.table(target)[key])
            if column == NOWHERE.get(name):
                unknown &= ~nowhere
            found.append(none_of(f"{name}: unknown {column}", unknown, table[column], "rows"))
        elif column in NUMBERS:
            bad = ~(table[column] >= -TRACE)
            faulty |= bad & ~nowhere if column == "km" else bad
    return joined(*found, none_of(f"{name}: amounts missing or below 0", faulty, label, "rows"))


def eligible(situation: Situation) -> pd.Series[bool]:
    """Say for each programme of the plan whether it is taught today or may be opened."""
    taught, today = situation.programmes, situation.today
    allowed = ~taught["new"]
    if situation.openings == "anywhere":
        allowed |= True
    if situation.openings == "family":
        allowed |= among(taught, ["institution_id", "family_id", "degree"], today)
    for entry in situation.opened:
        if place_and_specialisation(entry)[1] is not None:
            allowed |= matches(taught, entry, situation.instance)
    return allowed


def programmes(situation: Situation) -> pd.DataFrame:
    """Check that programmes may exist, reach their floor, and tell today's students and their top teachers rightly."""
    taught = situation.programmes
    pair, group = taught["pair"], taught["specialisation_id"]
    fewest = group.map(situation.demand).clip(upper=taught["floor"])
    if situation.as_today:
        fewest = fewest * 0.0 if situation.students_choose else fewest.clip(upper=taught["enrolled"])
    today, top, staffed = taught["enrolled"], taught["top_staffed"], taught["staffed"]
    return joined(
        each_of("programmes that may not be opened", ~eligible(situation), pair, "programmes"),
        measures("fewest students: " + pair, taught["students"], fewest, "students", "at least", group=group),
        measures("students today: " + pair, taught["students_today"], today, "students", "exactly", group=""),
        measures("top teachers: " + pair, taught["top_fte"], top, "FTE", "exactly", group=""),
        measures("teaching includes all staff: " + pair, taught["fte"], staffed, "FTE", "at least", group=group),
    )


def students(situation: Situation) -> pd.DataFrame:
    """Check that demand is met, and that the programmes of a municipality take in who goes there."""
    sums = situation.plan.students.groupby(["zone_id", "specialisation_id"])["students"].sum()
    asked = situation.instance.table("demand").set_index(["zone_id", "specialisation_id"])["students"]
    demand = pd.DataFrame({"measured": sums, "limit": asked.astype("float64")}).fillna(0.0)
    demand = demand.rename_axis(["zone_id", "specialisation_id"]).reset_index()

    place = ["municipality_id", "specialisation_id"]
    taught = situation.programmes.fillna({"municipality_id": "unknown"})
    enrolment = pd.DataFrame(
        {
            "measured": taught.groupby(place)["students"].sum(),
            "limit": situation.flows.groupby(place)["students"].sum(),
        }
    )
    enrolment = enrolment.fillna(0.0).rename_axis(place).reset_index()
    return joined(
        measures(
            "students of a zone: " + demand["zone_id"] + "/" + demand["specialisation_id"],
            demand["measured"],
            demand["limit"],
            "students",
            "exactly",
            group=demand["specialisation_id"],
        ),
        measures(
            "students without a place",
            situation.unplaced["students"].sum(),
            situation.unplaced_share * situation.demand.sum(),
            "students",
            "at most",
        ),
        measures(
            "students in a municipality: " + enrolment["municipality_id"] + "/" + enrolment["specialisation_id"],
            enrolment["measured"],
            enrolment["limit"],
            "students",
            "exactly",
            group=enrolment["specialisation_id"],
        ),
    )


def _accounted(situation: Situation) -> pd.DataFrame:
    teachers = situation.instance.table("teachers")
    placed = situation.plan.staff.groupby("teacher_group_id")["fte"].sum()
    accounted = teachers["teacher_group_id"].map(placed).fillna(0.0)
    return teachers.assign(accounted=accounted.astype("float64"), top=teachers["top"].astype(bool))


def staff(situation: Situation) -> pd.DataFrame:
    """Check that every group's FTE is accounted for, and that teachers work where their specialisation is taught."""
    groups = _accounted(situation)
    subject, group = "teachers of a group: " + groups["teacher_group_id"], groups["specialisation_id"]
    top = groups["top"]
    working = situation.staff[situation.staff["campus_id"] != ""]
    untaught = ~among(working, PAIR, situation.programmes)
    label = working["teacher_group_id"] + "/" + working["campus_id"]
    return joined(
        measures(
            subject[top], groups.loc[top, "accounted"], groups.loc[top, "fte"], "FTE", "at most", group=group[top]
        ),
        measures(
            subject[~top], groups.loc[~top, "accounted"], groups.loc[~top, "fte"], "FTE", "exactly", group=group[~top]
        ),
        none_of("teachers where their specialisation is not taught", untaught, label, "rows"),
    )


def guests(situation: Situation) -> pd.DataFrame:
    """Check that what is missing from the FTE of top groups are their guest hours at the institute."""
    groups = _accounted(situation)
    top = groups[groups["top"]]
    missing = (top["fte"] - top["accounted"]).groupby(top["specialisation_id"]).sum()
    hours = situation.plan.institute.groupby("specialisation_id")["guest_fte"].sum()
    both = pd.DataFrame({"missing": missing, "hours": hours}).fillna(0.0).rename_axis("specialisation_id").reset_index()
    subject = "guest hours of top teachers: " + both["specialisation_id"]
    return measures(subject, both["missing"], both["hours"], "FTE", "exactly")


def distances(situation: Situation) -> pd.DataFrame:
    """Check that distances are those of the data set; one row a table, its worst."""
    working = situation.staff[situation.staff["campus_id"] != ""]
    tables_and_ends = (
        (situation.flows, "zone_id", "municipality_id"),
        (working, "teacher_group_id", "campus_id"),
        (situation.institute, "host_id", "lead_campus_id"),
    )
    return joined(
        *(
            measures(
                "distance: " + table[start] + "/" + table[end],
                table["km"],
                table["distance"],
                "km",
                "exactly",
                group="",
            )
            for table, start, end in tables_and_ends
        )
    )
