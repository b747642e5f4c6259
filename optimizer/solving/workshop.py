"""A compiled model with its relaxations, the door to the solver and the clock: what every search works with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray

from optimizer.inputs.instance import Pair
from optimizer.model.build import ConsolidationModel
from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.belonging import NONE, specialisations_of
from optimizer.solving.choices import NOTHING, Choice, joined
from optimizer.solving.compiling import compile_model
from optimizer.solving.limits import Clock, PlanAtHand
from optimizer.solving.merging import merge_zones
from optimizer.solving.projection import LADDER, Projection, columns_named, project
from optimizer.solving.requests import Door, Outcome, Progress, Request, ShouldStop, never
from optimizer.solving.second_solver import SecondSolver
from optimizer.solving.standing import Standing

Cap = tuple[Objective, float]
Report = Callable[[Progress], None]

SLACK = 1e-6
"""Relative slack of a held goal: the solver's own tolerance, so that the plan that set the limit keeps it."""


def with_slack(caps: tuple[Cap, ...]) -> tuple[Cap, ...]:
    """Return caps with the slack that the search needs."""
    return tuple((objective, limit + SLACK * max(1.0, abs(limit))) for objective, limit in caps)


@dataclass(eq=False)
class Workshop:
    """A compiled model with its relaxations, and the door to the solver.

    Attributes
    ----------
    source : ConsolidationModel
        What was compiled.
    door : Door
        Runs requests.
    clock : Clock
        Limits of the whole solve.
    held : (ndarray of int, ndarray of float) or None
        Columns that every run holds at a value: the answer to a question asked of a model that stays loaded.
    beside : SecondSolver or None
        For a search beside the proof.
    standing : Standing or None
        A plan that is known before.
    known : ndarray of int
        Columns of programmes among which the first goal's plan was found.
    """

    source: ConsolidationModel
    door: Door
    clock: Clock
    held: Choice | None = None
    beside: SecondSolver | None = None
    standing: Standing | None = None
    model: CompiledModel = field(init=False)
    column_of_pair: dict[Pair, int] = field(init=False)
    known: NDArray[np.int64] = field(default_factory=lambda: NOTHING, init=False)
    offers: NDArray[np.int64] = field(init=False)
    openings: NDArray[np.int64] = field(init=False)
    _projections: dict[frozenset[str], Projection] = field(default_factory=dict, init=False)
    _columns: dict[frozenset[str], NDArray[np.int64]] = field(default_factory=dict, init=False)
    _belonging: NDArray[np.int64] = field(default_factory=lambda: NOTHING, init=False)

    def __post_init__(self) -> None:
        self.model = compile_model(self.source.pyomo)
        self.column_of_pair = self.model.columns_of(self.source.pyomo.offers)
        self.offers = self.columns_named("offers")
        self.openings = self._columns_of(self.source.index.new_pairs)

    def choice_of(self, held: Mapping[Pair, bool]) -> Choice:
        """Return programmes that must, or must not, be there as columns and their values."""
        columns = np.array([self.column_of_pair[pair] for pair in held], dtype=np.int64)
        return columns, np.array([float(taught) for taught in held.values()])

    def holding(self, held: Choice | None, clock: Clock) -> Workshop:
        """Return a workshop on the same model and door in which every run holds some columns at a value."""
        other = copy(self)
        other.held, other.clock, other.standing = held, clock, None
        return other

    def through(self, door: Door) -> Workshop:
        """Return a workshop on the same model with another solver: two may work at once."""
        other = copy(self)
        other.door, other.beside = door, None
        return other

    def on(self, model: CompiledModel) -> Workshop:
        """Return a workshop on a model that was changed: numbers, further rows, further columns after its own."""
        other = copy(self)
        other.model, other._projections = model, {}
        return other

    def within(self, projection: Projection) -> Workshop:
        """Return a workshop on a relaxation that has all programmes: what it is asked by name it finds there."""
        place = projection.places(self.model.columns)
        column_of = {name: int(place[column]) for name, column in self.model.column_of.items() if place[column] >= 0}
        other = self.on(replace(projection.model, column_of=column_of))
        other._columns, other._belonging, other.standing = {}, projection.shrink(self.specialisation_of_column), None
        other.column_of_pair = {pair: int(place[column]) for pair, column in self.column_of_pair.items()}
        other.offers, other.openings, other.known = (place[each] for each in (self.offers, self.openings, self.known))
        if self.held is not None:
            stays = place[self.held[0]] >= 0
            other.held = place[self.held[0][stays]], self.held[1][stays]
        return other

    def columns_named(self, *names: str) -> NDArray[np.int64]:
        """Return the columns of the model's variables by name."""
        key = frozenset(names)
        if key not in self._columns:
            self._columns[key] = columns_named(self.model, self.source.pyomo, names)
        return self._columns[key]

    def has_columns_of(self, other: Workshop) -> bool:
        """Whether another model has the very same columns: then the two have plans in common."""
        return self.model.columns == other.model.columns and self._column_names == other._column_names

    @cached_property
    def _column_names(self) -> list[str]:
        names = [""] * len(self.model.column_of)
        for variable in self.source.pyomo.component_data_objects(pyo.Var):
            if id(variable) in self.model.column_of:
                names[self.model.column_of[id(variable)]] = variable.name
        return names

    @property
    def specialisation_of_column(self) -> NDArray[np.int64]:
        """A number of the specialisation that each column speaks of, -1 for none or many."""
        if not self._belonging.size:
            self._belonging = specialisations_of(self.source, self.model.column_of)
        return np.pad(self._belonging, (0, self.model.columns - self._belonging.size), constant_values=NONE)

    @property
    def todays(self) -> NDArray[np.int64]:
        """The columns of today's programmes, as far as they are eligible."""
        return self._columns_of(self.source.index.today)

    def _columns_of(self, pairs: Iterable[Pair]) -> NDArray[np.int64]:
        columns = self.column_of_pair
        return np.array(sorted(columns[pair] for pair in set(pairs) & columns.keys()), dtype=np.int64)

    @property
    def is_large(self) -> bool:
        """Whether a search for better plans is worth its while beside the proof."""
        return bool(self.offers.size) and self.source.index.has_many and self.clock.limits.methods.neighbourhoods

    @property
    def second(self) -> SecondSolver | None:
        """The second solver, if one is at hand and may work beside the first."""
        return self.beside if self.clock.limits.allow_two else None

    def changes(self) -> Objective:
        """Return the number of programmes that open or close."""
        today = self.source.index.today
        coefficients = np.zeros(self.model.columns)
        for pair, column in self.column_of_pair.items():
            coefficients[column] = -1.0 if pair in today else 1.0
        return Objective(coefficients, float(sum(pair in today for pair in self.column_of_pair)))

    def around(self, touched: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """Yield wider and wider groups of columns of ``offers`` around some: their specialisations, their campuses'."""
        columns = self.column_of_pair
        near = set(touched.tolist())
        for position in (1, 0):
            keys = {pair[position] for pair, column in columns.items() if column in near}
            near |= {column for pair, column in columns.items() if pair[position] in keys}
            if position == 0:
                keys = {pair[1] for pair, column in columns.items() if column in near}
                near |= {column for pair, column in columns.items() if pair[1] in keys}
            yield np.array(sorted(near), dtype=np.int64)
            if not touched.size:
                return

    def programmes_in(self, solution: Vector) -> NDArray[np.int64]:
        """Return the columns of a plan's programmes."""
        return self.offers[solution[self.offers] > 0.5]

    def taught(self, solution: Vector) -> frozenset[Pair]:
        """Return the programmes of a plan."""
        values = self.model.values_of(self.source.pyomo.offers, solution)
        return frozenset(pair for pair, value in values.items() if value > 0.5)

    def show(self, solution: Vector) -> None:
        """Show a plan that is the best so far to whoever wants to see it, where there are programmes to choose."""
        on_plan = self.clock.limits.on_plan
        if self.standing is not None and not self.standing.admits(solution):
            return
        if on_plan is not None and self.offers.size:
            values = {key: objective.value(solution) for key, objective in self.model.objectives.items()}
            on_plan(PlanAtHand(self.taught(solution), values, self.clock.seconds))

    def stand(self, standing: Standing | None) -> None:
        """Let the goals start from a plan that is known before, and show it."""
        if standing is not None:
            self.standing = standing
            self.show(standing.solution)

    def projection(self, left_out: frozenset[str]) -> Projection:
        """Return the relaxation without some variables, made once; the smallest may have merged ways."""
        if left_out not in self._projections:
            merged = merge_zones(self, left_out) if left_out == LADDER[0] and self.is_large else None
            made = merged or project(self.model, self.columns_named(*left_out))
            self._projections.setdefault(left_out, made)  # another thread may have been faster
        return self._projections[left_out]

    def request(self, objective: Objective, caps: tuple[Cap, ...], seconds: float) -> Request:
        """Return a request under the limits of the whole solve."""
        limits = self.clock.limits
        return Request(
            objective,
            caps,
            time_limit=min(seconds, self.clock.remaining),
            work_limit=limits.work_limit,
            gap=limits.gap,
            seed=limits.seed,
            threads=limits.threads,
            apart=limits.methods.components,
            inside=limits.methods.interior_points,
            without_held=limits.methods.held_out,
        )

    def run(
        self,
        model: CompiledModel,
        request: Request,
        report: Report,
        *,
        to_its_end: bool = False,
        enough: ShouldStop | None = None,
    ) -> Outcome:
        """Run a request, with what is held, and remember if somebody stopped it.

        Parameters
        ----------
        model : CompiledModel
            The whole model, or a relaxation of it.
        request : Request
            What to minimise, and how.
        report : callable
            Hears of progress.
        to_its_end : bool
            Whether nobody can stop it.
        enough : callable, optional
            Asked now and then whether the run is of no more use: then it ends, and the search goes on.
        """
        if not self.clock.limits.methods.brief_runs:
            request = replace(request, brief=False, few_cuts=False)
        if self.held is not None:
            request = replace(request, fixed=self._with_held(model, request.fixed))
        stop = never if to_its_end else self.clock.should_stop
        outcome = self.door.run(model, request, report, stop if enough is None else lambda: stop() or enough())
        if outcome.status == "interrupted" and not (enough is not None and enough()):
            self.clock.interrupted = True
        return outcome

    def _with_held(self, model: CompiledModel, fixed: Choice | None) -> Choice:
        """Return what is held in a model's own columns, before anything else that a request holds there."""
        assert self.held is not None
        columns, values = self.held
        for projection in self._projections.values():
            if projection.model is model:
                _, columns, chosen = np.intersect1d(projection.kept, columns, return_indices=True)
                values = values[chosen]
        if fixed is None:
            return columns, values
        others = ~np.isin(fixed[0], columns)
        return joined((columns, values), (fixed[0][others], fixed[1][others]))

    def complete(
        self,
        objective: Objective,
        caps: tuple[Cap, ...],
        chosen: Choice,
        seconds: float,
    ) -> Outcome:
        """Return the best plan with some columns fixed: mostly a linear programme."""
        request = replace(self.request(objective, caps, seconds), fixed=chosen, brief=True, confirmed=False)
        return self.run(self.model, request, lambda _: None)
