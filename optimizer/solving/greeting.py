"""A solver that keeps quiet: the first of a process greets on the standard output."""

from __future__ import annotations

import os
import sys

import highspy

_greeted = False


def silent_solver() -> highspy.Highs:
    """Return a solver; the first of a process greets on the standard output, where results may be expected."""
    global _greeted  # noqa: PLW0603 - the greeting is the process's, not an object's
    if _greeted:
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    else:
        sys.stdout.flush()
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            solver = highspy.Highs()  # type: ignore[no-untyped-call]
        finally:
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)
        _greeted = True
    solver.silent()
    return solver
