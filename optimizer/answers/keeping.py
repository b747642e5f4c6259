"""Answers as a folder: each is kept as soon as it is found, so that a run that ends early can be continued.

The folder's document says what was asked and what came of every question; tables are written anew with every answer.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from optimizer.answers.questions import Record
from optimizer.answers.tables import Tables
from optimizer.errors import Finding, InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.writing import format_table
from optimizer.solving.limits import Limits
from optimizer.solving.result import Result
from optimizer.solving.saving import describe_scenario, inputs_of, save_result, write_document

FORMAT = 1


def question_of(instance: Instance, scenario: Scenario, limits: Limits, **settings: Any) -> dict[str, Any]:
    """Return all that decides what the answers are: a folder that answers the same question is continued."""
    described = describe_scenario(scenario)
    text = json.dumps([described, sorted(instance.prices.items())], sort_keys=True, ensure_ascii=False)
    return {
        "scenario": scenario.name,
        "dataset": instance.name,
        "gap": limits.gap,
        "work": limits.work_limit,
        "seed": limits.seed,
        "threads": limits.threads,
        "inputs": inputs_of(instance, scenario),
        "settings": hashlib.sha256(text.encode()).hexdigest(),
        **settings,
    }


@dataclass(eq=False)
class AnswerFolder:
    """Keeps answers in a folder.

    Attributes
    ----------
    folder : Path
        Where. A folder that holds `document` is continued or replaced; any other that is not empty is refused.
    document : str
        Name of the file that tells what was asked and answered.
    question : dict
        What is asked, see :func:`question_of`.
    also : callable, optional
        Writes more files into the folder of a plan, such as its map.
    """

    folder: Path
    document: str
    question: dict[str, Any]
    also: Callable[[Result, Path], object] | None = None
    records: dict[str, Record] = field(default_factory=dict, init=False)
    recalled: int = field(default=0, init=False)
    base: Record | None = field(default=None, init=False)

    def recall(self, base: Record) -> dict[str, Record]:
        """Return what an earlier run answered about the same plan, or nothing; the folder is made ready.

        Raises
        ------
        InputError
            If the folder is refused or cannot be written.
        """
        self.require_free()
        self.base = base
        try:
            state = _read(self.folder / self.document)
            if state is not None and state.get("question") == self.question and _same(state.get("base"), base):
                for saved in state["records"]:
                    record = _record(saved)
                    if not record.cut_short and self._stands(record):
                        self.records[record.name] = record
            else:
                _clear(self.folder)
            self.recalled = len(self.records)
            self.folder.mkdir(parents=True, exist_ok=True)
            self._note({})
        except OSError as fault:
            raise InputError([_unwritable(self.folder, fault)]) from fault
        return dict(self.records)

    def keep(self, record: Record, result: Result | None, tables: Tables) -> None:
        """Keep one answer: the folder of its plan, whole; the note that it is answered; and all tables so far."""
        if result is not None:
            self.keep_plan(result, record.name)
        self.records[record.name] = record
        self._note({})
        self.write_tables(tables)

    def keep_plan(self, result: Result, name: str) -> Path:
        """Write a plan as a result folder of its own."""

        def add(partial: Path) -> None:
            if self.also is not None:
                self.also(result, partial)

        return save_result(result, self.folder / name, also=add)

    def write_tables(self, tables: Tables) -> None:
        """Write every table whole, under a temporary name first."""
        for name, (frame, keys) in tables.items():
            text = format_table(frame, list(frame.columns), keys)
            part = self.folder / f".{name}.part"
            part.write_bytes(text.encode("utf-8"))
            part.replace(self.folder / name)

    def finish(self, tables: Tables, described: Mapping[str, Any]) -> None:
        """Write the tables and the document at the end."""
        self.write_tables(tables)
        self._note(described)

    def require_free(self) -> None:
        """Refuse a folder in which answers must not be written."""
        folder = self.folder
        try:
            if folder.is_dir():
                foreign = any(folder.iterdir()) and not (folder / self.document).is_file()
                message = f"is not empty and holds no {self.document}: it was left as it is"
            else:
                foreign, message = folder.exists(), "is a file"
        except (OSError, ValueError) as fault:
            raise InputError([_unwritable(folder, fault)]) from fault
        if foreign:
            mend = f"Give a new or empty folder, or one that holds {self.document}."
            raise InputError([Finding(str(folder), message, mend)])

    def _stands(self, record: Record) -> bool:
        return "folder" not in record.found or (self.folder / record.name / "result.json").is_file()

    def _note(self, described: Mapping[str, Any]) -> None:
        records = [asdict(record) for _, record in sorted(self.records.items())]
        base = None if self.base is None else asdict(self.base)
        state = {"format": FORMAT, "question": self.question, **described, "base": base, "records": records}
        part = self.folder / f".{self.document}.part"
        write_document(part, state)
        part.replace(self.folder / self.document)


def _same(saved: Any, base: Record) -> bool:
    """Whether an earlier run started from the same plan, of the same worth."""
    if not isinstance(saved, dict):
        return False
    before = _record(saved)
    return before.pairs == base.pairs and all(
        abs(before.values.get(name, float("inf")) - value) <= 1e-6 * max(1.0, abs(value))
        for name, value in base.values.items()
    )


def _record(saved: Mapping[str, Any]) -> Record:
    pairs = tuple((str(campus), str(specialisation)) for campus, specialisation in saved["pairs"])
    return Record(**{**saved, "pairs": pairs})


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _clear(folder: Path) -> None:
    """Remove earlier answers, which are all that the folder may hold."""
    if folder.is_dir():
        for inside in folder.iterdir():
            if inside.is_dir() and not inside.is_symlink():
                shutil.rmtree(inside)
            else:
                inside.unlink()


def _unwritable(folder: Path, fault: Exception) -> Finding:
    why = getattr(fault, "strerror", None) or str(fault)
    return Finding(str(folder), f"the folder cannot be written: {why}", "Give another folder with --out.")
