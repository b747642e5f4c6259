"""The data package says of the CSV files what is in them."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from optimizer.solving.result import Result
from workbench.results import write_result_folder

READERS = {"number": float, "string": str, "boolean": {"true": True, "false": False}.__getitem__}


@pytest.fixture(scope="module")
def folder(tutorial: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_result_folder(tutorial, tmp_path_factory.mktemp("written") / "result", "en")


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def rows_of(folder: Path, resource: dict[str, Any]) -> list[dict[str, str]]:
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_of_the_folder_is_described(folder: Path, package: dict[str, Any]) -> None:
    described = [resource["path"] for resource in package["resources"]]
    assert sorted(described) == sorted(str(path.relative_to(folder)) for path in folder.rglob("*.csv"))
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)


def test_files_are_those_described(folder: Path, package: dict[str, Any]) -> None:
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["rows"] == len(rows_of(folder, resource))


def test_every_cell_is_of_its_type_and_keeps_the_constraints(folder: Path, package: dict[str, Any]) -> None:
    for resource in package["resources"]:
        rows = rows_of(folder, resource)
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for row in rows:
            assert list(row) == list(fields)
            for name, text in row.items():
                constraints = fields[name].get("constraints", {})
                assert text or not constraints.get("required")
                if text:
                    value = READERS[fields[name]["type"]](text)
                    assert value in constraints.get("enum", [value])
                    assert "minimum" not in constraints or value >= constraints["minimum"]


def test_keys_single_rows_out_and_refer_to_programmes(folder: Path, package: dict[str, Any]) -> None:
    by_name = {resource["name"]: resource for resource in package["resources"]}
    with_key = [resource for resource in package["resources"] if "primaryKey" in resource["schema"]]
    assert {"plan", "changes", "institute"} <= {resource["name"] for resource in with_key}
    for resource in with_key:
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows_of(folder, resource)]
        assert len(set(keys)) == len(keys)
    (foreign,) = by_name["institute"]["schema"]["foreignKeys"]
    programmes = {tuple(row[n] for n in foreign["reference"]["fields"]) for row in rows_of(folder, by_name["plan"])}
    used = {tuple(row[name] for name in foreign["fields"]) for row in rows_of(folder, by_name["institute"])}
    assert used <= programmes


def test_every_column_is_explained(package: dict[str, Any]) -> None:
    fields = [field for resource in package["resources"] for field in resource["schema"]["fields"]]
    assert all(field["description"] for field in fields)
