"""The state that outlives the server: one SQLite file in WAL mode. What is large lies in folders beside it."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    scenario TEXT NOT NULL,
    request TEXT NOT NULL,
    lang TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'interrupted')),
    created REAL NOT NULL,
    started REAL,
    finished REAL,
    stopping INTEGER NOT NULL DEFAULT 0,
    outcome TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS runs_by_state ON runs (state, number);
CREATE TABLE IF NOT EXISTS events (
    run TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drafts (
    scenario TEXT NOT NULL,
    step INTEGER NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (scenario, step)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft_steps (scenario TEXT PRIMARY KEY, step INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    created REAL NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (collection, id)
) WITHOUT ROWID;
"""
VERSION = 1


class Store:
    """The database, safe to use from several threads; what a method changed outlives the process."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30.0)
        self._connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", f"user_version = {VERSION}"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction: all of the changes in the block, or none."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def row(self, query: str, values: Sequence[Any] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        found = self.rows(query, values)
        return found[0] if found else None

    def put_document(self, collection: str, identifier: str, content: Any) -> None:
        """Keep a JSON value under a name, in the place of an older one."""
        values = (collection, identifier, time.time(), to_json(content))
        with self.change() as database:
            database.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", values)

    def document(self, collection: str, identifier: str) -> Any:
        """Return what is kept under a name, or None."""
        query = "SELECT content FROM documents WHERE collection = ? AND id = ?"
        found = self.row(query, (collection, identifier))
        return None if found is None else json.loads(found["content"])

    def documents(self, collection: str) -> dict[str, Any]:
        """Return everything of a collection by name, the newest first."""
        query = "SELECT id, content FROM documents WHERE collection = ? ORDER BY created DESC, id"
        return {row["id"]: json.loads(row["content"]) for row in self.rows(query, (collection,))}


def to_json(content: Any) -> str:
    """Return a value as compact JSON, without infinity or NaN."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
