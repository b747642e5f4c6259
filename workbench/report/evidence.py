"""The annexes about the proof: rules with their source, goals, sensitivity, data quality, and the certificate."""

from __future__ import annotations

import hashlib
import json
import shlex
from typing import TYPE_CHECKING, Any

import pandas as pd

from optimizer.inputs.scenario import parameter_fields
from optimizer.inputs.writing import format_table
from optimizer.model.registry import discover_rules
from optimizer.solving.saving import inputs_of
from workbench.messages import MESSAGES, say, say_unit
from workbench.numbers import format_share, format_value
from workbench.report.parts import Column, ReportTable, Subject
from workbench.sentences import rule_sentence
from workbench.summary import goal_labels, status_sentence
from workbench.tables import folder_tables

if TYPE_CHECKING:
    from optimizer.inputs.scenario import RuleParameters

TOUCHES = 1e-3
"""Share of a limit within which it counts as touched."""

BOTH_WAYS = ("at most", "at least")
MOST_NAMES = 4
SHOWN_CONFIDENCE = ("documented", "well-known", "estimated")


def rule_checks(subject: Subject) -> tuple[int, int]:
    """Return how many checks of rules there are, and how many of them failed."""
    checks = subject.result.checks
    rules = checks[checks["kind"] == "rule"] if len(checks) else checks
    return len(rules), int((~rules["ok"].fillna(False).astype(bool)).sum()) if len(rules) else 0


def rules_table(subject: Subject) -> ReportTable:
    """Return every rule of the scenario: its promise, where its numbers come from, and what its check found."""
    known, checks = discover_rules(), subject.result.checks
    rows = []
    for name, parameters in sorted(subject.result.scenario.rules.items()):
        if not parameters.enabled:
            continue
        found = checks[(checks["kind"] == "rule") & (checks["name"] == name)] if len(checks) else checks
        met = int(found["ok"].fillna(False).astype(bool).sum()) if len(found) else 0
        outcome = subject.say("met", met=met, count=len(found)) if len(found) else subject.say("unchecked")
        rows.append([name, rule_sentence(known[name], parameters, subject.lang), _sources(parameters), outcome])
    columns = [Column(subject.say(head)) for head in ("rule", "promise", "source_column", "checks")]
    return subject.table("rules", "result.json, scenario_settings; checks.csv", columns, rows)


def _sources(parameters: RuleParameters) -> str:
    """Return the sources of a rule's values: that of a default, or the scenario that set another."""
    found: dict[str, list[str]] = {}
    for name, field in parameter_fields(type(parameters)).items():
        value = getattr(parameters, name)
        if value is None:
            continue
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        is_default = value == field.get_default(call_default_factory=True)
        found.setdefault(str(extra.get("source", "")) if is_default else "scenario", []).append(name)
    return "; ".join(f"{', '.join(names)}: {source}" for source, names in found.items() if source)


def goals_table(subject: Subject) -> ReportTable:
    """Return the goals with value, bound, gap and limit."""
    rows, lang = [], subject.lang
    for label, goal in zip(goal_labels(subject.result, lang), subject.result.goals, strict=False):
        bound = subject.say("unknown") if goal.bound is None else format_value(goal.bound, goal.unit, lang)
        gap = subject.say("unknown") if goal.gap is None else format_share(goal.gap, lang)
        limit = "" if goal.limit is None else format_value(goal.limit, goal.unit, lang)
        unit = "%" if goal.unit == "share" else say_unit(lang, goal.unit)
        status = subject.say("proven" if goal.status == "optimal" else "unproven")
        rows.append([label, format_value(goal.value, goal.unit, lang), bound, gap, limit, unit, status])
    numeric = ("value", "bound", "gap", "may_become")
    heads = ("goal", *numeric, "unit", "status")
    columns = [Column(subject.say(head), numeric=head in numeric) for head in heads]
    return subject.table("goals", "result.json, goals", columns, rows)


def tight_table(subject: Subject) -> ReportTable:
    """Return, for every rule with limits, how many of them the plan touches, and where."""
    checks = subject.result.checks
    rows = []
    if len(checks):
        limits = checks[(checks["kind"] == "rule") & checks["unit"].astype(str).str.endswith(BOTH_WAYS)]
        limits = limits[(limits["limit"] > 0) & (limits["name"] != "plan")]
        touched = (limits["measured"] - limits["limit"]).abs() <= TOUCHES * limits["limit"]
        for (name, unit), group in limits.groupby(["name", "unit"]):
            subjects = sorted(str(each) for each in group.loc[touched, "subject"] if str(each))
            rows.append([str(name), str(unit), subject.number(len(group)), subject.number(len(subjects)),
                         _named(subject, subjects)])  # fmt: skip
    heads = ("rule", "unit", "limits", "touched", "where")
    columns = [Column(subject.say(head), numeric=head in {"limits", "touched"}) for head in heads]
    return subject.table("tight", "checks.csv", columns, rows, subject.say("tight_note"))


def _named(subject: Subject, names: list[str]) -> str:
    if len(names) <= MOST_NAMES + 1:
        return ", ".join(names)
    return subject.say("and_more", names=", ".join(names[:MOST_NAMES]), count=len(names) - MOST_NAMES)


def choice_table(subject: Subject) -> ReportTable | None:
    """Return the campuses that more students would choose than fit; None without an estimate."""
    choice, number = subject.result.choice, subject.number
    if choice is None:
        return None
    sums = choice.table.groupby("campus_id").agg(
        students=("students", "sum"), chosen=("chosen", "sum"), places=("places", "first"), overflow=("overflow", "sum")
    )
    crowded = sums.loc[list(choice.crowded)].sort_values("overflow", ascending=False)
    rows = [
        [subject.campus(str(campus)), *(number(row[name]) for name in ("students", "chosen", "places", "overflow"))]
        for campus, row in crowded.iterrows()
    ]
    heads = ("students_plan", "chosen", "places", "too_many")
    columns = [Column(subject.say("campus")), *(Column(subject.say(head), numeric=True) for head in heads)]
    return subject.table("choice", "choice.csv", columns, rows)


