"""Which programmes may exist: see :mod:`optimizer.inputs.eligibility`, where it lies so that inputs can be checked."""

from __future__ import annotations

from optimizer.inputs.eligibility import ANY, LockTarget, eligible_pairs, possible_pairs

__all__ = ["ANY", "LockTarget", "eligible_pairs", "possible_pairs"]
