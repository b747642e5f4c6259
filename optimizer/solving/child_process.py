"""The child's side of :mod:`optimizer.solving.child`: reads requests, runs them, streams what it finds."""

from __future__ import annotations

import signal
import sys
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, BinaryIO

from optimizer.errors import BundelError
from optimizer.solving.arrays import CompiledModel
from optimizer.solving.child import receive, send
from optimizer.solving.highs import SolverDoor


def _read(stream: BinaryIO, orders: SimpleQueue[Any], stop: Event) -> None:
    """Pass orders on as they come; a stop takes effect at once, the end of the parent too."""
    try:
        while True:
            order = receive(stream)
            if order[0] == "stop":
                stop.set()
            else:
                stop.clear()
                orders.put(order)
    except EOFError:
        stop.set()
        orders.put(None)


def main() -> None:
    """Serve requests until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outward, lock = sys.stdout.buffer, Lock()
    sys.stdout = sys.stderr
    orders: SimpleQueue[Any] = SimpleQueue()
    stop = Event()
    models: dict[int, CompiledModel] = {}
    door = SolverDoor()

    def tell(kind: str, content: Any) -> None:
        with lock:
            send(outward, (kind, content))

    Thread(target=_read, args=(sys.stdin.buffer, orders, stop), daemon=True).start()
    while (order := orders.get()) is not None:
        _, name, arrays, request = order
        if arrays is not None:
            models[name] = arrays
        try:
            outcome = door.run(
                models[name],
                request,
                lambda state: tell("progress", state),
                stop.is_set,
                on_solution=lambda solution: tell("solution", solution),
            )
        except BundelError as failure:
            tell("failure", str(failure))
        else:
            tell("outcome", outcome)


if __name__ == "__main__":
    main()
