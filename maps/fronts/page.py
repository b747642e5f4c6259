"""Composes the page of a front from its skeleton, styles, scripts and data; nothing of others is executed."""

from __future__ import annotations

import html
import os
from pathlib import Path
from typing import Any

from maps.fronts.messages import FRONT_MESSAGES
from maps.fronts.payload import front_payload
from maps.page import LANGUAGES, json_block, write_page
from maps.vendor import ASSETS, inline_css, policy, script_text, vendored
from optimizer.fronts.front import Front

FRONT_MODULES = (
    "front/core", "app/elements", "app/sorting", "front/scale", "front/chart", "front/details", "front/tables",
    "front/main",
)  # fmt: skip
"""The page's scripts, in the order in which they are joined; those of ``app`` are the map's too."""


def render_front(front: Front, lang: str = "nl") -> str:
    """Return the chart of a front as one HTML page; its points link to ``points/NNN/map.html`` beside it.

    Parameters
    ----------
    front : Front
        A front with points.
    lang : {"nl", "en"}
        Language in which the page opens; readers can switch.

    Raises
    ------
    ValueError
        If the language is unknown, or the front has no points.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"the chart speaks {' and '.join(LANGUAGES)}, not {lang}")
    if not front.points:
        raise ValueError("a front without points cannot be drawn")
    return _page(front_payload(front, lang), lang)


def save_front(front: Front, path: str | os.PathLike[str], lang: str = "nl") -> Path:
    """Write the chart of a front to a file, whole or not at all, and return its path (see :func:`render_front`)."""
    return write_page(render_front(front, lang), path)


def _page(data: dict[str, Any], lang: str) -> str:
    styles = inline_css(vendored("inter.css")) + _asset("front/front.css") + _asset("front/print.css")
    scripts = "\n".join(_asset(f"{name}.js") for name in FRONT_MODULES)
    place = LANGUAGES.index(lang)
    body = (
        f"<style>{styles}</style>\n</head>\n<body>\n<noscript><p>{FRONT_MESSAGES['no_script'][place]}</p></noscript>\n"
        f"{_asset('front/front.html')}"
        f'<script type="application/json" id="bundel-data">{json_block(data)}</script>\n'
        f'<script>(() => {{\n"use strict";\n{script_text(scripts)}}})();</script>\n</body>\n</html>\n'
    )
    title = html.escape(data["titles"]["scenario"][place])
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(body)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title} – Bundel</title>\n{body}"
    )


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
