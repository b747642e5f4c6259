"""Reads a result folder back, so that it can be drawn, compared or looked into again."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from optimizer.errors import Finding, InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.locating import DATASET_FILE, shipped_datasets
from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_EXTRAS, Plan
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Goals, Openings, Override, Scenario, Students
from optimizer.model.registry import discover_rules
from optimizer.solving.result import GoalReport, Result, StoppedBy, StudentChoice, TermValues
from optimizer.solving.saving import CHECKS, CHOICE, DOCUMENT, OTHER_PLANS, file_of, inputs_of

NUMBERS = {"students_today", "students", "fte", "top_fte", "km", "residents", "guest_fte", "measured", "limit"} | {
    *CHOICE[2:]
}
SOLVE_AGAIN = "Solve the scenario again."

KNOWN: dict[str, Callable[[Instance], Collection[str]]] = {
    "campus_id": lambda instance: instance.campuses,
    "lead_campus_id": lambda instance: instance.campuses,
    "specialisation_id": lambda instance: instance.specialisations,
    "zone_id": lambda instance: instance.zones,
    "municipality_id": lambda instance: instance.municipalities,
    "teacher_group_id": lambda instance: instance.teacher_groups,
    "host_id": lambda instance: instance.hosts,
}
"""Identifiers that a column may hold."""

MAY_BE_EMPTY = {("students", "municipality_id"), ("staff", "campus_id")}
"""Columns in which nothing means: without a place, freed."""


class _Term(BaseModel):
    unit: str
    today: float
    plan: float
    observed: float | None = None


class _Choice(BaseModel):
    beta: float
    mean_km_today: float
    target_km: float
    enrolment_error: float
    mean_km: float
    stay_away_today: float
    give_up: float
    drawn: float


class _Settings(BaseModel):
    title: str
    title_nl: str
    description: str
    description_nl: str
    dataset: str
    openings: Openings
    goals: Goals
    students: Students
    rules: dict[str, dict[str, Any]]
    prices: dict[str, float]
    norms: str = ""


class _Document(BaseModel):
    """The contents of ``result.json`` that a result needs."""

    model_config = ConfigDict(allow_inf_nan=False)

    format: Literal[1]
    scenario: str
    dataset: str
    status: Literal["optimal", "feasible"]
    stopped_by: StoppedBy
    goals: tuple[GoalReport, ...]
    terms: dict[str, _Term]
    choice: _Choice | None = None
    seconds: dict[str, float | None]
    seed: int
    threads: int
    versions: dict[str, str]
    inputs: dict[str, str]
    overrides: tuple[Override, ...]
    warnings: tuple[str, ...]
    model: dict[str, int]
    scenario_settings: _Settings


def load_result(folder: str | Path, data: str | Path | None = None, *, instance: Instance | None = None) -> Result:
    """Read a result folder.

    Parameters
    ----------
    folder : str or Path
        A folder that :func:`optimizer.solving.saving.save_result` wrote.
    data : str or Path, optional
        The data set, if it did not ship with Bundel and has moved since.
    instance : Instance, optional
        The data set, where it has been read already.

    Returns
    -------
    Result
        The result; a warning is added if the data set has changed since.

    Raises
    ------
    InputError
        If the folder holds no result, or one that does not fit the data set.
    """
    folder = Path(folder)
    document = _read_document(folder)
    instance = instance or read_dataset(_locate(document, folder, data))
    findings: list[Finding] = []
    plan = _read_plan(folder, "", instance, findings)
    others = {name: _read_plan(folder, name, instance, findings) for name in OTHER_PLANS if (folder / name).is_dir()}
    checks = _read_table(folder, "checks.csv", CHECKS, findings)
    choice = _read_choice(document, folder, instance, findings)
    scenario = _scenario(document, folder, instance, findings)
    if findings:
        raise InputError(findings)
    changed = sorted(
        name
        for name, digest in inputs_of(instance, scenario).items()
        if name in instance.hashes and document.inputs.get(name) != digest
    )
    warnings = [f"The data set has changed since this result was made: {', '.join(changed)}."] if changed else []
    return Result(
        instance,
        scenario,
        status=document.status,
        stopped_by=document.stopped_by,
        goals=document.goals,
        plan=plan,
        today=others.get("today"),
        observed=others.get("observed"),
        terms={name: _term(term) for name, term in document.terms.items()},
        choice=choice,
        checks=checks.assign(ok=checks["ok"].map({"true": True, "false": False}).astype("boolean")),
        seconds={name: value for name, value in document.seconds.items() if value is not None},
        seed=document.seed,
        threads=document.threads,
        versions=document.versions,
        warnings=(*document.warnings, *warnings),
        counts=document.model,
    )


def _read_document(folder: Path) -> _Document:
    path = folder / DOCUMENT
    name = str(path)
    try:
        return _Document.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError:
        mend = "Give a folder that bundel solve wrote."
        raise InputError([Finding(str(folder), f"holds no {DOCUMENT} that can be read", mend)]) from None
    except ValidationError as fault:
        faults = [(".".join(str(part) for part in each["loc"]), each["msg"]) for each in fault.errors()]
        findings = [Finding(name, message, SOLVE_AGAIN, key=key) for key, message in faults]
        raise InputError(findings) from None
    except (ValueError, RecursionError):
        raise InputError([Finding(name, "is not JSON", SOLVE_AGAIN)]) from None


def _locate(document: _Document, folder: Path, data: str | Path | None) -> str | Path:
    if data is not None:
        return data
    if document.dataset in shipped_datasets():
        return document.dataset
    own = Path(document.scenario_settings.dataset)
    if (own / DATASET_FILE).is_file():
        return own
    message = f'the data set "{document.dataset}" does not ship with Bundel'
    raise InputError([Finding(str(folder / DOCUMENT), message, "Give its folder with --data.", key="dataset")])


def _scenario(document: _Document, folder: Path, instance: Instance, findings: list[Finding]) -> Scenario:
    settings, known = document.scenario_settings, discover_rules()
    rules = {}
    for name, values in settings.rules.items():
        try:
            rules[name] = known[name].parameters.model_validate(values)
        except (KeyError, ValidationError):
            message = f'the rule "{name}" is not one of this version of Bundel'
            findings.append(
                Finding(str(folder / DOCUMENT), message, SOLVE_AGAIN, key=f"scenario_settings.rules.{name}")
            )
    return Scenario(
        name=document.scenario,
        title=settings.title,
        title_nl=settings.title_nl,
        description=settings.description,
        description_nl=settings.description_nl,
        dataset=settings.dataset,
        openings=settings.openings,
        goals=settings.goals,
        students=settings.students,
        rules=rules,
        prices=settings.prices,
        norms=settings.norms,
        overrides=document.overrides,
        hashes={
            name: digest
            for name, digest in document.inputs.items()
            if name.endswith(".toml") and name not in instance.hashes
        },
    )


def _term(term: _Term) -> TermValues:
    return TermValues(term.unit, term.today, term.plan, term.today if term.observed is None else term.observed)


def _read_choice(
    document: _Document, folder: Path, instance: Instance, findings: list[Finding]
) -> StudentChoice | None:
    if document.choice is None:
        return None
    table = _read_table(folder, "choice.csv", CHOICE, findings)
    _check_names(table, "choice", "choice.csv", instance, findings)
    return StudentChoice(table=table, **document.choice.model_dump())


def _read_plan(folder: Path, inside: str, instance: Instance, findings: list[Finding]) -> Plan:
    tables = {}
    for name, columns in PLAN_COLUMNS.items():
        file = f"{inside}/{file_of(name)}".lstrip("/")
        tables[name] = _read_table(folder, file, columns, findings, PLAN_EXTRAS.get(name, ()))
        _check_names(tables[name], name, file, instance, findings)
    return Plan(**tables)


def _read_table(
    folder: Path, file: str, columns: tuple[str, ...], findings: list[Finding], extras: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return a table with those of the `extras` that it has, numbers as numbers; an empty one after a fault."""
    try:
        frame = pd.read_csv(folder / file, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as fault:
        findings.append(Finding(file, f"cannot be read: {str(fault).splitlines()[0]}", SOLVE_AGAIN))
        return pd.DataFrame(columns=list(columns))
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        findings.append(Finding(file, f"has no column {', '.join(missing)}", SOLVE_AGAIN, row=1))
        return pd.DataFrame(columns=list(columns))
    frame = frame[[*columns, *(column for column in extras if column in frame.columns)]]
    for column in NUMBERS.intersection(columns):
        numbers = pd.to_numeric(frame[column], errors="coerce").astype("float64")
        faulty = frame.index[(frame[column] != "") & ~numbers.map(math.isfinite)]
        findings += [
            Finding(file, "is not a number", SOLVE_AGAIN, row=int(position) + 2, column=column) for position in faulty
        ]
        frame = frame.assign(**{column: numbers})
    return frame


def _check_names(frame: pd.DataFrame, table: str, file: str, instance: Instance, findings: list[Finding]) -> None:
    for column in [column for column in frame.columns if column in KNOWN]:
        allowed = [*KNOWN[column](instance), *([""] if (table, column) in MAY_BE_EMPTY else [])]
        unknown = frame.index[~frame[column].isin(allowed)]
        findings += [
            Finding(
                file,
                f'the data set "{instance.name}" has no such {column.removesuffix("_id").replace("_", " ")}',
                "Give the data set of this result with --data, or solve the scenario again.",
                row=int(position) + 2,
                column=column,
            )
            for position in unknown
        ]
