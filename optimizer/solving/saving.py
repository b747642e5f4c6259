"""Writes a result as a folder: the plan and both todays as CSV, the proof as ``result.json``; whole or not at all."""

from __future__ import annotations

import json
import math
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from numbers import Integral
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.errors import Finding, InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import PLAN_KEYS, Plan, columns_of
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.writing import format_table
from optimizer.solving.result import Result, StudentChoice, TermValues

FORMAT = 1
DOCUMENT = "result.json"
CHANGES = ("campus_id", "specialisation_id", "change", "students_today", "students", "lead")
CHOICE = ("campus_id", "specialisation_id", "students", "chosen", "places", "overflow")
CHECKS = ("kind", "name", "subject", "measured", "limit", "unit", "ok")
PAIR = ["campus_id", "specialisation_id"]
OTHER_PLANS = ("today", "observed")
"""Folders of the two todays, so that a map can be drawn again."""


def file_of(table: str) -> str:
    """Return the file of a table of :data:`optimizer.inputs.plan.PLAN_COLUMNS`."""
    return "plan.csv" if table == "programmes" else f"{table}.csv"


def save_result(result: Result, folder: str | Path, *, also: Callable[[Path], object] | None = None) -> Path:
    """Write a result folder, whole or not at all.

    Parameters
    ----------
    result : Result
        A result with a plan.
    folder : str or Path
        Where to write. A folder that holds a result is replaced; any other that is not empty is refused.
    also : callable, optional
        Writes more files into the folder it is given; if it fails, nothing is written.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If the folder is refused or cannot be written.
    ValueError
        If the result has no plan.
    """
    if result.plan is None:
        message = f"a result that is {result.status} has no plan to save"
        raise ValueError(message)

    def fill(partial: Path) -> None:
        began = time.perf_counter()
        _write_tables(result, partial)
        if also is not None:
            also(partial)
        write_document(partial / DOCUMENT, describe(result, time.perf_counter() - began))

    return write_whole(folder, fill)


def write_whole(folder: str | Path, fill: Callable[[Path], object], document: str = DOCUMENT) -> Path:
    """Write a folder, whole or not at all.

    Parameters
    ----------
    folder : str or Path
        Where to write. A folder that holds `document` is replaced; any other that is not empty is refused.
    fill : callable
        Writes the files into the folder it is given; if it fails, nothing is written.
    document : str
        The file by which such a folder is known.

    Raises
    ------
    InputError
        If the folder is refused or cannot be written.
    """
    require_free(folder, document)
    target = Path(folder).resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.", suffix=".partial") as workplace:
            partial = Path(workplace) / "new"
            partial.mkdir()
            fill(partial)
            _put_in_place(partial, target, Path(workplace) / "old")
    except OSError as fault:
        raise InputError([_unwritable(folder, fault.strerror or str(fault))]) from fault
    return Path(folder)


