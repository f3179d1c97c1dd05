"""Files that are whole or absent, and their hashes."""

import contextlib
import hashlib
import os
import secrets
from pathlib import Path

from kalkan.errors import UserError


def write_atomically(path: str | os.PathLike[str], content: bytes | str) -> None:
    """Write a file beside its place, then put it there in one step.

    Whatever stops the writing, a reader finds the old file or the new one.

    Parameters
    ----------
    path
        Where the file shall be; its folder exists.
    content
        Bytes, or text to be written as UTF-8.

    Raises
    ------
    UserError
        When the disk is full, the folder is missing or may not be written to.
    """
    target = Path(path)
    data = content.encode() if isinstance(content, str) else content
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        _write(beside, data)
        beside.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise UserError(f"{target}: cannot write: {error.strerror}") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def sha256_of(source: str | os.PathLike[str] | bytes) -> str:
    """Return the SHA-256 of a file or of bytes, in hexadecimal.

    Parameters
    ----------
    source
        A path, or the bytes themselves.

    Raises
    ------
    UserError
        When the file cannot be read.

    Examples
    --------
    >>> sha256_of(b"")[:16]
    'e3b0c44298fc1c14'
    """
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    try:
        with Path(source).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError(f"{source}: cannot read: {error.strerror}") from error


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
