"""Formulas become MathML that a browser draws without help."""

from __future__ import annotations

from xml.etree import ElementTree

import mathml
import pytest
from sphinx.errors import ExtensionError

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"


def elements(latex: str, tag: str, *, block: bool = True) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(mathml.render(latex, block=block)).iter(NAMESPACE + tag))


def test_names_of_several_letters_stay_one_word() -> None:
    words = [element.text for element in elements(r"\mathrm{offers}_{k,s} \le 1", "mi")]
    assert words == ["offers", "k", "s"]


@pytest.mark.parametrize(("block", "display"), [(True, "block"), (False, "inline")])
def test_display_follows_the_place_in_the_text(*, block: bool, display: str) -> None:
    (root,) = elements(r"\sum_s x_s", "math", block=block)
    assert root.get("display") == display


@pytest.mark.parametrize("latex", [r"a &= b \\ c &\ge d", r"\begin{aligned}a &= b \\ c &\ge d\end{aligned}"])
def test_lines_are_aligned(latex: str) -> None:
    assert len(elements(latex, "mtr")) == 2
    assert len(elements(latex, "mtd")) == 4


@pytest.mark.parametrize("latex", [r"\nosuchcommand{x}", r"\begin{gathered}a &= b\end{gathered}", r"\frac"])
def test_what_cannot_be_rendered_ends_the_build(latex: str) -> None:
    with pytest.raises(ExtensionError, match="the formula"):
        mathml.render(latex, block=True)
