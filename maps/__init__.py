"""Offline maps of a result: one HTML file that makes no request, in Dutch and English."""

from __future__ import annotations

from maps.page import Map, render, save, show

__all__ = ["Map", "render", "save", "show"]
