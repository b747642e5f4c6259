"""The terms, one file each; :func:`discover` finds them."""

from optimizer.model.registry import discover_terms as discover

__all__ = ["discover"]
