"""Files that somebody sends: their size, what they are, and a name that is fit to be shown, never to be a path."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.inputs.archives import MEGABYTE
from optimizer.inputs.spreadsheets import OLD_EXCEL_START, ZIP_START

LARGEST_UPLOAD = 32 * MEGABYTE
"""Bytes of all files of one request."""

MOST_FILES = 40
_LONGEST_NAME = 80
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of characters that do not show or that turn text around."""


@dataclass(frozen=True)
class Upload:
    """A file as it came: the name it had at the sender's, made fit to be shown, and its bytes."""

    name: str
    content: bytes

    @property
    def is_zip(self) -> bool:
        """Whether it is an archive, which .xlsx files are too."""
        return self.content.startswith(ZIP_START) or self.content.startswith(b"PK\x05\x06")

    @property
    def is_workbook(self) -> bool:
        """Whether it is meant as an Excel file."""
        looks_so = self.name.lower().endswith((".xlsx", ".xlsm"))
        return (self.is_zip and (looks_so or _holds_workbook(self.content))) or self.content.startswith(OLD_EXCEL_START)


class TooLargeError(Exception):
    """More bytes were sent than are taken in (HTTP 413)."""

    def __init__(self, largest: int) -> None:
        self.largest = largest
        super().__init__(f"more than {largest // MEGABYTE} MB")


def shown_name(name: str | None) -> str:
    """Return the last part of a file's name, without what does not show, and not too long."""
    last = (name or "").replace("\\", "/").rstrip("/").rpartition("/")[2]
    visible = "".join(sign for sign in last if unicodedata.category(sign) not in _HIDDEN).strip()
    if len(visible) > _LONGEST_NAME:
        stem, dot, ending = visible.rpartition(".")
        keep = _LONGEST_NAME - 1 - len(ending) - 1
        visible = f"{stem[:keep]}…{dot}{ending}" if dot and len(ending) < 10 else visible[: _LONGEST_NAME - 1] + "…"
    return visible if visible.strip(".") else "upload"


def require_small(uploads: Sequence[Upload], largest: int = LARGEST_UPLOAD) -> None:
    """Refuse more than `largest` bytes.

    Raises
    ------
    TooLargeError
        If there are more.
    """
    if sum(len(upload.content) for upload in uploads) > largest:
        raise TooLargeError(largest)


def _holds_workbook(content: bytes) -> bool:
    """Whether an archive names the part that every Excel file has; nothing is unpacked."""
    return b"xl/workbook.xml" in content
