"""A sweep as a folder: finished cells, plans held against them, and ``sweep.json``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pandas as pd

from optimizer.errors import Finding, InputError
from optimizer.solving.saving import DOCUMENT
from optimizer.sweeps.definition import SweepDefinition, as_json
from optimizer.sweeps.locking import LOCK, release, take_lock
from optimizer.sweeps.store import Store
from optimizer.sweeps.tables import NESTED, PARAMETER, TRIALS, cell_schema, kind_of

STATE = "sweep.json"
CELLS = "cells"
PLANS_IN_CELLS = "trials"
Question = Mapping[str, Any]


@dataclass(eq=False)
class SweepFolder:
    """Keeps a sweep in a folder.

    Attributes
    ----------
    folder : Path
        Where. A folder that holds a result is replaced, one that holds this sweep or less of it is continued, and any
        other that is not empty is refused.
    definition : SweepDefinition
        The sweep.
    cells, trials : Store
        Finished cells, and plans that were held against them.
    """

    folder: Path
    definition: SweepDefinition
    cells: Store = field(init=False)
    trials: Store = field(init=False)
    _lock: IO[bytes] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.cells = Store(self.folder / CELLS, cell_schema(self.definition), "cell")
        self.trials = Store(self.folder / PLANS_IN_CELLS, TRIALS, "trial")

    def open(self) -> None:
        """Take the folder, mend what an earlier run left half done, and find out what is finished.

        Raises
        ------
        InputError
            If the folder is refused, another run is at work in it, or it cannot be written.
        """
        held = require_free_for_sweep(self.folder)
        if held is not None:
            self._require_same(held)
        try:
            if held is None and (self.folder / DOCUMENT).is_file():
                shutil.rmtree(self.folder)
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = take_lock(self.folder)
            for part in self.folder.glob(".*.part"):
                part.unlink()
            self.note({"complete": False})
            for store in (self.cells, self.trials):
                store.mend()
                store.look()
        except OSError as fault:
            self.close()
            raise InputError([_unwritable(self.folder, fault)]) from fault

    def close(self) -> None:
        """Give the folder back."""
        lock, self._lock = self._lock, None
        release(lock)

    def table(self) -> pd.DataFrame:
        """Return every finished cell without its programmes, sorted by parameters and sample."""
        names = [name for name in self.cells.schema.names if name not in NESTED]
        keys = [name for name in names if name.startswith(PARAMETER)]
        frame = self.cells.frame(names)
        frame["conflict"] = [", ".join(rules) for rules in frame["conflict"]]
        return frame.sort_values([*keys, "sample", "cell"], ignore_index=True)

    def note(self, state: Mapping[str, Any]) -> None:
        """Write ``sweep.json``."""
        definition = self.definition
        document = {
            "format": definition.question["format"],
            "sweep": definition.name,
            **definition.titles,
            "question": definition.question,
            "robustness": definition.robustness.model_dump(),
            "cells": definition.cell_count,
            **state,
        }
        write_text(self.folder / STATE, json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n")

    def _require_same(self, held: Mapping[str, Any]) -> None:
        known = held.get("question")
        different = differences(known if isinstance(known, Mapping) else {}, self.definition.question)
        if different:
            message = f"holds another sweep ({held.get('sweep')}), which differs in: {', '.join(different)}"
            mend = "Give another folder with --out; this one was left as it is."
            raise InputError([Finding(str(self.folder), message, mend)])


def differences(held: Question, asked: Question) -> list[str]:
    """Return the keys in which a sweep does not contain one that a folder holds.

    More values of the same kind, more samples and fewer combinations left out only add cells.
    """
    found = []
    for key in sorted({*held, *asked}):
        old, new = held.get(key), asked.get(key)
        if as_json(old) == as_json(new):
            continue
        if key == "parameters" and isinstance(old, Mapping) and isinstance(new, Mapping):
            names = sorted({*old, *new})
            found += [f"parameters.{name}" for name in names if not _contains(old.get(name), new.get(name))]
        elif key == "samples" and isinstance(old, Mapping) and isinstance(new, Mapping):
            found += [f"samples.{name}" for name in sorted({*old, *new}) if not _adds(name, old, new)]
        elif key == "exclude" and {as_json(each) for each in new or ()} <= {as_json(each) for each in old or ()}:
            continue
        else:
            found.append(key)
    return found


def _contains(old: Any, new: Any) -> bool:
    if old is None or new is None:
        return False
    return {as_json(value) for value in old} <= {as_json(value) for value in new} and kind_of(old) == kind_of(new)


def _adds(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    if name in ("count", "nominal"):
        return bool(new.get(name, 0) >= old.get(name, 0))
    return as_json(old.get(name)) == as_json(new.get(name))


def require_free_for_sweep(folder: Path) -> dict[str, Any] | None:
    """Return ``sweep.json`` of a folder that holds a sweep, None if it is free.

    Raises
    ------
    InputError
        If it holds anything else but a result, or is a file.
    """
    try:
        held = _read(folder / STATE)
        if held is not None:
            return held
        if folder.is_dir():
            inside = {path.name for path in folder.iterdir() if path.name != LOCK and not path.name.endswith(".part")}
            foreign = bool(inside) and DOCUMENT not in inside
            message = f"is not empty and holds neither {STATE} nor {DOCUMENT}: it was left as it is"
        else:
            foreign, message = folder.exists(), "is a file"
    except (OSError, ValueError) as fault:
        raise InputError([_unwritable(folder, fault)]) from fault
    if foreign:
        raise InputError([Finding(str(folder), message, "Give a new or empty folder, or one that holds the sweep.")])
    return None


def write_text(path: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(text.encode("utf-8"))
    part.replace(path)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError):
        return None
    return found if isinstance(found, dict) else None


def _unwritable(folder: Path, fault: Exception) -> Finding:
    why = getattr(fault, "strerror", None) or str(fault)
    return Finding(str(folder), f"the folder cannot be written: {why}", "Give another folder with --out.")
