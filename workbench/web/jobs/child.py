"""The child's side of a job: reads what to do from its input, does it, and tells of it in JSON lines.

Nothing but those lines goes to its output; what libraries print goes to stderr. It ends when its server is gone.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from workbench.stopping import Stopping


class Line:
    """The way to the server: one JSON document a line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._lock = stream, threading.Lock()

    def tell(self, kind: str, content: Mapping[str, Any]) -> None:
        """Send one event."""
        text = json.dumps([kind, content], ensure_ascii=False, allow_nan=False)
        with self._lock, suppress(BrokenPipeError):
            self._stream.write(text.encode() + b"\n")
            self._stream.flush()


def main() -> None:
    """Load what every job needs, and what a job like the last one needs; wait for one, and do it."""
    outward = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _load()
    like = json.loads(sys.stdin.buffer.readline() or b"null")
    if like is not None:
        _prepare(like)
    order = sys.stdin.buffer.readline()
    if not order:
        return
    threading.Thread(target=_end_with_server, daemon=True).start()
    given = json.loads(order)
    resource.setrlimit(resource.RLIMIT_AS, (given["memory"], given["memory"]))
    line = Line(outward)
    with Stopping(lambda: line.tell("stopping", {})) as stopping:
        kind, content = _work(given, line, stopping)
    line.tell(kind, content)


def _load() -> None:
    """Import what is slow to import, so that a process that waits begins at once."""
    import maps
    import optimizer.run
    from optimizer.model.registry import discover_rules, discover_terms
    from workbench import geodata, results, summary

    assert all((maps, optimizer.run, geodata, results, summary))
    discover_rules()
    discover_terms()


def _prepare(like: Mapping[str, Any]) -> None:
    """Read the data set of an earlier request, as the next one is likely to be about it; draw what maps share."""
    import maps
    from optimizer.errors import BundelError
    from workbench.web.jobs.reading import read_request

    maps.prepare()
    with suppress(BundelError, OSError, KeyError):
        read_request({**like, "changes": {}})


def _work(given: Mapping[str, Any], line: Line, stopping: Stopping) -> tuple[str, dict[str, Any]]:
    """Do the job; return the last event, ``outcome`` or ``error``."""
    from optimizer.errors import BundelError, InputError
    from workbench.web.jobs.kinds import Job, work_of

    job = Job(given["kind"], given["request"], Path(given["folder"]), given["lang"], line.tell, stopping.should_stop)
    try:
        return "outcome", work_of(given["kind"])(job)
    except InputError as error:
        return "error", {"reason": "input", "findings": [finding.as_dict() for finding in error.findings]}
    except MemoryError:
        return "error", {"reason": "memory"}
    except BundelError as error:
        return "error", {"reason": "failed", "message": str(error)}
    except Exception as error:  # whatever it is, the page must say it
        traceback.print_exception(error, file=sys.stderr)
        return "error", {"reason": "fault", "message": f"{type(error).__name__}: {error}"}


def _end_with_server() -> None:
    """End the whole group of processes once the server is gone: its end of the pipe closes."""
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
