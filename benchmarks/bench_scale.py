"""A raid beyond reason: 1,000 threats against 20 batteries."""

import math
import tempfile
from collections.abc import Iterator
from pathlib import Path

from child import kalkan
from row import Row

BATTERIES, GROUPS, EACH = 20, 20, 50

HEAD = """\
name: A thousand cruise missiles
origin: {lat: 40.00 deg, lon: 32.70 deg}
duration: 45 min
terrain: none
assets:
  city: {at: [40.0 deg, 32.7 deg], value: 100, radius: 2 km}
rules: {engagement: free, iff: {Patriot: []}, corridors: none}
default-option: all
"""


def scenario(batteries: int, groups: int, each: int) -> str:
    """Return a scenario: a ring of batteries, groups that come from all round."""
    lines = [HEAD, "forces:"]
    for b in range(batteries):
        at = _place(0.35, b / batteries)
        facing = f"facing: {360.0 * b / batteries:.1f} deg"
        lines.append(f"  battery-{b:02}: {{system: Patriot, at: {at}, {facing}}}")
    lines.append("raid:")
    for g in range(groups):
        start = _place(1.6, (g + 0.5) / groups)
        lines.append(
            f"  group-{g:02}: {{class: cruise_missile, system: Tomahawk, "
            f"count: {each}, target: city, start: 1 min, spacing: 5 s, "
            f"route: [{start}], altitude: 60 m AGL}}"
        )
    names = ", ".join(f"battery-{b:02}" for b in range(batteries))
    lines.append(f"options:\n  all: {{forces: [{names}], links: []}}\n")
    return "\n".join(lines)


def _place(degrees: float, turn: float) -> str:
    lat = 40.0 + degrees * math.cos(2.0 * math.pi * turn)
    lon = 32.7 + degrees * math.sin(2.0 * math.pi * turn) / 0.766
    return f"[{lat:.4f} deg, {lon:.4f} deg]"


def rows() -> Iterator[Row]:
    """Yield what one battle takes, whole and an eighth of it."""
    with tempfile.TemporaryDirectory() as folder:
        spent = {}
        for name, size in (
            ("small", (5, 10, 25)),
            ("whole", (BATTERIES, GROUPS, EACH)),
        ):
            path = Path(folder) / f"{name}.yaml"
            path.write_text(scenario(*size), "utf-8")
            arguments = ["run", path, "--worlds", "1", "--picture", "0"]
            once = "--replicates", "1", "--out", Path(folder) / f"{name}0"
            kalkan(*arguments, *once)  # files read, code loaded once
            one, two = (
                kalkan(
                    *arguments, "--replicates", n, "--out", Path(folder) / f"{name}{n}"
                )
                for n in ("1", "2")
            )
            spent[name] = two.seconds - one.seconds
            yield Row(f"{size[1] * size[2]} threats, {size[0]} batteries: a battle",
                      spent[name], "s")  # fmt: skip
            yield Row("its peak memory", two.megabytes, "MB")
        yield Row(
            "whole / small",
            spent["whole"] / spent["small"],
            "1",
            float(BATTERIES * GROUPS * EACH / (5 * 10 * 25)),
            note="goal: grows as threats times batteries",
        )
