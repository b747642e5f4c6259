"""Data sets: those that ship, and own ones, which are sent, checked cell by cell, and used in a scenario."""

from __future__ import annotations

import shutil
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from optimizer.errors import InputError
from optimizer.inputs.locating import shipped_datasets
from optimizer.reading import load_instance
from workbench.dataset_workbook import dataset_workbook, template_workbook
from workbench.web.cell_findings import language_of, show_findings, told
from workbench.web.datasets import Intake, describe_dataset, own_datasets, take_dataset
from workbench.web.pages.naming import scenarios_of
from workbench.web.rendering import page
from workbench.web.uploads import Upload, shown_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE = "template"
"""Name of the workbook that holds no data set yet; no data set may be called so."""


def show(request: Request) -> Response:
    """Show the data sets."""
    return _page(request)


def take(request: Request) -> Response:
    """Take in a data set; answers 422 with the findings beside their cells if it is faulty."""
    form, home = request.state.form, request.app.state.settings.data
    name = str(form.get("name", "")).strip()
    base = str(form.get("base", ""))
    folders = {**shipped_datasets(), **own_datasets(home)}
    if base and base not in folders:
        raise HTTPException(404)
    intake = take_dataset(
        uploads_of(request),
        name,
        home,
        base=load_instance(folders[base]) if base else None,
        base_folder=folders.get(base),
    )
    if intake.folder is None:
        return _page(request, intake, name, base, status=422)
    return RedirectResponse(f"/data?added={name}#set-{name}", status_code=303)


def uploads_of(request: Request, field: str = "files") -> list[Upload]:
    """Return the files that a form sends in a field; fields that are left empty send none."""
    sent = [each for each in request.state.form.getlist(field) if isinstance(each, UploadFile)]
    return [Upload(shown_name(each.filename), each.file.read()) for each in sent if each.filename or each.size]


def _page(
    request: Request, intake: Intake | None = None, name: str = "", base: str = "", *, status: int = 200
) -> Response:
    home = request.app.state.settings.data
    files = [] if intake is None else show_findings(intake.findings, intake.records, intake.sheets, intake.keys)
    own = own_datasets(home)
    added = request.query_params.get("added", "")
    context = {
        "own": {each: describe_dataset(folder) for each, folder in own.items()},
        "shipped": {each: describe_dataset(folder) for each, folder in shipped_datasets().items()},
        "files": files,
        "told": told,
        "language_of": language_of,
        "errors": sum(each.errors for each in files),
        "name": name,
        "base": base,
        "added": added if added in own else "",
        "scenarios": list(scenarios_of(request).names()),
        "template": TEMPLATE,
    }
    return page(request, "data.html", context, status=status)


def workbook(request: Request) -> Response:
    """Send a data set as one workbook, or the template of one."""
    name, lang = request.path_params["name"], request.state.lang
    folders = {**shipped_datasets(), **own_datasets(request.app.state.settings.data)}
    if name == TEMPLATE:
        content = template_workbook("example", lang)
    elif name in folders:
        content = dataset_workbook(folders[name], lang)
    else:
        raise HTTPException(404)
    headers = {"content-disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(content, media_type=XLSX, headers=headers)


def use(request: Request) -> Response:
    """Make a scenario that is another one upon this data set."""
    name, form, scenarios = request.path_params["name"], request.state.form, scenarios_of(request)
    folder = own_datasets(request.app.state.settings.data).get(name)
    parent, wanted = str(form.get("parent", "")), str(form.get("scenario", "")).strip()
    if folder is None or parent not in scenarios.names():
        raise HTTPException(404)
    titles: dict[str, Any] = {}
    known = scenarios.load(parent)
    for key, title in (("title", known.title), ("title_nl", known.title_nl or known.title)):
        titles[key] = f"{title} ({name})"
    scenarios.save_as(wanted, parent, {"dataset": str(folder)}, titles)
    return RedirectResponse(f"/scenarios/{wanted}", status_code=303)


def delete(request: Request) -> Response:
    """Delete an own data set, unless a scenario uses it (409)."""
    name, scenarios = request.path_params["name"], scenarios_of(request)
    folder = own_datasets(request.app.state.settings.data).get(name)
    if folder is None:
        raise HTTPException(404)
    for each, is_own in scenarios.names().items():
        try:
            used = is_own and scenarios.load(each).dataset in {str(folder), name}
        except InputError:
            continue
        if used:
            raise HTTPException(409)
    gone = folder.with_name(f".gone-{name}")
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
    return RedirectResponse("/data", status_code=303)


ROUTES = [
    Route("/data", show, methods=["GET"]),
    Route("/data", take, methods=["POST"]),
    Route("/data/{name}/workbook", workbook, methods=["GET"]),
    Route("/data/{name}/scenario", use, methods=["POST"]),
    Route("/data/{name}/delete", delete, methods=["POST"]),
]
