"""The frame of the command line: the commands, and one place where every failure ends.

What is heavy (pandas, Pyomo, folium) is imported by the commands that need it.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from importlib import metadata
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from workbench.cli import (
    answers,
    checking,
    comparing,
    drawing,
    evaluating,
    explaining,
    exporting,
    fronts,
    generating,
    judging,
    listing,
    reporting,
    serving,
    solving,
    sweeping,
    templates,
)
from workbench.cli.failures import report_failure, unknown_command
from workbench.cli.output import Output
from workbench.stopping import ENDED_WITHOUT_PLAN

KEYBOARD_INTERRUPT = 130
"""What typer returns after Ctrl-C in a command that does not handle it."""


class BundelGroup(TyperGroup):
    """A group of commands that names the nearest command, and reports failures with Bundel's exit codes."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is meant."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise unknown_command(ctx.command_path, args[0], list(self.commands))
        return super().resolve_command(ctx, args)

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = "bundel", *_: Any, **settings: Any
    ) -> Any:
        """Run a command line and end with its exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        output = Output.from_arguments(arguments)
        try:
            code = super().main(arguments, prog_name, **{**settings, "standalone_mode": False})
        except typer.Abort:
            code = ENDED_WITHOUT_PLAN
        except Exception as error:
            code = report_failure(error, output)
        code = code if isinstance(code, int) else 0
        sys.exit(ENDED_WITHOUT_PLAN if code == KEYBOARD_INTERRUPT else code)


app = typer.Typer(name="bundel", cls=BundelGroup, pretty_exceptions_enable=False)
new = typer.Typer(cls=BundelGroup, help="Start a scenario or a data set from a template.")
app.command("list")(listing.list_all)
app.add_typer(new, name="new")
new.command("scenario")(templates.new_scenario)
new.command("data")(templates.new_data)
app.command("check")(checking.check)
app.command("solve")(solving.solve)
app.command("explain")(explaining.explain)
app.command("pareto")(fronts.pareto)
app.command("evaluate")(evaluating.evaluate)
app.command("compare")(comparing.compare)
app.command("verdict")(judging.verdict)
app.command("importance")(answers.importance)
app.command("alternatives")(answers.alternatives)
app.command("veto")(answers.veto)
app.command("fair")(answers.fair)
app.command("sweep")(sweeping.sweep)
app.command("map")(drawing.draw)
app.command("report")(reporting.report)
app.command("export")(exporting.export)
app.command("serve")(serving.serve)
app.command("generate")(generating.generate)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bundel {metadata.version('bundel')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version.")
    ] = False,
) -> None:
    """Decide which campus offers which specialisation: proven, explained and mapped."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(1)


def main() -> None:
    """Run ``bundel``."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    finally:  # one Ctrl-C too many must not spoil the end
        signal.signal(signal.SIGINT, signal.SIG_IGN)
