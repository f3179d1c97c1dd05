"""Writing fits where the catalogue finds them."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np

from kalkan.catalogue.fits import Fits, Member, packed
from kalkan.files import write_atomically

DIGITS = 10  #: of a number, significant


def write(fits: Fits, folder: Path) -> None:
    """Write the fits of one round: parameters as JSON, envelopes beside them.

    Parameters
    ----------
    fits
        What is written.
    folder
        Where; it is made when it is missing.

    Raises
    ------
    UserError
        When the folder may not be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    raw = {
        "round": fits.name,
        "status": "fitted",
        "digest": fits.digest,
        "nearest": fits.nearest,
        "members": [_member(one) for one in fits.members],
    }
    tables = io.BytesIO()
    np.savez_compressed(
        tables,
        envelopes=np.stack([packed(one) for one in fits.envelopes]),
        speeds=fits.envelopes[0].speed,
    )
    path = folder / f"{fits.name}.json"
    write_atomically(path.with_suffix(".npz"), tables.getvalue())
    write_atomically(path, json.dumps(raw, indent=1) + "\n")


def _member(member: Member) -> dict[str, Any]:
    return {
        "parameters": _rounded(member.parameters._asdict()),
        "figures": _rounded(member.figures),
    }


def _rounded(numbers: dict[str, float]) -> dict[str, float]:
    return {name: float(f"{value:.{DIGITS}g}") for name, value in numbers.items()}
