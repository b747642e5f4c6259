"""What a command says: results on stdout, all else on stderr; with ``--json`` one document on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbench.messages import LANGUAGES, Language, language_of_environment, say

if TYPE_CHECKING:
    from rich.console import Console

    from optimizer.errors import Finding

SEVERITY_STYLES = {"error": "red", "warning": "yellow"}


def on_one_line(text: str) -> str:
    """Return a text without line breaks or signs that steer a terminal: names in data are written by others."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


@dataclass(frozen=True)
class Output:
    """Where and how a command speaks.

    Attributes
    ----------
    lang : {"nl", "en"}
        Language of titles and sentences.
    as_json : bool
        Whether stdout carries one JSON document and nothing else.
    """

    lang: Language
    as_json: bool = False

    @classmethod
    def of(cls, lang: Language | None, as_json: bool = False) -> Output:
        """Return the output for a command's options."""
        return cls(lang or language_of_environment(), as_json)

    @classmethod
    def from_arguments(cls, arguments: Sequence[str]) -> Output:
        """Return the output for a command line that may be faulty."""
        lang = next(
            (lang for lang in LANGUAGES if f"--lang={lang}" in arguments or ("--lang", lang) in pairwise(arguments)),
            None,
        )
        return cls.of(lang, "--json" in arguments)

    @cached_property
    def _out(self) -> Console:
        return _console(sys.stdout)

    @cached_property
    def errors(self) -> Console:
        """The console on stderr."""
        return _console(sys.stderr)

    def say(self, key: str, **values: object) -> str:
        """Return a message in the language of the output."""
        return say(self.lang, key, **values)

    def print(self, lines: Iterable[str], style: str = "") -> None:
        """Print lines for people: on stdout, or on stderr if stdout carries a document."""
        for line in lines:
            _print(self.errors if self.as_json else self._out, line, style)

    def note(self, line: str, style: str = "dim") -> None:
        """Print one line on stderr."""
        _print(self.errors, line, style)

    def document(self, content: Any) -> None:
        """Print the JSON document, if one was asked for."""
        if self.as_json:
            sys.stdout.write(json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n")
            sys.stdout.flush()

    def findings(self, findings: Iterable[Finding], *, result: bool = False) -> None:
        """Print findings, one a line: as the result of a command, or else on stderr."""
        console = self._out if result and not self.as_json else self.errors
        for finding in findings:
            _print(console, str(finding), SEVERITY_STYLES[finding.severity])


def _console(stream: Any) -> Console:
    from rich.console import Console

    return Console(file=stream, highlight=False, emoji=False)


def _print(console: Console, line: str, style: str) -> None:
    from rich.text import Text

    console.print(Text(on_one_line(line), style=style), soft_wrap=True)
