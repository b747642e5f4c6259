"""``bundel report``: a result folder told on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.cli.options import Data, Json, Lang
from workbench.cli.output import Output

Folder = Annotated[Path, typer.Argument(metavar="RESULT", help="A result folder.")]
Place = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", show_default=False, help="Folder for the report; by default RESULT."),
]
AsPdf = Annotated[
    bool, typer.Option("--pdf/--no-pdf", help="Print report.pdf too, if Chromium or Chrome is installed.")
]


def report(
    result: Folder, out: Place = None, data: Data = None, pdf: AsPdf = True, lang: Lang = None, as_json: Json = False
) -> None:
    """Write a report on a result, in Dutch or with --lang en in English: a page that needs no network, made for A4.

    Writes report.html, its maps as SVG, and report.pdf where there is a browser to print it.
    """
    from optimizer.errors import Finding, InputError
    from optimizer.solving.loading import load_result
    from workbench.report import write_report
    from workbench.report.printing import PDF

    output = Output.of(lang or "nl", as_json)
    loaded = load_result(result, data)
    folder = out or result
    try:
        page, *figures = write_report(loaded, folder, output.lang)
        printed = _print(page, folder / PDF, output) if pdf else None
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise InputError([Finding(str(folder), f"cannot be written: {why}", "Give another folder.")]) from fault
    for warning in loaded.warnings:
        output.note(warning, style="yellow")
    document: dict[str, Any] = {"report": str(page), "pdf": None if printed is None else str(printed)}
    output.document({**document, "figures": [str(path) for path in figures], "warnings": list(loaded.warnings)})
    output.print([output.say("report_written", path=page)])
    if printed is not None:
        output.print([output.say("report_pdf", path=printed)])


def _print(page: Path, target: Path, output: Output) -> Path | None:
    """Print the page; None, with a word about it, where there is no browser or it fails. No older PDF stays."""
    from workbench.browser import find_browser
    from workbench.report.printing import PrintingError, print_page

    target.unlink(missing_ok=True)
    browser = find_browser()
    if browser is None:
        output.note(output.say("report_no_browser"), style="yellow")
        return None
    try:
        return print_page(page, target, browser)
    except PrintingError as fault:
        output.note(output.say("report_pdf_failed", why=fault), style="yellow")
        return None
