"""One run at a time on one folder: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from optimizer.errors import Finding, InputError

LOCK = ".lock"
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


def take_lock(folder: Path) -> IO[bytes]:
    """Return an open file that locks a folder until it is closed, or until the process is gone.

    Raises
    ------
    InputError
        If another run holds it.
    """
    stream = (folder / LOCK).open("ab")
    try:
        _lock(stream)
    except OSError as fault:
        if fault.errno not in _TAKEN:  # the file system has no locks: better to work without than not at all
            return stream
        stream.close()
        message, mend = "another run is at work in this folder", "Wait until it has ended, or stop it."
        raise InputError([Finding(str(folder), message, mend)]) from fault
    return stream


def release(stream: IO[bytes] | None) -> None:
    """Give a lock back."""
    if stream is not None:
        with suppress(OSError):
            stream.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
