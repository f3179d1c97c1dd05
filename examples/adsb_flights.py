"""Make recorded tracks of real flights, from ADS-B data that you have.

    pip install --no-deps traffic
    python examples/adsb_flights.py tracks --flights 6 --to 40.0 32.7

writes flights as scenarios read them with `tracks` (docs/scenarios.md), a row every
ten seconds.  Without `--data` they are from one of the samples inside the Python
package *traffic* [1]_, flights over the Alps in August 2018; the package is only looked
into, so nothing that it needs is needed.  With `--data FILE` they are from a file of
yours: JSON as *traffic* keeps it (also with `.gz`), or CSV of state vectors as the
OpenSky Network gives them out.  `--to LAT LON` moves all of them together, keeping
their shape, so that their middle lies there; the written files say so.

No real flights come with Kalkan: the OpenSky Network [2]_, which collected those of the
sample, gives its data out for research, and its terms do not clearly let others hand
them on.  What this makes is for your own studies, under the terms of whoever gave you
the data.

References
----------
.. [1] X. Olive, "traffic, a toolbox for processing and analysing air traffic data",
   *Journal of Open Source Software* 4 (39), 2019, 1518.
.. [2] M. Schäfer et al., "Bringing up OpenSky: a large-scale ADS-B sensor network for
   research", *IPSN '14*, 2014, pp. 83-94.
"""

import argparse
import csv
import gzip
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

SAMPLE = "data/samples/collections/switzerland.json.gz"  #: of the package traffic
FOOT = 0.3048  #: [m]
KNOT = 1852.0 / 3600.0  #: [m s⁻¹]
GAP = 120.0  #: a flight is cut where it is silent so long [s]
SPEED = 340.0  #: what is faster from one row to the next is no airliner [m s⁻¹]
DOUBT = 0.15  #: a row is left out where speed flown and said differ by this share


class Row(NamedTuple):
    """Where a flight was."""

    time: float  #: [s]
    lat: float  #: [deg]
    lon: float  #: [deg]
    altitude: float  #: [m]
    speed: float  #: over the ground, as the aircraft says; nan when it does not [m s⁻¹]


def rows_of(records: Iterable[dict[str, Any]]) -> dict[str, list[Row]]:
    """Return the rows of each aircraft in order; what is incomplete is left out."""
    found: dict[str, list[Row]] = defaultdict(list)
    for record in records:
        row = _row(record)
        if row is not None:
            who = f"{record.get('icao24', '')} {record.get('callsign', '')}".strip()
            found[who].append(row)
    return {who: sorted(rows) for who, rows in found.items()}


def _row(record: dict[str, Any]) -> Row | None:
    """Return a row of *traffic* (milliseconds, feet) or OpenSky (seconds, metres)."""
    try:
        if "timestamp" in record:
            return Row(
                float(record["timestamp"]) / 1e3,
                float(record["latitude"]),
                float(record["longitude"]),
                FOOT * float(record["altitude"]),
                KNOT * float(record.get("groundspeed") or math.nan),
            )
        return Row(
            float(record["time"]),
            float(record["lat"]),
            float(record["lon"]),
            float(record.get("geoaltitude") or record["baroaltitude"]),
            float(record.get("velocity") or math.nan),
        )
    except (KeyError, TypeError, ValueError):
        return None


def cleaned(rows: list[Row], every: float) -> list[Row]:
    """Return the longest stretch without a gap, a row every so many seconds [s]."""
    stretches: list[list[Row]] = [[]]
    for row in rows:
        if not all(map(math.isfinite, row[:4])) or not -500.0 < row.altitude < 20e3:
            continue
        last = stretches[-1][-1] if stretches[-1] else None
        if last is None:
            stretches[-1].append(row)
        elif row.time - last.time > GAP:
            stretches.append([row])
        elif row.time - last.time >= every and _is_likely(last, row):
            stretches[-1].append(row)
    return max(stretches, key=len)


def _is_likely(last: Row, row: Row) -> bool:
    """Return whether a flight can have come from one row to the other."""
    speed = _distance(last, row) / (row.time - last.time)
    said = 0.5 * (last.speed + row.speed)
    return speed < SPEED and not abs(speed - said) > DOUBT * said


def _distance(one: Row, other: Row) -> float:
    """Return the way over a sphere between neighbours [m]."""
    degree = math.radians(1.0) * 6371e3
    east = (other.lon - one.lon) * math.cos(math.radians(one.lat))
    return degree * math.hypot(other.lat - one.lat, east)


def moved(flights: list[list[Row]], lat: float, lon: float) -> list[list[Row]]:
    """Return the flights moved together so that their middle lies at a place [deg]."""
    lats = [row.lat for rows in flights for row in rows]
    lons = [row.lon for rows in flights for row in rows]
    middle, here = 0.5 * (min(lats) + max(lats)), 0.5 * (min(lons) + max(lons))
    wider = math.cos(math.radians(middle)) / math.cos(math.radians(lat))
    return [
        [
            row._replace(lat=lat + row.lat - middle, lon=lon + wider * (row.lon - here))
            for row in rows
        ]
        for rows in flights
    ]


def longest(flights: Iterable[list[Row]], count: int) -> list[list[Row]]:
    """Return the flights that cover most ground, the longest first."""

    def length(rows: list[Row]) -> float:
        return sum(_distance(one, other) for one, other in pairwise(rows))

    return sorted(flights, key=length, reverse=True)[:count]


def records_of(data: Path | None) -> Iterator[dict[str, Any]]:
    """Yield the records of a file, or of the sample of *traffic*."""
    if data is None:
        spec = find_spec("traffic")
        if spec is None or not spec.submodule_search_locations:
            raise SystemExit("write --data FILE, or pip install --no-deps traffic")
        data = Path(spec.submodule_search_locations[0]) / SAMPLE
    content = data.read_bytes()
    if data.suffix == ".gz":
        content = gzip.decompress(content)
    text = content.decode("utf-8")
    if text.lstrip().startswith("["):
        yield from json.loads(text)
    else:
        yield from csv.DictReader(text.splitlines())


def main(arguments: list[str] | None = None) -> None:
    """Write the tracks that were asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--flights", type=int, default=6)
    parser.add_argument("--every", type=float, default=10.0, help="seconds")
    parser.add_argument("--to", type=float, nargs=2, metavar=("LAT", "LON"))
    asked = parser.parse_args(arguments)
    every = [
        cleaned(rows, asked.every) for rows in rows_of(records_of(asked.data)).values()
    ]
    flights = longest((rows for rows in every if len(rows) > 1), asked.flights)
    if asked.to:
        flights = moved(flights, *asked.to)
    source = asked.data.name if asked.data else f"the Python package traffic, {SAMPLE}"
    note = f"# a real flight, from {source}{', moved' if asked.to else ''}"
    asked.folder.mkdir(parents=True, exist_ok=True)
    for number, rows in enumerate(flights, 1):
        lines = [note, "time_s,lat_deg,lon_deg,altitude_m"]
        lines += [
            f"{one.time - rows[0].time:g},{one.lat:.5f},{one.lon:.5f},"
            f"{one.altitude:.1f}"
            for one in rows
        ]
        path = asked.folder / f"flight-{number:02}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
