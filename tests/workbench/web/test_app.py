"""The application stands soon: what solves is for the processes of the jobs."""

from __future__ import annotations

import subprocess
import sys

SLOW = ("highspy", "pyomo", "scipy")


def test_pages_come_without_what_solves() -> None:
    program = f"import sys, workbench.web.app; print(*[each for each in {SLOW!r} if each in sys.modules])"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []
