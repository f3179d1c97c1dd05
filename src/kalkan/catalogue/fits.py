"""Fits of rounds: parameters that reproduce what is published, and what they reach.

A fit is a file of the catalogue, ``data/fits/<round>.json``, and beside it an ``.npz``
of launch envelopes.  Its numbers have the status `fitted`.  It is made by `kalkan.fit`
and holds for one set of facts: where they differ, the round has no fit.
"""

import functools
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kalkan.catalogue.load import DATA, Catalogue
from kalkan.catalogue.quantity import Quantity
from kalkan.catalogue.schema import Launcher, Round
from kalkan.errors import UserError

FOLDER = DATA / "fits"
FORMAT = 1  #: of the files; they are made anew when it changes
TIME_STEP, SPEED_STEP, LOAD_STEP = 0.01, 0.1, 0.1  #: of envelopes [s, m s⁻¹, m s⁻²]
NEVER = np.iinfo(np.uint16).max  #: in an envelope: out of reach

#: Facts of a round that a fit depends on.
FACTS = (
    "range_max",
    "range_min",
    "altitude_min",
    "altitude_max",
    "speed_max",
    "boost_time",
    "sustain_time",
    "sustain_share",
    "diameter",
    "launch_mass",
    "burnout_mass",
    "load_limit",
    "lag",
    "loft",
    "flight_time_max",
    "lethal_radius",
)


class Parameters(NamedTuple):
    """One way in which a round may be built, all in SI."""

    range_min: float  #: ground range [m]
    range_max: float  #: ground range [m]
    altitude_min: float  #: [m]
    altitude_max: float  #: [m]
    speed_max: float  #: [m s⁻¹]
    flight_time_max: float  #: [s]
    boost_time: float  #: [s]
    sustain_time: float  #: 0 without a second pulse [s]
    sustain_share: float  #: of the impulse, in the second pulse [1]
    diameter: float  #: [m]
    launch_mass: float  #: [kg]
    burnout_mass: float  #: [kg]
    load_limit: float  #: [m s⁻²]
    lag: float  #: [s]
    loft: float  #: [1]
    launch_elevation: float  #: [rad]
    lethal_radius: float  #: within two of which a fly-out arrives [m]
    drag_scale: float  #: of the generic curve of drag [1]
    lift_share: float  #: greatest lift coefficient on the cross-section [1]
    thrust: float  #: of the boost, over mass after burn-out [m s⁻²]


class Member(NamedTuple):
    """One fit: its parameters, and what each published figure became."""

    parameters: Parameters
    figures: dict[str, float]  #: by name of the figure [SI]


class Envelope(NamedTuple):
    """What a member meets over ground range, altitude and speed of a level target."""

    reach: np.ndarray  #: ground ranges; shape (reach,) [m]
    height: np.ndarray  #: altitudes; shape (height,) [m]
    speed: np.ndarray  #: of the target, towards the launcher; shape (speed,) [m s⁻¹]
    time: np.ndarray  #: of flight, or inf; shape (speed, reach, height) [s]
    left: np.ndarray  #: speed of the round then; the same shape [m s⁻¹]
    load: np.ndarray  #: acceleration that it can still fly; the same shape [m s⁻²]


@dataclass(frozen=True)
class Fits:
    """The jointly feasible fits of one round."""

    name: str
    digest: str  #: of the facts that they were fitted to
    members: tuple[Member, ...]
    nearest: int  #: the member nearest to the best values
    envelopes: tuple[Envelope, ...]

    def __len__(self) -> int:
        return len(self.members)


def launcher_of(catalogue: Catalogue, name: str) -> Launcher:
    """Return the first launcher, by name, that fires a round.

    Raises
    ------
    UserError
        When there is none.
    """
    for system in catalogue.systems.values():
        if isinstance(system, Launcher) and name in system.capacity:
            return system
    raise UserError(f"{name}: no launcher of the catalogue fires it, so it can't fly")


def digest_of(catalogue: Catalogue, kind: Round) -> str:
    """Return a hash of the facts that a fit of a round depends on."""
    facts = {name: _stated(getattr(kind, name)) for name in FACTS}
    facts["elevation"] = _stated(launcher_of(catalogue, kind.name).elevation)
    facts["guidance"] = [kind.guidance]
    text = json.dumps([FORMAT, facts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _stated(quantity: Quantity | None) -> list[Any]:
    return [] if quantity is None else [quantity.low, quantity.best, quantity.high]


def fits_of(
    catalogue: Catalogue, kind: Round, folder: Path | None = None
) -> Fits | None:
    """Return the fits of a round, or None where none are of these facts.

    Parameters
    ----------
    catalogue, kind
        What is known of the round.
    folder
        Of the fits; those that come with the package when None.

    Raises
    ------
    UserError
        When a file is damaged.

    Examples
    --------
    >>> from kalkan.catalogue import load
    >>> catalogue = load()
    >>> fits = fits_of(catalogue, catalogue["48N6E2"])
    >>> fits.envelopes[fits.nearest].time.shape
    (4, 16, 12)
    """
    found = _read(folder or FOLDER, kind.name)
    if found is None or found.digest != digest_of(catalogue, kind):
        return None
    return found


@functools.lru_cache(maxsize=64)
def _read(folder: Path, name: str) -> Fits | None:
    path = folder / f"{name}.json"
    if not path.is_file():
        return None
    try:
        return _fits(json.loads(path.read_text()), path)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise UserError(f"{path}: damaged, make it anew: {error}") from None


def _fits(raw: dict[str, Any], path: Path) -> Fits:
    members = tuple(
        Member(Parameters(**one["parameters"]), dict(one["figures"]))
        for one in raw["members"]
    )
    with np.load(path.with_suffix(".npz")) as tables:
        packed, speeds = tables["envelopes"], tables["speeds"]
    envelopes = tuple(
        unpacked(table, speeds, member.parameters)
        for table, member in zip(packed, members, strict=True)
    )
    return Fits(raw["round"], raw["digest"], members, raw["nearest"], envelopes)


def grid(parameters: Parameters, reaches: int, heights: int) -> tuple[np.ndarray, ...]:
    """Return the ground ranges and altitudes of an envelope [m]."""
    p = parameters
    return (
        np.linspace(p.range_min, p.range_max, reaches),
        np.linspace(p.altitude_min, p.altitude_max, heights),
    )


def packed(envelope: Envelope) -> np.ndarray:
    """Return an envelope as whole steps; shape (3, speed, reach, height)."""
    parts = (envelope.time, TIME_STEP), (envelope.left, SPEED_STEP)
    steps = [part / step for part, step in (*parts, (envelope.load, LOAD_STEP))]
    whole = np.rint(np.minimum(np.stack(steps), NEVER - 1.0))
    whole[0, np.isinf(envelope.time)] = NEVER
    return whole.astype(np.uint16)


def unpacked(table: np.ndarray, speeds: np.ndarray, parameters: Parameters) -> Envelope:
    """Return the envelope that `packed` made a table of."""
    time = np.where(table[0] == NEVER, np.inf, TIME_STEP * table[0])
    reach, height = grid(parameters, *table.shape[2:])
    left, load = SPEED_STEP * table[1], LOAD_STEP * table[2]
    return Envelope(reach, height, speeds, time, left, load)
