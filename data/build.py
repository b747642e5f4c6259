"""Build the shipped data sets from ``data/sources/``.

Run ``python data/build.py`` to write ``data/flanders-2010`` and ``data/tutorial``, and ``python data/build.py --check``
to see whether they are what their sources give. ``--set places_per_student=1.5 --out DIR NAME`` builds a variant under
another assumption. Reads nothing outside the repository; equal sources give equal bytes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import tomlkit
from tomlkit.exceptions import ParseError

DATA = Path(__file__).resolve().parent
sys.path.insert(0, str(DATA.parent))

# ruff: noqa: E402 - the package is found without being installed
from optimizer.errors import Finding, InputError, did_you_mean
from optimizer.inputs.cells import Place, convert
from optimizer.inputs.completion import complete_tables
from optimizer.inputs.consistency.checks import DataUnderCheck
from optimizer.inputs.consistency.names import references_exist
from optimizer.inputs.gathering import Gathering
from optimizer.inputs.locating import DATASET_FILE
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.schema import PRICES, TABLES, Table
from optimizer.inputs.values import check_keys, check_values
from optimizer.inputs.writing import format_data_table

SOURCES = DATA / "sources"
DATA_SETS = ("flanders-2010", "tutorial")
HEADER = "# Built by data/build.py"
DERIVABLE = {
    "campuses": {"places", "expandable_share"},
    "specialisations": {"years", "students_per_fte", "floor"},
    "programmes": {"graduates"},
}
"""Columns that are derived where the sources lack them."""

Properties = dict[str, str]


def read_source(path: Path, table: Table, gathering: Gathering) -> tuple[pd.DataFrame, list[int]]:
    """Read a source table as typed columns, extra columns as text, and the line of every row."""
    file = str(path.relative_to(SOURCES))
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False).fillna("")
    except (ValueError, pd.errors.ParserError) as fault:
        gathering.error("csv", file, f"is not a table: {fault}", "Save it as CSV, UTF-8, with commas.")
        return pd.DataFrame(), []
    place = Place(file, range(2, len(frame) + 2), semicolons=False, gathering=gathering)
    there = tuple(column for column in table.columns if column.name in frame)
    for column in table.columns:
        if column not in there and column.name not in DERIVABLE.get(table.name, set()):
            mend = f"Add it: {column.meaning}."
            gathering.error("header", file, "the column is missing", mend, row=1, column=column.name)
    key = ("programme_id",) if table.name == "programmes" else table.key
    found = replace(table, columns=there, key=key)
    text = {column.name: frame[column.name].tolist() for column in there}
    typed = pd.DataFrame({column.name: convert(text[column.name], column, place) for column in there})
    check_values(typed, text, found, place)
    if set(key) <= set(found.column_names):
        check_keys(typed, found, place)
    for column in there:
        values = typed[column.name]
        if column.kind == "boolean":
            values = values.fillna(0.0).astype(bool)
        elif column.kind not in {"number", "integer"}:
            values = values.fillna("")
        frame[column.name] = values
    return frame, list(place.lines)


def read_sources(name: str) -> dict[str, pd.DataFrame]:
    """Read and check all source tables of a data set; raise every finding at once."""
    gathering = Gathering()
    tables: dict[str, pd.DataFrame] = {}
    lines: dict[str, list[int]] = {}
    for table in TABLES.values():
        path = SOURCES / name / table.file
        if path.exists():
            tables[table.name], lines[table.name] = read_source(path, table, gathering)
        elif table.primary and not table.optional and table.name != "teachers":
            gathering.error("file", f"{name}/{table.file}", "the table is missing", f"Add it: {table.meaning.lower()}.")
    if not gathering.has_errors:
        known = {key: _known_columns(frame, TABLES[key]) for key, frame in tables.items()}
        gathering.extend("reference", references_exist.run(DataUnderCheck(known, lines, {})))
        gathering.extend("zone", _unknown_zones(name, tables))
    gathering.raise_errors()
    return tables


def _unknown_zones(name: str, tables: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    """Yield every municipality that is said to lie in a zone which is not there."""
    zones = set(tables["zones"]["zone_id"])
    towns = tables["municipalities"]
    for row, zone in enumerate(towns.get("zone_id", pd.Series("", index=towns.index)), start=2):
        if zone not in zones | {""}:
            mend, nearest = did_you_mean(zone, zones)
            message = f'"{zone}" is not in zones.csv'
            yield Finding(f"{name}/municipalities.csv", message, mend, row=row, column="zone_id", nearest=nearest)


def _known_columns(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the columns of the schema, with empty cells missing; a column still to be derived is all missing."""
    columns = frame.reindex(columns=list(table.column_names))
    return columns.mask(columns == "")


