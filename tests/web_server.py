"""Serves the web page for tests, and visits it without a browser."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from workbench.web.app import create_app
from workbench.web.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Serve the page from a thread of this process, and give its address."""
    with serving_app(create_app(settings)) as address:
        yield address


@contextmanager
def serving_app(app: Starlette) -> Iterator[str]:
    """Serve an application from a thread of this process, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1, lifespan="on")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def start_server(state: Path) -> tuple[subprocess.Popen[str], str]:
    """Start ``bundel serve`` in a process, and return it with its address."""
    code = "from workbench.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "serve",
        "--port",
        "0",
        "--no-browser",
        "--state",
        str(state),
        "--lang",
        "en",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stderr is not None
    for line in process.stderr:
        if "http://" in line:
            return process, "http://" + line.split("http://", 1)[1].split("/", 1)[0]
    pytest.fail("the server did not start")


class Visitor(httpx.Client):
    """Someone who reads pages and sends forms without a browser: cookies are kept, the form's token is sent."""

    def __init__(self, address: str) -> None:
        super().__init__(base_url=address, timeout=60.0, trust_env=False)

    def token(self) -> str:
        """Return the token that the page puts into its forms."""
        page = self.get("/data").text
        return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]

    def submit(self, path: str, **fields: str) -> httpx.Response:
        """Send a form with its token."""
        return self.post(path, data={"csrf": self.token(), **fields})

    def solve(self, scenario: str = "tutorial", **fields: str) -> str:
        """Start a run and return its name."""
        response = self.submit("/runs", scenario=scenario, **fields)
        assert response.status_code == 303, response.text
        return response.headers["location"].rpartition("/")[2]

    def wait(self, run: str) -> list[tuple[str, str]]:
        """Follow a run to its end, and return its events: kind and data."""
        events = []
        with self.stream("GET", f"/runs/{run}/events") as stream:
            kind = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    kind = line[7:]
                elif line.startswith("data: "):
                    events.append((kind, line[6:]))
        return events
