"""Small catalogues to break."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from kalkan.catalogue import Catalogue, load

SOURCES = """\
book: {title: A book, url: "https://example.org/book"}
page: {title: A page, url: "https://example.org/page", via: A book}
"""

#: A launcher: the shortest entry that is whole.  Each fact has a line of its own.
LAUNCHER = """\
Rail:
  kind: launcher
  capacity: {Dart: 2}
  capacity_basis: {status: published, sources: [book]}
  elevation: {low: 3 deg, best: 4 deg, high: 5 deg, status: published, sources: [book]}
  ripple_interval: {low: 2 s, best: 3 s, high: 4 s, status: assumed, reason: a guess}
  reload_time: {low: 1 min, best: 2 min, high: 9 min, status: assumed, reason: a guess}
"""

ROUND = """\
Dart:
  kind: round
  guidance: active
  seeker_band: X
"""

_FACTS = {
    "range_max": "km",
    "range_max_ballistic": "km",
    "range_min": "km",
    "altitude_min": "m",
    "altitude_max": "km",
    "speed_max": "km/s",
    "boost_time": "s",
    "diameter": "m",
    "burnout_mass": "kg",
    "load_limit": "g",
    "lag": "s",
    "loft": "",
    "flight_time_max": "s",
    "seeker_range": "km",
    "seeker_field_of_view": "deg",
    "lethal_radius": "m",
    "reliability": "",
    "frailty": "",
    "unit_cost": "USD",
}


def dart() -> str:
    """Return a whole round: every fact is one unit, exactly, of its own line."""
    facts = [
        f"  {name}: {{low: 1 {unit}, best: 1 {unit}, high: 1 {unit},"
        " status: published, sources: [book]}"
        for name, unit in _FACTS.items()
    ]
    fighter = "{low: 0.1, best: 0.2, high: 0.6, status: assumed, reason: a guess}"
    return ROUND + "\n".join([*facts, "  pk:", f"    fighter: {fighter}"]) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a whole, small catalogue."""
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "launcher.yaml").write_text(LAUNCHER)
    (tmp_path / "round.yaml").write_text(dart())
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[[str, str], Path]:
    """Return what writes one more file beside the others."""

    def put(name: str, text: str) -> Path:
        path = folder / name
        path.write_text(textwrap.dedent(text))
        return path

    return put


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the catalogue that comes with the package."""
    return load()
