"""Reads files of the OR-Library: uncapacitated p-median, capacitated warehouse location, capacitated p-median.

- ``pmed`` (Beasley 1985): vertices, edges and p, then ``i j cost`` an edge. A later edge between the same two vertices
  replaces an earlier one. Shortest paths between all vertices are the costs; each vertex is a customer and a site.
- ``cap`` (Beasley 1988): sites and customers; capacity and fixed cost of each site; for each customer demand and the
  cost of serving all of it from each site. Demand may be divided. In ``capa``, ``capb`` and ``capc`` the word
  ``capacity`` stands where a number is to be given.
- ``pmedcap`` (Osman and Christofides 1994): number and best known value, then customers, p and capacity, then number,
  x, y and demand of each customer. Euclidean distances rounded down are the costs; demand may not be divided.

Line breaks mean nothing: which kind a file is follows from how many numbers it has.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial.distance import cdist

from optimizer.inputs.gathering import Gathering, shown
from optimizer.inputs.text_files import read_text

Kind = Literal["pmed", "cap", "pmedcap"]
Numbers = NDArray[np.float64]

CAPACITY = "capacity"
"""The word that stands in some files where a number is to be given."""


@dataclass(frozen=True, eq=False)
class Published:
    """A location problem: customers are served from open sites at least cost.

    Attributes
    ----------
    name : str
        Name of the file, without suffix.
    kind : {"pmed", "cap", "pmedcap"}
        The family of files.
    costs : ndarray, shape (customers, sites)
        Cost of serving all demand of a customer from a site.
    demand : ndarray, shape (customers,)
        Demand of the customers, above 0.
    capacity : ndarray, shape (sites,)
        Demand that a site can serve.
    fixed_costs : ndarray, shape (sites,)
        Cost of opening a site.
    open_sites : int or None
        How many sites are open; None: as many as pay.
    divided : bool
        Whether the demand of a customer may be divided over sites.
    best_known : float or None
        The best known value, where the file tells it.
    """

    name: str
    kind: Kind
    costs: Numbers
    demand: Numbers
    capacity: Numbers
    fixed_costs: Numbers
    open_sites: int | None
    divided: bool
    best_known: float | None = None


@dataclass(frozen=True, eq=False)
class _Numbers:
    """The numbers of a file, and the line on which each stands."""

    file: str
    values: Numbers
    lines: list[int]
    gathering: Gathering

    def fault(self, position: int, message: str, mend: str) -> None:
        self.gathering.error(message, self.file, message, mend, row=self.lines[position])


def read_published(path: Path, capacity: float | None = None) -> Published:
    """Read one file.

    Parameters
    ----------
    path : Path
        The file.
    capacity : float, optional
        The number for the word ``capacity``.

    Raises
    ------
    InputError
        With every fault at once.
    """
    gathering = Gathering()
    numbers = _read_numbers(path, capacity, gathering)
    kind = None if numbers is None else _kind_of(numbers)
    problem = None if numbers is None or kind is None else _READERS[kind](path.stem, numbers)
    gathering.raise_errors()
    assert problem is not None
    return problem


def _read_numbers(path: Path, capacity: float | None, gathering: Gathering) -> _Numbers | None:
    """Return the numbers of a file; None, with findings, if something is no number or their count fits no kind."""
    source = read_text(path, path.name, gathering)
    if source is None:
        return None
    words = [(word, row) for row, line in enumerate(source.text.splitlines(), 1) for word in line.split()]
    values = [_number(word, row, capacity, path.name, gathering) for word, row in words]
    numbers = _Numbers(path.name, np.array(values, dtype=float), [row for _, row in words], gathering)
    if not gathering.has_errors and _kind_of(numbers) is None:
        found = " ".join(word for word, _ in words[:3])
        message = f'has {len(words)} numbers and starts with "{found}": neither a pmed, a cap nor a pmedcap file'
        gathering.error("kind", path.name, message, "Fetch it again: copies are often cut off or damaged.")
    return None if gathering.has_errors else numbers


def _number(word: str, row: int, capacity: float | None, file: str, gathering: Gathering) -> float:
    if word.lower() == CAPACITY:
        if capacity is None:
            gathering.error(
                CAPACITY, file, "leaves the capacity of sites open", "Give it, such as --capacity 8000.", row=row
            )
        return math.nan if capacity is None else capacity
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        mend = f"Write a number, or the word {CAPACITY}."
        gathering.error("number", file, f"{shown(word)} is not a number", mend, row=row)
    return value


def _kind_of(numbers: _Numbers) -> Kind | None:
    values = numbers.values
    if len(values) > 5 and len(values) == 5 + 4 * values[2]:
        return "pmedcap"
    if len(values) > 2 and len(values) == 3 + 3 * values[1]:
        return "pmed"
    if len(values) > 2 and len(values) == 2 + 2 * values[0] + values[1] * (1 + values[0]):
        return "cap"
    return None


def _read_pmed(name: str, numbers: _Numbers) -> Published | None:
    vertices, sites = int(numbers.values[0]), numbers.values[2]
    _check_open_sites(numbers, 2, sites, vertices)
    length: dict[tuple[int, int], float] = {}
    for position in range(3, len(numbers.values), 3):
        start, end, cost = numbers.values[position : position + 3]
        if not all(vertex == int(vertex) and 1 <= vertex <= vertices for vertex in (start, end)):
            numbers.fault(position, "an edge ends at no vertex", f"Vertices are numbered from 1 to {vertices}.")
        if cost < 0:
            numbers.fault(position + 2, "an edge has a cost below 0", "Costs are at least 0.")
        length[int(min(start, end)) - 1, int(max(start, end)) - 1] = cost
    if numbers.gathering.has_errors:
        return None
    ends = np.array(list(length), dtype=int).reshape(-1, 2)
    graph = coo_array((list(length.values()), (ends[:, 0], ends[:, 1])), shape=(vertices, vertices)).tocsr()
    costs = shortest_path(graph, directed=False)
    if not np.isfinite(costs).all():
        numbers.fault(0, "some vertices cannot reach each other", "The edges must make one network of all vertices.")
        return None
    return Published(
        name, "pmed", costs, np.ones(vertices), np.full(vertices, float(vertices)), np.zeros(vertices), int(sites), True
    )


def _read_cap(name: str, numbers: _Numbers) -> Published | None:
    sites, customers = int(numbers.values[0]), int(numbers.values[1])
    of_sites = numbers.values[2 : 2 + 2 * sites].reshape(sites, 2)
    of_customers = numbers.values[2 + 2 * sites :].reshape(customers, 1 + sites)
    demand, costs = of_customers[:, 0], of_customers[:, 1:]
    for below in np.flatnonzero(numbers.values[2:] < 0):
        numbers.fault(2 + int(below), "a number is below 0", "Capacities, costs and demands are at least 0.")
    for customer in np.flatnonzero(demand == 0):
        position = 2 + 2 * sites + int(customer) * (1 + sites)
        numbers.fault(position, "a customer has no demand", "Remove the customer, and the costs of serving it.")
    if numbers.gathering.has_errors:
        return None
    return Published(name, "cap", costs, demand, of_sites[:, 0], of_sites[:, 1], None, True)


def _read_pmedcap(name: str, numbers: _Numbers) -> Published | None:
    customers, sites, capacity = int(numbers.values[2]), numbers.values[3], numbers.values[4]
    _check_open_sites(numbers, 3, sites, customers)
    rows = numbers.values[5:].reshape(customers, 4)
    for customer in np.flatnonzero(rows[:, 3] <= 0):
        numbers.fault(5 + 4 * int(customer) + 3, "a customer has no demand", "Demands are above 0.")
    if numbers.gathering.has_errors:
        return None
    costs = np.floor(cdist(rows[:, 1:3], rows[:, 1:3]))
    return Published(
        name,
        "pmedcap",
        costs,
        rows[:, 3],
        np.full(customers, capacity),
        np.zeros(customers),
        int(sites),
        False,
        float(numbers.values[1]),
    )


def _check_open_sites(numbers: _Numbers, position: int, sites: float, most: int) -> None:
    if not (sites == int(sites) and 1 <= sites <= most):
        numbers.fault(position, "the number of open sites is impossible", f"It is a whole number from 1 to {most}.")


_READERS = {"pmed": _read_pmed, "cap": _read_cap, "pmedcap": _read_pmedcap}
