"""The command line: ``bundel``."""

from __future__ import annotations

from workbench.cli.frame import app, main

__all__ = ["app", "main"]
