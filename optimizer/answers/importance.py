"""What every programme of a plan is worth, what every other one would cost, and what would have to change.

The worth of a programme is exact: the goals are pursued anew with it forbidden (its replacement cost), or forced where
the plan leaves it out. A loss is one figure a goal, and the first goal that differs decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from optimizer.answers.bench import Bench, tolerance_of
from optimizer.answers.inquiry import AnswerProgress, Inquiry, Keeper, Question, inquiry
from optimizer.answers.levers import Lever, idle_prices, levers_of_pair, levers_of_scenario
from optimizer.answers.questions import Record, deciding_goal, gap_until, losses, record_of
from optimizer.answers.tables import Tables, frame_of
from optimizer.answers.turning import best_pairs, differs, find_turn, wins
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Scenario
from optimizer.solving.desk import Desk
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.result import Result

PAIR = ("campus_id", "specialisation_id")
TABLE, BREAK_EVEN, RANGES = "importance.csv", "breakeven.csv", "ranges.csv"


@dataclass(frozen=True, eq=False)
class Importance:
    """Outcome of :func:`optimizer.importance`.

    Attributes
    ----------
    result : Result
        The plan of the scenario; without one there is nothing else.
    table : DataFrame
        One row an eligible programme: campus_id, specialisation_id, in_plan, test (``forbid`` or ``force``), status,
        gap, loss_TERM (one a goal), decided_by (the first goal that differs), decided_gap (largest gap of the goals up
        to that one), stability (the share of the turning points of norms and prices beyond which the programme is still
        in the plan, or still left out).
    break_even : DataFrame
        What would have to change for a programme to be in a best plan: campus_id, specialisation_id, parameter, now,
        needed (nearest value tried at which it is; empty if it is not even at `farthest`), not_yet (farthest value
        tried at which it is not), farthest, status.
    ranges : DataFrame
        Between which values of a norm or a price the plan stays best: parameter, now, low, high (the farthest values
        tried at which it does; empty: without end), below, above (the nearest at which it does not).
    complete : bool
        Whether every question was answered.
    """

    instance: Instance
    scenario: Scenario
    result: Result
    table: pd.DataFrame
    break_even: pd.DataFrame
    ranges: pd.DataFrame
    records: Mapping[str, Record] = field(default_factory=dict, repr=False)
    complete: bool = True

    @property
    def tables(self) -> Tables:
        """The tables by the name of their file, with their keys."""
        return {
            TABLE: (self.table, PAIR),
            BREAK_EVEN: (self.break_even, (*PAIR, "parameter")),
            RANGES: (self.ranges, ("parameter",)),
        }


def importance(
    instance: Instance,
    scenario: Scenario,
    limits: Limits | None = None,
    *,
    break_evens: bool = True,
    workers: int = 2,
    isolated: bool = True,
    keeper: Keeper | None = None,
    on_progress: Callable[[AnswerProgress], None] | None = None,
) -> Importance:
    """Tell what each programme of a scenario's plan is worth, and what keeps every other one out of it.

    Parameters
    ----------
    instance : Instance
        The data set.
    scenario : Scenario
        Rules and goals.
    limits : Limits, optional
        Time for everything, gap of every answer, work, seed, threads, and who may stop it.
    break_evens : bool
        Whether it is also sought what would have to change, and over which norms and prices the plan stays the same.
    workers : int
        Questions that are answered at the same time; one if not `isolated`.
    isolated : bool
        Whether solvers run in child processes.
    keeper : Keeper, optional
        Keeps what is answered and recalls it, so that a run that was left can be continued.
    on_progress : callable, optional
        Called with an :class:`~optimizer.answers.inquiry.AnswerProgress` now and then, from several threads.

    Returns
    -------
    Importance
        Losses, break-even values and ranges, with their gaps.

    Raises
    ------
    InputError
        If the scenario does not fit the data set.
    SolverError
        If the solver fails.
    """
    with inquiry(
        instance, scenario, limits, workers=workers, isolated=isolated, keeper=keeper, on_progress=on_progress
    ) as found:
        if not found.base.has_plan:
            return _importance(found, complete=False)
        found.tables = lambda records: _importance(found, records).tables
        pairs = sorted(found.desk.eligible)
        questions = [_worth(pair, taught=pair not in found.base.pairs) for pair in pairs]
        complete = found.ask(questions)
        if break_evens and complete:
            complete = found.ask([*_range_questions(found), *_break_even_questions(found)])
        return _importance(found, complete=complete and not found.is_cut_short)


def worth_name(pair: Pair, *, taught: bool) -> str:
    """Return the name of the question what a programme is worth."""
    return f"{'force' if taught else 'forbid'} {'/'.join(pair)}"


def _worth(pair: Pair, *, taught: bool) -> Question:
    name = worth_name(pair, taught=taught)

    def answer(desk: Desk, limits: Limits) -> tuple[Record, None]:
        return record_of(name, desk.workshop, desk.ask({pair: taught}, limits)), None

    return Question(name, answer)


def _range_questions(found: Inquiry) -> list[Question]:
    levers = list(levers_of_scenario(found.instance, found.scenario))
    return [
        _turn_question(found, f"range {lever.name} {'down' if lever.end < lever.now else 'up'}", lever, None)
        for lever in levers
    ]


def _break_even_questions(found: Inquiry) -> list[Question]:
    """Return the questions what would have to change, the programmes that lose least first."""
    records, base, names = found.records, found.base, found.names

    def rank(pair: Pair) -> tuple[int, float, Pair]:
        record = records[worth_name(pair, taught=True)]
        decided = deciding_goal(record.values, base.values, names) if record.has_plan else None
        return (-len(names), 0.0, pair) if record.has_plan and decided is None else _order(decided, names, pair)

    left_out = sorted((pair for pair in found.desk.eligible if pair not in base.pairs), key=rank)
    return [
        _turn_question(found, f"breakeven {'/'.join(pair)} {lever.name}", lever, pair)
        for pair in left_out
        if _is_kept_out(found, pair)
        for lever in levers_of_pair(found.instance, found.scenario, pair)
    ]


def _order(decided: tuple[str, float] | None, names: tuple[str, ...], pair: Pair) -> tuple[int, float, Pair]:
    return (1, 0.0, pair) if decided is None else (-names.index(decided[0]), decided[1], pair)


def _is_kept_out(found: Inquiry, pair: Pair) -> bool:
    """Whether a programme that the plan leaves out would cost something."""
    record = found.records[worth_name(pair, taught=True)]
    if not record.has_plan:
        return record.status == "impossible"
    return deciding_goal(record.values, found.base.values, found.names, tolerance_of(found.limits)) is not None


def _turn_question(found: Inquiry, name: str, lever: Lever, pair: Pair | None) -> Question:
    def answer(desk: Desk, limits: Limits) -> tuple[Record, None]:
        bench = Bench(found, desk, Clock(limits))
        turn = find_turn(
            lever,
            lambda value: differs(bench, lever, value) if pair is None else wins(bench, lever, value, pair),
            near_first=pair is None,
        )
        figures = {"now": lever.now, "turned": turn.turned, "same": turn.same, "end": lever.end}
        pairs = best_pairs(bench, lever, turn.turned) if pair is None and turn.turned is not None else ()
        return Record(name, "optimal" if turn.proven else "feasible", pairs=pairs, found=figures), None

    return Question(name, answer)


def _importance(found: Inquiry, records: Mapping[str, Record] | None = None, *, complete: bool = False) -> Importance:
    records = found.records if records is None else records
    parts = _table(found, records), _break_even_table(records), _range_table(found, records)
    return Importance(found.instance, found.scenario, found.result, *parts, dict(records), complete)


def _table(found: Inquiry, records: Mapping[str, Record]) -> pd.DataFrame:
    names, base = found.names, found.base
    turns = [record for name, record in records.items() if name.startswith("range ") and record.pairs]
    rows: list[dict[str, Any]] = []
    for pair in found.desk.eligible if base.has_plan else ():
        in_plan = pair in base.pairs
        record = records.get(worth_name(pair, taught=not in_plan))
        if record is None:
            continue
        loss = losses(record, base.values, names)
        decided = deciding_goal(record.values, base.values, names, tolerance_of(found.limits))
        kept = [(pair in turn.pairs) == in_plan for turn in turns]
        rows.append(
            {
                **dict(zip(PAIR, pair, strict=True)),
                "in_plan": in_plan,
                "test": "forbid" if in_plan else "force",
                "status": record.status,
                "gap": record.gap,
                **{f"loss_{name}": loss[name] for name in names},
                "decided_by": decided[0] if decided else "",
                "decided_gap": gap_until(record, decided[0] if decided else "", names),
                "stability": sum(kept) / len(kept) if kept else None,
            }
        )
    columns = [*PAIR, "in_plan", "test", "status", "gap", *(f"loss_{name}" for name in names), "decided_by"]
    return frame_of(rows, [*columns, "decided_gap", "stability"], PAIR)


def _break_even_table(records: Mapping[str, Record]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for record in records.values():
        kind, *rest = record.name.split(" ")
        if kind == "breakeven":
            campus, specialisation = rest[0].split("/")
            rows.append(
                {
                    "campus_id": campus,
                    "specialisation_id": specialisation,
                    "parameter": rest[1],
                    "now": record.found["now"],
                    "needed": record.found["turned"],
                    "not_yet": record.found["same"],
                    "farthest": record.found["end"],
                    "status": record.status,
                }
            )
    columns = [*PAIR, "parameter", "now", "needed", "not_yet", "farthest", "status"]
    return frame_of(rows, columns, (*PAIR, "parameter"))


def _range_table(found: Inquiry, records: Mapping[str, Record]) -> pd.DataFrame:
    rows: dict[str, dict[str, Any]] = {
        name: {"parameter": name, "now": now, "low": 0.0, "high": None, "status": "optimal"}
        for name, now in idle_prices(found.instance, found.scenario).items()
        if found.base.has_plan
    }
    for record in records.values():
        kind, *rest = record.name.split(" ")
        if kind == "range":
            now = record.found["now"]
            row = rows.setdefault(
                rest[0], {"parameter": rest[0], "now": now, "low": now, "high": now, "status": "optimal"}
            )
            end, beyond = ("low", "below") if rest[1] == "down" else ("high", "above")
            row[end], row[beyond] = record.found["same"], record.found["turned"]
            row["status"] = record.status if record.status != "optimal" else row["status"]
    columns = ["parameter", "now", "low", "high", "below", "above", "status"]
    return frame_of(list(rows.values()), columns, ["parameter"])
