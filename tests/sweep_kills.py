"""Runs ``bundel sweep`` in processes of its own, and ends one of them without a word at a random moment."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import psutil

from optimizer.sweeps.folder import SweepFolder
from optimizer.sweeps.reading import load_sweep
from optimizer.sweeps.report import REPORT_FILES

TIMES = ["seconds"]
PATIENCE = 600.0


def command(sweep: Path, out: Path, *more: str) -> list[str]:
    """Return the command line of a sweep."""
    program = "import sys; from workbench.cli import app; sys.exit(app())"
    return [sys.executable, "-c", program, "sweep", str(sweep), "--out", str(out), *more]


def run_to_the_end(sweep: Path, out: Path, *more: str) -> str:
    """Run a sweep, and return what it says."""
    done = subprocess.run(command(sweep, out, *more), capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_and_kill(sweep: Path, out: Path, random: Random, *more: str) -> str:
    """Run a sweep until some more cells or trials are finished and some time has passed; then kill a process of it.

    Returns
    -------
    str
        What was killed: ``leader``, ``worker``, or ``nothing`` if the sweep ended before.
    """
    aim = finished(out) + random.randint(0, 2)
    process = subprocess.Popen(command(sweep, out, *more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    leader, victim = psutil.Process(process.pid), random.choice(("leader", "leader", "worker"))
    try:
        while process.poll() is None and finished(out) < aim:
            time.sleep(0.01)
        time.sleep(random.uniform(0.0, 0.7))
        if process.poll() is not None:
            return "nothing"
        workers = [child for child in leader.children(recursive=True) if "spawn_main" in " ".join(child.cmdline())]
        if victim == "worker" and workers:
            random.choice(workers).kill()
            time.sleep(random.uniform(0.0, 2.0))
        leader.kill()
    except psutil.NoSuchProcess:
        return "nothing"
    else:
        return victim if workers else "leader"
    finally:
        process.kill()
        process.wait()


def finished(out: Path) -> int:
    """Return how many files of finished work there are."""
    return sum(1 for _ in out.glob("*/[0-9a-f]*.parquet"))


def contents(sweep: Path, out: Path) -> dict[str, Any]:
    """Return all that a sweep found, but for times."""
    folder = SweepFolder(out, load_sweep(sweep))
    cells, trials = (store.frame().drop(columns=TIMES) for store in (folder.cells, folder.trials))
    return {
        "cells": as_text(cells, ["cell"]),
        "trials": as_text(trials, ["cell", "plan"]),
        **{name: (out / name).read_bytes() for name in REPORT_FILES},
    }


def as_text(frame: pd.DataFrame, keys: list[str]) -> list[str]:
    """Return rows as texts, in a fixed order; none may stand twice."""
    assert not frame.duplicated(keys).any()
    ordered = frame.sort_values(keys, ignore_index=True)
    return [repr([_plain(value) for value in row]) for row in ordered.itertuples(index=False)]


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    return value
