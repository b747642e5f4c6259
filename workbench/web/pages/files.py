"""The files of a run's result: those of its folder, those that are made when they are asked for, and the map."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from optimizer.solving.saving import DOCUMENT
from workbench.report.printing import PrintingError
from workbench.results import MAP
from workbench.web.exports import EXPORTS, export
from workbench.web.pages.naming import run_of

FRAME = "sandbox allow-scripts allow-modals allow-popups; frame-ancestors 'self'"
"""What a self-contained page may do besides what its own policy allows: nothing that reaches this server."""

_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]*)"')


def draw(request: Request) -> Response:
    """Show the map of a run's result in the language of the page."""
    folder, run = result_folder(request), run_of(request)
    if run.lang != request.state.lang and is_result(folder):
        return show_page(_exported(request, MAP, folder))
    return show_page(folder / MAP)


def download(request: Request) -> Response:
    """Send one file of a run's result, or one that is made of it; pages are shown unless ``download`` is asked for."""
    folder, name = result_folder(request), request.path_params["name"]
    if name in EXPORTS and is_result(folder):
        path = _exported(request, name, folder)
    elif name in listing(folder):
        path = folder / name
    else:
        raise HTTPException(404)
    if path.suffix == ".html" and "download" not in request.query_params:
        return show_page(path)
    return FileResponse(path, filename=path.name)


def is_result(folder: Path) -> bool:
    """Whether a folder holds a result, of which other files can be made."""
    return (folder / DOCUMENT).is_file()


def _exported(request: Request, name: str, folder: Path) -> Path:
    run = run_of(request)
    place = request.app.state.queue.folder_of(run.id) / "exports"
    try:
        return export(name, folder, place, request.state.lang, run.request.get("data"))
    except PrintingError as fault:
        raise HTTPException(404) from fault


def result_folder(request: Request) -> Path:
    """Return the result folder of the run that a path names; answers 404 if it has none."""
    folder: Path = request.app.state.queue.result_of(run_of(request).id)
    if not folder.is_dir():
        raise HTTPException(404)
    return folder


def listing(folder: Path) -> dict[str, int]:
    """Return the names of the files in a folder and its folders, and their sizes; links are left out."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in found}


def show_page(path: Path) -> Response:
    """Show a self-contained page as its own policy wants it, shut off from this server."""
    if not path.is_file():
        raise HTTPException(404)
    content = path.read_bytes()
    own = _POLICY.search(content[:100_000])
    policy = f"{own[1].decode()}; {FRAME}" if own else f"default-src 'none'; {FRAME}"
    headers = {"content-security-policy": policy, "x-frame-options": "SAMEORIGIN"}
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)


ROUTES = [Route("/runs/{id}/map", draw), Route("/runs/{id}/files/{name:path}", download)]
