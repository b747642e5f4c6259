"""What an explanation is: conflicts, why they are ones, and repairs that were shown to work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from optimizer.explanation.changing import Change
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.model.dropping import Sum
from optimizer.solving.shortfall import Shortfalls

Proof = Literal["arithmetic", "relaxation", "search"]
REPAIRS = ("repair", "key", "old", "new", "size", "switch", "smallest", "verified")
"""Columns of ``repairs.csv``."""


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot hold together.

    Attributes
    ----------
    rules : tuple of str
        Names of rules, and ``students`` for the way students are assigned; empty if nothing can be left out of the
        scenario that would make a plan possible.
    proof : {"arithmetic", "relaxation", "search"}
        A sum over the data set shows it; or no plan exists even if programmes may exist in part; or all plans were
        searched.
    is_minimal : bool
        Whether it is known that without any one of the rules the others have a plan.
    sums : tuple of Sum
        The sums that show it.
    shortfalls : tuple of Shortfalls
        For each rule, by how much it must give way if the others hold.
    """

    rules: tuple[str, ...]
    proof: Proof
    is_minimal: bool
    sums: tuple[Sum, ...] = ()
    shortfalls: tuple[Shortfalls, ...] = ()


@dataclass(frozen=True)
class Repair:
    """Changes after which a plan exists.

    Attributes
    ----------
    changes : tuple of Change
        What ``--set`` would change.
    size : float
        How large they are together, see :mod:`optimizer.explanation.levers`.
    is_switch : bool
        Whether a whole rule is switched off.
    is_smallest : bool
        Whether it has been shown of every change that one step less does not do.
    verified : bool
        Whether the changed scenario was solved, and its plan checked by second code.
    """

    changes: tuple[Change, ...]
    size: float
    is_switch: bool
    is_smallest: bool
    verified: bool


@dataclass(frozen=True, eq=False)
class Explanation:
    """Outcome of :func:`optimizer.explain`.

    Attributes
    ----------
    instance, scenario : Instance, Scenario
        What was asked about.
    feasible : bool or None
        Whether a plan exists; None if that was not decided within the limits.
    conflicts : tuple of Conflict
        Every smallest set of rules that clash.
    repairs : tuple of Repair
        Changes that were shown to work, the smallest first and those that switch rules off last.
    is_complete : bool
        Whether every conflict was found, and every repair was tried that the search knows of.
    asked : int
        Questions that the solver answered.
    """

    instance: Instance
    scenario: Scenario
    feasible: bool | None
    conflicts: tuple[Conflict, ...] = ()
    repairs: tuple[Repair, ...] = ()
    is_complete: bool = True
    asked: int = 0

    def table(self) -> pd.DataFrame:
        """Return the repairs, one row a change, with the columns of ``repairs.csv``."""
        rows = [
            (
                number,
                change.key,
                _text(change.old),
                _text(change.new),
                repair.size,
                repair.is_switch,
                repair.is_smallest,
                repair.verified,
            )
            for number, repair in enumerate(self.repairs, 1)
            for change in repair.changes
        ]
        return pd.DataFrame(rows, columns=list(REPAIRS))

    def __repr__(self) -> str:
        said = {True: "a plan exists", False: "no plan exists", None: "not decided"}[self.feasible]
        counts = f"{len(self.conflicts)} conflicts, {len(self.repairs)} repairs"
        return f"<Explanation of {self.scenario.name}: {said}, {counts}>"


@dataclass(frozen=True)
class Step:
    """What an explanation is busy with: ``plan``, ``conflict``, ``repair`` or ``check``, on what, and how far it is."""

    stage: Literal["plan", "conflict", "repair", "check"]
    subject: str
    asked: int


OnStep = Callable[[Step], object]


def _text(value: object) -> str:
    """Return a value as a scenario's file writes it."""
    from optimizer.explanation.writing import toml_text

    return toml_text(value)
