"""Habits of the repository: sizes, names, and what belongs together."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from optimizer.analysis.terms import TERM_UNITS
from optimizer.model.registry import discover_rules, discover_terms

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("optimizer", "maps", "workbench")
OWN_CODE = (*PACKAGES, "benchmarks", "data", "docs", "tests")
NOT_OURS = {
    ".git",
    ".hypothesis",
    ".venv",
    "build",
    "dist",
    "results",
    "node_modules",
    "_build",
    "jupyter_execute",
    "__pycache__",
}
VENDORED = ROOT / "maps" / "assets" / "vendor"
CODE_SUFFIXES = {".py", ".js", ".css", ".html", ".jinja", ".j2"}
TEXT_SUFFIXES = CODE_SUFFIXES | {
    ".csv",
    ".geojson",
    ".ipynb",
    ".json",
    ".lock",
    ".md",
    ".svg",
    ".toml",
    ".yaml",
    ".yml",
    "",
}
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 60

MACHINE_PATH = re.compile(r"(?<![\w.~:/-])/(?:tmp|work|home|root|Users|var/folders)/\w")
REGISTRY_HOST = re.compile(
    r"pypi\s*\.org|pythonhosted\s*\.org|npm(?:js|mirror)\s*\.(?:org|com)|yarnpkg\s*\.com|unpkg\s*\.com"
)
LOCK_LINE = re.compile(r"#.*|[a-z0-9-]+==\S+( ; [^@/]+)?( \\)?|    --hash=sha256:[0-9a-f]{64}( \\)?")


def files(*folders: str, suffixes: set[str]) -> Iterator[Path]:
    """Yield the files of the repository, without what is built, installed or taken from elsewhere."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            inside = path.relative_to(ROOT)
            hidden_cache = any(part in NOT_OURS or part.endswith(("_cache", ".egg-info")) for part in inside.parts)
            if path.is_file() and path.suffix in suffixes and not hidden_cache:
                yield path


def own_code(*folders: str, suffixes: set[str]) -> list[Path]:
    return [path for path in files(*folders, suffixes=suffixes) if not path.is_relative_to(VENDORED)]


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for path in own_code(*folders, suffixes={".py"}):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def distribution(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def lines_without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def test_files_are_short() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in own_code(*OWN_CODE, suffixes=CODE_SUFFIXES)
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length >= MOST_LINES} == {}


def test_functions_are_short() -> None:
    long = {
        f"{name}:{node.name}": lines_without_docstring(node)
        for name, tree in trees(*OWN_CODE)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_without_docstring(node) >= MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY_HOST], ids=["machine path", "registry host"])
def test_no_file_names_a_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in own_code(".", suffixes=TEXT_SUFFIXES)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if (match := pattern.search(line))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATH, "in /" + "tmp/x"),
        (MACHINE_PATH, '"/' + 'home/me"'),
        (REGISTRY_HOST, "https://pypi" + ".org/simple"),
    ],
)
def test_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_every_rule_has_a_check_and_a_test() -> None:
    expected = [
        place
        for name in discover_rules()
        for place in (f"optimizer/analysis/checks/{name}.py", f"tests/optimizer/model/rules/test_{name}.py")
    ]
    assert expected
    assert [place for place in expected if not (ROOT / place).is_file()] == []


def test_every_check_has_a_rule() -> None:
    checks = {path.stem for path in (ROOT / "optimizer/analysis/checks").glob("[!_]*.py")}
    assert checks - set(discover_rules()) == set()


def test_files_of_rules_and_terms_carry_their_names() -> None:
    for folder, found in (("rules", discover_rules()), ("terms", discover_terms())):
        assert {path.stem for path in (ROOT / "optimizer/model" / folder).glob("[!_]*.py")} == set(found)


def test_terms_are_recomputed_in_the_same_units() -> None:
    assert {name: term.unit for name, term in discover_terms().items()} == dict(TERM_UNITS)


def test_tests_mirror_the_tree() -> None:
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    assert {str(folder) for folder in folders if not (ROOT / folder).is_dir()} <= {"soak"}


def test_no_test_is_left_out() -> None:
    forbidden = {"skip", "skipif", "xfail", "importorskip", "SkipTest", "expectedFailure"}
    found = [
        f"{name}:{node.lineno}"
        for name, tree in trees("tests")
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in forbidden)
        or (isinstance(node, ast.Name) and node.id in forbidden)
    ]
    assert found == []


def test_every_test_can_fail() -> None:
    checking = {"raises", "warns", "fail", "assert_frame_equal", "assert_series_equal", "assert_allclose", "expect"}
    idle = [
        f"{name}:{function.name}"
        for name, tree in trees("tests")
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_")
        if not any(
            isinstance(node, ast.Assert)
            or (isinstance(node, ast.Attribute) and node.attr in checking)
            or (isinstance(node, ast.Name) and (node.id in checking or node.id.startswith("assert_")))
            for node in ast.walk(function)
        )
    ]
    assert idle == []


def test_lock_holds_versions_and_hashes_alone() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LOCK_LINE.fullmatch(line)] == []
    assert not any("://" in line for line in lines)


def test_lock_covers_every_declared_dependency() -> None:
    project = pyproject()
    extras = project["optional-dependencies"]
    declared = {distribution(text) for group in (project["dependencies"], *extras.values()) for text in group}
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert declared - {line.split("==")[0] for line in lines if "==" in line} == set()


def test_dependencies_are_those_that_are_imported() -> None:
    imported = set()
    for _, tree in trees(*PACKAGES):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    owners = metadata.packages_distributions()
    outside = imported - set(sys.stdlib_module_names) - set(PACKAGES) - {"pydantic_core"}  # a part of pydantic
    used = {distribution(owner) for module in outside for owner in owners.get(module, [module])}
    assert {distribution(text) for text in pyproject()["dependencies"]} == used


def test_change_log_opens_with_the_version() -> None:
    heading = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heading is not None
    assert heading[1] == pyproject()["version"]


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    command = "make test"
    assert re.search(rf"^{command}\b", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_numbered_decisions_are_complete() -> None:
    records = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert text.startswith(f"# {record.name[:4]}. ")
        assert [line for line in text.splitlines() if line.startswith("## ")] == [
            "## Context",
            "## Decision",
            "## Consequences",
        ]
