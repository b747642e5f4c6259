"""Whatever is wrong with a command line, or with Bundel, ends in a message and the agreed exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from optimizer.errors import SolverError, VerificationError


def test_version_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys, workbench.cli\n"
        "try:\n    workbench.cli.app(['--version'])\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "print([name for name in ('pandas', 'pyomo', 'folium', 'optimizer', 'rich.console') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"bundel {metadata.version('bundel')}", "[]"]


def test_no_command_shows_what_there_is(run) -> None:
    done = run()
    assert done.exit_code == 1
    assert "generate" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["slove"], 'bundel: there is no command "slove". Did you mean "solve"?'),
        (["new", "scenery"], 'bundel new: there is no command "scenery".'),
        (["solve", "tutorial", "--dta", "x"], 'bundel solve: there is no option "--dta". Did you mean "--data"?'),
        (["solve"], "bundel solve: Missing argument 'SCENARIO'. See bundel solve --help."),
        (["solve", "tutorial", "--gap", "2"], '"2" is neither a share from 0 to 1'),
        (["solve", "tutorial", "--gap", "nan"], '"nan" is neither a share'),
        (["solve", "tutorial", "--gap", "-1%"], '"-1%" is neither a share'),
        (["solve", "tutorial", "--time-limit", "0"], '"0" is not a number of seconds above 0'),
        (["solve", "tutorial", "--time-limit", "inf"], '"inf" is not a number of seconds above 0'),
        (["solve", "tutorial", "--work", "0"], "--work"),
        (["solve", "tutorial", "--threads", "many"], "--threads"),
        (["solve", "tutorial", "--lang", "fr"], "--lang"),
        (["new"], "bundel new: Missing command"),
    ],
)
def test_faulty_command_line_ends_with_1(run, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_faulty_command_line_is_a_document_too(run) -> None:
    done = run("solve", "tutorial", "--dta", "x", "--json")
    assert done.exit_code == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["key"], finding["nearest"], finding["severity"]) == ("--dta", "--data", "error")


@pytest.mark.parametrize("error", [SolverError("it went wrong"), VerificationError("it went wrong")])
def test_failure_of_the_solver_ends_with_4(run, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("optimizer.run.solve", fail)
    done = run("solve", "tutorial", "--json")
    assert done.exit_code == 4
    assert json.loads(done.stdout) == {"status": "failed", "error": "it went wrong"}
    assert "it went wrong" in done.stderr
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("debug", ["", "1"])
def test_fault_of_bundel_is_owned_up_to(run, debug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of \x1b[31m nothing")

    monkeypatch.setattr("optimizer.run.solve", fail)
    monkeypatch.setenv("BUNDEL_DEBUG", debug)
    done = run("solve", "tutorial")
    assert done.exit_code == 4
    assert "This is a fault of Bundel, not yours: ZeroDivisionError: of" in done.stderr
    assert ("Traceback" in done.stderr) is bool(debug)


def test_message_about_a_fault_carries_no_escape_codes(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("\x1b[31m\nnothing")

    monkeypatch.setattr("optimizer.run.solve", fail)
    assert "\x1b" not in run("solve", "tutorial").stderr


def test_file_that_cannot_be_written_is_faulty_input(run) -> None:
    Path("file").write_text("mine", encoding="utf-8")
    done = run("generate", "file/inside", "--institutions", "2", "--specialisations", "2", "--zones", "2")
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert "file" in done.stderr


def test_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    command = f"{sys.executable} -c 'from workbench.cli import main; main()' list | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stderr == ""
    assert done.stdout.strip() in ("Scenarios", "Scenario's")
