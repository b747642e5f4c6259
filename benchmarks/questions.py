"""Questions to a model that stays loaded: one lock more, or another norm, from the last plan."""

from __future__ import annotations

import statistics
import time
from contextlib import closing
from dataclasses import dataclass

from optimizer import Limits, load_instance, load_scenario
from optimizer.solving.child import ChildDoor
from optimizer.solving.desk import Desk
from optimizer.solving.hierarchy import Pursuit

SCENARIO = "reference"
NORMS = (75, 85)
LOCKS = 6
GAP = 0.01


@dataclass(frozen=True)
class Answer:
    """One question, and how long its answer took."""

    question: str
    seconds: float
    state: str
    gap: float | None


def ask_all(norms: tuple[int, ...] = NORMS, locks: int = LOCKS) -> list[Answer]:
    """Forbid or force some programmes one by one, and change the norm; ties are broken as in any solve."""
    scenario = load_scenario(SCENARIO)
    instance = load_instance(scenario.dataset)
    limits = Limits(time_limit=60.0, gap=GAP)
    answers = []
    with closing(ChildDoor()) as door:
        desk = Desk.open(instance, scenario, Limits(), door)
        assert desk.answer.solution is not None
        eligible = sorted(desk.eligible)
        for pair in eligible[:: max(1, len(eligible) // locks)][:locks]:
            taught = bool(desk.answer.solution[desk.columns([pair])[0]] > 0.5)
            began = time.perf_counter()
            pursuit = desk.ask({pair: not taught}, limits, settle_ties=True)
            answers.append(_answer(f"{'without' if taught else 'with'} {'/'.join(pair)}", began, pursuit))
        for norm in norms:
            changed = load_scenario(SCENARIO, {"rules.minimum_enrolment.norm": norm})
            began = time.perf_counter()
            answers.append(_answer(f"norm {norm}", began, desk.changed(changed, limits).answer))
    return answers


def _answer(question: str, began: float, pursuit: Pursuit) -> Answer:
    seconds = time.perf_counter() - began
    gaps = [report.gap for report in pursuit.reports if report.gap is not None]
    state = "no plan" if pursuit.solution is None else "plan"
    return Answer(question, seconds, state, max(gaps) if gaps else None)


def table(answers: list[Answer]) -> list[str]:
    """Return the answers as lines of Markdown."""
    lines = ["| question | seconds | answer | largest gap |", "|---|--:|---|--:|"]
    for each in answers:
        gap = "" if each.gap is None else f"{each.gap:.2%}"
        lines.append(f"| {each.question} | {each.seconds:.1f} | {each.state} | {gap} |")
    middle = statistics.median(each.seconds for each in answers)
    return [*lines, "", f"Median {middle:.1f} s, longest {max(each.seconds for each in answers):.1f} s."]
