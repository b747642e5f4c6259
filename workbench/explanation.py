"""Tells an explanation in words, and writes its folder: ``explanation.json`` and ``repairs.csv``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.conflicts import clash_head, conflict_sentences, part_sentence, reasons
from workbench.messages import LANGUAGES, Language, say
from workbench.repairs import repair_sentence

if TYPE_CHECKING:
    from optimizer.explanation.explained import Conflict, Explanation, Repair

FORMAT = 1
EXPLANATION = "explanation.json"
TABLE = "repairs.csv"


@dataclass(frozen=True)
class Asked:
    """How the question was asked, so that commands can be told that repeat it.

    Attributes
    ----------
    scenario : str
        Name or file of the scenario.
    changes : tuple of str
        What ``--set`` changed already.
    data : str or None
        The data set, if it was given.
    """

    scenario: str
    changes: tuple[str, ...] = ()
    data: str | None = None

    def solve(self, repair: Repair) -> str:
        """Return the command that solves the scenario with a repair."""
        from optimizer.explanation.writing import command

        return command("solve", self.scenario, self.changes, self.data, repair.changes)

    def explain(self) -> str:
        """Return the command that explains the scenario."""
        from optimizer.explanation.writing import command

        return command("explain", self.scenario, self.changes, self.data)


def explanation_lines(explanation: Explanation, asked: Asked, lang: Language, why: str = "") -> list[str]:
    """Return an explanation as text, one a line; `why` says what stopped it, if it is not complete."""
    scenario = explanation.scenario
    if explanation.feasible is None:
        return [say(lang, "explained_unknown", why=why)]
    if explanation.feasible:
        return [say(lang, "explained_feasible", scenario=scenario.name)]
    lines = [say(lang, "infeasible", scenario=scenario.name), ""]
    for number, conflict in enumerate(explanation.conflicts, 1):
        if len(explanation.conflicts) > 1:
            lines.append(say(lang, "conflict_number", number=number))
        lines += _conflict_lines(explanation, conflict, lang)
    lines += [say(lang, "repairs_head"), ""] if explanation.repairs else [say(lang, "repairs_none"), ""]
    for number, repair in enumerate(explanation.repairs, 1):
        sentence = repair_sentence(explanation.instance, scenario, repair, lang)
        lines += [say(lang, "repair_shown", number=number, sentence=sentence), f"   {asked.solve(repair)}"]
    if not explanation.is_complete:
        lines += ["", say(lang, "explained_incomplete", why=why)]
    return lines


def describe_explanation(explanation: Explanation, asked: Asked) -> dict[str, Any]:
    """Return the contents of ``explanation.json``; without times, so that equal input gives equal bytes."""
    from optimizer.solving.saving import inputs_of

    scenario = explanation.scenario
    return {
        "format": FORMAT,
        "scenario": scenario.name,
        "dataset": explanation.instance.name,
        "feasible": explanation.feasible,
        "complete": explanation.is_complete,
        "conflicts": [_describe_conflict(explanation, each) for each in explanation.conflicts],
        "repairs": [_describe_repair(explanation, each, asked) for each in explanation.repairs],
        "inputs": inputs_of(explanation.instance, scenario),
        "overrides": [vars(override) for override in scenario.overrides],
    }


def write_explanation(explanation: Explanation, folder: str | Path, asked: Asked) -> Path:
    """Write the folder of an explanation, whole or not at all.

    Raises
    ------
    InputError
        If the folder holds anything but an explanation, or cannot be written.
    """
    from optimizer.explanation.explained import REPAIRS
    from optimizer.inputs.writing import format_table
    from optimizer.solving.saving import write_document, write_whole

    def fill(partial: Path) -> None:
        table = format_table(explanation.table(), REPAIRS, ("repair", "key"))
        (partial / TABLE).write_bytes(table.encode("utf-8"))
        write_document(partial / EXPLANATION, describe_explanation(explanation, asked))

    return write_whole(folder, fill, EXPLANATION)


def _conflict_lines(explanation: Explanation, conflict: Conflict, lang: Language) -> list[str]:
    instance, scenario = explanation.instance, explanation.scenario
    rules = [f"  {part}: {part_sentence(scenario, part, lang)}" for part in conflict.rules]
    return [*reasons(instance, scenario, conflict, lang), clash_head(conflict, lang), *rules, ""]


def _describe_conflict(explanation: Explanation, conflict: Conflict) -> dict[str, Any]:
    instance, scenario = explanation.instance, explanation.scenario
    return {
        "rules": list(conflict.rules),
        "proof": conflict.proof,
        **{lang: " ".join(conflict_sentences(instance, scenario, conflict, lang)) for lang in LANGUAGES},
        "minimal": conflict.is_minimal,
        "sums": [
            {"kind": each.kind, "keys": list(each.found.keys), "numbers": _finite(each.found.numbers)}
            for each in conflict.sums
        ],
        "shortfalls": [
            {"rule": missed.rule, "row": row.row, "index": list(row.index), "amount": round(row.amount, 6)}
            for missed in conflict.shortfalls
            if missed.is_least
            for row in missed.rows
        ],
    }


def _describe_repair(explanation: Explanation, repair: Repair, asked: Asked) -> dict[str, Any]:
    return {
        "changes": [change.as_dict() for change in repair.changes],
        **{lang: repair_sentence(explanation.instance, explanation.scenario, repair, lang) for lang in LANGUAGES},
        "verified": repair.verified,
        "size": round(repair.size, 6),
        "switch": repair.is_switch,
        "smallest": repair.is_smallest,
        "command": asked.solve(repair),
    }


def _finite(numbers: Any) -> dict[str, Any]:
    return {name: each for name, each in numbers.items() if not isinstance(each, float) or math.isfinite(each)}


def asked_of(scenario: str, changes: Sequence[str] | None, data: str | None) -> Asked:
    """Return how a command was asked."""
    return Asked(scenario, tuple(changes or ()), data)
