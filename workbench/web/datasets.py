"""Takes in a data set that somebody sends: tables as CSV, as a zip of them, or as one Excel file."""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit

from optimizer.errors import Finding, InputError
from optimizer.inputs.archives import open_archive
from optimizer.inputs.gathering import Gathering, nearest_mend, shown
from optimizer.inputs.instance import Instance
from optimizer.inputs.locating import DATASET_FILE, shipped_datasets
from optimizer.inputs.reading import BOUNDARIES, read_dataset, read_tables
from optimizer.inputs.schema import SLUG_PATTERN, TABLES
from optimizer.inputs.table_files import Records, parse_records
from optimizer.inputs.text_files import decode
from optimizer.inputs.workbooks import DatasetSheets, read_dataset_workbook
from optimizer.inputs.writing import format_data_table
from workbench.web.uploads import MOST_FILES, Upload

FOLLOWING = ("today_flows", "demand", "teachers")
"""Tables that follow from others, and are derived again when those change and these are not sent."""

LEADING = frozenset({"programmes", "campuses", "specialisations", "zones"})
LONGEST_NAME = 60
_DAMAGED = ("is a damaged zip file", "Pack it again, or send the files one by one.")
_BOUNDARY = re.compile(r"(provinces|arrondissements)\.geojson")


@dataclass
class Intake:
    """What was sent, as the files of a data set.

    Attributes
    ----------
    files : dict of str to bytes
        By the file's name in a data set's folder: always a name of Bundel's own, never one that was sent.
    sheets : dict of str to str
        Where a file stood in a workbook: the sheet.
    keys : dict of str to int
        Row of each setting on its sheet.
    findings : list of Finding
        What is wrong with it.
    instance : Instance or None
        The data set, if nothing is.
    folder : Path or None
        Where it was put.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    instance: Instance | None = None
    folder: Path | None = None

    @property
    def is_faulty(self) -> bool:
        """Whether a finding is an error."""
        return any(finding.severity == "error" for finding in self.findings)

    def records(self, file: str) -> Records | None:
        """Return the rows of a table as they were sent, to show what a finding is about."""
        content, table = self.files.get(file), TABLES.get(file.removesuffix(".csv"))
        if content is None or table is None:
            return None
        aside = Gathering()
        text = decode(content, file, aside)
        return None if text is None else parse_records(text, file, table.column_names, aside)


def take_dataset(
    uploads: Sequence[Upload], name: str, home: Path, *, base: Instance | None = None, base_folder: Path | None = None
) -> Intake:
    """Put a data set into the folder `name` of `home`, whole or not at all.

    Parameters
    ----------
    uploads : sequence of Upload
        CSV files named after tables, a zip of them, or an Excel file with a sheet a table.
    name : str
        Identifier of the data set.
    home : Path
        Folder of the user's own data sets.
    base, base_folder : Instance, Path, optional
        A data set that gives the tables that were not sent. What follows from the others is derived again.

    Returns
    -------
    Intake
        With its findings; nothing is written if one of them is an error.
    """
    gathering = Gathering()
    intake = Intake()
    _check_name(name, home, gathering)
    sent = DatasetSheets()
    if not uploads:
        gathering.error("file", "upload", "no file was chosen", "Choose an Excel file, a zip or the CSV files.")
    for upload in uploads[:MOST_FILES]:
        _sort(upload, sent, gathering)
    if len(uploads) > MOST_FILES:
        message = f"{len(uploads)} files were sent, more than {MOST_FILES}"
        gathering.error("files", "upload", message, "Send the tables as one zip or one Excel file.")
    intake.files, intake.sheets, intake.keys = sent.files, sent.sheets, sent.keys
    intake.findings = [*gathering.findings(), *sent.formulas]
    if sent.files or (uploads and not gathering.has_errors):
        _check_and_keep(intake, name, home, base, base_folder)
    return intake


def _check_name(name: str, home: Path, gathering: Gathering) -> None:
    if not re.fullmatch(SLUG_PATTERN, name) or len(name) > LONGEST_NAME:
        mend = "Write lower-case letters, digits, - and _; start with a letter or digit."
        gathering.error("name", "name", f"{shown(name[:100])} is not an identifier", mend, key="name")
    elif name in shipped_datasets() or (home / name).exists():
        gathering.error(
            "name", "name", f"there is a data set {shown(name)} already", "Choose another name.", key="name"
        )


def _sort(upload: Upload, sent: DatasetSheets, gathering: Gathering) -> None:
    """Add the tables of one file that was sent to the others."""
    if upload.is_workbook:
        book = read_dataset_workbook(upload.content, upload.name, gathering)
        _add(book.files.items(), upload.name, sent, gathering)
        sent.sheets |= book.sheets
        sent.keys |= book.keys
        sent.formulas += book.formulas
    elif upload.is_zip:
        _unpack(upload, sent, gathering)
    else:
        file = _known(upload.name, upload.name, gathering)
        _add([(file, upload.content)] if file else [], upload.name, sent, gathering)


def _unpack(upload: Upload, sent: DatasetSheets, gathering: Gathering) -> None:
    archive = open_archive(upload.content, upload.name, gathering, _DAMAGED)
    if archive is None:
        return
    with archive:
        for part in archive.infolist():
            last = part.filename.replace("\\", "/").rpartition("/")[2]
            hidden = last.startswith((".", "~$")) or "__MACOSX" in part.filename
            file = None if part.is_dir() or hidden or not last else _known(last, upload.name, gathering)
            if file is None:
                continue
            try:
                content = archive.read(part)
            except Exception:  # a damaged part makes the decompressors raise almost anything
                gathering.error("archive", upload.name, *_DAMAGED)
                return
            _add([(file, content)], upload.name, sent, gathering)


def _known(name: str, file: str, gathering: Gathering) -> str | None:
    """Return the name that a file has in a data set's folder, or None with a finding."""
    lowered = name.lower()
    if lowered == DATASET_FILE or (lowered.endswith(".csv") and lowered.removesuffix(".csv") in TABLES):
        return lowered
    if _BOUNDARY.fullmatch(lowered):
        return f"{BOUNDARIES}/{lowered}"
    mend, nearest = nearest_mend(lowered, [*(table.file for table in TABLES.values()), DATASET_FILE])
    message = f"{shown(name)} is not a file of a data set, and was not read"
    gathering.warning("unknown file", file, message, mend, nearest=nearest)
    return None


