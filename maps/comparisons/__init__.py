"""The difference map: one plan, another, and what differs; one HTML page without network."""

from __future__ import annotations

from maps.comparisons.page import render_comparison, save_comparison

__all__ = ["render_comparison", "save_comparison"]
