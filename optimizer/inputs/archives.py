"""Opening zip archives that strangers made: what they would unpack to is read from their directory first."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from optimizer.inputs.gathering import Gathering

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class ArchiveLimits:
    """What an archive may unpack to.

    Attributes
    ----------
    unpacked : int
        Bytes of all its files together.
    files : int
        How many there may be.
    ratio : float
        How many times larger than packed; counted only above `ratio_from` bytes, for small files pack well honestly.
    ratio_from : int
        Bytes.
    """

    unpacked: int = 128 * MEGABYTE
    files: int = 2000
    ratio: float = 300.0
    ratio_from: int = 16 * MEGABYTE


def open_archive(
    content: bytes, file: str, gathering: Gathering, damaged: tuple[str, str], limits: ArchiveLimits | None = None
) -> zipfile.ZipFile | None:
    """Return an archive whose files are safe to unpack, or None with a finding; nothing is unpacked.

    Parameters
    ----------
    content : bytes
        The archive.
    file : str
        Its name in findings.
    gathering : Gathering
        Receives the findings.
    damaged : tuple of str
        Message and remedy if it is no archive.
    limits : ArchiveLimits, optional
        What it may unpack to.

    Notes
    -----
    The directory can lie about sizes, but not to our harm: reading stops at the size that the directory states.
    """
    limits = limits or ArchiveLimits()
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        gathering.error("archive", file, *damaged)
        return None
    parts = archive.infolist()
    fault = _fault(parts, limits)
    if fault is None:
        return archive
    archive.close()
    gathering.error("archive", file, *fault)
    return None


def _fault(parts: list[zipfile.ZipInfo], limits: ArchiveLimits) -> tuple[str, str] | None:
    if len(parts) > limits.files:
        message = f"holds {len(parts):,} files, more than {limits.files:,}"
        return message, "It was not unpacked. Send the tables alone."
    if any(part.flag_bits & 0x1 for part in parts):
        return "is protected with a password", "Save it without a password."
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked:
        message = f"has {unpacked / MEGABYTE:.0f} MB when unpacked, more than {limits.unpacked // MEGABYTE} MB"
        return message, "It was not unpacked. Copy the table into a new file."
    packed = sum(part.compress_size for part in parts)
    if unpacked > limits.ratio_from and unpacked > limits.ratio * max(packed, 1):
        message = f"would become {unpacked / max(packed, 1):.0f} times as large when unpacked"
        return message, "It was not unpacked. Copy the table into a new file."
    if len({part.header_offset for part in parts}) < len(parts):
        return "names the same contents several times", "It was not unpacked. Pack it again."
    return None