def _add(files: Iterable[tuple[str, bytes]], origin: str, sent: DatasetSheets, gathering: Gathering) -> None:
    for file, content in files:
        if file in sent.files:
            gathering.error("twice", origin, f"{file} was sent twice", "Send every table once.")
        else:
            sent.files[file] = content


def _check_and_keep(intake: Intake, name: str, home: Path, base: Instance | None, base_folder: Path | None) -> None:
    home.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=home, prefix=".new-"))
    try:
        if base_folder is not None:
            shutil.copytree(base_folder, draft, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
        _write(intake.files, draft)
        try:
            if base is not None:
                _derive_again(draft, intake.files)
            _rename(draft / DATASET_FILE, name, named="name" in intake.keys or DATASET_FILE in intake.files)
            instance = read_dataset(draft)
        except InputError as fault:
            intake.findings += _of_values(fault.findings, intake.findings)
            return
        intake.findings += instance.notes
        if not intake.is_faulty:
            draft.chmod(0o755)
            draft.rename(home / name)
            intake.instance, intake.folder = instance, home / name
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(files: Mapping[str, bytes], draft: Path) -> None:
    for file, content in files.items():
        (draft / file).parent.mkdir(exist_ok=True)
        (draft / file).write_bytes(content)


def _rename(path: Path, name: str, *, named: bool) -> None:
    """Give the data set the name under which it is kept; its title too, if it came with another data set's."""
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # read and reported as a finding afterwards
        return
    document["name"] = name
    if not named:
        for lang in ("nl", "en"):
            document[f"title_{lang}"] = f"{name} ({document.get(f'title_{lang}', '')})"
    path.write_text(tomlkit.dumps(document), encoding="utf-8")


def _of_values(findings: Iterable[Finding], earlier: Sequence[Finding]) -> list[Finding]:
    """Return the findings about cells of which nothing has been said yet."""
    told = {(finding.file, finding.row, finding.column) for finding in earlier if finding.row is not None}
    return [finding for finding in findings if (finding.file, finding.row, finding.column) not in told]


def _derive_again(draft: Path, sent: Mapping[str, bytes]) -> None:
    """Derive the tables that follow from those that were sent, and were not sent themselves."""
    from optimizer.inputs.completion import complete_tables  # SciPy comes with it, which no page needs

    names = {file.removesuffix(".csv") for file in sent}
    if not names & LEADING:
        return
    stale = [name for name in FOLLOWING if name not in names]
    for name in stale:
        (draft / TABLES[name].file).unlink(missing_ok=True)
    tables, settings = read_tables(draft)
    assumptions = {
        key: float(each["value"])
        for key, each in settings.get("assumptions", {}).items()
        if isinstance(each, Mapping) and isinstance(each.get("value"), int | float)
    }
    try:
        completed, _ = complete_tables(tables, assumptions, {})
    except (KeyError, ValueError, TypeError) as fault:
        raise InputError([_not_derived(stale, fault)]) from fault
    for name in stale:
        (draft / TABLES[name].file).write_text(format_data_table(completed[name], TABLES[name]), encoding="utf-8")


def _not_derived(stale: Sequence[str], fault: Exception) -> Finding:
    why = f"there is no assumption or name {fault}" if isinstance(fault, KeyError) else str(fault)
    message = f"{', '.join(stale)} cannot be derived again: {why}"
    return Finding(TABLES[stale[0]].file if stale else DATASET_FILE, message, "Send these tables too.")


def own_datasets(home: Path) -> dict[str, Path]:
    """Return the user's own data sets by name."""
    folders = [file.parent for file in sorted(home.glob(f"*/{DATASET_FILE}"))]
    return {folder.name: folder for folder in folders if not folder.name.startswith(".")}


def describe_dataset(folder: Path) -> dict[str, Any]:
    """Return what a list of data sets shows: titles, year, licence and how large it is; its cells are not checked."""
    settings = tomlkit.parse((folder / DATASET_FILE).read_text(encoding="utf-8")).unwrap()
    counts = {}
    for name in ("institutions", "campuses", "specialisations", "programmes"):
        with (folder / TABLES[name].file).open(encoding="utf-8", newline="") as stream:
            counts[name] = sum(1 for row in csv.reader(stream) if row) - 1
    told = ("title_nl", "title_en", "note_nl", "note_en", "year", "licence")
    return {**{key: settings.get(key, "") for key in told}, "counts": counts}
