r"""Draws of what students want and of what things cost: the same number gives the same figures on every machine.

What students of zone :math:`z` want of specialisation :math:`s` is multiplied by

.. math::

    f_{zs} = \exp\bigl(\tfrac{\sigma}{\sqrt 2} (a_s + b_{zs}) - \tfrac{\sigma^2}{2}\bigr), \qquad
    \sigma^2 = \ln(1 + v^2)

with independent standard normal :math:`a_s` and :math:`b_{zs}`: a log-normal factor with mean 1 and coefficient of
variation :math:`v`, the noise. Half of its variance (on the log scale) is shared by all zones of a specialisation, a
fashion; the other half is each zone's own. Then all are scaled so that there are as many students as in the data: noise
moves students between specialisations and zones. How many there are is another question, and has a parameter of its
own, ``data.demand``.

Every price in EUR is multiplied by a factor of its own, log-normal with mean 1.

The normals are the quantiles of uniform numbers that the Philox generator gives for the sample's seed and number.
Samples do not depend on how many there are, nor on anything else that a sweep varies: all cells of one number see the
same figures, so that their differences are not noise.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.schema import PRICES
from optimizer.sweeps.settings import Sample

NOISY_PRICES = tuple(sorted(name for name in PRICES if name.startswith("eur_")))
"""Prices that noise moves: those in EUR; the days of a year, the rate and the life stay."""

DECIMALS = 6
Numbers = NDArray[np.float64]


def draw_instance(instance: Instance, sample: Sample | None) -> Instance:
    """Return the data set as a sample has it: its demand, all else as it is.

    Today's programmes, enrolments and flows stay what they are: they are what was observed.
    """
    if sample is None or sample.number == 0 or sample.demand_noise == 0:
        return instance
    demand = instance.table("demand")
    names = sorted(set(demand["specialisation_id"]))
    zones = sorted(set(demand["zone_id"]))
    shared = normals(sample, "fashion", len(names))
    own = normals(sample, "zones", len(names) * len(zones)).reshape(len(zones), len(names))
    row = demand["zone_id"].map({name: place for place, name in enumerate(zones)}).to_numpy(int)
    column = demand["specialisation_id"].map({name: place for place, name in enumerate(names)}).to_numpy(int)
    sigma = spread(sample.demand_noise)
    factors = np.exp(sigma / np.sqrt(2.0) * (shared[column] + own[row, column]) - sigma**2 / 2)
    students = demand["students"].to_numpy(float) * factors
    students *= demand["students"].sum() / students.sum()
    return instance.replace(demand=demand.assign(students=np.round(students, DECIMALS)))


def draw_prices(instance: Instance, scenario: Scenario, sample: Sample | None) -> Scenario:
    """Return the scenario with the prices of a sample."""
    if sample is None or sample.number == 0 or sample.price_noise == 0:
        return scenario
    sigma = spread(sample.price_noise)
    factors = np.exp(sigma * normals(sample, "prices", len(NOISY_PRICES)) - sigma**2 / 2)
    prices = instance.prices_with(scenario.prices)
    drawn = {
        name: round(prices[name] * float(factor), DECIMALS)
        for name, factor in zip(NOISY_PRICES, factors, strict=True)
        if name in prices
    }
    return replace(scenario, prices={**scenario.prices, **drawn})


def spread(variation: float) -> float:
    """Return the standard deviation, on the log scale, of a log-normal with this coefficient of variation."""
    return float(np.sqrt(np.log1p(variation**2)))


def normals(sample: Sample, stream: str, count: int) -> Numbers:
    """Return standard normal numbers that depend on the sample's seed and number and on the stream alone.

    The generator's raw numbers are used, which are promised never to change between versions of numpy.
    """
    digest = hashlib.sha256(f"{sample.seed}/{sample.number}/{stream}".encode()).digest()
    key = np.frombuffer(digest[:16], dtype="<u8").astype(np.uint64)
    raw = np.random.Philox(key=key).random_raw(count)
    uniform = ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    return np.asarray(ndtri(uniform), dtype=np.float64)
