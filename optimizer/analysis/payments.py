"""Side payments: those who gain by a plan pay those who lose by it, so that nobody is worse off than today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NOTHING = 0.005
"""EUR that count as none: half a cent."""


@dataclass(frozen=True)
class Settlement:
    """Who pays whom, in EUR a year.

    Attributes
    ----------
    payments : mapping of str to float
        What everybody receives (positive) or pays (negative).
    losses : float
        What those who lose must receive together.
    gains : float
        What those who gain have together before they pay.
    """

    payments: Mapping[str, float]
    losses: float
    gains: float

    @property
    def paid(self) -> float:
        """What those who gain pay: the losses, or all that they have."""
        return min(self.losses, self.gains)

    @property
    def surplus(self) -> float:
        """What those who gain keep."""
        return max(0.0, self.gains - self.losses)

    @property
    def added(self) -> float:
        """What the ministry must add, where those who gain cannot pay all."""
        return max(0.0, self.losses - self.gains)


def settle(eur: Mapping[str, float]) -> Settlement:
    """Return payments after which nobody bears more than today.

    Who loses receives that loss, no more. Those who gain pay it in proportion to their gains, so that all of them keep
    the same share; where the gains are not enough they keep nothing, and the rest must come from outside.

    Parameters
    ----------
    eur : mapping of str to float
        What everybody bears more than today (:func:`optimizer.analysis.ledger.ledger`), in EUR a year; negative for
        those who gain.
    """
    losses = sum(amount for amount in eur.values() if amount >= NOTHING)
    gains = -sum(amount for amount in eur.values() if amount <= -NOTHING)
    share = min(losses, gains) / gains if gains else 0.0
    payments = {
        name: amount if amount >= NOTHING else amount * share + 0.0 if amount <= -NOTHING else 0.0
        for name, amount in eur.items()
    }
    return Settlement(payments, losses, gains)
