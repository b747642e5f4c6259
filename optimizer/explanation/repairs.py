"""Repairs: single changes, changes of several rules together, and rules that are switched off; each re-solved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from optimizer.analysis.verify import failures, verify
from optimizer.explanation.changing import Change, changed
from optimizer.explanation.enumeration import Clashes
from optimizer.explanation.explained import OnStep, Repair, Step
from optimizer.explanation.levers import Lever, common_levers, levers_of, places_to_spare
from optimizer.explanation.smallest import Move, smallest_moves
from optimizer.inputs.instance import Pair
from optimizer.inputs.scenario import Scenario
from optimizer.model.dropping import ASSIGNMENT, keeping, parts_of
from optimizer.model.registry import discover_rules
from optimizer.reading import fit_findings
from optimizer.solving.feasibility import Feasibility, question

MOST_COMBINED = 16
"""Repairs of several rules that are sought for each way out."""


def _other_than_the_best(picks: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
    """Rank a choice of one lever a rule: every lever comes with the best of all others before two others meet."""
    return sum(pick > 0 for pick in picks), sum(picks), picks


@dataclass(eq=False)
class RepairSearch:
    """Seeks repairs of a scenario without plan.

    Attributes
    ----------
    feasibility : Feasibility
        Answers whether there is a plan.
    scenario : Scenario
        The scenario.
    found : Clashes
        Its clashes, and the ways out of them.
    too_small : collection of (campus, specialisation)
        Programmes that miss the size norm: for them it may be lowered in their place.
    on_step : callable
        Hears of every lever.
    """

    feasibility: Feasibility
    scenario: Scenario
    found: Clashes
    too_small: Collection[Pair]
    on_step: OnStep
    is_complete: bool = field(default=True, init=False)
    _known_moves: dict[tuple[str, str], list[Move]] = field(default_factory=dict, init=False)

    def repairs(self) -> list[Repair]:
        """Return every repair that was shown to work, the smallest first, those that switch rules off last."""
        candidates = [*self._single(), *self._combined(), *self._switches()]
        unique = {repair.changes: repair for repair in candidates}
        ranked = sorted(unique.values(), key=lambda each: (each.is_switch, round(each.size, 9), len(each.changes)))
        return [repair for repair in map(self._verified, ranked) if repair.verified]

    def _single(self) -> Iterator[Repair]:
        alone = {part for way in self.found.ways_out if len(way) == 1 for part in way}
        if not self.found.is_complete:
            alone |= set(self.scenario.rules)
        for lever in [*self._levers(alone), *common_levers(self.feasibility.instance, self.scenario)]:
            for move in self._moves(self.scenario, lever):
                yield Repair((move.change,), move.size, False, move.is_smallest, verified=False)

    def _combined(self) -> Iterator[Repair]:
        for way in self.found.ways_out:
            rules = [part for part in parts_of(self.scenario) if part in way]
            if len(rules) > 1:
                yield from self._together(rules)

    def _together(self, rules: Sequence[str]) -> Iterator[Repair]:
        """Ease several rules together: the first as if the others were off, each next one after those before it."""
        chosen: list[list[Lever]] = []
        for rule in rules:
            others = [other for other in parts_of(self.scenario) if other == rule or other not in rules]
            context = keeping(self.scenario, others)
            levers = [lever for lever in self._levers({rule}) if self._moves(context, lever)]
            levers.sort(key=lambda lever: min(move.size for move in self._moves(context, lever)))
            chosen.append(levers)
        order = sorted(product(*map(range, map(len, chosen))), key=_other_than_the_best)
        for picks in order[:MOST_COMBINED]:
            levers = [levers[pick] for levers, pick in zip(chosen, picks, strict=True)]
            repair = self._one_after_another(rules, levers)
            if repair is not None:
                yield repair

    def _one_after_another(self, rules: Sequence[str], levers: Sequence[Lever]) -> Repair | None:
        eased, moves = self.scenario, list[Move]()
        for position, lever in enumerate(levers):
            waiting = rules[position + 1 :]
            context = keeping(eased, [part for part in parts_of(eased) if part not in waiting])
            best = min(self._moves(context, lever), key=lambda move: move.size, default=None)
            if best is None:
                return None
            moves.append(best)
            eased = changed(eased, [best.change])
        size, is_smallest = sum(move.size for move in moves), all(move.is_smallest for move in moves)
        return Repair(tuple(move.change for move in moves), size, False, is_smallest, verified=False)

    def _switches(self) -> Iterator[Repair]:
        """Switch off every smallest set of rules without which a plan exists, as far as they can be."""
        known = discover_rules()
        for way in self.found.ways_out:
            if any(part in known and known[part].always_on for part in way):
                continue
            changes = tuple(change for part in parts_of(self.scenario) if part in way for change in self._off(part))
            yield Repair(changes, float(len(changes)), True, is_smallest=True, verified=False)

    def _off(self, part: str) -> list[Change]:
        if part != ASSIGNMENT:
            return [Change(f"rules.{part}.enabled", True, False)]
        students = self.scenario.students
        changes = [Change("students.assignment", students.assignment, "optimal")]
        changes = changes if students.assignment != "optimal" else []
        return [*changes, *([Change("students.single_source", True, False)] if students.single_source else [])]

    def _levers(self, rules: Collection[str]) -> Iterator[Lever]:
        instance = self.feasibility.instance
        if "minimum_enrolment" in rules:
            yield from places_to_spare(instance, self.scenario, self.too_small)
        yield from levers_of(instance, self.scenario, rules)

    def _moves(self, scenario: Scenario, lever: Lever) -> list[Move]:
        known = question(scenario), lever.key
        if known not in self._known_moves:
            if self.feasibility.clock.is_over:
                self.is_complete = False
                return []
            self.on_step(Step("repair", lever.key, self.feasibility.asked))
            self._known_moves[known] = smallest_moves(self.feasibility, scenario, lever)
        return self._known_moves[known]

    def _verified(self, repair: Repair) -> Repair:
        """Solve the changed scenario, and check its plan by second code."""
        self.on_step(Step("check", ", ".join(change.key for change in repair.changes), self.feasibility.asked))
        scenario, instance = changed(self.scenario, repair.changes), self.feasibility.instance
        if any(finding.severity == "error" for finding in fit_findings(instance, scenario)):
            return repair
        plan = self.feasibility.plan(scenario)
        if plan is None:
            self.is_complete = False
            return repair
        holds = failures(verify(plan, instance, scenario)).empty
        return Repair(repair.changes, repair.size, repair.is_switch, repair.is_smallest, verified=holds)
