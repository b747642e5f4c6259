"""What bounds a solve: time, work, gap, seed, threads, and somebody who says stop."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from optimizer.inputs.instance import Pair
from optimizer.solving.requests import Progress, ShouldStop, never

if TYPE_CHECKING:
    from optimizer.solving.result import Result


@dataclass(frozen=True)
class GoalProgress:
    """Progress of the goal that is being pursued: what `solve` reports while it works.

    Attributes
    ----------
    goal, unit : str
        The term and its unit.
    position, of : int
        The how-manieth goal, of how many.
    state : Progress
        Incumbent's value, bound and gap; seconds since the solve began.
    """

    goal: str
    unit: str
    position: int
    of: int
    state: Progress


@dataclass(frozen=True)
class Methods:
    """What makes the search fast, each to be switched off: no plan or proof depends on any of it.

    Attributes
    ----------
    strengthening : bool
        Rows that cut off no plan but tighten the relaxation.
    relaxations : bool
        Smaller relaxations before the whole model.
    narrowing : bool
        Leaving out what duals rule out, where programmes and the ways of students settle a goal.
    components : bool
        Parts of a model between which no row runs, solved one by one.
    brief_runs : bool
        Few cuts and no restarts of the solver on small models, and few cuts in travel's kernel.
    neighbourhoods : bool
        Kernels and large neighbourhoods where many programmes are eligible.
    held_out : bool
        Taking out of large models what is held, before the solver sees them.
    interior_points : bool
        Interior points without crossover for large models without a choice left.
    two_processes : bool
        Neighbourhoods beside the proof, in a process of their own.
    """

    strengthening: bool = True
    relaxations: bool = True
    narrowing: bool = True
    components: bool = True
    brief_runs: bool = True
    neighbourhoods: bool = True
    held_out: bool = True
    interior_points: bool = True
    two_processes: bool = True


@dataclass(frozen=True)
class PlanAtHand:
    """The best plan so far, as far as goals and programmes go.

    Attributes
    ----------
    programmes : frozenset of (campus, specialisation)
        What is taught.
    values : mapping of str to float
        Every goal's value, by the goal's key.
    seconds : float
        Time since the solve began.
    """

    programmes: frozenset[Pair]
    values: Mapping[str, float]
    seconds: float


@dataclass(frozen=True)
class Limits:
    """Limits of a solve.

    Attributes
    ----------
    time_limit : float
        Seconds for the whole solve.
    work_limit : int or None
        Most branch-and-bound nodes of each run: a limit that gives the same plan every time.
    gap : float
        Gap at which a goal counts as proven, as a share.
    seed, threads : int
        Random seed and threads of the solver; the same in every run.
    on_progress : callable or None
        Called with a :class:`GoalProgress` now and then.
    on_plan : callable or None
        Called with a :class:`PlanAtHand` whenever a better plan is found; of two threads, one at a time.
    on_result : callable or None
        Called with a first :class:`optimizer.solving.result.Result`, checked by second code, where the search starts
        from an earlier result and finds a plan near that within seconds.
    should_stop : callable
        Asked now and then; once it says yes the best plan so far is kept.
    methods : Methods
        What makes the search fast.
    """

    time_limit: float = math.inf
    work_limit: int | None = None
    gap: float = 1e-4
    seed: int = 0
    threads: int = 1
    on_progress: Callable[[GoalProgress], None] | None = None
    on_plan: Callable[[PlanAtHand], None] | None = None
    on_result: Callable[[Result], None] | None = None
    should_stop: ShouldStop = never
    methods: Methods = Methods()

    @property
    def allow_two(self) -> bool:
        """Whether a second solver may work beside the first; limited work takes turns, to give the same plan again."""
        return self.methods.two_processes and self.work_limit is None


@dataclass
class Clock:
    """Time and interruptions of one solve."""

    limits: Limits
    began: float = field(default_factory=time.perf_counter)
    interrupted: bool = False

    @property
    def seconds(self) -> float:
        """Seconds since the solve began."""
        return time.perf_counter() - self.began

    @property
    def remaining(self) -> float:
        """Seconds left, at least 0."""
        return max(0.0, self.limits.time_limit - self.seconds)

    def should_stop(self) -> bool:
        """Whether somebody asked to stop, now or before."""
        self.interrupted = self.interrupted or self.limits.should_stop()
        return self.interrupted

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be run."""
        return self.should_stop() or self.remaining <= 0
