"""Runs: what was asked, in which state it is, what came of it, and the events that tell of it."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workbench.messages import Language
from workbench.web.store import Store, to_json

State = Literal["queued", "running", "done", "failed", "interrupted"]
OPEN: tuple[State, ...] = ("queued", "running")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH = 10


@dataclass(frozen=True)
class Run:
    """One run.

    Attributes
    ----------
    id, kind, scenario : str
        Its identifier; the kind of job (:mod:`workbench.web.jobs.kinds`); the scenario's name.
    request : mapping
        What the job was given, as plain values.
    lang : {"nl", "en"}
        Language of the files that it writes.
    state : str
        ``queued``, ``running``, ``done``, ``failed`` (with ``outcome["error"]``), or ``interrupted``: the server ended.
    created, started, finished : float or None
        Seconds since 1970.
    stopping : bool
        Whether somebody asked to stop it.
    outcome : mapping
        What the job told at its end, as plain values.
    """

    id: str
    kind: str
    scenario: str
    request: Mapping[str, Any]
    lang: Language
    state: State
    created: float
    started: float | None
    finished: float | None
    stopping: bool
    outcome: Mapping[str, Any]

    @property
    def is_open(self) -> bool:
        """Whether more may come of it."""
        return self.state in OPEN

    @property
    def standing(self) -> str:
        """Its state as people read it: one that was stopped before there was a plan has not failed."""
        is_stopped = self.state == "failed" and self.outcome.get("error", {}).get("reason") == "stopped"
        return "stopped" if is_stopped else self.state

    @property
    def seconds(self) -> float | None:
        """Seconds that it took, or has taken so far."""
        return None if self.started is None else (self.finished or time.time()) - self.started


@dataclass(frozen=True)
class Event:
    """One event of a run: its number from 1, its kind (``progress``, ``plan``, ``done``, ``failed``), plain values."""

    number: int
    kind: str
    content: Mapping[str, Any]


def new_id() -> str:
    """Return an identifier that nobody can guess or misread."""
    return "".join(secrets.choice(LETTERS) for _ in range(ID_LENGTH))


class Runs:
    """The runs in the database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, kind: str, scenario: str, request: Mapping[str, Any], lang: Language) -> Run:
        """Put a run in the queue."""
        identifier = new_id()
        values = (identifier, kind, scenario, to_json(dict(request)), lang, time.time())
        columns = "id, kind, scenario, request, lang, created, state"
        with self._store.change() as database:
            database.execute(f"INSERT INTO runs ({columns}) VALUES (?, ?, ?, ?, ?, ?, 'queued')", values)
        found = self.get(identifier)
        assert found is not None
        return found

    def get(self, identifier: str) -> Run | None:
        """Return a run, or None if there is none of this name."""
        row = self._store.row("SELECT * FROM runs WHERE id = ?", (identifier,))
        return None if row is None else _run(row)

    def latest(self, count: int = 200, *, kind: str | None = None, scenario: str | None = None) -> list[Run]:
        """Return the latest runs, the newest first."""
        query = "SELECT * FROM runs WHERE (? IS NULL OR kind = ?) AND (? IS NULL OR scenario = ?) ORDER BY number DESC"
        return [_run(row) for row in self._store.rows(f"{query} LIMIT ?", (kind, kind, scenario, scenario, count))]

    def same(self, kind: str, request: Mapping[str, Any], lang: Language) -> Run | None:
        """Return the latest run that was asked exactly this, or None."""
        query = "SELECT * FROM runs WHERE kind = ? AND request = ? AND lang = ? ORDER BY number DESC LIMIT 1"
        row = self._store.row(query, (kind, to_json(dict(request)), lang))
        return None if row is None else _run(row)

    def waiting(self) -> list[Run]:
        """Return the runs in the queue, the next one first."""
        return [_run(row) for row in self._store.rows("SELECT * FROM runs WHERE state = 'queued' ORDER BY number")]

    def begin(self, identifier: str) -> bool:
        """Note that a run begins; false if it is no longer in the queue."""
        query = "UPDATE runs SET state = 'running', started = ? WHERE id = ? AND state = 'queued'"
        with self._store.change() as database:
            return database.execute(query, (time.time(), identifier)).rowcount == 1

    def note_stopping(self, identifier: str) -> None:
        """Note that somebody asked a run to stop."""
        with self._store.change() as database:
            database.execute("UPDATE runs SET stopping = 1 WHERE id = ?", (identifier,))

    def finish(self, identifier: str, state: State, outcome: Mapping[str, Any]) -> None:
        """Note the end of a run, with its last event."""
        kind = "done" if state == "done" else "failed"
        values = (state, time.time(), to_json(dict(outcome)), identifier)
        with self._store.change() as database:
            query = "UPDATE runs SET state = ?, finished = ?, outcome = ? WHERE id = ? AND finished IS NULL"
            if database.execute(query, values).rowcount:
                _put_event(database, identifier, kind, {"state": state})

    def interrupt_running(self) -> list[str]:
        """Note that the server ended while runs were running; return them."""
        rows = self._store.rows("SELECT id FROM runs WHERE state = 'running'")
        for row in rows:
            self.finish(row["id"], "interrupted", {})
        return [row["id"] for row in rows]

    def delete(self, identifier: str) -> bool:
        """Forget a run that has ended; false if it has not, or does not exist."""
        with self._store.change() as database:
            query = "DELETE FROM runs WHERE id = ? AND state NOT IN ('queued', 'running')"
            gone = database.execute(query, (identifier,)).rowcount == 1
            if gone:
                database.execute("DELETE FROM events WHERE run = ?", (identifier,))
        return gone

    def tell(self, identifier: str, kind: str, content: Mapping[str, Any]) -> None:
        """Keep an event of a run."""
        with self._store.change() as database:
            _put_event(database, identifier, kind, content)

    def events(self, identifier: str, after: int = 0) -> list[Event]:
        """Return the events of a run whose number is above `after`."""
        query = "SELECT number, kind, content FROM events WHERE run = ? AND number > ? ORDER BY number"
        rows = self._store.rows(query, (identifier, after))
        return [Event(row["number"], row["kind"], json.loads(row["content"])) for row in rows]

    def last_event(self, identifier: str, kind: str) -> Event | None:
        """Return the last event of a kind."""
        query = "SELECT number, kind, content FROM events WHERE run = ? AND kind = ? ORDER BY number DESC LIMIT 1"
        row = self._store.row(query, (identifier, kind))
        return None if row is None else Event(row["number"], row["kind"], json.loads(row["content"]))


def _put_event(database: sqlite3.Connection, run: str, kind: str, content: Mapping[str, Any]) -> None:
    query = "INSERT INTO events SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ? FROM events WHERE run = ?"
    database.execute(query, (run, kind, to_json(dict(content)), run))


def _run(row: sqlite3.Row) -> Run:
    return Run(
        id=row["id"],
        kind=row["kind"],
        scenario=row["scenario"],
        request=json.loads(row["request"]),
        lang=row["lang"],
        state=row["state"],
        created=row["created"],
        started=row["started"],
        finished=row["finished"],
        stopping=bool(row["stopping"]),
        outcome=json.loads(row["outcome"]),
    )
