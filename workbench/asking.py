"""Questions about a plan, asked in one way by commands and by the page: what is asked, and what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizer.answers.alternatives import alternatives
from optimizer.answers.fair import OPTIMUM, fair
from optimizer.answers.importance import importance
from optimizer.answers.inquiry import AnswerProgress
from optimizer.answers.keeping import PLAN, AnswerFolder
from optimizer.answers.questions import Record
from optimizer.answers.tables import Tables
from optimizer.answers.veto import veto
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.solving.limits import Limits
from optimizer.solving.result import Result
from workbench.answering import alternative_lines, importance_lines, proof_lines
from workbench.fairness import described, fair_lines
from workbench.messages import LANGUAGES, Language, say
from workbench.refusing import veto_lines
from workbench.summary import conflict_lines

PLAN_FOLDERS = {"fair": OPTIMUM}
"""Folder of the scenario's own plan by command, where it is not the usual one."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What an answer is sought with: the inputs, limits, where answers are kept, and who hears of progress."""

    instance: Instance
    scenario: Scenario
    limits: Limits
    workers: int
    folder: AnswerFolder
    on_progress: Callable[[AnswerProgress], None]


@dataclass(frozen=True, eq=False)
class Found:
    """Answers in the form in which they are told.

    Attributes
    ----------
    result : Result
        The scenario's own plan.
    tables, records : mapping
        The tables by file, and the answers by question.
    complete : bool
        Whether everything is answered.
    lines : callable
        Returns what was found in a language.
    described : mapping
        What the document of the folder says besides.
    """

    result: Result
    tables: Tables
    records: Mapping[str, Record]
    complete: bool
    lines: Callable[[Language], Iterable[str]]
    described: Mapping[str, Any] = field(default_factory=dict)

    def told(self, *, interrupted: bool) -> dict[str, Any]:
        """Return what was found and how sure it is, in both languages, with the warnings of the plan."""
        why = "interrupt" if interrupted else "time"
        said: dict[str, Any] = {
            lang: [*self.lines(lang), *proof_lines(self.records.values(), lang, complete=self.complete, why=why)]
            for lang in LANGUAGES
        }
        return {"complete": self.complete, **said, "warnings": list(self.result.warnings)}


def folder_of(
    command: str, place: Path, question: dict[str, Any], also: Callable[[Result, Path], object]
) -> AnswerFolder:
    """Return the folder in which a command keeps its answers.

    Parameters
    ----------
    command : str
        The command.
    place : Path
        Where.
    question : dict
        What is asked, see :func:`optimizer.answers.keeping.question_of`.
    also : callable
        Writes more files into the folder of a plan.
    """
    return AnswerFolder(place, f"{command}.json", question, also, PLAN_FOLDERS.get(command, PLAN))


def outdated_line(folder: AnswerFolder, lang: Language) -> str:
    """Return that answers in a folder are replaced, and why; nothing if they hold."""
    changed = folder.outdated()
    if not changed:
        return ""
    what = ", ".join(say(lang, "answers_scenario") if name == "scenario" else name for name in changed)
    return say(lang, "answers_replaced", changed=what)


def lines_without_plan(result: Result, lang: Language) -> list[str]:
    """Return what is told of a scenario for which no plan was found."""
    if result.status == "infeasible":
        return conflict_lines(result, lang)
    if result.status == "failed":
        return [say(lang, "failed")]
    return [say(lang, "no_plan", why=say(lang, f"stopped_{result.stopped_by}"))]


def ask_importance(asked: Asked, *, break_evens: bool) -> Found:
    """Ask what each programme is worth (:func:`optimizer.importance`)."""
    found = importance(
        asked.instance,
        asked.scenario,
        asked.limits,
        break_evens=break_evens,
        workers=asked.workers,
        keeper=asked.folder,
        on_progress=asked.on_progress,
    )
    return Found(found.result, found.tables, found.records, found.complete, lambda lang: importance_lines(found, lang))


def ask_veto(asked: Asked) -> Found:
    """Ask what refusals cost (:func:`optimizer.veto`)."""
    found = veto(
        asked.instance,
        asked.scenario,
        asked.limits,
        workers=asked.workers,
        keeper=asked.folder,
        on_progress=asked.on_progress,
    )
    return Found(found.result, found.tables, found.records, found.complete, lambda lang: veto_lines(found, lang))


def ask_alternatives(asked: Asked, *, count: int, within: float, by: Any) -> Found:
    """Ask which other plans would do (:func:`optimizer.alternatives`)."""
    found = alternatives(
        asked.instance,
        asked.scenario,
        asked.limits,
        count=count,
        within=within,
        by=by,
        keeper=asked.folder,
        on_progress=asked.on_progress,
    )
    return Found(found.result, found.tables, found.records, found.complete, lambda lang: alternative_lines(found, lang))


def ask_fair(asked: Asked, *, by: Any) -> Found:
    """Ask for the fairest plan (:func:`optimizer.fair`)."""
    found = fair(
        asked.instance, asked.scenario, asked.limits, by=by, keeper=asked.folder, on_progress=asked.on_progress
    )
    return Found(
        found.result,
        found.tables,
        found.records,
        found.complete,
        lambda lang: fair_lines(found, lang),
        described(found),
    )
