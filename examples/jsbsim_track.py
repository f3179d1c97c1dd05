"""Fly an aircraft of JSBSim along a plan and write the flight as a recorded track.

    pip install jsbsim
    python examples/jsbsim_track.py scenarios/tracks

writes one CSV for each of the plans below, as scenarios read them with `track` or
`tracks` (docs/scenarios.md).  JSBSim (https://jsbsim.sourceforge.net) is a flight
dynamics model with six degrees of freedom: engines, tables of aerodynamics, control
surfaces.  It has no pilot, so a simple one flies here: bank holds the heading, pitch
the altitude, thrust the speed, as in any textbook of flight control [1]_.  The air is
calm.  The same version of JSBSim writes the same file to the last digit.

References
----------
.. [1] B. L. Stevens, F. L. Lewis, E. N. Johnson, *Aircraft Control and Simulation*, 3rd
   edition, Wiley, 2016, chapter 4 (autopilots).
"""

import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jsbsim

FOOT = 0.3048  #: [m]
STEP = 1.0 / 60.0  #: of the flight model [s]
ROW = 10.0  #: from one row of the track to the next [s]


class Leg(NamedTuple):
    """What the pilot does for some time."""

    lasts: float  #: [s]
    heading: float  #: clockwise from north [deg]
    altitude: float  #: above mean sea level [m]
    speed: float  #: true airspeed [m s⁻¹]


class Plan(NamedTuple):
    """A flight: where it begins, and its legs."""

    aircraft: str  #: name of a model that comes with JSBSim
    lat: float  #: [deg]
    lon: float  #: [deg]
    legs: tuple[Leg, ...]


#: Three civil flights near Ankara, invented: out of Esenboğa to the west, into it from
#: the south-east, and across.
PLANS = {
    "departure": Plan(
        "737",
        40.16,
        33.05,
        (
            Leg(60.0, 30.0, 2500.0, 130.0),
            Leg(180.0, 300.0, 4500.0, 160.0),
            Leg(420.0, 275.0, 8500.0, 200.0),
            Leg(360.0, 290.0, 9400.0, 215.0),
        ),
    ),
    "arrival": Plan(
        "737",
        39.25,
        34.30,
        (
            Leg(240.0, 310.0, 7000.0, 200.0),
            Leg(300.0, 300.0, 4000.0, 165.0),
            Leg(180.0, 350.0, 2600.0, 135.0),
            Leg(180.0, 210.0, 2000.0, 115.0),
        ),
    ),
    "crossing": Plan(
        "737",
        40.75,
        31.60,
        (
            Leg(300.0, 130.0, 10_000.0, 220.0),
            Leg(480.0, 110.0, 10_600.0, 222.0),
            Leg(240.0, 85.0, 10_600.0, 222.0),
        ),
    ),
}


class Pilot:
    """Holds heading, altitude and speed by aileron, elevator and throttle."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._trim = float(model["fcs/elevator-cmd-norm"])
        self._thrust = float(model["fcs/throttle-cmd-norm"])

    def fly(self, leg: Leg) -> None:
        """Move the controls for one step."""
        model = self._model
        turn = math.radians(leg.heading) - float(model["attitude/psi-rad"])
        turn = math.remainder(turn, 2.0 * math.pi)
        bank = _within(1.2 * turn, math.radians(25.0))
        roll = bank - float(model["attitude/phi-rad"])
        aileron = 1.0 * roll - 0.8 * float(model["velocities/p-rad_sec"])
        model["fcs/aileron-cmd-norm"] = _within(aileron, 0.5)

        rise = leg.altitude - float(model["position/h-sl-meters"])
        climb = _within(0.08 * rise, 9.0) - FOOT * float(model["velocities/h-dot-fps"])
        speed = FOOT * float(model["velocities/vt-fps"])
        off = climb / speed  # error of the path angle
        pitching = float(model["velocities/q-rad_sec"])
        self._trim = _within(self._trim - 0.15 * off * STEP, 0.8)
        model["fcs/elevator-cmd-norm"] = _within(
            self._trim - 0.9 * off + 1.5 * pitching, 1.0
        )

        slow = leg.speed - speed
        self._thrust = min(1.0, max(0.0, self._thrust + 0.006 * slow * STEP))
        throttle = min(1.0, max(0.0, self._thrust + 0.04 * slow))
        for engine in range(model.get_propulsion().get_num_engines()):
            model[f"fcs/throttle-cmd-norm[{engine}]"] = throttle


def _within(value: float, most: float) -> float:
    return max(-most, min(most, value))


def flown(plan: Plan) -> Iterator[tuple[float, float, float, float]]:
    """Yield time [s], latitude and longitude [deg] and altitude [m] of each row."""
    model = _started(plan)
    pilot, due = Pilot(model), 0.0
    for leg in plan.legs:
        until = model.get_sim_time() + leg.lasts
        while model.get_sim_time() < until - 0.5 * STEP:
            if model.get_sim_time() >= due - 0.5 * STEP:
                yield _row(model, due)
                due += ROW
            pilot.fly(leg)
            if not model.run():
                raise RuntimeError("JSBSim has stopped")
    yield _row(model, due)


def _started(plan: Plan) -> Any:
    """Return a model in trimmed flight at the beginning of a plan."""
    model = jsbsim.FGFDMExec(None)
    model.set_debug_level(0)
    if not model.load_model(plan.aircraft):
        raise RuntimeError(f"JSBSim has no aircraft {plan.aircraft}")
    model.set_dt(STEP)
    first = plan.legs[0]
    model["ic/lat-geod-deg"], model["ic/long-gc-deg"] = plan.lat, plan.lon
    model["ic/h-sl-ft"] = (first.altitude - 500.0) / FOOT
    model["ic/psi-true-deg"], model["ic/gamma-deg"] = first.heading, 0.0
    model["ic/vt-fps"] = first.speed / FOOT
    model.run_ic()
    model["propulsion/set-running"] = -1
    model["gear/gear-cmd-norm"] = 0.0
    model["gear/gear-pos-norm"] = 0.0
    model["simulation/do_simple_trim"] = 0
    return model


def _row(model: Any, time: float) -> tuple[float, float, float, float]:
    return (
        time,
        float(model["position/lat-geod-deg"]),
        float(model["position/long-gc-deg"]),
        float(model["position/h-sl-meters"]),
    )


def main(folder: Path) -> None:
    """Write a track of every plan into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, plan in PLANS.items():
        lines = [
            f"# flown by JSBSim {jsbsim.__version__}, its {plan.aircraft}, along an "
            "invented plan: examples/jsbsim_track.py",
            "time_s,lat_deg,lon_deg,altitude_m",
        ]
        lines += [f"{t:g},{a:.5f},{b:.5f},{h:.1f}" for t, a, b, h in flown(plan)]
        text = "\n".join(lines) + "\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "tracks"))
