"""The wheel carries everything it needs, and works from any folder; none of this uses a network."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def build(source: Path, target: str, folder: Path) -> Path:
    """Build ``wheel`` or ``sdist`` with the locked hatchling."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return built


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel alone; what it depends on is seen where it already is."""
    environment = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    offline = ["--no-index", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*install, *offline, str(wheel)], check=True, capture_output=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = environment / "lib" / version / "site-packages"
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return environment


def run(installed: Path, folder: Path, *arguments: str) -> str:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [str(installed / "bin" / arguments[0]), *arguments[1:]]
    return subprocess.run(command, cwd=folder, env=clean, check=True, capture_output=True, text=True).stdout


def test_wheel_holds_packages_data_and_scenarios(wheel: Path) -> None:
    expected = {
        str(path.relative_to(ROOT))
        for package in ("optimizer", "maps", "workbench")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shipped = [path for path in (ROOT / "data").rglob("*") if path.is_file() and "sources" not in path.parts]
    expected |= {f"optimizer/{path.relative_to(ROOT)}" for path in shipped if path.suffix not in {".py", ".pyc"}}
    expected |= {f"optimizer/{path.relative_to(ROOT)}" for path in (ROOT / "scenarios").rglob("*") if path.is_file()}
    assert {name for name in contents(wheel) if ".dist-info/" not in name} == expected


def test_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build(ROOT, "sdist", tmp_path)) as archive:
        archive.extractall(tmp_path / "unpacked", **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    (source,) = (tmp_path / "unpacked").iterdir()
    assert contents(build(source, "wheel", tmp_path / "again")) == contents(wheel)


def test_installed_package_is_the_one_that_is_used(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "python", "-c", "import optimizer; print(optimizer.__file__)")
    assert Path(where.strip()).is_relative_to(installed)


def test_installed_command_finds_shipped_data_from_any_folder(installed: Path, tmp_path: Path) -> None:
    listed = run(installed, tmp_path, "bundel", "list")
    names = [path.name for path in (ROOT / "data").iterdir() if (path / "dataset.toml").is_file()]
    names += [path.stem for path in (ROOT / "scenarios").glob("*.toml")]
    assert names
    assert [name for name in names if name not in listed] == []
