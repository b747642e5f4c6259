"""Tells a sweep in words, and as the document of ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.messages import Language, say

if TYPE_CHECKING:
    from optimizer.sweeps.outcome import Sweep

MOST_GROUPS = 6
"""Combinations of choices that are told one by one."""


def sweep_document(outcome: Sweep) -> dict[str, Any]:
    """Return a sweep as plain values: what ``--json`` prints."""
    from optimizer.sweeps.report import describe_report

    return {
        "sweep": outcome.definition.name,
        "scenario": outcome.definition.scenario_file.stem,
        "complete": outcome.complete,
        "cells": outcome.definition.cell_count,
        "finished": outcome.finished,
        "ended_by": outcome.ended_by or None,
        "statuses": dict(outcome.statuses),
        "failures": [{**vars(failure), "parameters": dict(failure.parameters)} for failure in outcome.failures],
        "robustness": None if outcome.report is None else describe_report(outcome.report),
        "folder": str(outcome.folder),
    }


def sweep_lines(outcome: Sweep, lang: Language) -> list[str]:
    """Return what came of a sweep as text, one a line."""
    lines = [sweep_title(outcome, lang), "", *_counts(outcome, lang), ""]
    if outcome.report is not None:
        lines += _groups(outcome, lang)
    return lines


def sweep_title(outcome: Sweep, lang: Language) -> str:
    """Return what a sweep is called."""
    titles, name = outcome.definition.titles, outcome.definition.name
    return (titles.get("title_nl") if lang == "nl" else "") or titles.get("title") or name


def _counts(outcome: Sweep, lang: Language) -> list[str]:
    cells = outcome.definition.cell_count
    limited = outcome.ended_by in ("time", "interrupt")
    why = say(lang, f"stopped_{outcome.ended_by}") if limited else say(lang, "sweep_failures")
    if not outcome.complete:
        lines = [say(lang, "sweep_incomplete", finished=outcome.finished, cells=cells, why=why)]
    else:
        lines = [say(lang, "sweep_complete", cells=cells)]
        if outcome.report is None:
            lines.append(say(lang, "sweep_not_compared", why=why))
    told = [say(lang, f"cells_{status}", count=count) for status, count in outcome.statuses.items()]
    lines += [f"  {text}" for text in told]
    if outcome.failures:
        first = outcome.failures[0]
        parameters = ", ".join(f"{key} = {value}" for key, value in first.parameters.items())
        count = len({failure.cell for failure in outcome.failures})
        lines.append(say(lang, "sweep_failed", count=count, parameters=parameters, error=first.error))
    return lines


def _groups(outcome: Sweep, lang: Language) -> list[str]:
    from optimizer.sweeps.report import ROBUSTNESS
    from optimizer.sweeps.sentences import group_sentences

    assert outcome.report is not None
    lines: list[str] = []
    for each in outcome.report.groups[:MOST_GROUPS]:
        first, *others = group_sentences(outcome.report, each, lang)
        lines += [first, *(f"  {sentence}" if each.choices else sentence for sentence in others), ""]
    more = len(outcome.report.groups) - MOST_GROUPS
    if more > 0:
        lines += [say(lang, "sweep_more_groups", count=more, path=outcome.folder / ROBUSTNESS), ""]
    conflicts = sorted(outcome.report.conflicts.items(), key=lambda item: -item[1])[:MOST_GROUPS]
    lines += [say(lang, "sweep_clash", count=count, rules=", ".join(rules)) for rules, count in conflicts]
    return [*lines, ""] if conflicts else lines
