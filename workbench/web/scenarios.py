"""The scenarios of the page: those that ship, those that its users made, and the changes that are not saved yet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomlkit

from optimizer.errors import Finding, InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.locating import shipped_datasets, shipped_scenarios
from optimizer.inputs.scenario import Scenario
from optimizer.reading import load_scenario
from workbench.web.instances import instance_of
from workbench.web.settings import Settings
from workbench.web.store import Store, to_json

SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True)
class Draft:
    """The changes of a scenario that are not saved as a scenario of their own.

    Attributes
    ----------
    changes : mapping
        Values by dotted key, as ``--set`` takes them.
    can_undo, can_redo : bool
        Whether there is an earlier, or a later, state of the changes.
    """

    changes: Mapping[str, Any]
    can_undo: bool
    can_redo: bool


class Scenarios:
    """Reads, changes and saves scenarios."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._folder, self._data, self._store = settings.scenarios, settings.data, store

    def names(self) -> dict[str, bool]:
        """Return the names of all scenarios, and whether each was made on the page; own ones first."""
        own = sorted(path.stem for path in self._folder.glob("*.toml") if SLUG.fullmatch(path.stem))
        return {**dict.fromkeys(own, True), **{name: False for name in shipped_scenarios() if name not in own}}

    def place(self, name: str) -> str:
        """Return what :func:`optimizer.load_scenario` takes for a name: the name, or the file of an own scenario.

        Raises
        ------
        KeyError
            If there is no scenario of this name.
        """
        known = self.names()
        return str(self._folder / f"{name}.toml") if known[name] else name

    def load(self, name: str, changes: Mapping[str, Any] | None = None) -> Scenario:
        """Return a scenario with changes.

        Raises
        ------
        KeyError
            If there is no scenario of this name.
        InputError
            With every fault.
        """
        place = self.place(name)
        stamp = Path(place).stat().st_mtime_ns if place.endswith(".toml") else 0
        return _loaded(place, stamp, to_json(dict(changes or {})))

    def datasets(self) -> dict[str, str]:
        """Return the data sets by name, with what a scenario or ``--data`` calls each."""
        own = {path.parent.name: str(path.parent) for path in sorted(self._data.glob("*/dataset.toml"))}
        return {**{name: name for name in shipped_datasets()}, **own}

    def instance(self, dataset: str) -> Instance:
        """Return a data set, read once as long as its files stay the same.

        Raises
        ------
        InputError
            With every fault.
        """
        return instance_of(dataset)

    def draft(self, name: str) -> Draft:
        """Return the unsaved changes of a scenario."""
        step = self._step(name)
        row = self._store.row("SELECT changes FROM drafts WHERE scenario = ? AND step = ?", (name, step))
        later = self._store.row("SELECT 1 FROM drafts WHERE scenario = ? AND step > ?", (name, step))
        return Draft({} if row is None else json.loads(row["changes"]), step > 0, later is not None)

    def change(self, name: str, changes: Mapping[str, Any]) -> None:
        """Take other changes in the place of those of the draft; this can be undone."""
        if dict(self.draft(name).changes) == dict(changes):
            return
        step = self._step(name) + 1
        with self._store.change() as database:
            database.execute("DELETE FROM drafts WHERE scenario = ? AND step >= ?", (name, step))
            database.execute("INSERT INTO drafts VALUES (?, ?, ?)", (name, step, to_json(dict(changes))))
            database.execute("INSERT OR REPLACE INTO draft_steps VALUES (?, ?)", (name, step))

    def undo(self, name: str) -> None:
        """Go back one step."""
        if self.draft(name).can_undo:
            self._go_to(name, self._step(name) - 1)

    def redo(self, name: str) -> None:
        """Go forward one step."""
        if self.draft(name).can_redo:
            self._go_to(name, self._step(name) + 1)

    def save_as(self, name: str, parent: str, changes: Mapping[str, Any], titles: Mapping[str, str]) -> None:
        """Save a scenario with changes as a scenario of its own.

        Raises
        ------
        InputError
            If the name is taken or none, or the scenario is faulty.
        """
        if not SLUG.fullmatch(name):
            mend = "Use lower-case letters, digits, - and _, at most 60."
            raise InputError([Finding(name[:60], "is not a name for a scenario", mend, key="name")])
        if name in self.names():
            raise InputError([Finding(name, "there is a scenario of this name", "Choose another name.", key="name")])
        document = tomlkit.document()
        for key, text in titles.items():
            document[key] = text
        document["extends"] = self.place(parent) if not self.names()[parent] else parent
        for key, value in changes.items():
            _put(document, key.split("."), value)
        target = self._folder / f"{name}.toml"
        partial = target.with_suffix(".partial")
        partial.write_text(tomlkit.dumps(document), encoding="utf-8")
        try:
            load_scenario(partial)
        except InputError:
            partial.unlink()
            raise
        partial.replace(target)

    def delete(self, name: str) -> None:
        """Delete a scenario that was made on the page, and its unsaved changes."""
        if self.names().get(name):
            (self._folder / f"{name}.toml").unlink(missing_ok=True)
        self.discard(name)

    def discard(self, name: str) -> None:
        """Forget the unsaved changes of a scenario and all their steps."""
        with self._store.change() as database:
            database.execute("DELETE FROM drafts WHERE scenario = ?", (name,))
            database.execute("DELETE FROM draft_steps WHERE scenario = ?", (name,))

    def _step(self, name: str) -> int:
        row = self._store.row("SELECT step FROM draft_steps WHERE scenario = ?", (name,))
        return 0 if row is None else int(row["step"])

    def _go_to(self, name: str, step: int) -> None:
        with self._store.change() as database:
            database.execute("INSERT OR REPLACE INTO draft_steps VALUES (?, ?)", (name, step))


def _put(document: Any, parts: list[str], value: Any) -> None:
    inside = document
    for part in parts[:-1]:
        if part not in inside:
            inside[part] = tomlkit.table()
        inside = inside[part]
    inside[parts[-1]] = value


@lru_cache(maxsize=256)
def _loaded(place: str, stamp: int, changes: str) -> Scenario:
    return load_scenario(place, json.loads(changes))
