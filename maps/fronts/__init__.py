"""The chart of a front: one HTML file, offline, in Dutch and English."""

from __future__ import annotations

from maps.fronts.page import render_front, save_front

__all__ = ["render_front", "save_front"]
