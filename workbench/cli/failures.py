"""Turns whatever goes wrong into a message and an exit code; a user never sees a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from workbench.cli.output import Output

if TYPE_CHECKING:
    from optimizer.errors import Finding

USAGE_ERROR: Any = typer.BadParameter.__base__
"""Base of everything that can be wrong with a command line; typer does not export its name."""

FAULTY_INPUT = 1
FAILED = 4


class CommandLineError(Exception):
    """A command line that asks for what there is not; carries a finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def report_failure(error: Exception, output: Output) -> int:
    """Report an error on stderr, and in the JSON document if one was asked for; return the exit code."""
    from optimizer.errors import BundelError, Finding, InputError

    if isinstance(error, USAGE_ERROR):
        error = CommandLineError(usage_finding(error))
    if isinstance(error, CommandLineError):
        finding = error.finding
        output.note(f"{finding.file}: {finding.message}. {finding.mend}", style="red")
        output.document(faulty([finding]))
        return FAULTY_INPUT
    if isinstance(error, OSError):
        place = str(error.filename or "bundel")
        error = InputError([Finding(place, error.strerror or str(error), "Check the path and its permissions.")])
    if isinstance(error, InputError):
        output.findings(error.findings)
        output.document(faulty(error.findings))
        return error.exit_code
    if isinstance(error, BundelError):
        message, code = str(error), error.exit_code
    else:
        message, code = output.say("own_fault", what=f"{type(error).__name__}: {error}"), FAILED
    if os.environ.get("BUNDEL_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    output.note(message, style="red")
    output.document({"status": "failed", "error": message})
    return code


def faulty(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return the JSON document about faulty input."""
    return {"status": "faulty_input", "findings": [finding.as_dict() for finding in findings]}


def usage_finding(error: Any) -> Finding:
    """Return what is wrong with a command line, as a finding."""
    from optimizer.errors import Finding, did_you_mean

    command = "bundel" if error.ctx is None else error.ctx.command_path
    option = getattr(error, "option_name", None)
    if error.ctx is not None and option and hasattr(error, "possibilities"):
        options = {name for parameter in error.ctx.command.params for name in parameter.opts if name.startswith("--")}
        mend, nearest = did_you_mean(option, options)
        return Finding(command, f'there is no option "{option}"', mend, key=option, nearest=nearest)
    message = " ".join(error.format_message().split()).rstrip(".")
    return Finding(command, message, f"See {command} --help.")


def unknown_command(group: str, name: str, commands: list[str]) -> Exception:
    """Return the error for a command that does not exist."""
    from optimizer.errors import Finding, did_you_mean

    mend, nearest = did_you_mean(name[:100], commands)
    return CommandLineError(Finding(group, f'there is no command "{name[:100]}"', mend, nearest=nearest))
