"""What a user's own rule may count: variables of the model by name, with the columns of their index.

Each gives its entries twice: those that a model has, with their linear expressions, and all that a data set could have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from optimizer.inputs.instance import Instance

if TYPE_CHECKING:
    from optimizer.model.build import ConsolidationModel

PAIR = ("campus_id", "specialisation_id")
Key = tuple[Any, ...]
Entries = Iterable[tuple[Key, Any]]


@dataclass(frozen=True)
class Measured:
    """A variable, or what follows from one.

    Attributes
    ----------
    columns : tuple of str
        Columns of its index.
    label_nl, label_en : str
        What is counted.
    entries : callable
        ``entries(model)`` yields the indices in a model and their expressions.
    possible : callable
        ``possible(instance)`` yields every index that a model of the data set could have.
    may_have_min : bool
        Whether a least amount can be asked for.
    """

    columns: tuple[str, ...]
    label_nl: str
    label_en: str
    entries: Callable[[ConsolidationModel], Entries]
    possible: Callable[[Instance], Iterator[Key]]
    may_have_min: bool = True


def _of(name: str) -> Callable[[ConsolidationModel], Entries]:
    """Return the entries of a variable of the model; none if the scenario has no such variable."""

    def entries(model: ConsolidationModel) -> Entries:
        variable = model.pyomo.component(name)
        for key, entry in () if variable is None else variable.items():
            yield (key if isinstance(key, tuple) else (key,)), entry

    return entries


def _openings(model: ConsolidationModel) -> Entries:
    return [(pair, model.pyomo.offers[pair]) for pair in model.index.new_pairs]


def _closures(model: ConsolidationModel) -> Entries:
    offers = model.pyomo.offers
    return [(pair, 1 - offers[pair] if pair in offers else 1) for pair in model.index.today]


def _staff(model: ConsolidationModel) -> Entries:
    index = model.index
    return [((*posting, index.km_posting(*posting)), staff) for posting, staff in model.pyomo.staff.items()]


def _pairs(instance: Instance) -> Iterator[Key]:
    return product(instance.campuses, instance.specialisations)


def _new_pairs(instance: Instance) -> Iterator[Key]:
    return (pair for pair in _pairs(instance) if pair not in instance.enrolled_today)


def _today(instance: Instance) -> Iterator[Key]:
    return iter(instance.enrolled_today)


def _flows(instance: Instance) -> Iterator[Key]:
    return (
        (zone, town, specialisation)
        for zone, specialisation in instance.demand
        for town in dict.fromkeys(instance.municipality_of.values())
    )


def _postings(instance: Instance) -> Iterator[Key]:
    teachers, towns = instance.table("teachers"), instance.municipality_of
    for group, home in zip(teachers["teacher_group_id"], teachers["campus_id"], strict=True):
        for campus in instance.campuses:
            start, end = towns[home], towns[campus]
            yield group, campus, 0.0 if start == end else instance.km_between[start, end]


MEASURED: dict[str, Measured] = {
    "offers": Measured(PAIR, "opleidingen", "programmes", _of("offers"), _pairs),
    "openings": Measured(PAIR, "nieuwe opleidingen", "new programmes", _openings, _new_pairs),
    "closures": Measured(PAIR, "gesloten opleidingen", "closed programmes", _closures, _today),
    "leads": Measured(PAIR, "expertisecentra", "lead centres", _of("leads"), _pairs),
    "enrolled": Measured(PAIR, "studenten van opleidingen", "students of programmes", _of("enrolled"), _pairs),
    "students": Measured(
        ("zone_id", "municipality_id", "specialisation_id"),
        "studenten op weg van arrondissement naar gemeente",
        "students on their way from zone to municipality",
        _of("students"),
        _flows,
    ),
    "unplaced": Measured(
        ("zone_id", "specialisation_id"),
        "studenten zonder plaats",
        "students without a place",
        _of("unplaced"),
        lambda instance: iter(instance.demand),
    ),
    "expansion": Measured(
        ("campus_id",),
        "extra plaatsen",
        "places added",
        _of("expansion"),
        lambda instance: ((campus,) for campus in instance.campuses),
        may_have_min=False,
    ),
    "teaching": Measured(PAIR, "vte onderwijs", "FTE of teaching", _of("teaching"), _pairs),
    "hired": Measured(PAIR, "vte nieuwe docenten", "FTE newly hired", _of("hired"), _pairs),
    "staff": Measured(
        ("teacher_group_id", "campus_id", "km"), "vte docenten", "FTE of today's teachers", _staff, _postings
    ),
    "freed": Measured(
        ("teacher_group_id",),
        "vte vrijgekomen docenten",
        "FTE of teachers freed",
        _of("freed"),
        lambda instance: ((group,) for group in instance.teacher_groups),
    ),
    "hosts": Measured(
        ("host_id",),
        "plaatsen van het instituut",
        "hosts of the institute",
        _of("hosts"),
        lambda instance: ((host,) for host in instance.hosts),
    ),
    "tracks": Measured(
        ("specialisation_id",),
        "specialisaties van het instituut",
        "tracks of the institute",
        _of("tracks"),
        lambda instance: ((specialisation,) for specialisation in instance.specialisations),
    ),
    "residents": Measured(
        ("specialisation_id", "host_id"),
        "residenten",
        "residents",
        _of("residents"),
        lambda instance: product(instance.specialisations, instance.hosts),
    ),
}
"""What may be counted, by name."""
