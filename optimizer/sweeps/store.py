"""Finished work as Parquet files: one a piece of work, written whole or not at all, or all of them in one.

What is finished is what stands in the folder: nothing else remembers it, so that nothing can disagree with it. Putting
files together replaces the whole folder by a rename, and what a run that ended at that moment left behind is mended by
the next one.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SUFFIX = ".parquet"
TOGETHER = f"all{SUFFIX}"
"""The file that holds what was put together."""

OWN_NAME = re.compile(r"[0-9a-f]{64}")
MAGIC = b"PAR1"
ROWS_AT_ONCE = 4096
"""Rows that are held at once while many are read or put together."""

SINGLE: dict[str, Any] = {
    "compression": "zstd",
    "use_dictionary": False,
    "write_statistics": False,
    "store_schema": False,
}
"""What keeps files of a few rows small."""


@dataclass(eq=False)
class Store:
    """A folder of finished work.

    Attributes
    ----------
    place : Path
        The folder.
    schema : Schema
        Columns of its rows.
    key : str
        The column that names the piece of work: 64 hexadecimal signs, which are also the name of its file.
    finished : set of str
        What is finished, as of :meth:`look` and :meth:`keep`.
    """

    place: Path
    schema: pa.Schema
    key: str
    finished: set[str] = field(default_factory=set, init=False)

    def keep(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep the rows of one piece of work."""
        path = self.place / f"{name}{SUFFIX}"
        part = path.with_name(f".{path.name}.part")
        pq.write_table(pa.Table.from_pylist(list(rows), schema=self.schema), part, **SINGLE)
        part.replace(path)
        self.finished.add(name)

    def files(self) -> list[Path]:
        """Return the files, the one that holds what was put together first."""
        found = sorted(path for path in self.place.glob(f"*{SUFFIX}") if not path.name.startswith("."))
        return sorted(found, key=lambda path: bool(OWN_NAME.fullmatch(path.stem)))

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield all rows, some thousands at once, with some columns or all."""
        return read_batches(self.files(), self._columns(columns))

    def frame(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return all rows, with some columns or all."""
        found: pd.DataFrame = pa.Table.from_batches(self.batches(columns), schema=self._columns(columns)).to_pandas()
        return found

    def look(self) -> None:
        """Find out what is finished; files that a power cut has spoiled, or that say it twice, are removed."""
        together: set[str] = set()
        for path in self.files():
            if not is_whole(path) or path.stem in together:
                path.unlink()
            elif OWN_NAME.fullmatch(path.stem):
                self.finished.add(path.stem)
            else:
                for batch in read_batches([path], self._columns([self.key])):
                    together.update(batch.column(self.key).to_pylist())
        self.finished |= together

    def forget(self, wanted: Iterable[str]) -> None:
        """Remove single files of what is not wanted any more."""
        for name in self.finished - set(wanted):
            (self.place / f"{name}{SUFFIX}").unlink(missing_ok=True)
            self.finished.discard(name)

    def compact(self) -> None:
        """Put everything into one file."""
        new, old = self._beside("new"), self._beside("old")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        with pq.ParquetWriter(new / TOGETHER, self.schema, compression="zstd") as writer:
            for batch in self.batches():
                writer.write_batch(batch)
        self.place.rename(old)
        new.rename(self.place)
        shutil.rmtree(old, ignore_errors=True)

    def mend(self) -> None:
        """Make the folder, and finish or undo what an earlier run left half done."""
        new, old = self._beside("new"), self._beside("old")
        if not self.place.is_dir() and old.is_dir():  # between the two renames: the new folder is whole
            (new if new.is_dir() else old).rename(self.place)
        for left in (new, old):
            if left.is_dir():
                shutil.rmtree(left)
        self.place.mkdir(exist_ok=True)
        for part in self.place.glob(".*.part"):
            part.unlink()

    def _beside(self, what: str) -> Path:
        return self.place.with_name(f".{self.place.name}.{what}")

    def _columns(self, names: Sequence[str] | None) -> pa.Schema:
        return self.schema if names is None else pa.schema([self.schema.field(name) for name in names])


def is_whole(path: Path) -> bool:
    """Whether a file is a whole Parquet file, as far as its first and last bytes tell."""
    try:
        with path.open("rb") as stream:
            begins = stream.read(4)
            stream.seek(-4, os.SEEK_END)
            return begins == MAGIC and stream.read(4) == MAGIC
    except OSError:
        return False


def read_batches(files: Iterable[Path], columns: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield the rows of files, some thousands at once."""
    waiting: list[pa.Table] = []
    for file in files:
        with pq.ParquetFile(file) as source:
            for batch in source.iter_batches(ROWS_AT_ONCE, columns=columns.names):
                waiting.append(pa.Table.from_batches([batch]).select(columns.names).cast(columns))
                if sum(table.num_rows for table in waiting) >= ROWS_AT_ONCE:
                    yield _joined(waiting)
                    waiting = []
    if waiting:
        yield _joined(waiting)


def _joined(tables: list[pa.Table]) -> pa.RecordBatch:
    return pa.concat_tables(tables).combine_chunks().to_batches()[0]
