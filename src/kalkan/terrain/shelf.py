"""Tables kept on disk between runs.

A table that is missing, cut short or altered is as good as none, and where nothing can
be written nothing is kept: the shelf saves time and never decides anything.  Its files
can be deleted whenever nobody runs.
"""

import contextlib
import hashlib
import io
import os
from pathlib import Path

import numpy as np

from kalkan.errors import UserError
from kalkan.files import write_atomically

_SEAL = 32  # bytes of SHA-256 behind the array, which np.load does not read


def folder() -> Path:
    """Return where tables of floors are kept: below XDG_CACHE_HOME, or ~/.cache.

    Raises
    ------
    RuntimeError
        When there is no home directory.
    """
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "kalkan" / "floors"


def fetch(key: str, shape: tuple[int, ...]) -> np.ndarray | None:
    """Return a table of float32, or None where it is not whole.

    Parameters
    ----------
    key
        Hash of all that it depends on.
    shape
        That it must have.
    """
    with contextlib.suppress(OSError, ValueError, EOFError, RuntimeError):
        content = (folder() / f"{key}.npy").read_bytes()
        body, seal = content[:-_SEAL], content[-_SEAL:]
        if hashlib.sha256(body).digest() == seal:
            table = np.load(io.BytesIO(body), allow_pickle=False)
            if table.shape == shape and table.dtype == np.float32:
                return np.asarray(table)
    return None


def put(key: str, table: np.ndarray) -> bool:
    """Keep a table; return whether that was possible.

    Parameters
    ----------
    key
        Hash of all that it depends on.
    table
        Of float32.
    """
    body = io.BytesIO()
    np.save(body, table, allow_pickle=False)
    content = body.getvalue()
    with contextlib.suppress(OSError, UserError, RuntimeError):
        folder().mkdir(parents=True, exist_ok=True)
        seal = hashlib.sha256(content).digest()
        write_atomically(folder() / f"{key}.npy", content + seal)
        return True
    return False