def read_settings(name: str, overrides: dict[str, float]) -> tomlkit.TOMLDocument:
    """Read ``dataset.toml`` of the sources, with overridden assumptions; unknown names are findings."""
    file = f"{name}/{DATASET_FILE}"
    try:
        settings = tomlkit.parse((SOURCES / file).read_text(encoding="utf-8"))
    except (ParseError, UnicodeDecodeError) as fault:
        message = f"is not TOML: {fault}"
        raise InputError([Finding(file, message, "Mend the line.", row=getattr(fault, "line", None))]) from None
    assumptions: Any = settings.get("assumptions", {})
    findings = [
        Finding(file, "the value is not a number", "Write value = a number.", key=f"assumptions.{key}.value")
        for key, entry in assumptions.items()
        if not isinstance(entry, dict) or not isinstance(entry.get("value"), int | float)
    ]
    for key, value in overrides.items():
        if key in assumptions:
            assumptions[key]["value"] = value
        else:
            mend, nearest = did_you_mean(key, assumptions)
            message = f'there is no assumption "{key}"'
            findings.append(Finding(file, message, mend, key=f"assumptions.{key}", nearest=nearest))
    findings += [
        Finding(file, f'the price "{key}" is missing', f"Give {meaning} in {unit}.", key=f"assumptions.{key}.value")
        for key, (unit, meaning) in PRICES.items()
        if key not in assumptions
    ]
    if findings:
        raise InputError(findings)
    return settings


def format_settings(name: str, settings: tomlkit.TOMLDocument, calibration: dict[str, float]) -> str:
    """Return the text of the data set's ``dataset.toml``: the sources' settings, prices and calibration."""
    assumptions: Any = settings["assumptions"]
    prices, calibrated = tomlkit.table(), tomlkit.table()
    for key in PRICES:
        prices[key] = assumptions[key]["value"]
    for key in sorted(calibration):
        calibrated[key] = calibration[key]
    settings["prices"] = prices
    if calibration:
        settings["calibration"] = calibrated
    return f"{HEADER} from data/sources/{name}/: change it there and build again.\n\n" + tomlkit.dumps(settings)


def build_boundaries(zones: pd.DataFrame, provinces: pd.DataFrame) -> dict[str, str]:
    """Return the boundary files by name, joined to the data set's zones and provinces."""
    names = ["name_nl", "name_en"]
    zone_at = _by_code(zones["nuts3_2021"], zones[["zone_id", *names]])
    province_at = _by_code(provinces["province_id"], provinces[["province_id", *names]])
    province_of = dict(zip(zones["nuts3_2021"].str[:4], zones["province_id"], strict=True))
    english = {"Brussels": "brussel", **dict(zip(provinces["name_en"], provinces["province_id"], strict=True))}
    recipes: dict[str, tuple[str, Callable[[Properties], Properties | None]]] = {
        "boundaries/arrondissements": ("nuts3_2021_3m", lambda old: zone_at.get(old["nuts"])),
        "boundaries/land": ("land_2021_3m", dict),
        "boundaries/provinces": ("provinces_2021_3m", lambda old: province_at.get(province_of.get(old["nuts2"], ""))),
        "boundaries-open/provinces": (
            "provinces_natural_earth",
            lambda old: province_at.get(english.get(old["name"], "")),
        ),
    }
    files = {
        f"{target}.geojson": _rename(SOURCES / "boundaries" / f"{source}.geojson", properties_of)
        for target, (source, properties_of) in recipes.items()
    }
    licence = (SOURCES / "boundaries" / "README.md").read_text(encoding="utf-8")
    return files | {"boundaries/README.md": licence, "boundaries-open/README.md": licence}


