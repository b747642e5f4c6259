"""Tells answers in words: losses as figures of goals, and how sure they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Console

from optimizer.answers.questions import deciding_goal
from optimizer.model.registry import discover_terms
from workbench.messages import Language, say, say_unit
from workbench.names import Names
from workbench.numbers import format_number, format_share, format_value
from workbench.progress import LiveReport, progress_line, term_label
from workbench.question_words import outcome_words, question_words

if TYPE_CHECKING:
    from optimizer.answers.alternatives import Alternatives
    from optimizer.answers.importance import Importance
    from optimizer.answers.inquiry import AnswerProgress
    from optimizer.answers.questions import Record
    from optimizer.inputs.instance import Instance

SHOWN = 8
"""Most rows of each list in the summary; the tables hold all."""


class AnswerReport(LiveReport["AnswerProgress"]):
    """Reports the progress of answers; without a terminal, each that is finished, and else something now and then."""

    pause = 5.0

    def __init__(self, console: Console, lang: Language, began: float, instance: Instance) -> None:
        super().__init__(console, lang, began)
        self._instance = instance

    def line(self, progress: AnswerProgress, seconds: float) -> str:
        """Return how many questions are answered, the one at hand and its goal in one line."""
        lang = self._lang
        parts = [question_words(progress.question, self._instance, lang)]
        if progress.of:
            parts.insert(0, say(lang, "answers_progress", finished=progress.finished, of=progress.of))
        if progress.record is not None:
            gap = "" if progress.record.gap is None else format_share(progress.record.gap, lang)
            parts += [
                outcome_words(progress.record.status, gap, lang),
                say(lang, "progress_seconds", seconds=f"{seconds:.0f}"),
            ]
        elif progress.goal is not None:
            parts.append(progress_line(progress.goal, seconds, lang))
        return "  ".join(parts)

    def is_due(self, progress: AnswerProgress, since_last: float) -> bool:
        """Whether an answer has landed, or enough time has passed."""
        return progress.record is not None or super().is_due(progress, since_last)


def loss_words(row: Mapping[Any, Any], lang: Language) -> str:
    """Return what decides a loss: the first goal that differs, and by how much."""
    decided = row["decided_by"]
    if not decided:
        return say(lang, "nothing_lost")
    return goal_figure(str(decided), float(row[f"loss_{decided}"]), lang)


def goal_figure(goal: str, amount: float, lang: Language) -> str:
    """Return by how much a goal changes, with its name and unit."""
    term = next((name for name in (goal, goal.partition("_by_")[0]) if name in discover_terms()), "cost")
    unit = discover_terms()[term].unit
    shown = format_value(amount, unit, lang, signed=True)
    return say(
        lang, "loses", label=term_label(term, lang), amount=shown, unit="" if unit == "share" else say_unit(lang, unit)
    ).strip()


def proof_lines(records: Iterable[Record], lang: Language, *, complete: bool, why: str) -> list[str]:
    """Return how sure the answers are, and whether some are left."""
    records = list(records)
    gaps = [record.gap for record in records if record.gap is not None]
    unproven = sum(record.status in ("feasible", "no_plan") for record in records)
    gap = format_share(max(gaps, default=0.0), lang)
    lines = [
        say(lang, "answers_open", count=len(records), open=unproven, gap=gap)
        if unproven
        else say(lang, "answers_gap", count=len(records), gap=gap)
    ]
    return lines if complete else [*lines, say(lang, "answers_incomplete", why=say(lang, f"stopped_{why}"))]


def importance_lines(found: Importance, lang: Language) -> list[str]:
    """Return what programmes are worth, what nearly was in the plan, and what would have to change."""
    table = found.table
    inside, outside = table[table["in_plan"].astype(bool)], table[~table["in_plan"].astype(bool)]

    def counts(rows: pd.DataFrame) -> tuple[int, int]:
        impossible = rows["status"] == "impossible"
        return int(impossible.sum()), int(((rows["decided_by"] == "") & (rows["status"] == "optimal")).sum())

    needed, free = counts(inside)
    impossible, fitting = counts(outside)
    lines = [
        say(lang, "importance_plan", count=len(inside), needed=needed, free=free),
        say(lang, "importance_others", count=len(outside), impossible=impossible, free=fitting),
    ]
    lines += _ranked(found, inside, lang, hardest=True)
    lines += _ranked(found, outside, lang, hardest=False)
    return [*lines, *_change_lines(found, lang), *_range_lines(found, lang)]


def _ranked(found: Importance, rows: pd.DataFrame, lang: Language, *, hardest: bool) -> list[str]:
    """Return the programmes that are hardest to miss, or nearest to the plan."""
    goals = [str(column).removeprefix("loss_") for column in rows.columns if str(column).startswith("loss_")]

    def weight(row: Mapping[Any, Any]) -> tuple[int, float]:
        if row["status"] == "impossible":
            return -1, 0.0
        decided = row["decided_by"]
        return (goals.index(decided), -float(row[f"loss_{decided}"])) if decided else (len(goals), 0.0)

    told = [row for row in rows.to_dict(orient="records") if row["status"] in ("optimal", "feasible", "impossible")]
    if not hardest:
        told = [row for row in told if row["status"] != "impossible"]
    told = sorted(told, key=weight, reverse=not hardest)[:SHOWN]
    lines = [say(lang, "importance_missed") if hardest else say(lang, "importance_nearest")] if told else []
    for row in told:
        name = Names(found.instance, lang).programme(str(row["campus_id"]), str(row["specialisation_id"]))
        never = row["status"] == "impossible"
        what = say(lang, "importance_never") if never else loss_words(row, lang)
        lines.append(say(lang, "importance_row", programme=name, what=what))
    return lines


def _change_lines(found: Importance, lang: Language) -> list[str]:
    rows = found.break_even[found.break_even["needed"].notna()]
    if rows.empty:
        return []
    share = (rows["needed"].astype(float) / rows["now"].astype(float) - 1).abs()
    order = rows.loc[share.sort_values(kind="stable").index[:SHOWN]].to_dict(orient="records")
    return [say(lang, "importance_changes"), *(_change(found.instance, row, lang) for row in order)]


def _change(instance: Instance, row: Mapping[Any, Any], lang: Language) -> str:
    return say(
        lang,
        "importance_change",
        programme=Names(instance, lang).programme(str(row["campus_id"]), str(row["specialisation_id"])),
        parameter=say(lang, f"lever_{row['parameter']}"),
        needed=format_number(float(row["needed"]), lang),
        now=format_number(float(row["now"]), lang),
    )


def _range_lines(found: Importance, lang: Language) -> list[str]:
    rows = found.ranges[found.ranges["below"].notna() | found.ranges["above"].notna()]
    lines = [say(lang, "importance_ranges")] if len(rows) else []
    return [*lines, *(_range(row, lang) for row in rows.to_dict(orient="records"))]


def _range(row: Mapping[Any, Any], lang: Language) -> str:
    """Return where a norm or price may move, and where another plan is best, with decimals that tell them apart."""
    ways = [(row["low"], row["below"]), (row["high"], row["above"])]
    turns = [(float(same), float(beyond)) for same, beyond in ways if pd.notna(beyond)]
    decimals = max(0, math.ceil(1 - math.log10(min(abs(beyond - same) for same, beyond in turns))))

    def number(value: float) -> str:
        return format_number(value, lang, decimals)

    beyond = f" {say(lang, 'question_and')} ".join(number(beyond) for _, beyond in turns)
    key = "importance_range_now" if row["low"] == row["high"] else "importance_range"
    shown = {name: number(float(row[name])) for name in ("now", "low", "high")}
    return say(lang, key, parameter=row["parameter"], beyond=beyond, **shown)


def alternative_lines(found: Alternatives, lang: Language) -> list[str]:
    """Return how far each alternative lies from the plan, what it costs, and what all of them share."""
    lines = []
    for row in found.table.to_dict(orient="records"):
        decided = _price_of_alternative(found, row)
        what = say(lang, "nothing_lost") if decided is None else goal_figure(*decided, lang)
        apart = {name: row[f"distance_{name}"] for name in ("municipality", "institution")}
        nearest, bound = round(row["nearest"]), round(row["nearest_bound"])
        sure = (
            say(lang, "alternatives_farthest") if nearest >= bound else say(lang, "alternatives_at_most", bound=bound)
        )
        lines.append(say(lang, "alternatives_row", rank=row["rank"], what=what, nearest=nearest, sure=sure, **apart))
    kinds = found.shared["kind"].value_counts()
    shared = {kind: int(kinds.get(kind, 0)) for kind in ("all", "none")}
    lines.append(say(lang, "alternatives_shared", plans=len(found.table) + 1, **shared))
    return [*lines, say(lang, "alternatives_exhausted")] if found.exhausted else lines


def _price_of_alternative(found: Alternatives, row: Mapping[Any, Any]) -> tuple[str, float] | None:
    """Return the first goal in which an alternative differs from the plan itself, and by how much.

    What counts is where the plan stands in the end, not the best value of each goal, of which later goals took some.
    """
    goals, terms = found.scenario.goals, found.result.terms
    if goals.mode == "weighted":
        base = {"cost": found.result.goals[0].value}
        return deciding_goal(found.records[str(row["folder"])].values, base, ["cost"])
    names = [goal.key for goal in goals.order if goal.key in terms]
    return deciding_goal(row, {name: terms[name].plan for name in names}, names)
