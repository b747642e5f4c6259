"""Files that are made of a result when they are asked for, once: workbook, GeoPackage and report."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import maps
from optimizer.solving.loading import load_result
from optimizer.solving.result import Result
from workbench.messages import Language
from workbench.results import MAP, result_writers

EXPORTS = ("plan.xlsx", "plan.gpkg", "report.html", "report.pdf")
_locks: dict[Path, threading.Lock] = defaultdict(threading.Lock)


def export(name: str, result: Path, folder: Path, lang: Language, data: str | None) -> Path:
    """Return a file made of a result folder; it is made if it is not there yet.

    Parameters
    ----------
    name : str
        One of `EXPORTS`, or the map.
    result, folder : Path
        The result folder; where such files are kept.
    lang : {"nl", "en"}
        Language of the file.
    data : str, optional
        Data set of the result, if it is none of those that ship.

    Raises
    ------
    InputError
        If the result cannot be read any more.
    PrintingError
        If there is no browser that prints the report.
    """
    target = folder / lang / name
    with _locks[target]:
        if not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            _writer(name)(load_result(result, data), target, lang)
    return target


def _writer(name: str) -> Callable[[Result, Path, Language], object]:
    if name == MAP:
        return maps.save
    if name == "report.html":
        return _report
    return _printed if name == "report.pdf" else result_writers()[Path(name).suffix]


def _report(result: Result, target: Path, lang: Language) -> None:
    from workbench.report import write_report

    write_report(result, target.parent, lang)


def _printed(result: Result, target: Path, lang: Language) -> None:
    from workbench.report.printing import PrintingError, find_browser, print_page

    page = target.with_name("report.html")
    if not page.is_file():
        _report(result, page, lang)
    browser = find_browser()
    if browser is None:
        raise PrintingError("no browser")
    print_page(page, target, browser)
