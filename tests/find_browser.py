"""The browser in which maps and pages are tested: the one that prints reports, or installed from Debian.

``python -m tests.find_browser`` prints its path, ``--install`` installs it first if there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from workbench.browser import find_browser

REMEDY = "No browser for the map tests: install chromium (Debian: apt-get install chromium), or set BUNDEL_BROWSER."


def install_browser() -> None:
    """Install Debian's Chromium; only root can, and only where there is apt-get."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *command], env=quiet, check=False, stdout=sys.stderr)


def main(arguments: list[str]) -> int:
    """Print the browser's path and return 0, or say what to install and return 1."""
    if find_browser() is None and "--install" in arguments:
        install_browser()
    browser = find_browser()
    sys.stdout.write(f"Browser: {browser}\n" if browser else "")
    sys.stderr.write("" if browser else f"{REMEDY}\n")
    return 0 if browser else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
