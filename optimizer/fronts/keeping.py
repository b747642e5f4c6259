"""A front as a folder: every point is kept as soon as it is found, so that a run that ends early can be continued.

While a front is being drawn, the plan of each cell stands in a folder of its own beside the others, named by the cell;
at the end the points are numbered along the front. `front.json` says what was asked and what came of every cell.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.errors import Finding, InputError
from optimizer.fronts.front import CellRecord, Front
from optimizer.fronts.grid import Cell
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.writing import format_table
from optimizer.solving.limits import Limits
from optimizer.solving.result import Result
from optimizer.solving.saving import DOCUMENT, describe_scenario, inputs_of, save_result

FORMAT = 1
STATE = "front.json"
TABLE = "front.csv"
PAYOFF = "payoff.csv"
SITES = "by_specialisation.csv"
PAGE = "front.html"
POINTS = "points"
CELL = "cell.json"


def question_of(instance: Instance, scenario: Scenario, points: int, limits: Limits) -> dict[str, Any]:
    """Return all that decides what a front is: a folder that answers the same question is continued."""
    settings = describe_scenario(scenario)
    text = json.dumps([settings, sorted(instance.prices.items())], sort_keys=True, ensure_ascii=False)
    return {
        "scenario": scenario.name,
        "dataset": instance.name,
        "terms": [goal.term for goal in scenario.goals.order],
        "points": points,
        "gap": limits.gap,
        "work": limits.work_limit,
        "seed": limits.seed,
        "threads": limits.threads,
        "inputs": inputs_of(instance, scenario),
        "settings": hashlib.sha256(text.encode()).hexdigest(),
    }


@dataclass(eq=False)
class FrontFolder:
    """Keeps a front in a folder.

    Attributes
    ----------
    folder : Path
        Where. A folder that holds another front or a result is replaced; any other that is not empty is refused.
    question : dict
        What is asked, see :func:`question_of`.
    also : callable, optional
        Writes more files into the folder of a point, such as its map.
    """

    folder: Path
    question: dict[str, Any]
    also: Callable[[Result, Path], object] | None = None
    records: dict[str, CellRecord] = field(default_factory=dict, init=False)
    today: dict[str, float] = field(default_factory=dict, init=False)
    dominated: set[str] = field(default_factory=set, init=False)
    complete: bool = field(default=False, init=False)
    is_open: bool = field(default=False, init=False)

    def recall(self) -> tuple[dict[str, CellRecord], dict[str, float]]:
        """Return what an earlier run found, or nothing if the folder is new or holds something else of Bundel's."""
        if self.is_open:
            return dict(self.records), dict(self.today)
        require_free_for_front(self.folder)
        try:
            state = _read(self.folder / STATE)
            if state is not None and state.get("question") == self.question:
                self._take_up(state)
            else:
                _clear(self.folder)
            self.folder.mkdir(parents=True, exist_ok=True)
            self._note()
            (self.folder / POINTS).mkdir(exist_ok=True)
        except OSError as fault:
            raise InputError([_unwritable(self.folder, fault)]) from fault
        self.is_open = True
        return dict(self.records), dict(self.today)

    def keep(self, record: CellRecord, result: Result | None) -> None:
        """Keep a cell: its plan's folder, whole, then the note that it is finished."""
        if result is not None:
            save_result(result, self._place(record.cell.name), also=lambda partial: self._add(record, result, partial))
            self.today = self.today or {name: values.today for name, values in result.terms.items()}
        self.records[record.cell.name] = record
        self._note()

    def finish(self, front: Front) -> Front:
        """Give the points their numbers, write the tables, and return the front with its folders."""
        self.records, self.complete = dict(front.records), front.complete
        self.today = dict(front.today)
        self._collect()
        numbered = {point.record.cell.name: point.number for point in front.points}
        if front.complete:
            self.dominated = {
                name for name, record in self.records.items() if record.outcome == "point" and name not in numbered
            }
            self._note(front)
            for name in self.dominated:
                shutil.rmtree(self._place(name), ignore_errors=True)
        points = []
        for point in front.points:
            target = self.folder / POINTS / f"{point.number:03}"
            self._place(point.record.cell.name).rename(target)
            points.append(replace(point, folder=target, result=None))
        self._note(front)
        _write(self.folder / TABLE, _table(front.table(), ["point"]))
        _write(self.folder / PAYOFF, _table(front.payoff(), []))
        _write(self.folder / SITES, _table(front.by_specialisation(), ["specialisation_id", "point"]))
        return replace(front, points=tuple(points))

    def _place(self, name: str) -> Path:
        return self.folder / POINTS / f".{name}"

    def _add(self, record: CellRecord, result: Result, partial: Path) -> None:
        _write(partial / CELL, json.dumps({"name": record.cell.name}) + "\n")
        if self.also is not None:
            self.also(result, partial)

    def _take_up(self, state: Mapping[str, Any]) -> None:
        for name in (TABLE, PAYOFF, SITES, PAGE):  # they would name folders that move
            (self.folder / name).unlink(missing_ok=True)
        self.dominated = set(state["dominated"])
        self.today = {name: float(value) for name, value in state["today"].items()}
        self._collect()
        for saved in state["cells"]:
            record = _record(saved)
            kept = record.outcome != "point" or record.cell.name in self.dominated
            if not record.cut_short and (kept or self._place(record.cell.name).is_dir()):
                self.records[record.cell.name] = record

    def _collect(self) -> None:
        """Bring every point's folder back to the name of its cell, and remove what a run left half done."""
        points = self.folder / POINTS
        if not points.is_dir():
            return
        for place in sorted(points.iterdir()):
            named = _read(place / CELL)
            if named is None:
                shutil.rmtree(place, ignore_errors=True)
            elif place != self._place(str(named["name"])):
                place.rename(self._place(str(named["name"])))

    def _note(self, front: Front | None = None) -> None:
        state: dict[str, Any] = {
            "format": FORMAT,
            "question": self.question,
            "complete": self.complete,
            "stopped_by": front.stopped_by if front else None,
            "today": self.today,
            "dominated": sorted(self.dominated),
            "cells": [asdict(record) for _, record in sorted(self.records.items())],
        }
        if front is not None:
            state |= describe_front(front)
        _write(self.folder / STATE, json.dumps(state, ensure_ascii=False, allow_nan=False, indent=1) + "\n")


