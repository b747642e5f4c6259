"""Offline maps of a result and charts of a front: HTML files that make no request, in Dutch and English."""

from __future__ import annotations

from maps.comparisons import render_comparison, save_comparison
from maps.fronts import render_front, save_front
from maps.page import Map, prepare, render, save, show

__all__ = [
    "Map",
    "prepare",
    "render",
    "render_comparison",
    "render_front",
    "save",
    "save_comparison",
    "save_front",
    "show",
]
