"""Reading a file as text without trusting it: its size, its encoding, its bytes."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from optimizer.inputs.gathering import Gathering

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a larger file is refused without being read."""

_SAVE_AS_UTF8 = 'Save it as "CSV UTF-8" (Excel) or with the encoding UTF-8 (an editor).'


@dataclass(frozen=True)
class TextFile:
    """The text of a file and the SHA-256 of its bytes."""

    text: str
    sha256: str


def read_bytes(path: Path, file: str, gathering: Gathering, largest: int = LARGEST_FILE) -> bytes | None:
    """Return the bytes of a regular file of at most `largest` bytes, or None with a finding under the name `file`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            gathering.error("file", file, "is not a file", "Give a file with this name.")
            return None
        if status.st_size > largest:
            size, limit = status.st_size / 1024**2, largest / 1024**2
            message = f"has {size:.0f} MB, more than the limit of {limit:.0f} MB"
            gathering.error("file", file, message, "It was not read. Remove what is not data, or split the data set.")
            return None
        with path.open("rb") as stream:
            return stream.read(largest)
    except FileNotFoundError:
        gathering.error("file", file, "does not exist", "Check the name and the folder.")
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "the name is not valid"
        gathering.error("file", file, f"cannot be read: {reason}", "Check the name and its permissions.")
    return None


def read_text(path: Path, file: str, gathering: Gathering, largest: int = LARGEST_FILE) -> TextFile | None:
    """Return the text of a UTF-8 file, or None with findings under the name `file`.

    Bytes that are not UTF-8 are an error; the text is returned all the same, with replacement signs, so that the
    other faults of the file are found too.
    """
    content = read_bytes(path, file, gathering, largest)
    if content is None:
        return None
    text = decode(content, file, gathering)
    return None if text is None else TextFile(text, hashlib.sha256(content).hexdigest())


def decode(content: bytes, file: str, gathering: Gathering) -> str | None:
    """Return `content` as text, with findings for what is not plain UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        gathering.error("encoding", file, "is UTF-16, not UTF-8", _SAVE_AS_UTF8)
        return None
    if b"\x00" in content:
        position = content.index(b"\x00")
        message = f"holds a NUL byte (byte {position + 1}): it is not a text file, or it is UTF-16"
        gathering.error("encoding", file, message, _SAVE_AS_UTF8, row=_line(content, position))
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
        message = "starts with a byte order mark, which was skipped"
        gathering.warning("encoding", file, message, "Save it as UTF-8 without a mark to silence this.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        byte = content[fault.start]
        likely = bytes([byte]).decode("cp1252", errors="replace")
        message = f'byte {fault.start + 1} (0x{byte:02X}, "{likely}" in Windows-1252) is not UTF-8'
        gathering.error("encoding", file, message, _SAVE_AS_UTF8, row=_line(content, fault.start))
        return content.decode("utf-8", errors="replace")


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1
