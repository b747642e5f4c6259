"""What everybody calls: the front of a scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from optimizer.fronts.axes import Axes, with_terms
from optimizer.fronts.crew import FrontProgress, Keeper
from optimizer.fronts.drawing import Drawing
from optimizer.fronts.front import Front
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.reading import check_fit
from optimizer.solving.limits import Limits

GAP = 1e-3
"""Gap at which a term of a point counts as proven, unless another is asked for."""


def pareto(
    instance: Instance,
    scenario: Scenario,
    terms: Sequence[str] = (),
    points: int = 30,
    limits: Limits | None = None,
    *,
    workers: int = 2,
    isolated: bool = True,
    keeper: Keeper | None = None,
    on_progress: Callable[[FrontProgress], None] | None = None,
) -> Front:
    """Draw the front of two or three terms: plans of which none betters another in every term.

    The method is that of augmented epsilon constraints (Mavrotas 2009; Mavrotas and Florios 2013): ranges from a payoff
    table in which terms are minimised one after the other, one term minimised under limits on the others, redundant
    limits passed over. If one of the terms is `duplication`, the limits are the numbers of programmes themselves.

    Parameters
    ----------
    instance : Instance
        The data set.
    scenario : Scenario
        Rules; its goals give way to the terms.
    terms : sequence of str
        Two or three terms; none of them for those of a scenario in mode ``pareto``.
    points : int
        Most points.
    limits : Limits, optional
        Time for the whole front, gap of every term, work, seed, threads of each solve, and who may stop it.
    workers : int
        Cells that are solved at the same time; one if not `isolated`.
    isolated : bool
        Whether solvers run in child processes.
    keeper : Keeper, optional
        Keeps what is finished and recalls it, so that a front that was left can be continued.
    on_progress : callable, optional
        Called with a :class:`FrontProgress` now and then, from several threads.

    Returns
    -------
    Front
        Points with values and bounds, payoff table, and the best number of sites of every specialisation.

    Raises
    ------
    InputError
        If a term does not exist, or the scenario does not fit the data set.
    SolverError
        If the solver fails.
    VerificationError
        If a plan does not stand up to the second check.
    """
    scenario = with_terms(scenario, terms)
    warnings = tuple(str(finding) for finding in (*instance.notes, *check_fit(instance, scenario)))
    axes = Axes.of([goal.term for goal in scenario.goals.order])
    limits = replace(limits or Limits(gap=GAP), on_progress=None)
    points, workers = max(points, len(axes.terms)), workers if isolated else 1
    drawing = Drawing(instance, scenario, axes, points, limits, warnings, workers, isolated, keeper, on_progress)
    return drawing.draw()
