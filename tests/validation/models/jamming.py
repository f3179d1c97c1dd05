"""Jamming, antenna and Doppler notch beside what Kalkan computes."""

import math

import numpy as np
from scipy.optimize import brentq

from kalkan import propagation
from kalkan.constants import BOLTZMANN, LIGHT_SPEED
from tests.validation.dossier import Row, Table

BEAM = math.radians(1.5)
FREQUENCY = 3e9
WAVELENGTH = LIGHT_SPEED / FREQUENCY


class Radar:
    """A radar in the terms of the textbooks' equations."""

    peak, gain, bandwidth, figure, needed = 1e6, 10**4.0, 1e6, 10**0.4, 20.0

    def signal(self, distance, rcs):
        """Return the power of the echo [W]."""
        area = self.gain * WAVELENGTH**2 / (4.0 * math.pi)
        density = self.peak * self.gain / (4.0 * math.pi * distance**2)
        return density * rcs / (4.0 * math.pi * distance**2) * area

    def noise(self):
        """Return the power of the receiver's noise [W]."""
        return BOLTZMANN * 290.0 * self.bandwidth * self.figure

    def jamming(self, distance, density, gain):
        """Return the power of noise jamming in the receiver [W]."""
        area = gain * WAVELENGTH**2 / (4.0 * math.pi)
        return density * self.bandwidth / (4.0 * math.pi * distance**2) * area

    def clear_range(self, rcs):
        """Return the range without jamming [m]."""
        at_1_km = self.signal(1e3, rcs) / self.noise() / self.needed
        return 1e3 * at_1_km**0.25


RADAR = Radar()


def _ratio(density, gain, distance):
    return propagation.jam_to_noise(density, gain, FREQUENCY, distance, RADAR.figure)


def jam_to_noise():
    rows = []
    for power, bandwidth, sidelobe, distance in (
        (10e3, 1e9, 0.0, 200e3),
        (10e3, 1e9, -30.0, 200e3),
        (100e3, 500e6, -35.0, 150e3),
        (200.0, 100e6, 0.0, 40e3),
    ):
        density, gain = power / bandwidth, RADAR.gain * 10 ** (0.1 * sidelobe)
        reference = RADAR.jamming(distance, density, gain) / RADAR.noise()
        ours = 10.0 * math.log10(_ratio(density, gain, distance))
        label = f"{power:g} W over {bandwidth / 1e6:g} MHz, {distance / 1e3:g} km"
        label += f", {sidelobe:g} dB" if sidelobe else ", main lobe"
        rows.append(Row(label, 10.0 * math.log10(reference), ours, 1e-9))
    source = "the one-way equation through power densities and apertures."
    return Table(rows, "dB", source, 6)


def burn_through():
    """Return burn-through ranges beside roots of S / (J + N) = needed."""
    rows = []
    for rcs, own, other in (
        (1.0, 0.0, 0.0),
        (1.0, 1e-10, 0.0),
        (1.0, 1e-8, 0.0),
        (1.0, 1e-5, 0.0),
        (10.0, 1e-3, 0.0),
        (1.0, 0.0, 1e-5),
        (10.0, 0.0, 2e-4),
        (3.0, 1e-9, 1e-4),
    ):
        side, far = RADAR.gain * 1e-3, 150e3

        def margin(d, rcs=rcs, own=own, other=other, side=side, far=far):
            against = RADAR.noise() + RADAR.jamming(d, own, RADAR.gain)
            against += RADAR.jamming(far, other, side)
            return math.log(RADAR.signal(d, rcs) / against / RADAR.needed)

        clear = RADAR.clear_range(rcs)
        root = brentq(margin, 1.0, 1e7, xtol=1e-6)
        ours = propagation.burn_through_range(
            clear, _ratio(own, RADAR.gain, clear), _ratio(other, side, far)
        )
        label = f"{rcs:g} m², self {own:g} W/Hz, stand-off {other:g} W/Hz"
        rows.append(Row(label, root / 1e3, ours / 1e3, 1e-7))
    source = (
        "roots of the radar equation with jamming, found numerically; 1 MW, 40 dB, "
        "1 MHz, noise figure 4 dB, 13 dB needed, stand-off at 150 km in -30 dB."
    )
    return Table(rows, "km", source, 7)


