"""Reading a data set: every table, every fault at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.errors import Finding, InputError
from optimizer.inputs.cells import Place, convert
from optimizer.inputs.consistency import CONSISTENCY_STAGES, DataUnderCheck
from optimizer.inputs.gathering import Gathering, nearest_mend
from optimizer.inputs.instance import Instance
from optimizer.inputs.locating import DATASET_FILE, locate_dataset
from optimizer.inputs.schema import TABLES, Column, Table
from optimizer.inputs.settings import read_settings
from optimizer.inputs.table_files import Expected, arrange, parse_records
from optimizer.inputs.text_files import read_text
from optimizer.inputs.values import check_keys, check_values

BOUNDARIES = "boundaries"


@dataclass
class _Contents:
    """What was read so far."""

    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    lines: dict[str, Sequence[int]] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    boundaries: dict[str, dict[str, Any]] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)


def read_dataset(name_or_path: str | Path, relative_to: Path | None = None) -> Instance:
    """Read and check a data set.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped data set, or a folder.
    relative_to : Path, optional
        Folder from which a relative path starts; default: the working folder.

    Returns
    -------
    Instance
        The data set; its `notes` hold the warnings.

    Raises
    ------
    InputError
        With every fault of every file, warnings included.
    """
    folder = locate_dataset(name_or_path, relative_to)
    gathering = Gathering()
    contents = _read_contents(folder, gathering)
    data = DataUnderCheck(contents.frames, contents.lines, contents.boundaries)
    for stage in CONSISTENCY_STAGES:
        for check in [check for check in stage if check.can_run(data, gathering)]:
            gathering.extend(check.name, check.run(data))
    gathering.raise_errors()
    tables = {name: _finished(frame, TABLES[name]) for name, frame in contents.frames.items()}
    notes = tuple(gathering.findings())
    name = str(contents.settings["name"])
    return Instance(name, tables, contents.settings, contents.boundaries, contents.hashes, notes)


def read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Return the tables of a data set whose cells are right by themselves, and its settings.

    Whether the tables fit together is not checked: some may be missing or out of date, to be derived again.

    Raises
    ------
    InputError
        With the faults of cells; a missing table is none.
    """
    gathering = Gathering()
    contents = _read_contents(folder, gathering)
    faults = [finding for finding in gathering.findings() if not _is_missing(finding, folder)]
    if any(finding.severity == "error" for finding in faults):
        raise InputError(faults)
    tables = {name: _finished(frame, TABLES[name]) for name, frame in contents.frames.items()}
    return tables, contents.settings


def _is_missing(finding: Finding, folder: Path) -> bool:
    table = TABLES.get(finding.file.removesuffix(".csv"))
    return table is not None and finding.row is None and not (folder / table.file).exists()


def _read_contents(folder: Path, gathering: Gathering) -> _Contents:
    contents = _Contents()
    try:
        present = sorted(entry.name for entry in folder.iterdir() if entry.suffix.lower() == ".csv")
    except OSError:
        mend = "Give the folder of a data set."
        gathering.error("folder", str(folder), "is not a folder that can be read", mend)
        return contents
    settings = read_settings(folder, gathering)
    if settings is not None:
        contents.settings, source = settings
        contents.hashes[DATASET_FILE] = source.sha256
    unknown = [name for name in present if name.removesuffix(".csv") not in TABLES]
    for name in unknown:
        mend, nearest = nearest_mend(name, [table.file for table in TABLES.values() if table.file not in present])
        gathering.warning("unknown file", name, "is not a table of a data set, and was not read", mend, nearest=nearest)
    for table in TABLES.values():
        if table.file in present:
            _read_table(folder / table.file, table, contents, gathering)
        elif not table.optional:
            mend, nearest = nearest_mend(table.file, unknown)
            mend = f"{mend} Rename it to {table.file}." if nearest else f"Add it: {table.meaning.lower()}."
            gathering.error("file", table.file, "the table is missing", mend, nearest=nearest)
    _read_boundaries(folder / BOUNDARIES, contents, gathering)
    return contents


def _read_table(path: Path, table: Table, contents: _Contents, gathering: Gathering) -> None:
    source = read_text(path, table.file, gathering)
    if source is None:
        return
    contents.hashes[table.file] = source.sha256
    records = parse_records(source.text, table.file, table.column_names, gathering)
    if records is None:
        return
    optional = [column.name for column in table.columns if column.optional]
    raw = arrange(records, Expected(table.file, table.column_names, optional), gathering)
    if raw is None:
        return
    if not raw.lines and raw.complete and not table.optional:
        gathering.error("empty", table.file, "has a header but no rows", f"Add rows: {table.meaning.lower()}.", row=1)
    place = Place(table.file, raw.lines, raw.semicolons, gathering)
    blank = [""] * len(raw.lines)
    cells = {column.name: raw.columns.get(column.name, blank) for column in table.columns}
    frame = pd.DataFrame({column.name: convert(cells[column.name], column, place) for column in table.columns})
    present = replace(table, columns=tuple(column for column in table.columns if column.name in raw.columns))
    check_values(frame[list(present.column_names)], cells, present, place)
    if set(table.key) <= set(raw.columns):
        check_keys(frame, table, place)
    if raw.complete and (raw.lines or table.optional):
        contents.frames[table.name] = frame
        contents.lines[table.name] = raw.lines


def _read_boundaries(folder: Path, contents: _Contents, gathering: Gathering) -> None:
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.geojson")):
        file = f"{BOUNDARIES}/{path.name}"
        source = read_text(path, file, gathering)
        if source is None:
            continue
        contents.hashes[file] = source.sha256
        try:
            contents.boundaries[path.stem] = json.loads(source.text, parse_constant=_no_constant)
        except (ValueError, RecursionError) as fault:
            row = getattr(fault, "lineno", None)
            gathering.error("geojson", file, "is not JSON", "Export it again as GeoJSON.", row=row)


def _no_constant(name: str) -> float:
    message = f"{name} is not JSON"
    raise ValueError(message)


def _finished(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return a faultless table in its final types, sorted by its key."""
    columns = {column.name: _final_type(frame[column.name], column) for column in table.columns}
    return pd.DataFrame(columns).sort_values(list(table.key), kind="stable", ignore_index=True)


def _final_type(values: pd.Series, column: Column) -> pd.Series:
    if column.kind == "boolean":
        return values.astype(bool)
    if column.kind in {"number", "integer"}:
        return values.astype("float64") + 0.0
    return values.fillna("")
