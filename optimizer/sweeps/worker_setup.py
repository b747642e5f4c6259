"""What a worker process of ours does before it works: dask loads this module by name."""

from __future__ import annotations

import signal
from typing import Any


def dask_setup(_: Any) -> None:
    """Leave Ctrl-C to the process that leads: a terminal sends it to all of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
