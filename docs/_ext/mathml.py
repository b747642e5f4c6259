"""Renders formulas as MathML when the pages are built, so that they need no script and no network."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

SEVERAL_LINES = re.compile(r"\\\\|(?<!\\)&")
UPRIGHT_LETTERS = re.compile(r'(?:<mi mathvariant="normal">[A-Za-z]</mi>){2,}')
TAGS = re.compile(r"<[^>]*>")
NOT_UNDERSTOOD = re.compile(r">\s*(\\[A-Za-z]+|&)\s*<")


def render(latex: str, *, block: bool) -> str:
    """Return a formula as MathML.

    Raises
    ------
    ExtensionError
        If a command of the formula is not known: it would stand in the page as it was typed.
    """
    source = latex.strip().replace("{aligned}", "{split}")
    if block and SEVERAL_LINES.search(source) and r"\begin{" not in source:
        source = rf"\begin{{split}}{source}\end{{split}}"
    try:
        rendered = convert(source, display="block" if block else "inline")
    except Exception as error:
        message = f"the formula {latex!r} cannot be rendered: {error!r}"
        raise ExtensionError(message) from error
    unknown = NOT_UNDERSTOOD.search(rendered)
    if unknown:
        message = f"the formula {latex!r} uses {unknown[1]} in a way that cannot be rendered"
        raise ExtensionError(message)
    return UPRIGHT_LETTERS.sub(lambda letters: f"<mi>{TAGS.sub('', letters[0])}</mi>", rendered)


def visit_inline(translator: Any, node: nodes.math) -> None:
    """Write a formula within a sentence."""
    translator.body.append(render(node.astext(), block=False))
    raise nodes.SkipNode


def visit_block(translator: Any, node: nodes.math_block) -> None:
    """Write a formula of its own, with its number if it has one."""
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    if node.get("number"):
        translator.body.append(f'<span class="eqno">({node["number"]})</span>')
    translator.body.append(render(node.astext(), block=True))
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer as ``mathml``."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
