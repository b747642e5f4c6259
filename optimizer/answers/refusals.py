"""What an institution can refuse: to give up any of its programmes, or to take anything that it does not have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimizer.inputs.instance import Pair
from optimizer.solving.arrays import CompiledModel, Vector
from optimizer.solving.choices import Choice
from optimizer.solving.desk import Desk
from optimizer.solving.widening import Columns, with_upper
from optimizer.solving.workshop import Workshop

Kind = Literal["give_up", "accept"]
KINDS: tuple[Kind, ...] = ("give_up", "accept")


@dataclass(frozen=True)
class Refusal:
    """One institution's refusal, or that of two together.

    Attributes
    ----------
    kind : {"give_up", "accept"}
        ``give_up``: all of its programmes of today stay. ``accept``: it opens nothing, and none of its programmes takes
        more students than today (observed).
    institutions : tuple of str
        Who refuses.
    """

    kind: Kind
    institutions: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the question what it costs."""
        return f"{self.kind} {' '.join(self.institutions)}"

    def today(self, workshop: Workshop) -> list[Pair]:
        """Return the programmes of today of those who refuse."""
        index = workshop.source.index
        owner = index.instance.institution_of
        return sorted(pair for pair in index.today if owner[pair[0]] in self.institutions)

    def is_possible(self, desk: Desk) -> bool:
        """Whether nothing that is to stay is closed already by the scenario itself."""
        return self.kind == "accept" or desk.eligible.issuperset(self.today(desk.workshop))

    def held(self, desk: Desk) -> dict[Pair, bool]:
        """Return the programmes that the refusal decides."""
        workshop = desk.workshop
        today = self.today(workshop)
        if self.kind == "give_up":
            return dict.fromkeys(today, True)
        owner = workshop.source.index.instance.institution_of
        return {pair: False for pair in sorted(desk.eligible - set(today)) if owner[pair[0]] in self.institutions}

    def model(self, desk: Desk) -> CompiledModel:
        """Return the model in which nobody who refuses to accept takes more students than today."""
        workshop = desk.workshop
        if self.kind == "give_up":
            return workshop.model
        columns, today = workshop.model.columns_of(workshop.source.pyomo.enrolled), workshop.source.index.today
        own = [(columns[pair], today[pair]) for pair in self.today(workshop) if pair in columns]
        chosen: Columns = np.array([column for column, _ in own], dtype=np.int64)
        upper: Vector = np.array([students for _, students in own], dtype=float)
        return with_upper(workshop.model, chosen, upper)

    def choice(self, desk: Desk) -> Choice:
        """Return what is held, as columns and values."""
        return desk.workshop.choice_of(self.held(desk))


def refusals(desk: Desk) -> list[Refusal]:
    """Return every single refusal: of each institution that teaches today, of both kinds."""
    index = desk.workshop.source.index
    owners = sorted({index.instance.institution_of[campus] for campus, _ in index.today})
    return [Refusal(kind, (owner,)) for kind in KINDS for owner in owners]


def pairs_of_refusals(desk: Desk) -> list[Refusal]:
    """Return every joint refusal of two institutions, of both kinds."""
    single = [refusal.institutions[0] for refusal in refusals(desk) if refusal.kind == "give_up"]
    return [
        Refusal(kind, (first, second))
        for kind in KINDS
        for number, first in enumerate(single)
        for second in single[number + 1 :]
    ]
