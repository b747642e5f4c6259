"""Solves files of the OR-Library: ``python -m benchmarks.orlib FILE...`` prints one line a file.

The line is ``name status objective bound gap seconds``, gap as a share, ``-`` for what there is not; all else goes to
the standard error. Exit code: 0 done, 1 a faulty file, 3 a limit before any plan, 4 the solver failed.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import NoReturn

from benchmarks.orlib.comparison import SOLVERS, SpoptRun, solve_with_spopt
from benchmarks.orlib.reading import Published, read_published
from benchmarks.orlib.running import Run, published_optimum, run
from benchmarks.orlib.table import row, write
from optimizer import Limits
from optimizer.errors import BundelError
from optimizer.solving.limits import Methods

FAULTY, NO_PLAN = 1, 3


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong; an unknown option is faulty input like any other."""
        self.exit(FAULTY, f"{self.prog}: {message}\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _Parser(
        prog="python -m benchmarks.orlib", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="pmed, cap or pmedcap file")
    parser.add_argument("--capacity", type=_positive, help="the number for the word capacity in capa, capb and capc")
    parser.add_argument("--copies", type=_count, default=1, help="solve each problem so many times over, at once")
    parser.add_argument("--time-limit", type=_positive, default=300.0, help="seconds for each file (300)")
    parser.add_argument("--gap", type=_positive, default=1e-6, help="gap at which a plan counts as proven (1e-6)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the solver (0)")
    parser.add_argument("--threads", type=_count, default=1, help="threads of the solver (1)")
    parser.add_argument("--compare", action="store_true", help="solve p-median files with spopt too, in the same run")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=[field.name for field in fields(Methods)],
        help="solve each file once more without this trick; may be given several times",
    )
    parser.add_argument("--csv", type=Path, help="write a table of all files")
    return parser.parse_args(arguments)


def _positive(text: str) -> float:
    value = float(text)
    if not (math.isfinite(value) and value > 0):
        raise ValueError(text)
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def _with_spopt(problem: Published, copies: int, time_limit: float) -> dict[str, SpoptRun]:
    """Return what spopt makes of a problem that it knows, copy after copy being the same."""
    if problem.open_sites is None or copies > 1:
        return {}
    runs = {}
    for solver in SOLVERS:
        runs[solver] = solve_with_spopt(problem, solver, time_limit)
        sys.stderr.write(f"{problem.name} spopt {solver}: {runs[solver]}\n")
    return runs


def _without(problem: Published, copies: int, limits: Limits, tricks: Sequence[str]) -> dict[str, Run]:
    """Return what comes of a problem without each of some tricks."""
    runs = {}
    for trick in tricks:
        runs[trick] = run(problem, copies, replace(limits, methods=Methods(**{trick: False})))
        sys.stderr.write(f"without {trick}: {runs[trick].line()}\n")
    return runs


def main(arguments: Sequence[str] | None = None) -> int:
    """Solve every file and print its line; return the exit code."""
    options = _options(arguments)
    limits = Limits(time_limit=options.time_limit, gap=options.gap, seed=options.seed, threads=options.threads)
    code, rows = 0, []
    for path in options.files:
        try:
            problem = read_published(path, options.capacity)
            done: Run = run(problem, options.copies, limits)
            sys.stdout.write(f"{done.line()}\n")
            sys.stdout.flush()
            without = _without(problem, options.copies, limits, options.without)
        except BundelError as fault:
            sys.stderr.write(f"{fault}\n")
            code = code or fault.exit_code
            continue
        code = code or (NO_PLAN if done.objective is None else 0)
        others = _with_spopt(problem, options.copies, options.time_limit) if options.compare else {}
        rows.append(row(done, published_optimum(path, problem), others, without))
        if options.csv is not None:
            write(rows, options.csv)
    return code


if __name__ == "__main__":
    sys.exit(main())
