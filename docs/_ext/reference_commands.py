"""Reference text of the command line, from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from markdown_text import code, required, table
from typer.main import get_command

from optimizer.errors import BundelError

EXIT_CODES = {
    0: "done; a plan was found, even if a limit stopped the search; or a judging command has judged",
    1: "faulty input: data, scenario, proposal, option or command",
    2: "no plan can satisfy the rules",
    3: "a limit or an interrupt came before any plan",
    4: "the solver failed, or its answer did not stand up to verification",
}


def default_text(parameter: Any) -> str:
    """Return the default of an option as one would type it; nothing where there is none."""
    value = parameter.default
    if value is None or value is False or value == () or callable(value) or "UNSET" in repr(value).upper():
        return ""
    return code(value)


def parameter_row(command: str, parameter: Any) -> list[str]:
    """Return the row of an argument or option."""
    is_argument = parameter.param_type_name == "argument"
    own_name = (parameter.metavar or parameter.name).upper()
    names = [own_name] if is_argument else [*parameter.opts, *parameter.secondary_opts]
    help_text = required(getattr(parameter, "help", None), f"the help of {' '.join(names)} of bundel {command}")
    return [", ".join(code(name) for name in names), " ".join(help_text.split()), default_text(parameter)]


def walk(group: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command below a group with its full name."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from walk(command, f"{prefix}{name} ")
        elif not command.hidden:
            yield f"{prefix}{name}", command


def command_section(name: str, command: Any) -> str:
    """Return the section of one command."""
    text = inspect.cleandoc(required(command.help, f"the help of bundel {name}")).replace("\f", "")
    shown = [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]
    rows = [parameter_row(name, parameter) for parameter in shown if "--help" not in parameter.opts]
    parameters = table(["argument or option", "meaning", "default"], rows) if rows else ""
    return f"(command-{name.replace(' ', '-')})=\n## `bundel {name}`\n\n{text}\n\n{parameters}"


def commands() -> str:
    """Return a section for every command."""
    from workbench.cli import app

    found = list(walk(get_command(app)))
    if not found:
        message = "no commands were found"
        raise ValueError(message)
    return "\n".join(command_section(name, command) for name, command in found)


def error_classes(base: type[BundelError] = BundelError) -> Iterator[type[BundelError]]:
    """Yield an error class and all that derive from it."""
    yield base
    for derived in base.__subclasses__():
        yield from error_classes(derived)


def exit_codes() -> str:
    """Return the table of exit codes."""
    for error in error_classes():
        if error.exit_code not in EXIT_CODES:
            message = f"{error.__name__} ends with {error.exit_code}, which the reference does not know"
            raise ValueError(message)
    return table(["code", "meaning"], ([str(number), meaning] for number, meaning in EXIT_CODES.items()))