def describe_front(front: Front) -> dict[str, Any]:
    """Return what a reader wants to know of a front beside its table: plain values."""
    from optimizer.fronts.sentences import knee_sentence, today_sentence

    return {
        "points": len(front.points),
        "today_is_exact": front.today_is_exact,
        "today_sentence": {lang: today_sentence(front, lang) for lang in ("nl", "en")},
        "knee": front.knee.number if front.knee else None,
        "knee_sentence": {lang: knee_sentence(front, lang) for lang in ("nl", "en")},
        "warnings": list(front.warnings),
    }


def require_free_for_front(folder: Path) -> None:
    """Refuse a folder in which a front must not be written.

    Raises
    ------
    InputError
        If it holds anything but a front or a result, or is a file.
    """
    try:
        if folder.is_dir():
            foreign = any(folder.iterdir()) and not any((folder / name).is_file() for name in (STATE, DOCUMENT))
            message = f"is not empty and holds neither {STATE} nor {DOCUMENT}: it was left as it is"
        else:
            foreign, message = folder.exists(), "is a file"
    except (OSError, ValueError) as fault:
        raise InputError([_unwritable(folder, fault)]) from fault
    if foreign:
        raise InputError([Finding(str(folder), message, "Give a new or empty folder, or one that holds a front.")])


def _record(saved: Mapping[str, Any]) -> CellRecord:
    cell = saved["cell"]
    limits = tuple((str(term), float(limit)) for term, limit in cell["limits"])
    return CellRecord(**{**saved, "cell": Cell(cell["name"], tuple(cell["order"]), limits)})


def _table(frame: pd.DataFrame, keys: list[str]) -> str:
    columns = list(frame.columns)
    return format_table(frame, columns, keys or columns[:1])


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(text.encode("utf-8"))
    part.replace(path)


def _clear(folder: Path) -> None:
    """Remove an earlier front or result, which is all that the folder may hold."""
    if folder.is_dir():
        for inside in folder.iterdir():
            if inside.is_dir() and not inside.is_symlink():
                shutil.rmtree(inside)
            else:
                inside.unlink()


def _unwritable(folder: Path, fault: Exception) -> Finding:
    why = getattr(fault, "strerror", None) or str(fault)
    return Finding(str(folder), f"the folder cannot be written: {why}", "Give another folder with --out.")
