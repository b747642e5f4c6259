"""Size norms that hold locally: which of them applies to a programme, and names of places that do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimizer.errors import Finding
from optimizer.inputs.eligibility import LockTarget
from optimizer.inputs.gathering import nearest_mend, shown
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.lock_entries import named_pairs


def norm_at(instance: Instance, general: float, local: Mapping[str, float], pair: Pair) -> float:
    """Return the norm of a programme: the lowest of those that name its place, or else the general one.

    Parameters
    ----------
    instance : Instance
        The data set.
    general : float
        Fewest students where nothing is said of a place.
    local : mapping of str to float
        Fewest students by place: a province, a campus or an institution, or these and a specialisation as in locks.
    pair : (campus, specialisation)
        The programme.
    """
    return min((norm for place, norm in local.items() if is_meant(instance, place, pair)), default=general)


def is_meant(instance: Instance, place: str, pair: Pair) -> bool:
    """Whether a place of a local norm speaks of a programme."""
    return place == instance.province_of[pair[0]] or LockTarget.parse(place).matches(instance, pair)


def place_findings(instance: Instance, places: Mapping[str, float]) -> Iterator[Finding]:
    """Yield an error for every place that is none; their keys stand inside the rule."""
    provinces = set(instance.table("provinces")["province_id"])
    for place in places:
        named = named_pairs(place, instance)
        if place in provinces or isinstance(named, frozenset):
            continue
        message, mend, nearest = named
        if "/" not in place:
            valid = {*provinces, *instance.campuses, *instance.institutions}
            mend, nearest = nearest_mend(place, valid)
            message = f"{shown(place)} is neither a province nor a campus nor an institution with a campus"
        yield Finding("", message, mend, key=f"local_norms.{place}", nearest=nearest)
