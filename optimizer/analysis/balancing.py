"""Attractions at which modelled flows have today's enrolments, and the decay that gives the mean distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from optimizer.inputs.gravity import STEEPEST_DECAY

FIRST_DECAY = 0.1
BALANCED = 1e-10
MOST_ROUNDS = 5000
LEAST_ATTRACTION = 1e-12
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
        self._alike, self._km = member @ member.T, km
        self._demand = students @ self._alike  # of the zone for the programme's specialisation
        self._enrolled = students.sum(axis=0)
        rivals = np.where(self._alike > 0, 0.0, np.inf)
        nearest = np.min(km[:, :, None] + rivals[None, :, :], axis=1)
        self._excess_km = np.maximum(km - nearest, 0.0)
        self.attraction = np.maximum(self._enrolled, LEAST_ATTRACTION)

    def flows(self, beta: float) -> Numbers:
        """Return students by zone and programme, balanced until the enrolments are today's."""
        pull = np.exp(-beta * self._excess_km)
        for _ in range(MOST_ROUNDS):
            weights = self.attraction * pull
            modelled = self._demand * weights / (weights @ self._alike)
            enrolled = modelled.sum(axis=0)
            if np.all(np.abs(enrolled - self._enrolled) <= BALANCED * np.maximum(self._enrolled, 1.0)):
                break
            ratio = self._enrolled / np.maximum(enrolled, LEAST_ATTRACTION)
            self.attraction = np.maximum(self.attraction * ratio, LEAST_ATTRACTION)
        balanced: Numbers = modelled
        return balanced

    def mean_km(self, beta: float) -> float:
        """Return the mean distance of the balanced flows."""
        flows = self.flows(beta)
        return float((flows * self._km).sum() / flows.sum())