def write_document(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON document: plain values, no infinity, no NaN."""
    _write(path, json.dumps(_plain(content), ensure_ascii=False, allow_nan=False, indent=2) + "\n")


def require_free(folder: str | Path, document: str = DOCUMENT) -> None:
    """Refuse a folder in which a result, known by its `document`, must not, or cannot, be written.

    Raises
    ------
    InputError
        If it holds anything but a result, or is a file.
    """
    path = Path(folder)
    try:
        foreign = path.exists() and not (path.is_dir() and ((path / document).is_file() or not any(path.iterdir())))
        is_file = path.is_file()
        blocked = next((parent for parent in path.parents if parent.exists() and not parent.is_dir()), None)
    except (OSError, ValueError) as fault:
        raise InputError([_unwritable(folder, getattr(fault, "strerror", None) or str(fault))]) from fault
    if blocked is not None:
        raise InputError([_unwritable(folder, f"{blocked} is a file")])
    if foreign:
        message = "is a file" if is_file else f"is not empty and holds no {document}: it was left as it is"
        raise InputError([Finding(str(folder), message, "Give a new or empty folder, or one that holds a result.")])


def changes_of(plan: Plan, instance: Instance) -> pd.DataFrame:
    """Return every programme of today and of the plan with what becomes of it: ``kept``, ``opened`` or ``closed``."""
    today = pd.DataFrame(
        [(*pair, enrolled) for pair, enrolled in instance.enrolled_today.items()], columns=[*PAIR, "students_today"]
    )
    planned = plan.programmes[[*PAIR, "role", "students"]]
    both = today.merge(planned, how="outer", on=PAIR, indicator=True)
    words = {"both": "kept", "left_only": "closed", "right_only": "opened"}
    both = both.assign(
        change=both["_merge"].astype(str).map(words),
        students_today=both["students_today"].astype("float64").fillna(0.0),
        students=both["students"].astype("float64").fillna(0.0),
        lead=both["role"] == "lead",
    )
    return both[list(CHANGES)].sort_values(PAIR, ignore_index=True)


def describe(result: Result, write_seconds: float | None = None) -> dict[str, Any]:
    """Return the contents of ``result.json``: plain values, no infinity, no NaN."""
    measured = dict(result.seconds)
    seconds = {name: measured.get(name) for name in ("read", "build", "solve", "verify")}
    seconds["write"] = write_seconds
    document = {
        "format": FORMAT,
        "scenario": result.scenario.name,
        "dataset": result.instance.name,
        "status": result.status,
        "stopped_by": result.stopped_by,
        "gap": result.gap,
        "goals": [asdict(report) for report in result.goals],
        "terms": {name: _term(values) for name, values in result.terms.items()},
        "choice": None if result.choice is None else _choice(result.choice),
        "verified": True,
        "seconds": {**seconds, "total": sum(value for value in seconds.values() if value is not None)},
        "seed": result.seed,
        "threads": result.threads,
        "versions": dict(result.versions),
        "inputs": inputs_of(result.instance, result.scenario),
        "overrides": [asdict(override) for override in result.scenario.overrides],
        "warnings": list(result.warnings),
        "model": dict(result.counts),
        "scenario_settings": describe_scenario(result.scenario),
    }
    cleaned: dict[str, Any] = _plain(document)
    return cleaned


def inputs_of(instance: Instance, scenario: Scenario) -> dict[str, str]:
    """Return the SHA-256 of every file of the data set and the scenario, by name."""
    return dict(sorted({**instance.hashes, **(scenario.hashes or {})}.items()))


def _term(values: TermValues) -> dict[str, Any]:
    term: dict[str, Any] = {"unit": values.unit, "today": values.today, "plan": values.plan}
    return {**term, "observed": values.observed} if values.todays_differ else term


def _choice(choice: StudentChoice) -> dict[str, Any]:
    """Return the estimate of what students would choose, without its table."""
    estimate = {name: value for name, value in vars(choice).items() if name != "table"}
    return {"estimated": True, **estimate, "overflow": choice.overflow, "crowded": list(choice.crowded)}


def describe_scenario(scenario: Scenario) -> dict[str, Any]:
    """Return the resolved scenario, so that the folder says by itself what was solved."""
    return {
        "title": scenario.title,
        "title_nl": scenario.title_nl,
        "description": scenario.description,
        "description_nl": scenario.description_nl,
        "dataset": scenario.dataset,
        "openings": scenario.openings,
        "norms": scenario.norms,
        "goals": scenario.goals.model_dump(mode="json"),
        "students": scenario.students.model_dump(mode="json"),
        "rules": {name: parameters.model_dump(mode="json") for name, parameters in scenario.rules.items()},
        "prices": dict(scenario.prices),
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inside) for inside in value]
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, float):
        return value + 0.0 if math.isfinite(value) else None  # + 0.0: no negative zero
    return str(value)


def _write_tables(result: Result, folder: Path) -> None:
    assert result.plan is not None
    write_plan(result.plan, folder)
    for name in OTHER_PLANS:
        plan = getattr(result, name)
        if plan is not None:
            (folder / name).mkdir()
            write_plan(plan, folder / name)
    _write(folder / "changes.csv", format_table(changes_of(result.plan, result.instance), CHANGES, CHANGES[:2]))
    if result.choice is not None:
        _write(folder / "choice.csv", format_table(result.choice.table, CHOICE, CHOICE[:2]))
    write_checks(result.checks, folder / "checks.csv")


def write_checks(checks: pd.DataFrame, path: Path) -> None:
    """Write what was checked, as ``checks.csv``."""
    checks = checks.reindex(columns=list(CHECKS)).astype(object)
    checks = checks.where(checks.notna(), None)
    _write(path, format_table(checks, CHECKS, CHECKS[:3]))


def write_plan(plan: Plan, folder: Path) -> None:
    """Write the four tables of a plan into a folder."""
    for name, keys in PLAN_KEYS.items():
        table = getattr(plan, name)
        _write(folder / file_of(name), format_table(table, columns_of(name, table.columns), keys))


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def _put_in_place(new: Path, target: Path, old: Path) -> None:
    """Rename the new folder to its place; whatever happens, the old one or the new one stands there."""
    had = target.exists()
    if had:
        target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        if had:
            old.rename(target)
        raise


def _unwritable(folder: str | Path, why: str) -> Finding:
    return Finding(str(folder), f"the folder cannot be written: {why}", "Give another folder with --out.")
