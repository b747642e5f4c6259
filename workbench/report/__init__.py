"""The report on a plan: one HTML file that needs no network, made to be printed, with maps as SVG."""

from __future__ import annotations

from workbench.report.page import render_report, write_report

__all__ = ["render_report", "write_report"]
