"""The browser in which maps and pages are tested: found where it is, or installed from Debian.

``python -m tests.find_browser`` prints its path, ``--install`` installs it first if there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OTHER_PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
REMEDY = "No browser for the map tests: install chromium (Debian: apt-get install chromium), or set BUNDEL_BROWSER."


def find_browser() -> Path | None:
    """Return the path of Chromium or Chrome, or None; the variable BUNDEL_BROWSER goes before what is installed."""
    wanted = os.environ.get("BUNDEL_BROWSER")
    if wanted:
        return Path(wanted) if os.access(wanted, os.X_OK) else None
    on_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if on_path:
        return Path(on_path)
    return next((place for place in OTHER_PLACES if os.access(place, os.X_OK)), None)


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
