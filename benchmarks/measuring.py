"""Runs one instance and keeps what came out: goals, seconds, memory, and how the gap closed over time."""

from __future__ import annotations

import math
import resource
import statistics
import time
from dataclasses import dataclass, field
from threading import Event, Thread

from benchmarks.instances import Measured
from benchmarks.plain import PlainRun, solve_plainly
from optimizer import Limits, solve
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.solving.limits import GoalProgress, Methods
from optimizer.solving.result import Result

SAMPLE_SECONDS = 0.5

RANK_DIGITS = 3
"""Digits of a goal's value that count when plans are compared: the solver's tolerance does not."""


@dataclass(frozen=True)
class Moment:
    """Value, bound and gap of a goal at some time."""

    seconds: float
    goal: str
    value: float | None
    bound: float | None
    gap: float | None


@dataclass(frozen=True)
class Run:
    """One run.

    Attributes
    ----------
    result : Result
        What came out.
    seconds : float
        Of everything: building, today, goals, ties, second check.
    moments : tuple of Moment
        How values and bounds went.
    megabytes : float
        Most memory of this process and the solver's processes together, as sampled.
    """

    result: Result
    seconds: float
    moments: tuple[Moment, ...]
    megabytes: float

    @property
    def build_share(self) -> float:
        """Part of the time that building the model took."""
        return self.result.seconds["build"] / self.seconds

    @property
    def largest_gap(self) -> float | None:
        """Largest gap of all goals; None if one has no bound."""
        gaps = [goal.gap for goal in self.result.goals]
        return None if not gaps or None in gaps else max(gap for gap in gaps if gap is not None)

    @property
    def rank(self) -> tuple[float, ...]:
        """Values of the goals: two plans are compared on the first in which they differ; no plan comes last."""
        return *(round(goal.value, RANK_DIGITS) for goal in self.result.goals), math.inf


@dataclass(frozen=True)
class Measurement:
    """All runs of an instance, and plain solving beside them."""

    measured: Measured
    runs: tuple[Run, ...]
    plain: PlainRun | None = None
    plain_tight: PlainRun | None = None

    @property
    def seconds(self) -> float:
        """Median of the runs' seconds."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def proven(self) -> bool:
        """Whether every run proved all goals."""
        return all(run.result.status == "optimal" for run in self.runs)

    @property
    def middle(self) -> Run:
        """The median run: by its seconds where every run proved all goals, else by its plan, of two the worse."""
        ordered = sorted(self.runs, key=lambda run: (run.seconds,) if self.proven else run.rank)
        return ordered[len(ordered) // 2]


@dataclass(eq=False)
class _Memory:
    """Samples the memory of this process and its children."""

    most: float = 0.0
    _over: Event = field(default_factory=Event)

    def __enter__(self) -> _Memory:
        self._thread = Thread(target=self._sample, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            self.most = max(self.most, megabytes_in_use())


def megabytes_in_use() -> float:
    """Return the resident memory of this process and its children, in MB; an upper bound where /proc is missing."""
    import psutil

    process = psutil.Process()
    total = 0
    for each in (process, *process.children(recursive=True)):
        try:
            total += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 2**20


def run_once(instance: Instance, scenario: Scenario, seconds: float, methods: Methods | None = None) -> Run:
    """Solve once, in child processes as the command line does."""
    moments: list[Moment] = []

    def note(progress: GoalProgress) -> None:
        state = progress.state
        moments.append(Moment(state.seconds, progress.goal, state.value, state.bound, state.gap))

    limits = Limits(time_limit=seconds, on_progress=note, methods=methods or Methods())
    began = time.perf_counter()
    with _Memory() as memory:
        result = solve(instance, scenario, limits, isolated=True)
    least = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(result, time.perf_counter() - began, tuple(moments), max(memory.most, least))


def measure(measured: Measured, repeats: int | None = None) -> Measurement:
    """Run an instance as often as it says, and plain solving beside it."""
    instance, scenario = measured.load()
    runs = tuple(run_once(instance, scenario, measured.seconds) for _ in range(repeats or measured.repeats))
    if not measured.plain:
        return Measurement(measured, runs)
    plain = solve_plainly(instance, scenario, measured.seconds)
    return Measurement(measured, runs, plain, solve_plainly(instance, scenario, measured.seconds, tight=True))
