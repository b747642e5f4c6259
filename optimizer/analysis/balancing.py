"""Attractions at which modelled flows have today's enrolments, and the decay that gives the mean distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import softmax

from optimizer.inputs.gravity import STEEPEST_DECAY

FIRST_DECAY = 0.1
BALANCED = 1e-10
MOST_ROUNDS = 5000
LEAST_ATTRACTION = 1e-12
CLOSE = 1.0
"""Largest change of a utility at which Newton's method is trusted."""
Numbers = NDArray[np.float64]


def decay_for(balance: Balance, target: float) -> float:
    """Return the decay at which the balanced flows have the mean distance `target`."""

    def excess(beta: float) -> float:
        return balance.mean_km(beta) - target

    low, high = 0.0, FIRST_DECAY
    if excess(low) <= 0:
        return 0.0
    while excess(high) > 0:  # balancing is slow where the decay is steep
        if high >= STEEPEST_DECAY:
            return STEEPEST_DECAY
        low, high = high, min(2 * high, STEEPEST_DECAY)
    return float(brentq(excess, low, high, xtol=1e-12))


class Balance:
    """Flows with today's enrolments and demand for a given decay; keeps the attractions of the last one."""

    def __init__(self, students: Numbers, km: Numbers, member: Numbers) -> None:
        self._km = km
        self._members = [np.flatnonzero(column) for column in member.T]
        self._parts = [_Part(students[:, members], km[:, members]) for members in self._members]

    @property
    def attraction(self) -> Numbers:
        """Attraction of each programme, up to a factor of its specialisation."""
        attraction = np.empty(self._km.shape[1])
        for members, part in zip(self._members, self._parts, strict=True):
            attraction[members] = np.maximum(np.exp(part.utility - part.utility.max()), LEAST_ATTRACTION)
        return attraction

    def flows(self, beta: float) -> Numbers:
        """Return students by zone and programme, balanced until the enrolments are today's."""
        flows = np.empty_like(self._km)
        for members, part in zip(self._members, self._parts, strict=True):
            flows[:, members] = part.balanced(beta)
        return flows

    def mean_km(self, beta: float) -> float:
        """Return the mean distance of the balanced flows."""
        flows = self.flows(beta)
        return float((flows * self._km).sum() / flows.sum())


class _Part:
    """The programmes of one specialisation: students choose among these alone."""

    def __init__(self, students: Numbers, km: Numbers) -> None:
        self._demand, self._enrolled = students.sum(axis=1), students.sum(axis=0)
        self._excess_km = km - km.min(axis=1, keepdims=True)
        self.utility = np.log(np.maximum(self._enrolled, LEAST_ATTRACTION))

    def balanced(self, beta: float) -> Numbers:
        """Balance by scaling, and by Newton's method once that is close: the utilities minimise a convex function."""
        for _ in range(MOST_ROUNDS):
            chance = softmax(self.utility - beta * self._excess_km, axis=1)
            flows: Numbers = self._demand[:, None] * chance
            enrolled = flows.sum(axis=0)
            surplus = enrolled - self._enrolled
            if np.all(np.abs(surplus) <= BALANCED * np.maximum(self._enrolled, 1.0)):
                break
            step = self._newton_step(flows, chance, enrolled, surplus)
            if step is None or not np.abs(step).max() <= CLOSE:
                step = np.log(np.maximum(self._enrolled, LEAST_ATTRACTION) / np.maximum(enrolled, LEAST_ATTRACTION))
            self.utility = self.utility + step
        return flows

    def _newton_step(self, flows: Numbers, chance: Numbers, enrolled: Numbers, surplus: Numbers) -> Numbers | None:
        curvature = np.diag(enrolled) - flows.T @ chance
        step = np.zeros_like(enrolled)  # one utility may stay: only differences matter
        try:
            step[1:] = -np.linalg.solve(curvature[1:, 1:], surplus[1:])
        except np.linalg.LinAlgError:
            return None
        return step
