"""Renders the templates of the page; text of others only passes through them, and they escape it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from workbench.messages import LANGUAGES, say, say_unit
from workbench.numbers import format_number, format_share, format_value
from workbench.progress import term_label
from workbench.web.cell_findings import language_of, told
from workbench.web.texts import Texts


@cache
def environment() -> Environment:
    """Return the templates' environment: everything is escaped, an unknown name is an error."""
    made = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["of_time"] = of_time
    return made


def _source(name: str) -> str | None:
    found = files("workbench.web") / "templates" / name
    return found.read_text(encoding="utf-8") if found.is_file() else None


def of_time(seconds: float | None) -> str:
    """Return a time as people of this machine's place read it."""
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d %H:%M}"


def page(
    request: Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HTMLResponse:
    """Return a page.

    Parameters
    ----------
    request : Request
        The request that it answers.
    template : str
        Name of a template; it extends ``base.html``.
    context : mapping, optional
        What the template speaks of, besides what every template has: ``lang``, ``_`` (texts of the page), ``tell`` and
        ``told_in`` (a sentence of a finding, and in what language it is told), ``say`` (texts of the workbench),
        ``unit``, ``number``, ``share``, ``value``, ``label`` (of a term), ``nonce``, ``csrf``, ``path``,
        ``other_language``.
    status : int
        Status of the answer.
    """
    return HTMLResponse(fragment(request, template, context), status_code=status)


def fragment(request: Request, template: str, context: Mapping[str, Any] | None = None) -> str:
    """Return a rendered template (see :func:`page`)."""
    return environment().get_template(template).render({**_always(request), **(context or {})})


def _always(request: Request) -> dict[str, Any]:
    state, lang = request.state, request.state.lang
    other = next(each for each in LANGUAGES if each != lang)
    return {
        "lang": lang,
        "_": Texts(lang),
        "tell": lambda text: told(text, lang),
        "told_in": lambda text: language_of(text, lang),
        "say": lambda key, **values: say(lang, key, **values),
        "unit": lambda name: say_unit(lang, name),
        "number": lambda value, decimals=None, signed=False: format_number(value, lang, decimals, signed=signed),
        "share": lambda value: format_share(value, lang),
        "value": lambda value, unit, signed=False: format_value(value, unit, lang, signed=signed),
        "label": lambda term: term_label(term, lang),
        "nonce": state.nonce,
        "csrf": state.csrf,
        "path": request.url.path,
        "other_language": request.url.include_query_params(lang=other).replace(scheme="", netloc=""),
        "login_needed": bool(request.app.state.settings.token),
    }


def error_page(request: Request, status: int, findings: Any = ()) -> Response:
    """Return a page that says what went wrong; its text is ``error_<status>``."""
    known = f"error_{status}"
    texts = Texts(request.state.lang)
    context = {"status": status, "message": texts(known if known in texts else "error_500"), "findings": findings}
    return page(request, "error.html", context, status=status)
