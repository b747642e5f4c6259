"""``bundel serve``: the local web page."""

from __future__ import annotations

import signal
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Annotated

import typer

from workbench.cli.options import Lang
from workbench.cli.output import Output

Host = Annotated[
    str, typer.Option("--host", help="Address to listen on; one that other computers reach needs a token.")
]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 for any that is free.")]
Token = Annotated[
    str,
    typer.Option(
        "--token", envvar="BUNDEL_TOKEN", help="What users must give to log in: a long one that nobody guesses."
    ),
]
State = Annotated[
    Path | None,
    typer.Option("--state", metavar="DIR", show_default=False, help="Folder of runs, scenarios and data of the page."),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the page in a browser.")]
OPENING_SECONDS = 0.5


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8010,
    token: Token = "",
    state: State = None,
    no_browser: NoBrowser = False,
    lang: Lang = None,
) -> None:
    """Serve a page on which everything can be done without commands; Ctrl-C ends it.

    What is made there is kept, also through an unexpected end.
    """
    import uvicorn

    from workbench.web.app import create_app
    from workbench.web.settings import Settings, default_state, is_loopback

    output = Output.of(lang)
    require_token(host, token, is_loopback(host))
    with listening(host, port) as listener:
        port = listener.getsockname()[1]
        folder = (state or default_state()).expanduser().resolve()
        app = create_app(Settings(folder, host, port, token, shipped=True))
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        output.note(output.say("serving", address=address), style="bold")
        output.note(output.say("serving_state", folder=folder))
        if not no_browser:
            opener = Timer(OPENING_SECONDS, webbrowser.open, (address,))
            opener.daemon = True
            opener.start()
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3, lifespan="on"
        )
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):  # raised once more after the server has ended in order
            uvicorn.Server(config).run(sockets=[listener])


def require_token(host: str, token: str, loopback: bool) -> None:
    """Refuse to be open to other computers without a token.

    Raises
    ------
    InputError
        If there is none.
    """
    from optimizer.errors import Finding, InputError

    if not loopback and not token:
        mend = "Give a --token that users log in with, or listen on 127.0.0.1."
        raise InputError([Finding("--host", f"{host} can be reached by other computers", mend)])


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    InputError
        If the address is not ours, or the port is taken.
    """
    from optimizer.errors import Finding, InputError

    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(kind, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(128)
        except OSError:
            listener.close()
            raise
    except OSError as fault:
        why = fault.strerror or str(fault)
        mend = "Give another --port, or stop what uses it." if fault.errno else "Give another --host."
        raise InputError([Finding("bundel serve", f"cannot listen on {host}:{port}: {why}", mend)]) from fault
    return listener
