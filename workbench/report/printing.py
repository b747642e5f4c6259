"""Prints a page as PDF with the Chromium or Chrome of the machine, if it has one."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

PDF = "report.pdf"
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
SECONDS = 90.0
_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}")
_MARKS = re.compile(rb"\(node\d{8}\)")
NO_DATE = b"20000101000000"


class PrintingError(RuntimeError):
    """The browser made no PDF."""


def print_page(page: Path, target: Path, browser: Path) -> Path:
    """Print an HTML page as PDF, whole or not at all, without the time of printing in it.

    Raises
    ------
    PrintingError
        If the browser fails, or takes longer than 90 s.
    """
    with tempfile.TemporaryDirectory(prefix="bundel-print-") as workplace:
        printed = Path(workplace) / "page.pdf"
        command = [str(browser), *FLAGS, *_as_root(), f"--user-data-dir={workplace}/profile"]
        command += [f"--print-to-pdf={printed}", page.resolve().as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise PrintingError(str(fault)) from fault
        if done.returncode or not printed.is_file():
            last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "")
            raise PrintingError(last or f"exit code {done.returncode}")
        content = printed.read_bytes()
    partial = target.with_name(f".{target.name}.partial")
    partial.write_bytes(made_alike(content))
    return partial.replace(target)


def made_alike(pdf: bytes) -> bytes:
    """Return a PDF that is the same for the same page: one fixed time, and the marks of its parts counted from 0.

    What takes their place is as long as they were, so that the places of the objects in the file still hold.
    """
    marks = {mark: b"(node%08d)" % place for place, mark in enumerate(sorted(set(_MARKS.findall(pdf))))}
    alike = _MARKS.sub(lambda found: marks[found[0]], pdf)
    return _DATES.sub(rb"/\1 (D:" + NO_DATE, alike)


def _as_root() -> list[str]:
    """Return what Chromium needs when root runs it, as in a container; the page has no scripts and loads nothing."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
