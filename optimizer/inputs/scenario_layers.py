"""A scenario's contents before they are validated: parents, children, ``--set``, and a log of every change."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizer.errors import Finding, InputError
from optimizer.inputs.gathering import Gathering, shown
from optimizer.inputs.laws import read_norms
from optimizer.inputs.locating import locate_scenario, shipped_datasets, shipped_scenarios
from optimizer.inputs.scenario import Override
from optimizer.inputs.scenario_defaults import Defaults
from optimizer.inputs.toml_files import DEEPEST, parse_toml

SET_OPTION = "--set"
NORMS = "norms"
"""Key by which a scenario takes a pack of dated norms."""


@dataclass
class Layers:
    """Contents of a scenario and all its parents, merged.

    Attributes
    ----------
    contents : dict
        The merged contents, without ``extends``.
    origins : dict of str to str
        File (or ``--set``) that set a dotted key last.
    overrides : list of Override
        Every change of a key that was set before or by ``--set``.
    hashes : dict of str to str
        SHA-256 of every file.
    file : str
        Name of the scenario's own file.
    packed : set of str
        Dotted keys that a norm pack set: what replaces them is logged.
    defaults : Defaults
        What keys mean while nobody sets them: the old value of the first change.
    """

    contents: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    overrides: list[Override] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    file: str = ""
    packed: set[str] = field(default_factory=set)
    defaults: Defaults = field(default_factory=lambda: Defaults({}))

    def file_of(self, key: str) -> str:
        """Return the file that set `key`, or else the nearest table around it."""
        parts = key.split(".")
        for length in range(len(parts), 0, -1):
            start = ".".join(parts[:length])
            if start in self.origins:
                return self.origins[start]
        return self.file

    def note(self, key: str, old: Any, new: Any, by: str) -> None:
        """Log a change of a dotted key, if it is one, and who made it."""
        if old != new:
            self.overrides.append(Override(key, old, new, by))
        self.origins[key] = by

    def replace(self, key: list[str], value: Any) -> None:
        """Put another value in the place of the one that stands at `key`, without a log."""
        _at(self.contents, key[:-1])[key[-1]] = value

    def put(self, changes: Mapping[str, Any], by: str, *, log: bool) -> None:
        """Merge `changes` into the contents: tables are merged, anything else is replaced."""
        rules = self.contents.get("rules")
        named = tuple(rules) if isinstance(rules, dict) else ()
        for key, new in _leaves(changes):
            *tables, last = key
            inside = self.contents
            for depth, table in enumerate(tables, start=1):
                if not isinstance(inside.get(table), dict):
                    if log and table in inside:
                        self.note(".".join(tables[:depth]), inside[table], {}, by)
                    inside[table] = {}
                inside = inside[table]
            if isinstance(new, dict) and isinstance(inside.get(last), dict):
                continue
            dotted = ".".join(key)
            old = inside[last] if last in inside else self.defaults.value(dotted, named)
            if (log or dotted in self.packed) and old != new:
                self.overrides.append(Override(dotted, old, new, by))
            inside[last] = new
            self.origins[dotted] = by
        for above in {key[:length] for key, _ in _leaves(changes) for length in range(1, len(key))}:
            self.origins.setdefault(".".join(above), by)


def _leaves(changes: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every key that holds no further table, and every empty table."""
    for name, value in changes.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*above, name))
        else:
            yield (*above, name), value


def read_layers(
    name_or_path: str | Path,
    overrides: Mapping[str, Any] | Sequence[str],
    gathering: Gathering,
    defaults: Defaults | None = None,
) -> Layers:
    """Return a scenario merged with its parents and with `overrides`; findings about these go to `gathering`.

    Raises
    ------
    InputError
        If the scenario or a parent cannot be read, so that what it says is unknown.
    """
    path = locate_scenario(name_or_path)
    layers = Layers(file=path.name, defaults=defaults or Defaults({}))
    chain = _chain(path, gathering, layers.hashes)
    gathering.raise_errors()
    for depth, (file, contents, folder) in enumerate(reversed(chain)):
        _put_norms(layers, contents, folder, file, gathering)
        layers.put(contents, file, log=depth > 0)
    settings = sorted(read_settings(overrides, gathering), key=lambda setting: setting[0] != NORMS)
    for key, value in settings:
        if key == NORMS:
            change = {NORMS: value}
            _put_norms(layers, change, Path(), SET_OPTION, gathering)
            layers.put(change, SET_OPTION, log=True)
        else:
            _put_setting(layers, key, value, gathering)
    return layers


def _put_norms(layers: Layers, contents: dict[str, Any], folder: Path, file: str, gathering: Gathering) -> None:
    """Put the values of the norm pack that `contents` names, if any, so that `contents` itself goes before them."""
    name = contents.get(NORMS)
    if isinstance(name, int) and not isinstance(name, bool):
        name = contents[NORMS] = str(name)
    if not isinstance(name, str) or not name:
        return
    found = read_norms(name, folder, file, gathering)
    if found is not None:
        pack, by, called, sha256 = found
        layers.put(pack.contents(), by, log=True)
        layers.packed |= pack.values.keys()
        layers.hashes[called] = sha256


