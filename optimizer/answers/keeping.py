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

from optimizer.answers.base_plan import VECTORS, BasePlan, recalled, vectors_of
from optimizer.answers.questions import Record
from optimizer.answers.tables import Tables
from optimizer.errors import Finding, InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.writing import format_table
from optimizer.solving.limits import Limits
from optimizer.solving.result import Result
from optimizer.solving.saving import describe_scenario, inputs_of, save_result, write_document
from optimizer.solving.workshop import Workshop

FORMAT = 1
PLAN = "plan"
"""Folder of the scenario's own plan, unless an answer has that name."""


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
    plan : str
        Folder of the scenario's own plan inside.
    """

    folder: Path
    document: str
    question: dict[str, Any]
    also: Callable[[Result, Path], object] | None = None
    plan: str = PLAN
    records: dict[str, Record] = field(default_factory=dict, init=False)
    recalled: int = field(default=0, init=False)
    base: Record | None = field(default=None, init=False)
    _recalled_plan: bool = field(default=False, init=False)

    def outdated(self) -> tuple[str, ...]:
        """Return what has changed since the answers in the folder were found; nothing if there are none, or they hold.

        Names of files, ``scenario`` for its settings or prices, else the name of the setting.
        """
        state = _read(self.folder / self.document)
        if state is None or not state.get("records") or not isinstance(before := state.get("question"), dict):
            return ()
        now = self.question
        files = [before.get("inputs"), now["inputs"]]
        told = [name for name in {**before, **now} if name != "inputs" and before.get(name) != now.get(name)]
        changed = ["scenario" if name == "settings" else name for name in told]
        if all(isinstance(each, dict) for each in files):
            then, today = files
            changed += sorted(name for name in {**then, **today} if then.get(name) != today.get(name))
        return tuple(dict.fromkeys(changed))

    def recall_plan(self, workshop: Workshop) -> BasePlan | None:
        """Return the scenario's own plan as an earlier run found it.

        None if something else is asked now, or if it is not proven and nothing was answered about it yet.
        """
        state = self._continued()
        if state is None:
            return None
        base = recalled(self.folder / VECTORS, self.folder / self.plan, workshop)
        wanted = base is not None and (base.result.status == "optimal" or bool(state["records"]))
        self._recalled_plan = wanted
        return base if wanted else None

    def recall(self, base: Record, plan: BasePlan, workshop: Workshop) -> dict[str, Record]:
        """Return what an earlier run answered about the same plan, or nothing; the folder is made ready.

        Whenever it may be interrupted, the folder can be taken up: its document stands before anything else in it.

        Raises
        ------
        InputError
            If the folder is refused or cannot be written.
        """
        self.require_free()
        self.base = base
        try:
            state = self._continued()
            if state is not None and _same(state.get("base"), base):
                for saved in state["records"]:
                    record = _record(saved)
                    if not record.cut_short and self._stands(record):
                        self.records[record.name] = record
                _clear(self.folder, lambda name: name.startswith("."))
            else:
                self._recalled_plan = False
            self.recalled = len(self.records)
            self.folder.mkdir(parents=True, exist_ok=True)
            self._note({})
            if not self.recalled:
                kept = {self.document, *((self.plan, VECTORS) if self._recalled_plan else ())}
                _clear(self.folder, lambda name: name not in kept)
            if not self._recalled_plan:
                self.keep_plan(plan.result, self.plan)
                self._replace(VECTORS, vectors_of(plan, workshop))
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
            self._replace(name, text.encode("utf-8"))

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

    def _replace(self, name: str, content: bytes) -> None:
        part = self.folder / f".{name}.part"
        part.write_bytes(content)
        part.replace(self.folder / name)

    def _continued(self) -> dict[str, Any] | None:
        """Return the document of an earlier run that was asked the same."""
        state = _read(self.folder / self.document)
        return state if state is not None and state.get("question") == self.question else None

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


def _clear(folder: Path, is_old: Callable[[str], bool]) -> None:
    """Remove earlier answers, or what a run that was ended left half written."""
    for inside in folder.iterdir():
        if is_old(inside.name):
            if inside.is_dir() and not inside.is_symlink():
                shutil.rmtree(inside)
            else:
                inside.unlink()


def _unwritable(folder: Path, fault: Exception) -> Finding:
    why = getattr(fault, "strerror", None) or str(fault)
    return Finding(str(folder), f"the folder cannot be written: {why}", "Give another folder with --out.")
