"""Composes the judgement of a proposal: optimum, completion, least breach, repair, ledger and sample."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from optimizer.analysis.ledger import ledger
from optimizer.analysis.verify import LOSS, failures, loss_names, terms_under, verify
from optimizer.evaluation.beside import Measured, side_by_side, stand_among, terms_of
from optimizer.evaluation.breaking import Breaking, require_arithmetic
from optimizer.evaluation.evaluation import Evaluation, Near, Status
from optimizer.evaluation.holding import hold, wishes_of
from optimizer.evaluation.repairing import Repair, changes_to, justified, nearest
from optimizer.evaluation.sampling import near_optimal_plans
from optimizer.evaluation.stated import Stated, stated_by
from optimizer.finishing import finish
from optimizer.inputs.goals import require_order
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.proposal import Proposal, read_proposal
from optimizer.inputs.scenario import Goal, Goals, Scenario
from optimizer.model.build import build_model
from optimizer.model.registry import discover_terms
from optimizer.model.wishes import add_wishes
from optimizer.reading import check_fit
from optimizer.reassigning import Today, place_today, require_placed
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.child import ChildDoor
from optimizer.solving.compiling import compile_measure
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Door, ignore
from optimizer.solving.result import Result
from optimizer.solving.workshop import Workshop

SAMPLES = 20
"""Near-optimal plans that are sought for the percentile."""

SAMPLE_SECONDS = 60.0
"""Most seconds of the sample."""

SHARES = {"optimum": 0.4, "completion": 0.4, "proposal": 0.4, "repair": 0.6, "reasons": 0.5, "sample": 0.7}
"""Share of the time left that each part may take, in this order."""

COST = Goal(term="cost")
Told = Callable[[str], object]


def evaluate(
    proposal: Proposal | str | Path,
    instance: Instance,
    scenario: Scenario,
    limits: Limits | None = None,
    *,
    partial: bool = False,
    samples: int = SAMPLES,
    isolated: bool = False,
    tell: Told = ignore,
) -> Evaluation:
    """Judge a proposal: what it keeps and breaks, what is best for what it leaves open, and how little mends it.

    Parameters
    ----------
    proposal : Proposal, str or Path
        A proposal, or its file.
    instance : Instance
        The data set.
    scenario : Scenario
        Rules and goals by which it is judged.
    limits : Limits, optional
        Time, work, gap, seed, threads, progress, and who may stop it.
    partial : bool
        Whether a list of programmes leaves everything else free; a list of actions always does.
    samples : int
        How many near-optimal plans are sought for the percentile; the optimum is one more.
    isolated : bool
        Whether the solver runs in a child process, which can be ended when it does not listen.
    tell : callable, optional
        Called with the name of each part of the work as it begins.

    Returns
    -------
    Evaluation
        Whatever was found within the limits.

    Raises
    ------
    InputError
        If the proposal or the scenario does not fit the data set.
    SolverError
        If the solver fails.
    VerificationError
        If a plan does not stand up to the second check.
    """
    limits = limits or Limits()
    require_order(scenario)
    if not isinstance(proposal, Proposal):
        proposal = read_proposal(proposal, instance)
    warnings = [str(finding) for finding in (*instance.notes, *check_fit(instance, scenario), *proposal.notes)]
    stated = stated_by(proposal, instance, partial=partial)
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(max_workers=1))
        kind = ChildDoor if isolated else SolverDoor
        door, beside = (stack.enter_context(closing(kind())) for _ in range(2))
        work = _Work.begin(instance, scenario, stated, limits, door, pool, beside, tell)
        return work.judge(proposal, samples, tuple(warnings))


@dataclass(eq=False)
class _Work:
    """The work of one evaluation: the scenario's model stays loaded, and every part is a question asked of it."""

    stated: Stated
    scenario: Scenario
    workshop: Workshop
    waiting: Future[Today | None]
    clock: Clock
    tell: Told
    answer: Pursuit = field(default_factory=Pursuit)

    @classmethod
    def begin(
        cls,
        instance: Instance,
        scenario: Scenario,
        stated: Stated,
        limits: Limits,
        door: Door,
        pool: ThreadPoolExecutor,
        beside: Door,
        tell: Told,
    ) -> _Work:
        clock = Clock(limits)
        model = build_model(instance, scenario, scenario.goals.order)
        add_wishes(model, wishes_of(stated))
        workshop = Workshop(model, door, clock)
        waiting = pool.submit(place_today, instance, scenario, limits, beside)
        if isinstance(beside, SolverDoor):  # in one process the solver's runs take turns
            wait([waiting])
        return cls(stated, scenario, workshop, waiting, clock, tell)

    @property
    def instance(self) -> Instance:
        return self.workshop.source.index.instance

    def judge(self, proposal: Proposal, samples: int, warnings: tuple[str, ...]) -> Evaluation:
        """Ask everything, and put it together."""
        optimum = self._optimum()
        today = self._today()
        completion, status = self._completion()
        legal = True if completion is not None else False if status == "infeasible" else None
        breaking = None
        if completion is not None:
            plan, checks, proven = completion.plan, completion.checks, True
            repair: Repair | None = Repair(completion, (), 0, 0)
        else:
            limits = self._limits("proposal")
            breaking = Breaking.open(self.instance, self.scenario, self.stated, limits, self.workshop.door)
            plan, checks, proven = self._least_broken(breaking)
            repair = self._repair(breaking)
        measured = {
            "today": self._measured(today),
            "proposal": self._measured(plan) if completion is None else terms_of(completion),
            "completion": terms_of(completion),
            "repair": terms_of(None if repair is None else repair.result),
            "optimum": terms_of(optimum),
        }
        prices = self.instance.prices_with(self.scenario.prices)
        terms = side_by_side(measured)
        return Evaluation(
            self.instance,
            self.scenario,
            proposal,
            self.stated,
            legal=legal,
            plan=plan,
            checks=checks,
            least_is_proven=proven,
            today=today,
            optimum=optimum,
            completion=completion,
            completion_status=status,
            repair=repair,
            ledger=ledger(plan or today, today, self.instance, prices),
            terms=terms,
            near=self._near(terms, samples, optimum, legal=bool(legal)),
            warnings=tuple(dict.fromkeys((*warnings, *optimum.warnings))),
        )

    def _limits(self, part: str) -> Limits:
        self.tell(part)
        return replace(self.clock.limits, time_limit=self.clock.remaining * SHARES[part])

    def _finish(self, workshop: Workshop, pursuit: Pursuit, began: float) -> Result:
        return finish(workshop, pursuit, self.waiting, (), began)

    def _today(self) -> Plan:
        return require_placed(self.waiting.result()).plan

    def _optimum(self) -> Result:
        began = time.perf_counter()
        workshop = self.workshop.holding(None, Clock(self._limits("optimum")))
        self.answer = pursue(workshop)
        return self._finish(workshop, self.answer, began)

    def _completion(self) -> tuple[Result | None, Status]:
        held = hold(self.workshop, self.stated, wishes_of(self.stated))
        if held is None:
            return None, "infeasible"
        began = time.perf_counter()
        workshop = self.workshop.holding(held, Clock(self._limits("completion")))
        pursuit = pursue(workshop, earlier=self.answer.earlier)
        if pursuit.solution is None:
            known: dict[str, Status] = {"infeasible": "infeasible", "failed": "failed"}
            return None, known.get(pursuit.ended, "no_plan")
        result = self._finish(workshop, pursuit, began)
        return result, result.status

    def _least_broken(self, breaking: Breaking) -> tuple[Plan | None, pd.DataFrame, bool]:
        limits = replace(self.clock.limits, time_limit=self.clock.remaining * SHARES["proposal"])
        held = breaking.hold(self.stated)
        least = breaking.least(held, limits)
        if least.solution is None:
            return None, pd.DataFrame(columns=["kind", "name", "subject", "measured", "limit", "unit", "ok"]), False
        workshop, best = breaking.best(held, least.solution, limits)
        plan = breaking.plan_of(least.solution if best.solution is None else best.solution)
        expected = {} if best.solution is None else self._expected(workshop, best.solution, plan)
        checks = verify(plan, self.instance, self.scenario, expected_terms=expected)
        require_arithmetic(checks)
        return plan, checks, least.ended == "optimal"

    def _expected(self, workshop: Workshop, solution: Vector, plan: Plan) -> dict[str, float]:
        """Return the goals' values, but for what a broken rule measures otherwise: several leads, too few places."""
        broken = set(failures(verify(plan, self.instance, self.scenario))["name"])
        apart = {"expansion", "cost"} if "campus_capacity" in broken else set()
        losses, objectives = loss_names(self.scenario), workshop.model.objectives
        leads = plan.programmes.loc[plan.programmes["role"] == "lead", "specialisation_id"]
        return {
            losses[goal.by] if goal.term == LOSS else goal.term: objectives[goal.key].value(solution)
            for goal in self.scenario.goals.order
            if goal.term not in apart and not (goal.term == "institute_distance" and leads.duplicated().any())
        }

    def _repair(self, breaking: Breaking) -> Repair | None:
        began = time.perf_counter()
        workshop = self.workshop.holding(None, Clock(self._limits("repair")))
        found = nearest(workshop, self.stated, self._cost(), self.answer.solution)
        if found.pursuit.solution is None:
            return None
        result = self._finish(workshop, found.pursuit, began)
        plan = result.plan
        assert plan is not None
        changes = changes_to(self.stated, plan, self.instance)
        reasons = justified(changes, self.stated, plan, breaking, self._limits("reasons"))
        by_cost = replace(result, scenario=replace(self.scenario, goals=Goals(order=(COST,))))
        return Repair(by_cost, reasons, found.changed, found.fewest)

    def _cost(self) -> Objective:
        known = self.workshop.model.objectives.get(COST.key)
        if known is not None:
            return known
        expression = discover_terms()[COST.term].expression(self.workshop.source, COST)
        return compile_measure(self.workshop.model, expression)

    def _measured(self, plan: Plan | None) -> Measured:
        return {} if plan is None else terms_under(plan, self.instance, self.scenario)

    def _near(self, terms: pd.DataFrame, samples: int, optimum: Result, *, legal: bool) -> Near | None:
        if optimum.plan is None or terms["proposal"].isna().any():
            return None
        limits = self._limits("sample")
        limits = replace(limits, time_limit=min(limits.time_limit, SAMPLE_SECONDS), on_progress=None)
        plans: list[Plan] = []
        if samples and not self.clock.is_over:
            plans = near_optimal_plans(self.workshop, self.answer, samples, limits)
        return stand_among(optimum, [self._measured(plan) for plan in plans], terms, legal=legal)