def crossover():
    """Return the textbooks' forms for jamming far above the noise."""
    rows = []
    for rcs, density in ((1.0, 1e-5), (5.0, 1e-4), (0.1, 1e-3)):
        reference = math.sqrt(
            RADAR.peak
            * RADAR.gain
            * rcs
            / (4.0 * math.pi * density * RADAR.bandwidth * RADAR.needed)
        )
        clear = RADAR.clear_range(rcs)
        ours = propagation.burn_through_range(clear, _ratio(density, RADAR.gain, clear))
        label = f"{rcs:g} m², self {density:g} W/Hz"
        rows.append(Row(label, reference / 1e3, ours / 1e3, 2e-3 * reference / 1e3))
    source = (
        "√(Pt G σ / (4π pJ B S/J)), D. L. Adamy, *EW 101*, Artech House, 2001, "
        "chapter 9, without the noise."
    )
    return Table(rows, "km", source, 5)


def antenna():
    rows = [
        Row("gain of 1° by 1°", 44.1497, 0.0, 1e-4),
        Row("half a beamwidth off", -3.0103, 0.0, 1e-4),
        Row("one beamwidth off", -12.0412, 0.0, 1e-4),
        Row("far off", -30.0, 0.0, 1e-9),
    ]
    degree = math.radians(1.0)
    values = [propagation.antenna_gain(degree, degree)]
    values += list(propagation.pattern_gain([BEAM / 2, BEAM, 1.0], BEAM, 1e-3))
    rows = [
        row._replace(ours=10.0 * math.log10(value))
        for row, value in zip(rows, values, strict=True)
    ]
    return Table(rows, "dB", "26000 square degrees; a Gaussian beam.", 6)


def notch():
    rows = [
        Row(f"{ratio:g} of the notch", ratio**4 / (1.0 + ratio**4), 0.0, 1e-12)
        for ratio in (0.0, 0.25, 0.5, 1.0, 2.0, 5.0)
    ]
    rows = [
        row._replace(ours=propagation.notch_gain(ratio * 25.0, 25.0))
        for row, ratio in zip(rows, (0.0, 0.25, 0.5, 1.0, 2.0, 5.0), strict=True)
    ]
    return Table(rows, "1", "a second-order Butterworth high-pass.", 5)


def shrinking(axes):
    ratio = np.geomspace(1e-2, 1e6, 200)
    axes.loglog(
        ratio, propagation.burn_through_range(1.0, ratio), label="self-screening"
    )
    axes.loglog(
        ratio, propagation.burn_through_range(1.0, 0.0, ratio), label="stand-off"
    )
    axes.set_xlabel("J/N at the clear range")
    axes.set_ylabel("burn-through range over clear range")
    axes.legend()
    return "Range that jamming leaves."


def beam(axes):
    off = np.linspace(-5.0, 5.0, 1001)
    gain = propagation.pattern_gain(np.radians(off), BEAM, 1e-3)
    aperture = np.sinc(0.886 * off / math.degrees(BEAM)) ** 2
    axes.plot(off, 10.0 * np.log10(np.maximum(aperture, 1e-5)), lw=0.6, color="grey",
              label="uniform aperture")  # fmt: skip
    axes.plot(off, 10.0 * np.log10(gain), label="Kalkan, -30 dB")
    axes.set_ylim(-45.0, 1.0)
    axes.set_xlabel("off the axis [°]")
    axes.set_ylabel("relative gain [dB]")
    axes.legend()
    return "Pattern of a beam of 1.5° with side lobes of -30 dB."


TABLES = {
    "jam-to-noise": jam_to_noise,
    "burn-through": burn_through,
    "crossover": crossover,
    "antenna": antenna,
    "notch": notch,
}
FIGURES = {"shrinking": shrinking, "beam": beam}
