from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.inputs.templates import new_dataset


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Return a faultless data set of one programme."""
    return new_dataset("mine", tmp_path)
