from collections.abc import Callable
from pathlib import Path

import pytest

from kalkan.catalogue import load
from kalkan.catalogue.load import DATA
from kalkan.errors import UserError


@pytest.fixture
def change(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Return what copies the package's data with one thing changed."""

    def copy(name: str, old: str, new: str) -> Path:
        for path in DATA.glob("*.yaml"):
            text = path.read_text()
            if path.name == name:
                assert old in text
                text = text.replace(old, new, 1)
            (tmp_path / path.name).write_text(text)
        return tmp_path

    return copy


RADARS = "radars-western.yaml"

SUSTAIN = """\
  sustain_time: {low: 4 s, best: 8 s, high: 15 s, status: assumed,
    reason: two pulses are printed; the second taken as long as the first}
"""

CHANGES = {
    "sector-of-a-rotating": (
        (RADARS, "scan: sector", "scan: rotating"),
        "AN/MPQ-65: a sector scan, and only it, states its sector_width",
    ),
    "elevation-closed": (
        (RADARS, "{low: 70 deg, best: 80 deg", "{low: -2 deg, best: 80 deg"),
        "AN/MPQ-65: elevation_min reaches up to elevation_max",
    ),
    "half-sustained": (
        ("rounds-patriot.yaml", SUSTAIN, ""),
        "PAC-3 MSE: sustain_time and sustain_share come together",
    ),
    "no-such-radar": (
        ("fire-units.yaml", "radars: [91N6E,", "radars: [91N6,"),
        "S-400.radars.0: '91N6' is not a radar of the catalogue",
    ),
    "guided-by-another": (
        ("fire-units.yaml", "guidance_radar: 92N6E", "guidance_radar: 30N6E2"),
        "S-400.guidance_radar: '30N6E2' is not among its radars",
    ),
    "no-such-launcher": (
        ("fire-units.yaml", "launcher: 5P85", "launcher: 92N6E"),
        "S-400.launcher: '92N6E' is not a launcher of the catalogue",
    ),
    "round-that-does-not-fit": (
        ("fire-units.yaml", "rounds: {48N6E3: 24", "rounds: {GEM-T: 24"),
        "S-400.rounds.GEM-T: does not fit on 5P85",
    ),
    "carries-no-radar": (
        ("aircraft.yaml", "radar: MESA", "radar: Patriot"),
        "E-7A.radar: 'Patriot' is not a radar of the catalogue",
    ),
}


@pytest.mark.parametrize(("where", "said"), CHANGES.values(), ids=CHANGES)
def test_entry__must_hold_together(
    change: Callable[[str, str, str], Path], where: tuple[str, str, str], said: str
) -> None:
    with pytest.raises(UserError) as caught:
        load(change(*where))
    line, _, rest = str(caught.value).partition(": ")
    assert rest == said
    assert where[0] in line
    assert ", line " in line


def test_copy__of_the_package_has_its_digest(
    change: Callable[[str, str, str], Path],
) -> None:
    assert load(change("launchers.yaml", "M901", "M901")).digest == load().digest