def _chain(path: Path, gathering: Gathering, hashes: dict[str, str]) -> list[tuple[str, dict[str, Any], Path]]:
    """Return the names, contents and folders of a scenario and its parents, the scenario first."""
    chain: list[tuple[str, dict[str, Any], Path]] = []
    seen: list[Path] = []
    while True:
        seen.append(path.resolve())
        parsed = parse_toml(path, path.name, gathering)
        if parsed is None:
            return chain
        contents, source = parsed
        hashes[f"{path.parent.name}/{path.name}" if path.name in hashes else path.name] = source.sha256
        parent = contents.pop("extends", None)
        _anchor_dataset(contents, path.parent)
        chain.append((path.name, contents, path.parent))
        if parent is None:
            return chain
        found = _parent(parent, path, gathering)
        if found is None:
            return chain
        if found.resolve() in seen:
            names = " -> ".join(file.name for file in [*seen, found])
            message = f"scenarios extend each other in a circle: {names}"
            gathering.error("extends", path.name, message, "Remove one of the extends.", key="extends")
            return chain
        path = found


def _parent(parent: object, path: Path, gathering: Gathering) -> Path | None:
    if not isinstance(parent, str):
        message = f"{shown(parent)} is not text"
        mend = "Give the name of one shipped scenario, or the path of one file."
        gathering.error("extends", path.name, message, mend, key="extends")
        return None
    try:
        beside = f"{parent}.toml"
        name = beside if parent not in shipped_scenarios() and (path.parent / beside).is_file() else parent
        return locate_scenario(name, path.parent)
    except (InputError, OSError, ValueError) as error:
        found = error.findings[0] if isinstance(error, InputError) else None
        mend = found.mend if found else "Give the name of a scenario."
        message = f"there is no scenario {shown(parent)} to extend"
        nearest = found.nearest if found else None
        gathering.error("extends", path.name, message, mend, key="extends", nearest=nearest)
        return None


def _anchor_dataset(contents: dict[str, Any], folder: Path) -> None:
    """Make a data set's folder that is relative to the scenario's file independent of the working folder."""
    dataset = contents.get("dataset")
    if isinstance(dataset, str) and dataset and dataset not in shipped_datasets():
        try:
            if (folder / dataset).is_dir():
                contents["dataset"] = str((folder / dataset).resolve())
        except (OSError, ValueError):
            return


def read_settings(overrides: Mapping[str, Any] | Sequence[str], gathering: Gathering) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of ``--set KEY=VALUE``; VALUE is TOML, or else text."""
    if isinstance(overrides, Mapping):
        yield from overrides.items()
        return
    for setting in overrides:
        key, equals, text = setting.partition("=")
        parts = key.split(".")
        if not equals or not all(part.strip() for part in parts) or len(parts) > DEEPEST:
            mend = f"Write {SET_OPTION} KEY=VALUE, such as {SET_OPTION} rules.minimum_enrolment.norm=115."
            gathering.error("set", SET_OPTION, f"{shown(setting)} is not of the form KEY=VALUE", mend)
            continue
        yield ".".join(part.strip() for part in parts), toml_value(text)


def toml_value(text: str) -> Any:
    """Return `text` as a TOML value, or as it is."""
    try:
        document = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text.strip()
    return document["value"] if document.keys() == {"value"} else text.strip()


def _put_setting(layers: Layers, key: str, value: Any, gathering: Gathering) -> None:
    parts = key.split(".")
    if key == "extends":
        message, mend = "a parent cannot be set", "Give the other scenario as the scenario."
        gathering.add("set", Finding(SET_OPTION, message, mend, key=key))
        return
    inside: Any = layers.contents
    for length, part in enumerate(parts[:-1], start=1):
        inside = inside.get(part, {})
        if isinstance(inside, list) and all(isinstance(entry, dict) for entry in inside):
            _put_in_list(layers, parts, length, value, gathering)
            return
        if not isinstance(inside, dict):
            above = ".".join(parts[:length])
            message = f"{shown(above)} is not a table, so {shown(key)} cannot be set"
            mend = f"Set it as a whole: {SET_OPTION} '{above}=[...]'." if isinstance(inside, list) else "Check the key."
            gathering.error("set", SET_OPTION, message, mend, key=key)
            return
    change: Any = value
    for part in reversed(parts):
        change = {part: change}
    layers.put(change, SET_OPTION, log=True)


def _put_in_list(layers: Layers, parts: list[str], length: int, value: Any, gathering: Gathering) -> None:
    """Set a key of one table of a list, named by its number from 0, or without number of every table of a rule."""
    above, below = parts[:length], parts[length:]
    tables = copy.deepcopy(_at(layers.contents, above))
    whole, last = ".".join(above), len(tables) - 1
    if below[0].isdigit() and int(below[0]) <= last:
        numbers, below = [int(below[0])], below[1:]
    elif above[0] == "rules" and not below[0].isdigit():
        numbers = list(range(len(tables)))
    else:
        message = f"{shown(whole)} is a list of tables, and {shown(below[0])} is none of their numbers"
        numbers_known = f"Name one of 0 to {last}, or s" if tables else "S"
        mend = f"{numbers_known}et it as a whole: {SET_OPTION} '{whole}=[...]'."
        gathering.error("set", SET_OPTION, message, mend, key=".".join(parts))
        return
    if not below:
        layers.replace(above, [*tables[: numbers[0]], value, *tables[numbers[0] + 1 :]])
        layers.note(".".join(parts), tables[numbers[0]], value, SET_OPTION)
        return
    for number in numbers:
        table = tables[number]
        for part in below[:-1]:
            table[part] = table[part] if isinstance(table.get(part), dict) else {}
            table = table[part]
        old, table[below[-1]] = table.get(below[-1]), value
        layers.note(".".join([*above, str(number), *below]), old, value, SET_OPTION)
    layers.replace(above, tables)


def _at(contents: dict[str, Any], parts: list[str]) -> Any:
    inside: Any = contents
    for part in parts:
        inside = inside[part]
    return inside
