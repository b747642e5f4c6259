"""What a SWEEP.toml may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from optimizer.inputs.scenario import StrictModel

LARGEST_SEED = 2**31 - 1
MOST_SAMPLES = 1_000_000
MOST_NOISE = 2.0

DEMAND_NOISE = "Coefficient of variation of what students want: standard deviation as a share of the mean"
PRICE_NOISE = "Coefficient of variation of every price in EUR"


class Samples(StrictModel):
    """``[samples]``: how often demand and prices are drawn anew, and how far they stray."""

    count: int = Field(default=1, ge=1, le=MOST_SAMPLES, description="Number of samples")
    seed: int = Field(default=0, ge=0, le=LARGEST_SEED, description="Seed of the draws")
    demand_noise: float = Field(default=0.0, ge=0, le=MOST_NOISE, description=DEMAND_NOISE)
    price_noise: float = Field(default=0.0, ge=0, le=MOST_NOISE, description=PRICE_NOISE)
    nominal: bool = Field(default=False, description="Whether sample 0, the figures as they are, is solved as well")

    @property
    def numbers(self) -> range:
        """Numbers of the samples: from 1; with `nominal` from 0, which has no noise."""
        return range(0 if self.nominal else 1, self.count + 1)


class Robustness(StrictModel):
    """``[robustness]``: what plans are held against; it changes no cell, and may be changed afterwards."""

    measure: str = Field(default="cost", description="Term by which regret is measured")
    circumstances: tuple[str, ...] = Field(
        default=(), description="Parameters that nobody chooses: regret is taken over their values too"
    )
    alpha: float = Field(
        default=0.9, gt=0, lt=1, description="Level of the conditional value at risk: the mean of the worst 1 - alpha"
    )
    candidates: int = Field(
        default=10, ge=0, le=1000, description="Most plans that are held against every cell; 0: none are"
    )
    today: bool = Field(default=True, description="Whether today's programmes are held against every cell as well")


class SweepFile(StrictModel):
    """The keys of a SWEEP.toml."""

    scenario: str = Field(min_length=1, description="name of a shipped scenario, or a file relative to this one")
    title: str = Field(default="", description="English title")
    title_nl: str = Field(default="", description="Dutch title")
    description: str = Field(default="", description="what the sweep is for, in English")
    description_nl: str = Field(default="", description="what the sweep is for, in Dutch")
    parameters: dict[str, Any] = Field(default_factory=dict, description="a list of values for every key that varies")
    samples: Samples | None = Field(default=None, description="draws of demand and prices")
    exclude: tuple[dict[str, Any], ...] = Field(default=(), description="combinations of values that are left out")
    robustness: Robustness = Field(default_factory=Robustness, description="what plans are held against")


@dataclass(frozen=True)
class Sample:
    """One draw.

    Attributes
    ----------
    number : int
        From 1; 0 stands for the figures as they are.
    seed : int
        Seed of all draws.
    demand_noise, price_noise : float
        Coefficients of variation.
    """

    number: int
    seed: int
    demand_noise: float
    price_noise: float
