"""Writes the reference pages from the code that they describe.

A page asks for generated text by a line ``<!-- generated: NAME -->``. Whatever the code fails to say of itself ends the
build with an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import reference_commands
import reference_data
import reference_laws
import reference_model
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

GENERATORS: dict[str, Callable[[], str]] = {
    "commands": reference_commands.commands,
    "exit-codes": reference_commands.exit_codes,
    "laws": reference_laws.laws,
    "norms": reference_laws.norms,
    "plan-tables": reference_data.plan_tables,
    "prices": reference_data.prices,
    "rules": reference_model.rules,
    "scenario-keys": reference_data.scenario_keys,
    "tables": reference_data.tables,
    "terms": reference_model.terms,
}
MARKER = re.compile(r"^<!-- generated: ([a-z-]+) -->$", re.MULTILINE)


def fill_in(text: str) -> str:
    """Return a page with its markers replaced by generated text.

    Raises
    ------
    ExtensionError
        If a marker's name is unknown, or the code lacks what the page has to say.
    """

    def generated(marker: re.Match[str]) -> str:
        if marker[1] not in GENERATORS:
            message = f"unknown generated text {marker[1]!r}; known: {', '.join(sorted(GENERATORS))}"
            raise ExtensionError(message)
        try:
            return GENERATORS[marker[1]]()
        except ValueError as error:
            raise ExtensionError(str(error)) from error

    return MARKER.sub(generated, text)


def fill_in_page(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Fill in one page as Sphinx reads it."""
    source[0] = fill_in(source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Fill in every page."""
    app.connect("source-read", fill_in_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
