"""The browser of the machine: it prints reports, and maps and pages are tested in it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
OTHER_PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
    Path("C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
)


def find_browser() -> Path | None:
    """Return the path of Chromium or Chrome, or None; the variable BUNDEL_BROWSER goes before what is installed."""
    wanted = os.environ.get("BUNDEL_BROWSER")
    if wanted:
        return Path(wanted) if os.access(wanted, os.X_OK) else None
    on_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if on_path:
        return Path(on_path)
    return next((place for place in OTHER_PLACES if os.access(place, os.X_OK)), None)
