"""Runs commands that keep answers in processes of their own, and ends one without a word at a random moment."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import psutil

PATIENCE = 600.0
TIMES = {"seconds"}


def command(*arguments: object) -> list[str]:
    """Return a command line of ``bundel``."""
    program = "import sys; from workbench.cli import app; sys.exit(app())"
    return [sys.executable, "-c", program, *(str(argument) for argument in arguments)]


def run_to_the_end(*arguments: object) -> str:
    """Run a command, and return what it notes."""
    done = subprocess.run(command(*arguments), capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return done.stderr


def run_and_kill(document: Path, random: Random, *arguments: object) -> bool:
    """Run a command until a few more answers have landed and some time has passed, then kill it with its children.

    Returns
    -------
    bool
        Whether it was killed before its end.
    """
    aim = answered(document) + random.randint(0, 2)
    process = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and answered(document) < aim:
            time.sleep(0.005)
        time.sleep(random.uniform(0.0, 0.5))
        if process.poll() is not None:
            return False
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
    except psutil.NoSuchProcess:
        return False
    else:
        return True
    finally:
        process.kill()
        process.wait()


def answered(document: Path) -> int:
    """Return how many answers a folder's document holds, or -1 if there is none yet."""
    try:
        return len(json.loads(document.read_text(encoding="utf-8"))["records"])
    except (OSError, ValueError):
        return -1


def contents(folder: Path) -> dict[str, Any]:
    """Return all that is in a folder, but for times."""
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.suffix == ".json":
            found[name] = without_times(json.loads(path.read_text(encoding="utf-8")))
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def without_times(value: Any) -> Any:
    """Return plain values without those that are times."""
    if isinstance(value, dict):
        return {name: without_times(inside) for name, inside in value.items() if name not in TIMES}
    return [without_times(inside) for inside in value] if isinstance(value, list) else value
