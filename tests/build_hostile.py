"""Build ``tests/hostile``: data sets, scenarios and proposals with one fault each, named for it.

``python -m tests.build_hostile`` writes them again; a test holds the committed files to this script, and every fault to
the place where it is to be found.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from optimizer.inputs.templates import new_dataset

HOSTILE = Path(__file__).parent / "hostile"

Change = Callable[[Path], None]


@dataclass(frozen=True)
class Fault:
    """A change of a faultless data set, and where it must be found: file, line, column or key."""

    change: Change
    file: str
    row: int | None
    place: str | None = None


def read_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def write_rows(path: Path, rows: list[list[str]], delimiter: str = ",") -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def edit(folder: Path, file: str, column: str, value: str, row: int = 2) -> None:
    """Put `value` into one cell; `row` is the line in the file."""
    rows = read_rows(folder / file)
    rows[row - 1][rows[0].index(column)] = value
    write_rows(folder / file, rows)


def append(folder: Path, file: str, **cells: str) -> None:
    """Add a copy of the last row with some cells changed."""
    rows = read_rows(folder / file)
    copy = dict(zip(rows[0], rows[-1], strict=True)) | cells
    write_rows(folder / file, [*rows, [copy[name] for name in rows[0]]])


def drop_column(folder: Path, file: str, column: str) -> None:
    rows = read_rows(folder / file)
    at = rows[0].index(column)
    write_rows(folder / file, [[*row[:at], *row[at + 1 :]] for row in rows])


def add_column(folder: Path, file: str, column: str) -> None:
    first, *rest = read_rows(folder / file)
    write_rows(folder / file, [[*first, column], *([*row, "1"] for row in rest)])


def rename_column(folder: Path, file: str, old: str, new: str) -> None:
    rows = read_rows(folder / file)
    rows[0][rows[0].index(old)] = new
    write_rows(folder / file, rows)


def replace_bytes(path: Path, old: bytes, new: bytes) -> None:
    path.write_bytes(path.read_bytes().replace(old, new, 1))


def _cell(file: str, column: str, value: str) -> Fault:
    return Fault(lambda folder: edit(folder, file, column, value), file, 2, column)


def _swap(folder: Path) -> None:
    edit(folder, "campuses.csv", "lat", "3.72")
    edit(folder, "campuses.csv", "lon", "51.05")


def _another_town(folder: Path) -> None:
    append(folder, "municipalities.csv", municipality_id="elsewhere")
    append(folder, "campuses.csv", campus_id="second-campus", municipality_id="elsewhere")
    append(folder, "campus_travel.csv", municipality_id_to="elsewhere", km="20", minutes="30")
    append(folder, "campus_travel.csv", municipality_id="elsewhere", municipality_id_to="example-municipality")
    append(folder, "firm_travel.csv", municipality_id="elsewhere")


def _another_specialisation(folder: Path) -> None:
    append(folder, "specialisations.csv", specialisation_id="second")
    append(folder, "campuses.csv", campus_id="second-campus")
    append(folder, "programmes.csv", programme_id="second", campus_id="second-campus", specialisation_id="second")
    append(folder, "demand.csv", specialisation_id="second")
    append(folder, "today_flows.csv", campus_id="second-campus", specialisation_id="second")
    append(folder, "teachers.csv", teacher_group_id="second", specialisation_id="second")


def _same_programme_id(folder: Path) -> None:
    _another_specialisation(folder)
    edit(folder, "programmes.csv", "programme_id", "example-programme", row=3)
    edit(folder, "teachers.csv", "campus_id", "second-campus", row=3)


def _host_elsewhere(folder: Path) -> None:
    _another_town(folder)
    append(folder, "travel.csv", municipality_id="elsewhere")
    edit(folder, "institute_hosts.csv", "municipality_id", "elsewhere")


def _distances(km_factor: float, minutes: str) -> Change:
    def change(folder: Path) -> None:
        edit(folder, "zones.csv", "lat", "51.14")
        edit(folder, "travel.csv", "km", f"{13 * km_factor:g}")
        edit(folder, "travel.csv", "minutes", minutes)

    return change


def _to_toml(old: bytes, new: bytes) -> Change:
    return lambda folder: replace_bytes(folder / "dataset.toml", old, new)


def _in_file(file: str, old: bytes, new: bytes) -> Change:
    return lambda folder: replace_bytes(folder / file, old, new)


def _whole(file: str, content: bytes) -> Change:
    def change(folder: Path) -> None:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(content)

    return change


def _recode(file: str, encoding: str) -> Change:
    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_bytes(text.encode(encoding))

    return change


DATA_FAULTS: dict[str, Fault] = {
    "not-a-number": _cell("campuses.csv", "places", "many"),
    "negative": _cell("campuses.csv", "places", "-5"),
    "nan": _cell("programmes.csv", "enrolled", "NaN"),
    "infinite": _cell("demand.csv", "students", "inf"),
    "too-large": _cell("zones.csv", "population", "1e300"),
    "out-of-range": _cell("campuses.csv", "lat", "510"),
    "excel-date": _cell("teachers.csv", "fte", "3/04"),
    "excel-thousands": _cell("zones.csv", "population", "1.234,5"),
    "percentage": _cell("campuses.csv", "expandable_share", "50%"),
    "missing-value": _cell("campuses.csv", "name", ""),
    "unknown-institution": _cell("campuses.csv", "institution_id", "example-institutoin"),
    "unknown-choice": _cell("institutions.csv", "network", "comunity"),
    "not-a-slug": _cell("provinces.csv", "province_id", "Example Province"),
    "not-a-boolean": _cell("teachers.csv", "top", "maybe"),
    "unknown-family-of-firm": _cell("industry.csv", "families", "example-famly"),
    "duplicate-key": Fault(lambda folder: append(folder, "campuses.csv"), "campuses.csv", 3, "campus_id"),
    "duplicate-programme-id": Fault(_same_programme_id, "programmes.csv", 3, "programme_id"),
    "teachers-without-programme": Fault(_another_specialisation, "teachers.csv", 3, "specialisation_id"),
    "missing-file": Fault(lambda folder: (folder / "travel.csv").unlink(), "travel.csv", None),
    "missing-description": Fault(lambda folder: (folder / "dataset.toml").unlink(), "dataset.toml", None),
    "missing-column": Fault(lambda f: drop_column(f, "campuses.csv", "places"), "campuses.csv", 1, "places"),
    "misspelt-column": Fault(
        lambda f: rename_column(f, "campuses.csv", "places", "plases"), "campuses.csv", 1, "places"
    ),
    "extra-column": Fault(lambda f: add_column(f, "demand.csv", "remark"), "demand.csv", 1, "remark"),
    "duplicate-column": Fault(lambda f: add_column(f, "demand.csv", "students"), "demand.csv", 1, "students"),
    "empty-file": Fault(_whole("demand.csv", b""), "demand.csv", 1),
    "header-only": Fault(_whole("demand.csv", b"zone_id,specialisation_id,students\n"), "demand.csv", 1),
    "ragged-row": Fault(_in_file("demand.csv", b",100\n", b"\n"), "demand.csv", 2),
    "unbalanced-quotes": Fault(_in_file("campuses.csv", b"example name", b'"example name'), "campuses.csv", 2),
    "broken-utf-8": Fault(_in_file("campuses.csv", b"example name", b"caf\xe9 name"), "campuses.csv", 2),
    "nul-byte": Fault(_in_file("campuses.csv", b"example name", b"example\x00name"), "campuses.csv", 2),
    "utf-16": Fault(_recode("campuses.csv", "utf-16"), "campuses.csv", None),
    "swapped-coordinates": Fault(_swap, "campuses.csv", 2, "lat"),
    "demand-differs": Fault(lambda f: edit(f, "demand.csv", "students", "130"), "demand.csv", 2, "students"),
    "flows-differ": Fault(lambda f: edit(f, "today_flows.csv", "students", "70"), "demand.csv", 2, "students"),
    "no-demand": Fault(
        lambda f: append(f, "specialisations.csv", specialisation_id="second"),
        "specialisations.csv",
        3,
        "specialisation_id",
    ),
    "missing-distance": Fault(_another_town, "travel.csv", None, "municipality_id"),
    "metres": Fault(_distances(70, "1000"), "travel.csv", 2, "km"),
    "shorter-than-straight": Fault(_distances(0.5, "20"), "travel.csv", 2, "km"),
    "hours": Fault(_distances(1, "0.3"), "travel.csv", 2, "minutes"),
    "too-far": _cell("travel.csv", "km", "13000"),
    "host-elsewhere": Fault(_host_elsewhere, "institute_hosts.csv", 2, "municipality_id"),
    "more-graduates-than-students": _cell("programmes.csv", "graduates", "101"),
    "missing-price": Fault(_to_toml(b"rate = ", b"raet = "), "dataset.toml", None, "prices.rate"),
    "bad-toml": Fault(_to_toml(b"year = 2009", b"year = = 2009"), "dataset.toml", 4),
    "bad-boundaries": Fault(
        _whole("boundaries/provinces.geojson", b'{"type": "Feature"}'), "boundaries/provinces.geojson", None
    ),
}

_START = 'title = "Hostile"\ndataset = "tutorial"\n'
_GOALS = '[goals]\norder = [{term = "duplication", give_up = 0.1}, {term = "student_travel"}]\n'

SCENARIO_FAULTS: dict[str, tuple[str, str]] = {
    "unknown-key": (_START + 'opening = "none"\n' + _GOALS, "opening"),
    "unknown-rule": (_START + _GOALS + "[rules.minimum_enrollment]\nnorm = 80\n", "rules.minimum_enrollment"),
    "unknown-term": (_START + '[goals]\norder = [{term = "duplications"}]\n', "goals.order.0.term"),
    "unknown-parent": ('extends = "referense"\n' + _START + _GOALS, "extends"),
    "circle": ('extends = "circle.toml"\n' + _START + _GOALS, "extends"),
    "wrong-type": (_START + _GOALS + '[rules.minimum_enrolment]\nnorm = "eighty"\n', "rules.minimum_enrolment.norm"),
    "negative-norm": (_START + _GOALS + "[rules.minimum_enrolment]\nnorm = -1\n", "rules.minimum_enrolment.norm"),
    "always-on": (_START + _GOALS + "[rules.staffing]\nenabled = false\n", "rules.staffing.enabled"),
    "min-above-max": (
        _START + _GOALS + "[rules.sites_per_specialisation]\nmin = 3\nmax = 2\n",
        "rules.sites_per_specialisation.min",
    ),
    "term-twice": (_START + '[goals]\norder = [{term = "freed"}, {term = "freed"}]\n', "goals.order.1.term"),
    "weighted-without-price": (
        _START + '[goals]\nmode = "weighted"\norder = [{term = "freed"}]\n',
        "goals.order.0.price",
    ),
    "cost-counted-twice": (
        _START + '[goals]\nmode = "weighted"\norder = [{term = "cost"}, {term = "freed", price = 1}]\n',
        "goals.order.1.term",
    ),
    "unknown-campus": (_START + _GOALS + '[rules.locks]\nkeep = ["nowhere/nothing"]\n', "rules.locks.keep.0"),
    "unknown-province": (
        _START + _GOALS + '[rules.province_presence]\nprovinces = ["limbourg"]\n',
        "rules.province_presence.provinces.0",
    ),
    "unknown-pole": (
        _START + _GOALS + '[rules.pole_balance]\nfirst = "bruxelles"\n',
        "rules.pole_balance.first",
    ),
    "pole-of-a-wrong-type": (_START + _GOALS + "[rules.pole_balance]\nfirst = 3\n", "rules.pole_balance.first"),
    "contradicting-locks": (
        _START + _GOALS + '[rules.locks]\nkeep = ["*/*"]\nclose = ["*/*"]\n',
        "rules.locks.keep.0",
    ),
    "two-leads": (
        _START + _GOALS + '[rules.locks]\nlead = ["at-kaai/film_av-aba_ma", "vk-sluis/film_av-aba_ma"]\n',
        "rules.locks.lead.1",
    ),
    "opening-beyond-the-limit": (
        _START + _GOALS + '[rules.locks]\nopen = ["at-dok/film_av-aba_ma"]\n[rules.openings_limit]\ntotal = 0\n',
        "rules.openings_limit.total",
    ),
    "unknown-data-set": ('title = "Hostile"\ndataset = "tutoriall"\n' + _GOALS, "dataset"),
    "unknown-norms": ('norms = "1999"\n' + _START + _GOALS, "norms"),
    "unknown-vintage": (_START + _GOALS + "[rules.language]\nvintage = 1999\n", "rules.language.vintage"),
    "negative-budget": (_START + _GOALS + "[rules.budget]\none_off = -1\n", "rules.budget.one_off"),
    "own-rule-without-limit": (_START + _GOALS + '[[rules.linear]]\nof = "offers"\n', "rules.linear.0"),
    "own-rule-of-a-wrong-kind": (_START + _GOALS + "[rules]\nlinear = [3]\n", "rules.linear.0"),
    "unknown-price": (_START + _GOALS + "[prices]\neur_per_mile = 1\n", "prices.eur_per_mile"),
}

PROPOSAL_FAULTS: dict[str, tuple[str, int, str]] = {
    "unknown-names": ("campus_id,specialisation_id\nhg-bj,film_av-aba_ma\n", 2, "campus_id"),
    "formula": ("campus_id;specialisation_id\n\"=cmd|' /C calc'!A0\";film_av-aba_ma\n", 2, "campus_id"),
    "twice": ("campus_id,specialisation_id\n" + "hg-bij,film_av-aba_ma\n" * 2, 3, "specialisation_id"),
    "unknown-action": ("action,campus_id,specialisation_id\nerase,hg-bij,film_av-aba_ma\n", 2, "action"),
    "keep-and-close": (
        "action,campus_id,specialisation_id\nkeep,hg-bij,film_av-aba_ma\nclose,hg-bij,film_av-aba_ma\n",
        3,
        "action",
    ),
}


def build(folder: Path) -> None:
    """Write every hostile input into `folder`."""
    for name, fault in DATA_FAULTS.items():
        new_dataset(name, folder)
        fault.change(folder / name)
    for name, (text, _) in SCENARIO_FAULTS.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    for name, (text, _, _) in PROPOSAL_FAULTS.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    shutil.rmtree(HOSTILE, ignore_errors=True)
    build(HOSTILE)
