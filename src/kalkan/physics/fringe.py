"""How far beyond its horizon a radar still sees something."""

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS, LIGHT_SPEED


@kernel
def fringe(wavelength: float, earth: float, loss: float) -> float:
    """Return how far beyond the horizon of a smooth Earth a loss is met [m].

    By the slope of the first term of the residue series alone, which overstates it.

    Parameters
    ----------
    wavelength
        [m]
    earth
        Effective-Earth factor. [1]
    loss
        One way. [dB]

    References
    ----------
    .. [1] ITU-R P.526-15, *Propagation by diffraction*, 2019, section 3.1.1.2: the
       distance term falls by 17.6 dB for each unit of X.

    Examples
    --------
    >>> 15e3 < fringe(0.1, 4 / 3, 30.0) < 25e3
    True
    """
    frequency = 1e-6 * LIGHT_SPEED / wavelength  # [MHz]
    radius = 1e-3 * earth * EARTH_RADIUS  # [km]
    return (
        1e3 * loss / 17.6 / (2.188 * frequency ** (1.0 / 3.0) * radius ** (-2.0 / 3.0))
    )
