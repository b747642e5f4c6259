"""The page on data quality says what the data say."""

import csv
from collections import Counter

import pytest

from data import build
from optimizer.inputs.schema import TABLES

PAGE = (build.DATA.parent / "docs" / "explanation" / "data-quality.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())


def confidences(file, column="confidence"):
    with file.open(encoding="utf-8", newline="") as lines:
        return Counter(row[column] for row in csv.DictReader(lines))


@pytest.mark.parametrize(
    "name", [name for name, table in TABLES.items() if table.primary and name != "programme_costs"]
)
def test_table_of_confidence_is_counted(name):
    counts = confidences(build.DATA / "flanders-2010" / f"{name}.csv")
    cells = [counts.total(), counts["documented"], counts["well-known"], counts["estimated"]]
    assert f"| `{name}` | " + " | ".join(str(cell) for cell in cells) + " |" in PAGE


def test_counts_of_offers_and_enrolments():
    file = build.SOURCES / "flanders-2010" / "programmes.csv"
    offers, enrolments = confidences(file, "offer_confidence"), confidences(file, "enrolled_confidence")
    assert (
        f"{offers['documented']} offers are documented, {offers['well-known']} well-known, "
        f"{offers['estimated']} estimated; of the enrolments {enrolments['documented']} is documented and "
        f"{enrolments['estimated']} are modelled"
    ) in TEXT
    anchors = confidences(build.SOURCES / "flanders-2010" / "anchors.csv").total()
    assert f"holds the {anchors} figures" in TEXT


def test_totals_and_calibration():
    files = build.build("flanders-2010")

    def total(table, column, **where):
        rows = csv.DictReader(files[f"{table}.csv"].splitlines())
        return sum(float(row[column]) for row in rows if all(row[key] == value for key, value in where.items()))

    assert f"{total('programmes', 'enrolled'):,.0f} students" in TEXT
    assert f"{total('campuses', 'places'):,.0f} in all" in TEXT
    assert f"{total('teachers', 'fte'):,.0f} FTE, of which {total('teachers', 'fte', top='true'):,.0f} top" in TEXT
    beta = next(line for line in files["dataset.toml"].splitlines() if line.startswith("beta = "))
    assert f"$\\{beta}$ per km" in TEXT


def test_share_of_far_travellers():
    folder = build.DATA / "flanders-2010"

    def rows(table):
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    km = {(row["zone_id"], row["municipality_id"]): float(row["km"]) for row in rows("travel")}
    town = {row["campus_id"]: row["municipality_id"] for row in rows("campuses")}
    flows = [(km[row["zone_id"], town[row["campus_id"]]], float(row["students"])) for row in rows("today_flows")]
    total = sum(students for _, students in flows)
    far = {limit: sum(students for distance, students in flows if distance > limit) / total for limit in (60, 90)}
    assert f"{far[60]:.1%} of students travel more than 60 km and {far[90]:.1%} more than 90 km" in TEXT
