"""What all charts share: their looks, and an SVG that is the same byte for byte, with a title and a description."""

from __future__ import annotations

import io
import re
from html import escape
from typing import Any

from workbench.messages import Language

INK = "#1b1b1b"
STYLE: Any = {"svg.hashsalt": "bundel", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10.0}


def as_svg(figure: Any, title: str, description: str, lang: Language) -> bytes:
    """Return a matplotlib figure as SVG with a title and a description that a screen reader tells."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    svg = stream.getvalue()
    texts = f'<title id="title">{escape(title)}</title>\n <desc id="desc">{escape(description)}</desc>'
    opening = re.search(r"<svg [^>]*>", svg)
    assert opening is not None
    tag = opening[0][:-1] + f' role="img" lang="{lang}" aria-labelledby="title desc">'
    return f"{svg[: opening.start()]}{tag}\n {texts}{svg[opening.end() :]}".encode()


def plain(text: str) -> str:
    """Return a text in which no part is taken for a formula."""
    return text.replace("$", r"\$")
