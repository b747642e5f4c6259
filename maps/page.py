"""Composes the page: folium renders constants only, then the data go in as one block that nothing executes.

Branca renders every piece as a template, so text of others never passes through it. It lands in one JSON block, and
the page's scripts put it on the screen as text.
"""

from __future__ import annotations

import html
import json
import os
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from maps.layers import payload
from maps.messages import MESSAGES
from maps.vendor import ASSETS, inline_css, inline_links, policy, script_text, vendored
from optimizer.solving.result import Result

LANGUAGES = ("nl", "en")
MODULES = (
    "core", "elements", "derive", "marks", "layout", "glyphs", "scene", "map", "header", "legend", "locks", "details",
    "list", "sorting", "tables", "footer", "print", "main",
)  # fmt: skip
"""The page's own scripts, in the order in which they are joined."""

_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')
"""Folium's viewport forbids zooming; ours does not."""

Boundaries = Mapping[str, Mapping[str, Any]]


class Map:
    """A finished map; notebooks show it in a sandboxed frame."""

    def __init__(self, page: str) -> None:
        self.page = page

    def _repr_html_(self) -> str:
        frame = html.escape(self.page, quote=True)
        return (
            f'<iframe srcdoc="{frame}" sandbox="allow-scripts allow-modals" allow="fullscreen" title="Bundel" '
            'width="100%" height="860" style="border:1px solid #ccd4da;border-radius:6px"></iframe>'
        )


def render(result: Result, lang: str = "nl", boundaries: Boundaries | None = None) -> str:
    """Return the map of a result as one HTML page.

    Parameters
    ----------
    result : Result
        A result; without a plan, the map shows today only.
    lang : {"nl", "en"}
        Language in which the page opens; readers can switch.
    boundaries : mapping of str to dict, optional
        GeoJSON feature collections ``arrondissements`` (property zone_id), ``provinces`` (province_id) and ``land``.
        Those of the data set by default; without any, the map draws points only.

    Raises
    ------
    ValueError
        If the language is unknown.
    """
    require_language(lang)
    return render_payload(payload(result, lang, boundaries), lang)


def prepare() -> None:
    """Make ready what all maps share, so that the next one is drawn at once."""
    for lang in LANGUAGES:
        _shell(lang)


def require_language(lang: str) -> None:
    """Refuse a language that the page does not speak.

    Raises
    ------
    ValueError
        If it is unknown.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"the map speaks {' and '.join(LANGUAGES)}, not {lang}")


def render_payload(data: dict[str, Any], lang: str) -> str:
    """Return the page of a map whose content is ready: one dictionary of plain values."""
    return _with_data(_shell(lang), data, lang)


def save(result: Result, path: str | os.PathLike[str], lang: str = "nl", boundaries: Boundaries | None = None) -> Path:
    """Write the map of a result to a file, whole or not at all, and return its path (see :func:`render`)."""
    return write_page(render(result, lang, boundaries), path)


def write_page(page: str, path: str | os.PathLike[str]) -> Path:
    """Write a page to a file, whole or not at all, and return its path."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=target.parent, suffix=".part", delete=False, encoding="utf-8", newline="\n"
    ) as handle:
        handle.write(page)
    part = Path(handle.name)
    part.chmod(0o644)
    part.replace(target)
    return target


def show(result: Result, lang: str = "nl", boundaries: Boundaries | None = None) -> Map:
    """Return the map of a result for a notebook (see :func:`render`)."""
    return Map(render(result, lang, boundaries))


@cache
def _shell(lang: str) -> str:
    """Return the page without data, self-contained: folium's map, our skeleton, styles and vendored libraries."""
    import folium  # takes half a second, for which the pages of the server need not wait
    from branca.element import Element
    from folium.plugins import Fullscreen

    figure = folium.Figure()
    drawn = folium.Map(
        tiles=None, location=[50.95, 4.3], zoom_start=8, zoom_control="topright", attributionControl=False,
        zoom_snap=0.1, zoom_delta=0.5, max_zoom=13, min_zoom=6, zoom_animation=False,
    )  # fmt: skip
    drawn._id = "bundel"
    drawn.default_js = [link for link in drawn.default_js if link[1].endswith("/leaflet.js")]
    drawn.default_css = [link for link in drawn.default_css if link[1].endswith("/leaflet.css")]
    figure.add_child(drawn)
    Fullscreen(position="topright").add_to(drawn)
    figure.html.add_child(Element(_asset("page.html")), name="skeleton", index=0)
    page = _VIEWPORT.sub("", inline_links(figure.render()))
    styles = inline_css(vendored("inter.css")) + _asset("page.css") + _asset("print.css")
    no_script = MESSAGES["no_script"][LANGUAGES.index(lang)]
    page = _replace_once(page, "<html>", f'<html lang="{lang}">')
    page = _replace_once(page, "</head>", f"<style>{styles}</style>\n</head>")
    return _replace_once(page, "<body>", f"<body>\n<noscript><p>{no_script}</p></noscript>")


def _with_data(page: str, data: dict[str, Any], lang: str) -> str:
    title = html.escape(data["titles"]["scenario"][LANGUAGES.index(lang)])
    block = f'<script type="application/json" id="bundel-data">{json_block(data)}</script>'
    scripts = "\n".join(_asset(f"app/{name}.js") for name in MODULES)
    program = f'<script>(() => {{\n"use strict";\n{script_text(scripts)}}})();</script>'
    head = (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(page + program)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} – Bundel</title>"
    )
    page = _replace_once(page, "</html>", f"{block}\n{program}\n</html>")
    return _replace_once(page, "<head>", f"<head>\n{head}")


def json_block(data: Any) -> str:
    """Return JSON that cannot end the script element it stands in, nor break an old parser."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _replace_once(page: str, mark: str, replacement: str) -> str:
    head, found, tail = page.rpartition(mark) if mark == "</html>" else page.partition(mark)
    if not found:
        raise ValueError(f"folium's page has no {mark}")
    return head + replacement + tail
