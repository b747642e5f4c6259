"""How a server of the web page is set: where it listens, who may use it, where its state lies, what jobs may take."""

from __future__ import annotations

import ipaddress
import os
import socket
from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = "127.0.0.1"
PORT = 8010
MEBIBYTE = 1024 * 1024
LEAST_MEMORY = 2048 * MEBIBYTE


def default_state() -> Path:
    """Return the folder of the user's state: ``$XDG_STATE_HOME/bundel``, or ``~/.local/state/bundel``."""
    base = os.environ.get("XDG_STATE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "state") / "bundel"


def default_memory() -> int:
    """Return the bytes of address space that one job may take: three quarters of the machine's memory."""
    try:
        physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 2 * LEAST_MEMORY
    return max(LEAST_MEMORY, physical * 3 // 4)


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Settings:
    """Settings of a server.

    Attributes
    ----------
    state : Path
        Folder of its state: the database, the runs, the scenarios and data sets of its users.
    host, port : str, int
        Where it listens.
    token : str
        What users must know; empty: nothing, which is right for a loopback address only.
    cores : int
        Most jobs at the same time.
    memory : int
        Bytes of address space that one job may take.
    time_limit : float
        Most seconds that a job may ask for.
    grace : float
        Seconds between the wish that a job stop and its end by force.
    warm : bool
        Whether a process waits with its libraries loaded, so that the next job starts at once.
    shipped : bool
        Whether a fresh page begins with the plans that ship with Bundel.
    largest_form, largest_upload : int
        Most bytes of a form, and of an uploaded file.
    """

    state: Path = field(default_factory=default_state)
    host: str = LOOPBACK
    port: int = PORT
    token: str = ""
    cores: int = field(default_factory=lambda: os.cpu_count() or 1)
    memory: int = field(default_factory=default_memory)
    time_limit: float = 24 * 3600.0
    grace: float = 20.0
    warm: bool = True
    shipped: bool = False
    largest_form: int = MEBIBYTE
    largest_upload: int = 16 * MEBIBYTE

    @property
    def runs(self) -> Path:
        """Folder of the runs."""
        return self.state / "runs"

    @property
    def scenarios(self) -> Path:
        """Folder of the scenarios that were made on the page."""
        return self.state / "scenarios"

    @property
    def data(self) -> Path:
        """Folder of the data sets that were uploaded."""
        return self.state / "data"

    @property
    def database(self) -> Path:
        """File of the database."""
        return self.state / "bundel.sqlite"

    def knows_host(self, name: str) -> bool:
        """Whether a name is one under which this server is meant, so that no other site's name leads here."""
        if name in {self.host, "localhost", LOOPBACK, "::1"}:
            return True
        if self.host not in {"0.0.0.0", "::", ""}:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in {socket.gethostname().lower(), socket.getfqdn().lower()}
        return True
