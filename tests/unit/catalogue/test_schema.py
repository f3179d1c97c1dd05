import shutil
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

MISSILES = "ballistic-missiles.yaml"
POWER = "  peak_power: {low: 1 W, best: 1 W, high: 1 W, status: assumed, reason: x}\n"
THRUST = "      thrust: {low: 1 N, best: 1 N, high: 1 N, status: assumed, reason: x}\n"

ESTIMATED = """\
  reference_rcs: {low: 1 m2, best: 1 m2, high: 1 m2, status: published, sources: [cc],
    reason: the target of that estimate}
"""
KLYSTRON = (
    "  noise_figure: {low: 4 dB, best: 4.5 dB, high: 6 dB, status: assumed,"
    " sources: [richards_nf],\n"
    '    reason: "recalled 4 to 5 dB; 2 to 10 dB and more is printed as typical"}\n'
)

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


def test_copy__of_the_package_has_its_digest(tmp_path: Path) -> None:
    copy = shutil.copytree(DATA, tmp_path / "data")
    assert load(copy).digest == load().digest
    next((copy / "fits").glob("*.npz")).unlink()
    assert load(copy).digest != load().digest


#: What is wrong with one entry alone: its file is read without the others.
FLAWS = {
    "claim-and-parameters": (
        (RADARS, "  height_finding: true\n", "  height_finding: true\n" + POWER),
        "AN/MPQ-65: one anchor, a claim or parameters: reference_range and peak_power",
    ),
    "half-a-claim": (
        (RADARS, ESTIMATED, ""),
        "AN/MPQ-65: reference_rcs is missing; the anchor is all of reference_range,"
        " reference_rcs, detection_probability",
    ),
    "parameters-without-noise": (
        ("radars-civil.yaml", KLYSTRON, ""),
        "ASR-9: noise_figure is missing; the anchor is all of peak_power,"
        " antenna_gain, pulse_width, losses, pulses, noise_figure",
    ),
    "no-notch-is-that-fast": (
        (RADARS, "{low: 5 m/s, best: 12 m/s", "{low: 5 m/s, best: 1.2 km/s"),
        "AN/MPQ-65.notch_speed: best: 1.2 km/s is outside 0 m/s … 200 m/s",
    ),
    "side-lobe-above-the-beam": (
        (
            RADARS,
            "{low: -45 dB, best: -36 dB, high: -28 dB",
            "{low: 45 dB, best: 45 dB, high: 45 dB",
        ),
        "AN/MPQ-65.sidelobe_level: low: 45 dB is outside -100 dB … 0 dB",
    ),
    "receiver-better-than-nature": (
        (RADARS, "{low: 2.5 dB, best: 4.5 dB", "{low: -2.5 dB, best: 4.5 dB"),
        "AN/MPQ-65.noise_figure: low: -2.5 dB is outside 0 dB … 30 dB",
    ),
    "endgame-without-a-miss": (
        ("rounds-patriot.yaml", "  kill_model: endgame\n", ""),
        "PAC-3 CRI: kill_model endgame, and only it, states a reference_miss",
    ),
    "unknown-kill-model": (
        ("rounds-patriot.yaml", "kill_model: endgame", "kill_model: magic"),
        "PAC-3 CRI.kill_model: 'magic' is none of 'table' or 'endgame'",
    ),
    "burns-more-than-it-weighs": (
        (
            "rounds-patriot.yaml",
            "burnout_mass: {low: 350 kg, best: 410 kg, high: 500 kg",
            "burnout_mass: {low: 350 kg, best: 410 kg, high: 880 kg",
        ),
        "GEM-T: burnout_mass reaches up to launch_mass",
    ),
    "swerling-five": (
        ("drones.yaml", "fluctuation: 1", "fluctuation: 5"),
        "Shahed-136.fluctuation: 5 is none of 0, 1, 2, 3 or 4",
    ),
    "fluctuation-without-a-word": (
        ("drones.yaml", "  fluctuation: 1\n", ""),
        "Shahed-136: fluctuation and fluctuation_basis come together",
    ),
    "jammer-in-no-band": (
        ("aircraft.yaml", "bands: [S, C, X, KU]", "bands: []"),
        "Su-35S.jammer.bands: is empty; give at least one",
    ),
    "jammer-in-an-unknown-band": (
        ("aircraft.yaml", "bands: [S, C, X, KU]", "bands: [S, J]"),
        "Su-35S.jammer.bands.1: 'J' is none of 'VHF', 'UHF', 'L', 'S', 'C', 'X', 'KU'"
        " or 'KA'",
    ),
    "jammer-in-a-band-twice": (
        ("aircraft.yaml", "bands: [S, C, X, KU]", "bands: [S, C, S]"),
        "Su-35S.jammer: a band is listed twice in bands",
    ),
    "jammer-that-is-a-word": (
        ("aircraft.yaml", "F-16C:\n", "F-16C:\n  jammer: strong\n"),
        "F-16C.jammer: 'strong' is no block of fields",
    ),
    "stages-that-are-a-word": (
        (MISSILES, "print}\n  stages:\n", "print}\n  stages: two\n  note: |\n"),
        "Scud-B.stages: 'two' is no list",
    ),
    "jammer-without-a-source": (
        (
            "aircraft.yaml",
            "{low: 0.3 kW, best: 2 kW, high: 10 kW, status: assumed",
            "{low: 0.3 kW, best: 2 kW, high: 10 kW, status: published",
        ),
        "Su-35S.jammer.power: a published number needs sources; without one it is"
        " `status: assumed` with a reason",
    ),
    "no-stages": (
        (MISSILES, "  payload_mass: *scud-warhead\n", ""),
        "Scud-B: stages, payload_mass, diameter come together",
    ),
    "stage-with-two-thrusts": (
        (
            MISSILES,
            "      specific_impulse: {low: 226 s",
            THRUST + "      specific_impulse: {low: 226 s",
        ),
        "Scud-B.stages.0: states thrust or specific_impulse, one of the two",
    ),
    "stage-without-propellant": (
        (MISSILES, "propellant_mass: {low: 3600 kg", "propellant_mass: {low: 0 kg"),
        "Scud-B.stages.0: propellant_mass must be above 0 kg",
    ),
    "stage-that-burns-water": (
        (
            MISSILES,
            "specific_impulse: {low: 226 s, best: 228 s",
            "specific_impulse: {low: 60 s, best: 70 s",
        ),
        "Scud-B.stages.0: thrust, burn_time and propellant_mass give 70 s of specific"
        " impulse; engines lie between 150 and 480 s",
    ),
    "stage-of-an-unknown-field": (
        (MISSILES, "      dry_mass: {low: 1050", "      dry_mas: {low: 1050"),
        "Scud-B.stages.0.dry_mas: unknown field; dry_mass?",
    ),
    "ascent-unknown": (
        (
            MISSILES,
            "  payload_mass: *scud-warhead\n",
            "  payload_mass: *scud-warhead\n  guided: straight\n",
        ),
        "Scud-B.guided: 'straight' is none of 'gravity_turn' or 'lofted'",
    ),
}


@pytest.mark.parametrize(("where", "said"), FLAWS.values(), ids=FLAWS)
def test_entry__is_refused_with_one_line(
    tmp_path: Path, where: tuple[str, str, str], said: str
) -> None:
    name, old, new = where
    (tmp_path / "sources.yaml").write_bytes((DATA / "sources.yaml").read_bytes())
    text = (DATA / name).read_text()
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1))
    with pytest.raises(UserError) as caught:
        load(tmp_path)
    line, _, rest = str(caught.value).partition(": ")
    assert line.startswith(f"{tmp_path / name}, line ")
    assert rest == said
