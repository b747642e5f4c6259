"""Proposals: a file is dropped, or programmes are clicked together; what it breaks, costs and how little mends it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from optimizer.errors import Finding, InputError
from optimizer.inputs.gathering import Gathering
from optimizer.inputs.instance import Instance
from optimizer.inputs.proposal import PROGRAMMES, read_proposal
from optimizer.inputs.spreadsheets import read_spreadsheet
from optimizer.inputs.table_files import Records, parse_records
from optimizer.inputs.text_files import decode
from workbench.web.cell_findings import language_of, show_findings, told
from workbench.web.pages.answers import answer_page
from workbench.web.pages.asking import Question, question_of
from workbench.web.pages.data import uploads_of
from workbench.web.pages.naming import run_of, scenario_title, scenarios_of
from workbench.web.rendering import page
from workbench.web.runs import new_id
from workbench.web.uploads import Upload
from workbench.web.views.matrix import matrix_of

KIND = "evaluate"
LONGEST_TITLE = 80
DEFAULT_SCENARIO = "reference"
SAMPLES = {"few": 5, "many": 20, "none": 0}


def new(request: Request) -> Response:
    """Show how a proposal is made, for one scenario, and the earlier proposals."""
    return _page(request, _question(request))


def take(request: Request) -> Response:
    """Take in a proposal and judge it; answers 422 with the findings beside their cells if it cannot be read."""
    form, question = request.state.form, _question(request)
    instance = scenarios_of(request).instance(question.data)
    clicked = str(form.get("way", "")) == "matrix"
    pairs = [str(each) for each in form.getlist("pair")]
    upload = _clicked(pairs) if clicked else next(iter(uploads_of(request, "file")), None)
    if upload is None:
        return _page(request, question, [Finding("", *_no_file(request))], status=422)
    folder = request.app.state.settings.state / "proposals" / new_id()
    path = _keep(upload, folder)
    try:
        read_proposal(path, instance)
    except InputError as fault:
        _forget(path)
        findings = [replace(each, file=upload.name) for each in fault.findings]
        return _page(request, question, findings, upload=upload, pairs=pairs if clicked else None, status=422)
    title = str(form.get("title", "")).strip()[:LONGEST_TITLE] or upload.name
    asked = {
        **question.request,
        "proposal": str(path),
        "title": title,
        "partial": form.get("partial") == "on",
        "samples": SAMPLES.get(str(form.get("samples", "")), SAMPLES["few"]),
    }
    run = request.app.state.queue.submit(KIND, question.scenario, asked, request.state.lang)
    return RedirectResponse(f"/proposals/{run.id}", status_code=303)


def show(request: Request) -> Response:
    """Show a proposal with what was found about it."""
    run = run_of(request)
    if run.kind != KIND:
        raise HTTPException(404)
    return answer_page(request, run)


def _question(request: Request) -> Question:
    """Return the scenario by which a proposal is judged."""
    form, query = request.state.form, request.query_params
    scenario = str(form.get("scenario") or query.get("scenario") or DEFAULT_SCENARIO)
    return question_of(request, scenario, str(form.get("run") or query.get("run") or ""))


def _no_file(request: Request) -> tuple[str, str]:
    if request.state.lang == "nl":
        return "Er is geen bestand gekozen", "Kies een CSV- of Excelbestand, of klik een voorstel samen."
    return "No file was chosen", "Choose a CSV or Excel file, or click a proposal together."


def _clicked(pairs: Sequence[str]) -> Upload:
    """Return the programmes that were clicked as the proposal that they are."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(PROGRAMMES[:2])
    writer.writerows(sorted({tuple(pair.split("/", 1)) for pair in pairs if pair.count("/") == 1}))
    return Upload("matrix.csv", out.getvalue().encode("utf-8"))


def _keep(upload: Upload, folder: Path) -> Path:
    """Write a proposal under a name of our own."""
    folder.mkdir(parents=True)
    path = folder / ("proposal.xlsx" if upload.is_workbook else "proposal.csv")
    path.write_bytes(upload.content)
    return path


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.rmdir()


def _records(upload: Upload) -> Records | None:
    """Return the rows of a proposal as they were sent."""
    aside = Gathering()
    if upload.is_workbook:
        return read_spreadsheet(upload.content, upload.name, aside)
    text = decode(upload.content, upload.name, aside)
    return None if text is None else parse_records(text, upload.name, (*PROGRAMMES, "action"), aside)


def _page(
    request: Request,
    question: Question,
    findings: Sequence[Finding] = (),
    *,
    upload: Upload | None = None,
    pairs: Sequence[str] | None = None,
    status: int = 200,
) -> Response:
    instance: Instance = scenarios_of(request).instance(question.data)
    records = None if upload is None else _records(upload)
    files = show_findings(findings, lambda _: records)
    runs = request.app.state.runs.latest(20, kind=KIND)
    names = scenarios_of(request).names()
    context: dict[str, Any] = {
        "scenario": question.scenario,
        "run": question.run,
        "scenario_title": scenario_title(request, question.scenario),
        "scenarios": {name: scenario_title(request, name) for name in names},
        "files": files,
        "told": told,
        "language_of": language_of,
        "errors": sum(each.errors for each in files),
        "matrix": matrix_of(instance, request.state.lang, taught=_taught(request, question, pairs)),
        "way": "matrix" if pairs is not None else "file",
        "title": str(request.state.form.get("title", "")),
        "earlier": runs,
        "titles": {run.scenario: scenario_title(request, run.scenario) for run in runs},
    }
    return page(request, "proposals.html", context, status=status)


def _taught(request: Request, question: Question, pairs: Sequence[str] | None) -> frozenset[tuple[str, str]] | None:
    """Return the programmes from which clicking starts: those clicked before, a run's plan, or today's (None)."""
    if pairs is not None:
        return frozenset((each[0], each[1]) for pair in pairs if len(each := pair.split("/", 1)) == 2)
    plan = request.app.state.queue.result_of(question.run) / "plan.csv" if question.run else None
    if plan is None or not plan.is_file():
        return None
    with plan.open(encoding="utf-8", newline="") as stream:
        return frozenset((row["campus_id"], row["specialisation_id"]) for row in csv.DictReader(stream))


ROUTES = [
    Route("/proposals", new, methods=["GET"]),
    Route("/proposals", take, methods=["POST"]),
    Route("/proposals/{id}", show, methods=["GET"]),
]
