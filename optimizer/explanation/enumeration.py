"""Every smallest set of rules that clash, and every smallest set of rules without which a plan exists.

Reiter's tree of hitting sets (A theory of diagnosis from first principles, Artificial Intelligence 32, 1987): leave out
one rule of every clash known so far; if there is still no plan, what is left holds another clash; if there is one, what
was left out is enough. Sets are tried in order of size.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from optimizer.inputs.scenario import Scenario
from optimizer.model.dropping import keeping, parts_of
from optimizer.solving.conflict import Clash, smallest_clash
from optimizer.solving.feasibility import Feasibility

MOST_NODES = 200

OnClash = Callable[[Clash], object]


@dataclass(frozen=True)
class Clashes:
    """What was found.

    Attributes
    ----------
    clashes : tuple of Clash
        Every smallest set of parts that clash; none holds another.
    ways_out : tuple of frozenset of str
        Every smallest set of parts without which a plan exists, the smallest sets first.
    is_complete : bool
        Whether there are certainly no more.
    """

    clashes: tuple[Clash, ...]
    ways_out: tuple[frozenset[str], ...]
    is_complete: bool


def all_clashes(feasibility: Feasibility, scenario: Scenario, on_clash: OnClash = lambda _: None) -> Clashes:
    """Find all clashes of a scenario that has no plan.

    Parameters
    ----------
    feasibility : Feasibility
        Answers whether there is a plan.
    scenario : Scenario
        A scenario that has been proven to have none.
    on_clash : callable, optional
        Hears of every clash as it is found.
    """
    everything = parts_of(scenario)
    clashes: list[Clash] = []
    ways_out: list[frozenset[str]] = []
    waiting, seen, is_complete = deque([frozenset[str]()]), set[frozenset[str]](), True
    while waiting:
        left_out = waiting.popleft()
        if left_out in seen or any(way <= left_out for way in ways_out):
            continue
        seen.add(left_out)
        if len(seen) > MOST_NODES or feasibility.clock.is_over:
            is_complete = False
            break
        clash = next((each for each in clashes if left_out.isdisjoint(each.parts)), None)
        if clash is None:
            within = [name for name in everything if name not in left_out]
            answer = "no" if not left_out else feasibility.answer(keeping(scenario, within))
            if answer == "yes":
                ways_out.append(left_out)
                continue
            if answer == "unknown":
                is_complete = False
                continue
            clash = smallest_clash(feasibility, scenario, within)
            is_complete = is_complete and clash.is_minimal
            clashes.append(clash)
            on_clash(clash)
        waiting.extend(left_out | {part} for part in clash.parts)
    return Clashes(_smallest(clashes), tuple(ways_out), is_complete)


def _smallest(clashes: list[Clash]) -> tuple[Clash, ...]:
    """Leave out clashes that hold another: where the solver did not know, a clash may not be a smallest one."""
    parts = [frozenset(clash.parts) for clash in clashes]
    kept = [clash for clash, own in zip(clashes, parts, strict=True) if not any(other < own for other in parts)]
    return tuple(kept)
