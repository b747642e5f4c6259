"""Composes the report as one HTML file: text of others only through the template, which escapes it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from maps.geography import base_map
from maps.vendor import inline_css, policy, vendored
from workbench.messages import Language
from workbench.report.contents import Report, report_of
from workbench.report.evidence import command_of
from workbench.report.maps_on_paper import STYLE, standing_alone

if TYPE_CHECKING:
    from optimizer.solving.result import Result

REPORT = "report.html"
FIGURES = "figures"
POLICY = "@@POLICY@@"


def render_report(result: Result, lang: Language = "nl") -> str:
    """Return the report on a result with a plan as one HTML page that loads nothing.

    Raises
    ------
    ValueError
        If the result has no plan.
    """
    return _render(report_of(result, lang))


def write_report(result: Result, folder: str | Path, lang: Language = "nl") -> list[Path]:
    """Write ``report.html`` and its maps as SVG files of their own.

    Parameters
    ----------
    result : Result
        A result with a plan.
    folder : str or Path
        Where to write; it is made if it does not exist.
    lang : {"nl", "en"}
        Language of the report.

    Returns
    -------
    list of Path
        The report, then the figures.

    Raises
    ------
    ValueError
        If the result has no plan.
    """
    report = report_of(result, lang)
    contents = {f"{FIGURES}/{figure.name}.svg": standing_alone(figure.svg) + "\n" for figure in report.figures}
    target = Path(folder)
    (target / FIGURES).mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in {REPORT: _render(report), **contents}.items():
        path = target / name
        partial = path.with_name(f".{path.name}.partial")
        partial.write_bytes(text.encode("utf-8"))
        written.append(partial.replace(path))
    return written


def _render(report: Report) -> str:
    sources = files("workbench.report")
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string((sources / "page.html.jinja").read_text(encoding="utf-8"))
    subject = report.subject
    instance = subject.result.instance
    css = inline_css(vendored("inter.css")) + STYLE + (sources / "report.css").read_text(encoding="utf-8")
    page = template.render(
        report=report,
        summary=report.summary,
        numbers=report.numbers,
        table_titles={table.name: table.title for annex in report.annexes for table in annex.tables},
        figure_numbers={figure.name: number for number, figure in enumerate(report.figures, 1)},
        letters=ascii_uppercase,
        lang=subject.lang,
        say=subject.say,
        css=css,
        notice=base_map(instance, instance.boundaries)["notice"],
        command=command_of(subject),
    )
    return page.replace(POLICY, policy(page), 1)
