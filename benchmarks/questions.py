"""Questions to a model that stays loaded: one lock more, or another norm, from the last plan.

Two things are measured: after how many seconds a plan is at hand that the proof later shows to be within 1% of the
best, and how long the proof takes. Two plans are compared on the first goal in which they differ; a plan stands where a
goal rises no further than what the best plan's run lets it rise to.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from optimizer import Limits, load_instance, load_scenario
from optimizer.solving.child import ChildDoor
from optimizer.solving.desk import Desk
from optimizer.solving.hierarchy import Pursuit
from optimizer.solving.limits import PlanAtHand
from optimizer.solving.result import GoalReport

SCENARIO = "reference"
NORMS = (75, 85)
LOCKS = 12
GAP = 1e-3
CLOSE = 0.01
"""How near to the best a plan must be, as a share."""

TOLERANCE = 1e-5
"""Share by which a goal may pass its limit: the solver's own tolerance."""


@dataclass(frozen=True)
class Answer:
    """One question: seconds until a plan near the best was at hand (None: none so near), and those of the proof."""

    question: str
    close: float | None
    seconds: float
    state: str
    gap: float | None


def ask_all(norms: tuple[int, ...] = NORMS, locks: int = LOCKS) -> list[Answer]:
    """Forbid or force some programmes one by one, and change the norm; ties are broken as in any solve."""
    scenario = load_scenario(SCENARIO)
    instance = load_instance(scenario.dataset)
    keys = [goal.key for goal in scenario.goals.order]
    limits = Limits(time_limit=120.0, gap=GAP)
    answers = []
    with closing(ChildDoor()) as door:
        desk = Desk.open(instance, scenario, Limits(), door)
        assert desk.answer.solution is not None
        eligible = sorted(desk.eligible)
        for pair in eligible[:: max(1, len(eligible) // locks)][:locks]:
            taught = bool(desk.answer.solution[desk.workshop.column_of_pair[pair]] > 0.5)
            seen: list[PlanAtHand] = []
            began = time.perf_counter()
            told = replace(limits, on_plan=seen.append)
            pursuit = desk.ask({pair: not taught}, told, settle_ties=True, at_once=True)
            question = f"{'without' if taught else 'with'} {'/'.join(pair)}"
            answers.append(_answer(question, time.perf_counter() - began, pursuit, seen, keys))
        for norm in norms:
            changed = load_scenario(SCENARIO, {"rules.minimum_enrolment.norm": norm})
            seen = []
            began = time.perf_counter()
            pursuit = desk.changed(changed, replace(limits, on_plan=seen.append), at_once=True).answer
            answers.append(_answer(f"norm {norm}", time.perf_counter() - began, pursuit, seen, keys))
    return answers


def _answer(question: str, seconds: float, pursuit: Pursuit, seen: Sequence[PlanAtHand], keys: Sequence[str]) -> Answer:
    if pursuit.solution is None:
        return Answer(question, None, seconds, "no plan", None)
    near = (plan.seconds for plan in seen if excess(plan.values, pursuit.reports, keys) <= CLOSE)
    gaps = [report.gap for report in pursuit.reports if report.gap is not None]
    return Answer(question, next(near, None), seconds, "plan", max(gaps, default=None))


def excess(values: Mapping[str, float], best: Sequence[GoalReport], keys: Sequence[str]) -> float:
    """Return the share by which a plan passes the first goal that it lets rise further than the best plan's run does.

    Parameters
    ----------
    values : mapping of str to float
        The plan's goals.
    best : sequence of GoalReport
        What came of each goal; the last one is compared by its value, the others by their limits.
    keys : sequence of str
        The goals in their order.
    """
    for key, report in zip(keys, best, strict=True):
        limit = report.value if report is best[-1] or report.limit is None else report.limit
        over = (values[key] - limit) / max(1.0, abs(limit))
        if over > TOLERANCE:
            return over
    return 0.0


def table(answers: list[Answer]) -> list[str]:
    """Return the answers as lines of Markdown."""
    lines = [
        "| question | plan within 1%, s | proof, s | answer | largest gap |",
        "|---|--:|--:|---|--:|",
    ]
    for each in answers:
        gap = "" if each.gap is None else f"{each.gap:.2%}"
        close = "" if each.state != "plan" else "later" if each.close is None else f"{each.close:.1f}"
        lines.append(f"| {each.question} | {close} | {each.seconds:.1f} | {each.state} | {gap} |")
    found = [each for each in answers if each.state == "plan"]
    near = statistics.median(each.seconds if each.close is None else each.close for each in found)
    proof = statistics.median(each.seconds for each in found)
    told = f"Of {len(found)} questions with a plan: median {near:.1f} s to one within 1%, {proof:.1f} s to the proof."
    return [*lines, "", f"{told} *Later*: no plan shown before the proof ended was so near."]
