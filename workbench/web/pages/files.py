"""The files of a run's result: those of its folder, those that are made when they are asked for, and the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from optimizer.solving.loading import load_result
from optimizer.solving.result import Result
from workbench.browser import find_browser
from workbench.geodata import write_geopackage
from workbench.messages import Language
from workbench.report import write_report
from workbench.report.printing import PrintingError, print_page
from workbench.results import MAP
from workbench.web.jobs.kinds import FIRST_MAP
from workbench.web.pages.naming import run_of
from workbench.workbook import write_workbook

FRAME = "sandbox allow-scripts allow-modals allow-popups; frame-ancestors 'self'"
"""What a self-contained page may do besides what its own policy allows: nothing that reaches this server."""

_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]*)"')


def draw(request: Request) -> Response:
    """Show the map of a run's result; of its first plan while it goes on."""
    run = run_of(request)
    first = request.app.state.queue.result_of(run.id).with_name(FIRST_MAP)
    return show_page(first if run.is_open and first.is_file() else result_folder(request) / MAP)


def download(request: Request) -> Response:
    """Send one file of a run's result; the report, the workbook and the like are made when they are asked for."""
    folder, name = result_folder(request), request.path_params["name"]
    if name in made_names():
        path = _made(request, folder, name)
        return show_page(path) if path.suffix == ".html" else FileResponse(path, filename=name)
    if name not in listing(folder):
        raise HTTPException(404)
    return FileResponse(folder / name, filename=Path(name).name)


def result_folder(request: Request) -> Path:
    """Return the result folder of the run that a path names; answers 404 if it has none."""
    folder: Path = request.app.state.queue.result_of(run_of(request).id)
    if not folder.is_dir():
        raise HTTPException(404)
    return folder


def made_names() -> list[str]:
    """Return the files that are made of any plan when they are asked for; a PDF needs a browser."""
    return [name for name in MADE if name != PDF or find_browser() is not None]


def _made(request: Request, folder: Path, name: str) -> Path:
    """Return a file made of a result, in the language of the page; once made it is kept."""
    lang: Language = request.state.lang
    target = folder.parent / "made" / lang
    with _making:
        if not (target / name).is_file():
            target.mkdir(parents=True, exist_ok=True)
            result = load_result(folder)
            try:
                MADE[name](result, target, lang)
            except PrintingError as fault:
                raise HTTPException(503) from fault
    return target / name


def _workbook(result: Result, target: Path, lang: Language) -> None:
    write_workbook(result, target / "plan.xlsx", lang)


def _geopackage(result: Result, target: Path, lang: Language) -> None:
    write_geopackage(result, target / "plan.gpkg", lang)


def _report(result: Result, target: Path, lang: Language) -> None:
    write_report(result, target, lang)


def _printed(result: Result, target: Path, lang: Language) -> None:
    browser = find_browser()
    if browser is None:
        raise PrintingError
    report, *_ = write_report(result, target, lang)
    print_page(report, target / PDF, browser)


PDF = "report.pdf"
MADE: dict[str, Callable[[Result, Path, Language], None]] = {
    "report.html": _report,
    PDF: _printed,
    "plan.xlsx": _workbook,
    "plan.gpkg": _geopackage,
}
_making = Lock()


def listing(folder: Path) -> dict[str, int]:
    """Return the names of the files in a folder and its folders, and their sizes; links are left out."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in found}


def show_page(path: Path) -> Response:
    """Show a self-contained page as its own policy wants it, shut off from this server."""
    if not path.is_file():
        raise HTTPException(404)
    return framed(path.read_bytes())


def framed(content: bytes) -> Response:
    """Return a self-contained page for a frame: under its own policy, shut off from this server."""
    own = _POLICY.search(content[:100_000])
    policy = f"{own[1].decode()}; {FRAME}" if own else f"default-src 'none'; {FRAME}"
    headers = {"content-security-policy": policy, "x-frame-options": "SAMEORIGIN"}
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)


ROUTES = [Route("/runs/{id}/map", draw), Route("/runs/{id}/files/{name:path}", download)]
