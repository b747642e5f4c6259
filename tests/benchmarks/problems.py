"""Small published-style problems: random files of every kind, and their optimum by trying every set of sites."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
from scipy.optimize import linprog

from benchmarks.orlib.reading import Published


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def random_pmed(seed: int) -> str:
    """Return a random network of 6 to 9 vertices, connected, with an edge or two given twice."""
    random = Random(seed)
    vertices = random.randint(6, 9)
    edges = [(vertex, random.randint(1, vertex - 1)) for vertex in range(2, vertices + 1)]
    edges += [tuple(random.sample(range(1, vertices + 1), 2)) for _ in range(vertices)]
    edges += random.sample(edges, 2)
    lines = [f" {start} {end} {random.randint(1, 40)} " for start, end in edges]
    return f" {vertices} {len(edges)} {random.randint(1, 4)} \n" + "\n".join(lines) + "\n"


def random_cap(seed: int) -> str:
    """Return a random problem of 4 or 5 sites and 5 or 6 customers, whose places are sometimes tight."""
    random = Random(seed)
    sites, customers = random.randint(4, 5), random.randint(5, 6)
    demand = [random.randint(1, 30) for _ in range(customers)]
    capacity = sum(demand) * random.choice((0.4, 0.6, 1.0))
    lines = [f"{sites} {customers}"]
    lines += [f" {capacity:.0f} {random.choice((0, 50, 100, 150)) * 1.25:.3f}" for _ in range(sites)]
    for amount in demand:
        costs = [f"{random.uniform(1, 8) * amount:.5f}" for _ in range(sites)]
        lines += [f" {amount}", " ".join(costs[:3]), " ".join(costs[3:])]
    return "\n".join(lines) + "\n"


def random_pmedcap(seed: int) -> str:
    """Return a random problem of 6 or 7 customers, of whom two or three sites hold all."""
    random = Random(seed)
    customers, sites = random.randint(6, 7), random.randint(2, 3)
    rows = [(n, random.randint(0, 99), random.randint(0, 99), random.randint(1, 20)) for n in range(1, customers + 1)]
    capacity = max(20, round(1.2 * sum(row[3] for row in rows) / sites))
    lines = [" ".join(str(number) for number in row) for row in rows]
    return f"1 0\n{customers} {sites} {capacity}\n" + "\n".join(lines) + "\n"


def least_cost(problem: Published) -> float | None:
    """Return the optimum by trying every set of open sites; None if none holds all customers."""
    sites = problem.costs.shape[1]
    sizes = range(1, sites + 1) if problem.open_sites is None else [problem.open_sites]
    costs = [
        problem.fixed_costs[list(chosen)].sum() + served
        for size in sizes
        for chosen in combinations(range(sites), size)
        if (served := (_divided if problem.divided else _undivided)(problem, list(chosen))) is not None
    ]
    return float(min(costs)) if costs else None


def _divided(problem: Published, chosen: list[int]) -> float | None:
    """Return what serving all customers from some sites costs: a transport problem."""
    costs, demand, count = problem.costs[:, chosen], problem.demand, len(chosen)
    served = np.kron(np.eye(len(demand)), np.ones(count))
    loads = np.kron(demand, np.eye(count))
    found = linprog(
        costs.ravel(), A_ub=loads, b_ub=problem.capacity[chosen], A_eq=served, b_eq=np.ones(len(demand)), bounds=(0, 1)
    )
    return float(found.fun) if found.status == 0 else None


def _undivided(problem: Published, chosen: list[int]) -> float | None:
    """Return what serving all customers from some sites costs if none is divided, by trying every assignment."""
    best: float | None = None
    waiting = [(0, 0.0, tuple(problem.capacity[chosen]))]
    while waiting:
        customer, cost, left = waiting.pop()
        if best is not None and cost >= best:
            continue
        if customer == len(problem.demand):
            best = cost
            continue
        for place, site in enumerate(chosen):
            rest = left[place] - problem.demand[customer]
            if rest >= 0:
                lefts = (*left[:place], rest, *left[place + 1 :])
                waiting.append((customer + 1, cost + problem.costs[customer, site], lefts))
    return best