def _by_code(codes: pd.Series[str], rows: pd.DataFrame) -> dict[str, Properties]:
    properties = [{str(key): str(value) for key, value in row.items()} for row in rows.to_dict("records")]
    return dict(zip(codes, properties, strict=True))


def _rename(path: Path, properties_of: Callable[[Properties], Properties | None]) -> str:
    """Return a file of boundaries with new properties, without the areas that have none."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    features = [
        {"type": "Feature", "properties": properties, "geometry": feature["geometry"]}
        for feature in collection["features"]
        if (properties := properties_of(feature["properties"])) is not None
    ]
    features.sort(key=lambda feature: next(iter(feature["properties"].values())))
    lines = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features]
    attribution = json.dumps(collection["attribution"], ensure_ascii=False)
    return f'{{"type":"FeatureCollection","attribution":{attribution},"features":[\n' + ",\n".join(lines) + "\n]}\n"


def build(name: str, overrides: dict[str, float] | None = None) -> dict[str, str]:
    """Return every file of a data set, by name, as text."""
    settings = read_settings(name, overrides or {})
    sources = read_sources(name)
    assumptions = settings.unwrap()["assumptions"]
    values = {key: float(entry["value"]) for key, entry in assumptions.items()}
    municipalities = sources["municipalities"]
    zone_of = {}
    if "zone_id" in municipalities:
        zone_of = dict(zip(municipalities["municipality_id"], municipalities["zone_id"], strict=True))
    try:
        tables, calibration = complete_tables(sources, values, zone_of)
    except (KeyError, ValueError) as fault:
        message = f"the assumption {fault} is missing" if isinstance(fault, KeyError) else str(fault)
        raise InputError([Finding(f"{name}/{DATASET_FILE}", message, "Mend it.", key="assumptions")]) from None
    files = {TABLES[key].file: format_data_table(frame, TABLES[key]) for key, frame in tables.items()}
    files[DATASET_FILE] = format_settings(name, settings, calibration)
    if "nuts3_2021" in sources["zones"]:
        files |= build_boundaries(sources["zones"], sources["provinces"])
    return files


def write(files: dict[str, str], folder: Path) -> None:
    """Write the files to a temporary folder, read them back with every check, then put the folder in its place."""
    made = folder / DATASET_FILE
    foreign = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if foreign and not (made.is_file() and made.read_bytes().startswith(HEADER.encode("utf-8"))):
        raise InputError([Finding(str(folder), "holds something that was not built here", "Give a new folder.")])
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}.", suffix=".partial") as temporary:
        partial = Path(temporary) / folder.name
        for name, text in files.items():
            target = partial / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8"))
        read_dataset(partial)
        if folder.exists():
            shutil.rmtree(folder)
        partial.rename(folder)


def differences(files: dict[str, str], folder: Path) -> list[str]:
    """Return the names of files that are missing, superfluous or different in `folder`."""
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    changed = {name for name in present & set(files) if (folder / name).read_bytes() != files[name].encode("utf-8")}
    return sorted(changed | (present ^ set(files)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Build or check the data sets; return the exit code."""
    options = _parse(arguments)
    changed_any = False
    try:
        for name in options.names or DATA_SETS:
            folder = options.out or DATA / name
            files = build(name, dict(options.overrides))
            if options.check:
                changed = differences(files, folder)
                changed_any |= bool(changed)
                state = f"differs in {', '.join(changed)}" if changed else "up to date"
                sys.stdout.write(f"{name}: {state}\n")
            else:
                write(files, folder)
                sys.stdout.write(f"{name}: {len(files)} files in {folder}\n")
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return int(changed_any)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{' or '.join(DATA_SETS)}; all if none is named")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if a file would change")
    parser.add_argument("--out", type=Path, help="folder of the variant; one data set only")
    parser.add_argument("--set", dest="overrides", action="append", default=[], metavar="NAME=VALUE", type=_override)
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(DATA_SETS))
    if unknown:
        parser.error(f"there is no data set {', '.join(unknown)}")
    if (options.out or options.overrides) and (len(options.names) != 1 or not options.out):
        parser.error("--set and --out go together, with one data set")
    return options


def _override(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    return name, float(value)


if __name__ == "__main__":
    sys.exit(main())