def confidence_table(subject: Subject) -> ReportTable:
    """Return how many rows of every table are documented, well known or estimated."""
    instance = subject.result.instance
    rows = []
    for name, frame in instance.tables.items():
        if "confidence" not in frame.columns or not len(frame):
            continue
        counts = frame["confidence"].value_counts()
        share = ""
        if name == "programmes":
            enrolled = frame["enrolled"].astype(float)
            estimated = float(enrolled[frame["confidence"] == "estimated"].sum()) / max(float(enrolled.sum()), 1e-9)
            share = subject.number(estimated * 100, 1) + "%"
        numbers = [len(frame), *(int(counts.get(word, 0)) for word in SHOWN_CONFIDENCE)]
        rows.append([f"{name}.csv", *(subject.number(count) for count in numbers), share])
    heads = ("rows", "documented", "well_known", "estimated", "estimated_enrolment")
    columns = [Column(subject.say("data_table")), *(Column(subject.say(head), numeric=True) for head in heads)]
    source = subject.say("source_dataset", dataset=instance.name, file="confidence")
    return subject.table("confidence", source, columns, rows)


def prices_table(subject: Subject) -> ReportTable:
    """Return the prices that the cost is computed with."""
    instance, scenario, lang = subject.result.instance, subject.result.scenario, subject.lang
    prices = {**dict(instance.settings.get("prices", {})), **dict(scenario.prices)}
    rows = []
    for key, value in prices.items():
        unit = f" {say(lang, f'price_unit_{key}')}" if f"price_unit_{key}" in MESSAGES else ""
        label = say(lang, f"price_{key}") if f"price_{key}" in MESSAGES else ""
        where = f"scenario {scenario.name}" if key in scenario.prices else "dataset.toml"
        rows.append([key, label, f"{subject.number(value, None)}{unit}", where])
    columns = [Column(subject.say("key")), Column(subject.say("price"))]
    columns += [Column(subject.say("amount"), numeric=True), Column(subject.say("source_column"))]
    return subject.table("prices", "dataset.toml, prices; result.json, scenario_settings", columns, rows)


def changed_table(subject: Subject) -> ReportTable:
    """Return every key that the scenario or the command line changed."""
    rows = [
        [change.key, _as_toml(change.old), _as_toml(change.new), change.by]
        for change in subject.result.scenario.overrides
    ]
    columns = [Column(subject.say(head)) for head in ("key", "was", "is", "by")]
    return subject.table("changed", "result.json, overrides", columns, rows)


def settings_table(subject: Subject) -> ReportTable:
    """Return how the plan was made: status, proof, verification, seed, versions."""
    result, lang = subject.result, subject.lang
    count, failed = rule_checks(subject)
    rows = [
        ("scenario", f"{result.scenario.name}"),
        ("data_set", result.instance.name),
        ("status", f"{result.status}: {status_sentence(result, lang)}"),
        ("stopped_by", result.stopped_by),
        ("gap", subject.say("unknown") if result.gap is None else format_share(result.gap, lang)),
        ("verification", subject.say("met", met=count - failed, count=count)),
        ("seed", str(result.seed)),
        ("threads", str(result.threads)),
        ("versions", ", ".join(f"{name} {version}" for name, version in result.versions.items())),
    ]
    if {"rows", "columns", "eligible"} <= set(result.counts):
        sizes = {name: subject.number(result.counts[name]) for name in ("rows", "columns", "eligible")}
        rows.append(("model_size", subject.say("model_rows", **sizes)))
    labels = {name: subject.say(name) for name, _ in rows}
    columns = [Column(subject.say("what")), Column(subject.say("value"))]
    return subject.table("settings", "result.json", columns, [(labels[name], value) for name, value in rows])


def inputs_table(subject: Subject) -> ReportTable:
    """Return the SHA-256 of every file that was read."""
    digests = inputs_of(subject.result.instance, subject.result.scenario)
    columns = [Column(subject.say("file")), Column("SHA-256")]
    return subject.table("inputs", "result.json, inputs", columns, list(digests.items()))


def tables_table(subject: Subject) -> ReportTable:
    """Return rows and SHA-256 of the CSV files of the result."""
    rows = []
    for table in folder_tables(subject.result):
        frame: pd.DataFrame = table.frame.astype(object).where(table.frame.notna(), None)
        text = format_table(frame, list(frame.columns), ())
        rows.append((table.file, subject.number(len(frame)), hashlib.sha256(text.encode()).hexdigest()))
    columns = [Column(subject.say("file")), Column(subject.say("rows"), numeric=True), Column("SHA-256")]
    return subject.table("tables", "datapackage.json", columns, rows)


def command_of(subject: Subject) -> str:
    """Return the command that makes the plan again."""
    result = subject.result
    parts = ["bundel", "solve", result.scenario.name]
    for change in result.scenario.overrides:
        if change.by == "--set":
            parts += ["--set", f"{change.key}={_as_toml(change.new)}"]
    parts += ["--seed", str(result.seed), "--threads", str(result.threads)]
    return shlex.join(parts)


def _as_toml(value: Any) -> str:
    """Return a value as ``--set`` takes it."""
    if value is None:
        return "none"
    return json.dumps(value, ensure_ascii=False, default=str)
