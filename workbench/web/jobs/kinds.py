"""The kinds of jobs: what runs in the child process, found by name.

A kind is a function ``work(job: Job) -> dict``. It runs in a process of its own, calls the same functions as the
command of its name, writes its files into ``job.folder`` (whole or not at all), tells how it is getting on, and returns
what came of it as plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from workbench.messages import Language

KINDS: dict[str, str] = {
    name: f"workbench.web.jobs.{name}"
    for name in (
        *("solve", "evaluate", "explain", "alternatives", "importance", "veto", "fair", "verdict", "pareto"),
        "compare",
    )
}
"""Module of each kind; it has a function ``work``."""

BRIEF = frozenset({"compare"})
"""Kinds that take seconds: one of them may run beside the others, so that it need not wait for hours."""

FIRST_MAP = "first.html"
"""File beside the result folder: the map of the first plan, while the search for better ones goes on."""

UNFINISHED = "unfinished"
"""Folder beside the result in which answers are kept until the last one has landed."""

CONTINUES = "continues"
"""Key of a request that names the run whose answers are taken up."""

Tell = Callable[[str, Mapping[str, Any]], None]


@dataclass(frozen=True)
class Job:
    """What a job is given.

    Attributes
    ----------
    kind : str
        Its kind.
    request : mapping
        What was asked, as plain values: what :meth:`workbench.web.jobs.queue.Queue.submit` was given.
    folder : Path
        Where its files go; it does not exist yet, and is to be written whole or not at all.
    lang : {"nl", "en"}
        Language of what it writes.
    tell : callable
        ``tell(kind, content)`` makes an event of the run, which pages hear of at once.
    should_stop : callable
        Whether somebody asked it to stop: then it keeps the best that it has.
    """

    kind: str
    request: Mapping[str, Any]
    folder: Path
    lang: Language
    tell: Tell
    should_stop: Callable[[], bool]


Work = Callable[[Job], dict[str, Any]]


def work_of(kind: str) -> Work:
    """Return the function of a kind.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    work: Work = import_module(KINDS[kind]).work
    return work
