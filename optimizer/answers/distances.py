"""How different two plans are: by municipality, by institution, and by who gives something up.

On campuses, two neighbours that swap a programme would look entirely different; so a specialisation is told apart by
the municipality, or the institution, that teaches it. A distance is the number of such pairs that only one plan has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from optimizer.inputs.instance import Instance, Pair

Measure = Literal["municipality", "institution", "losers"]
By = Literal["programmes", "municipality", "institution", "losers"]

DISTANCE, DIFFERENCES = "distance", "differences"
"""What is pursued while a plan is sought that lies far from others, as progress tells it, and its unit."""

MEASURES: dict[By, tuple[Measure, ...]] = {
    "programmes": ("municipality", "institution"),
    "municipality": ("municipality",),
    "institution": ("institution",),
    "losers": ("losers",),
}
"""What is counted for each way of asking for differences."""


@dataclass(frozen=True)
class Sign:
    """Something that a plan has or has not: it has it if one of some programmes is there (or, negated, is not).

    Attributes
    ----------
    name : tuple of str
        What it is.
    pairs : tuple of (campus, specialisation)
        The programmes that decide it.
    negated : bool
        Whether it is the absence of one of them that counts.
    """

    name: tuple[str, ...]
    pairs: tuple[Pair, ...]
    negated: bool = False

    def holds(self, plan: Collection[Pair]) -> bool:
        """Whether a plan has it."""
        return any((pair in plan) != self.negated for pair in self.pairs)


def signs(instance: Instance, eligible: Iterable[Pair], measure: Measure) -> list[Sign]:
    """Return everything by which a measure tells plans apart."""
    groups: dict[tuple[str, ...], list[Pair]] = defaultdict(list)
    if measure == "losers":
        eligible = set(eligible)
        for pair in sorted(instance.enrolled_today):
            if pair in eligible:
                groups["losers", instance.institution_of[pair[0]]].append(pair)
        return [Sign(name, tuple(pairs), negated=True) for name, pairs in sorted(groups.items())]
    place = instance.municipality_of if measure == "municipality" else instance.institution_of
    for campus, specialisation in sorted(eligible):
        groups[measure, place[campus], specialisation].append((campus, specialisation))
    return [Sign(name, tuple(pairs)) for name, pairs in sorted(groups.items())]


def distance(told_apart: Iterable[Sign], first: Collection[Pair], second: Collection[Pair]) -> int:
    """Return in how many ways two plans differ."""
    first, second = set(first), set(second)
    return sum(sign.holds(first) != sign.holds(second) for sign in told_apart)
