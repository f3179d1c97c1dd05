"""The small raid with more forces, and links among them."""

from kalkan.engine.wiring import start_wiring
from unit.engine.small_battle import mustered

FORCES = """  other:
    system: Patriot
    at: [40.3 deg, 32.3 deg]
    facing: 90 deg
    magazine: {PAC-3 MSE: 5}
    launchers: 2
  mast:
    nodes:
      - {name: east, system: AN/TPS-77, at: [40.4 deg, 33 deg]}
      - {name: west, system: AN/TPS-77, at: [40.4 deg, 31 deg]}
  post: {command: {at: [40.2 deg, 31.5 deg]}}
  centre: {command: {at: [40.6 deg, 31.5 deg], radius: 50 m}}
raid:
"""


def army(*links, forces="battery, other, watch, mast, post, centre", edits=()):
    """Muster all forces of the small raid and of `FORCES` with some links."""
    option = f"  apart: {{forces: [{forces}], links: [{', '.join(links)}]}}\n"
    return mustered(
        "apart",
        ("raid:\n", FORCES),
        ("  apart: {forces: [battery, watch]}\n", option),
        *edits,
    )


def wired(*links, **more):
    """Return an army with the wiring of its start."""
    found = army(*links, **more)
    start_wiring(found.model.plan, found.state.belief)
    return found


def between(one, other, level="fire_control", latency=1.0, more=""):
    return f"{{between: [{one}, {other}], level: {level}, latency: {latency} s{more}}}"


def one_way(source, to, level="fire_control", latency=1.0):
    return f"{{from: {source}, to: {to}, level: {level}, latency: {latency} s}}"


def heard(army, picture, sensor):
    """Return grade and latency with which a picture hears a radar."""
    p = army.names.pictures.index(picture)
    s = [name.removeprefix("forces.") for name in army.names.sensors].index(sensor)
    deliveries = army.state.belief.wiring.deliveries
    return deliveries.grade[p, s], deliveries.latency[p, s]
