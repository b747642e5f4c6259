"""The rules, one file each; :func:`discover` finds them."""

from optimizer.model.registry import discover_rules as discover

__all__ = ["discover"]
