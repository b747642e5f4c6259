"""How ``bundel serve`` begins: where it may listen, and what it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from optimizer.errors import InputError
from workbench.cli import app
from workbench.cli.serving import listening, require_token


def test_a_busy_port_is_a_finding() -> None:
    with listening("127.0.0.1", 0) as first, pytest.raises(InputError, match="cannot listen") as refused:
        listening("127.0.0.1", first.getsockname()[1])
    assert refused.value.findings[0].mend == "Give another --port, or stop what uses it."


def test_a_place_that_there_is_not_is_a_finding() -> None:
    with pytest.raises(InputError, match="cannot listen"):
        listening("host.invalid", 0)


def test_other_computers_need_a_token() -> None:
    with pytest.raises(InputError, match="other computers"):
        require_token("0.0.0.0", "", loopback=False)
    require_token("0.0.0.0", "a-token", loopback=False)
    require_token("127.0.0.1", "", loopback=True)


def test_the_command_refuses_before_it_keeps_anything(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["serve", "--no-browser", "--host", "0.0.0.0", "--state", str(tmp_path / "state")])
    assert isinstance(told.exception, InputError | SystemExit)
    assert not (tmp_path / "state").exists()
