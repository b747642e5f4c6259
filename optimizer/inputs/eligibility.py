"""Which programmes may exist: those of today, and those that a scenario lets institutions open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Openings

ANY = "*"


@dataclass(frozen=True)
class LockTarget:
    """What one entry of the rule `locks` speaks of.

    ``campus/specialisation``, ``campus``, ``institution/specialisation`` or ``institution``; ``*`` stands for any
    campus or any specialisation.
    """

    place: str
    specialisation: str
    each: bool

    @classmethod
    def parse(cls, entry: str) -> LockTarget:
        """Read an entry; with ``*`` it speaks of each programme that matches, else of at least one."""
        place, _, specialisation = entry.partition("/")
        return cls(place, specialisation or ANY, each=ANY in entry)

    def matches(self, instance: Instance, pair: Pair) -> bool:
        """Whether a (campus, specialisation) pair is meant."""
        campus, specialisation = pair
        own_name = campus if self.place in instance.institution_of else instance.institution_of[campus]
        of_place = self.place in (ANY, own_name)
        return of_place and self.specialisation in (ANY, specialisation)


def possible_pairs(instance: Instance, openings: Openings) -> set[Pair]:
    """Return the pairs that may be taught under `openings`, today's included.

    ``family``: an institution may open, at any of its campuses, a specialisation of a family and degree that it
    teaches today.
    """
    today = set(instance.enrolled_today)
    if openings == "none":
        return today
    if openings == "anywhere":
        return {(campus, specialisation) for campus in instance.campuses for specialisation in instance.specialisations}
    kind_of = {s: (instance.family_of[s], instance.degree_of[s]) for s in instance.specialisations}
    taught = {(instance.institution_of[campus], kind_of[specialisation]) for campus, specialisation in today}
    return today | {
        (campus, specialisation)
        for campus in instance.campuses
        for specialisation in instance.specialisations
        if (instance.institution_of[campus], kind_of[specialisation]) in taught
    }


def eligible_pairs(
    instance: Instance, openings: Openings, open_locks: Iterable[str] = (), close_locks: Iterable[str] = ()
) -> tuple[Pair, ...]:
    """Return the eligible (campus, specialisation) pairs, sorted: `openings` plus and minus the locks."""
    pairs = possible_pairs(instance, openings)
    for entry in open_locks:
        target = LockTarget.parse(entry)
        if target.specialisation != ANY:
            pairs |= {
                (campus, target.specialisation)
                for campus in instance.campuses
                if target.matches(instance, (campus, target.specialisation))
            }
    closed = [LockTarget.parse(entry) for entry in close_locks]
    return tuple(sorted(pair for pair in pairs if not any(target.matches(instance, pair) for target in closed)))
