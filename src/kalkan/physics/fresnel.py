"""The Fresnel integrals, to double precision."""

import math

from kalkan._kernel import kernel

_SERIES = 2.0  # below it the power series, above it the continued fraction
_SMALL = 1e-17
_MOST = 200


@kernel
def _series(x: float) -> tuple[float, float]:
    """Return C and S by their power series (7.6.4 and 7.6.6)."""
    z = 0.5 * math.pi * x * x
    cosine = sine = 0.0
    term = x  # x z^n / n!
    for n in range(_MOST):
        part = term / (2 * n + 1)
        sign = -1.0 if (n // 2) % 2 == 1 else 1.0
        if n % 2 == 0:
            cosine += sign * part
        else:
            sine += sign * part
        if abs(part) < _SMALL * x:
            break
        term *= z / (n + 1)
    return cosine, sine


@kernel
def _fraction(x: float) -> tuple[float, float]:
    """Return C and S by the continued fraction of erfc (7.9.1, 7.5.8), Lentz's way.

    C + iS = (1 + i) / 2 · (1 - erfc(z)) with z = √π / 2 · (1 - i) · x.
    """
    z2 = complex(0.0, -0.5 * math.pi * x * x)
    # √π z exp(z²) erfc(z) = 2 z² / (2 z² + 1 - 1·2 / (2 z² + 5 - 3·4 / …))
    b = 2.0 * z2 + 1.0
    c = complex(1e300, 0.0)
    d = 1.0 / b
    h = d
    for n in range(1, _MOST):
        a = -float((2 * n - 1) * 2 * n)
        b += 4.0
        d = 1.0 / (a * d + b)
        c = b + a / c
        step = c * d
        h *= step
        if abs(step.real - 1.0) + abs(step.imag) < 1e-16:
            break
    z = 0.5 * math.sqrt(math.pi) * x * complex(1.0, -1.0)
    angle = 0.5 * math.pi * x * x
    wave = complex(math.cos(angle), math.sin(angle))  # exp(-z²)
    erfc = 2.0 * z * h * wave / math.sqrt(math.pi)
    both = complex(0.5, 0.5) * (1.0 - erfc)
    return both.real, both.imag


@kernel
def fresnel(x: float) -> tuple[float, float]:
    r"""Return the Fresnel integrals.

    .. math:: C + i S = \int_0^x e^{i \pi t^2 / 2} dt

    Parameters
    ----------
    x
        Upper limit. [1]

    Returns
    -------
    C and S, to 1e-14 up to a hundred. [1, 1]

    References
    ----------
    .. [1] NIST, *Digital Library of Mathematical Functions*, chapter 7, equations
       7.5.8, 7.6.4, 7.6.6 and 7.9.1.

    Examples
    --------
    >>> c, s = fresnel(1.0)
    >>> round(c, 10), round(s, 10)
    (0.7798934004, 0.4382591474)
    """
    size = abs(x)
    if size < _SERIES:
        c, s = _series(size)
    elif size < 1e8:
        c, s = _fraction(size)
    else:
        c, s = 0.5, 0.5  # nan stays nan below
    sign = math.copysign(1.0, x)
    if x != x:
        return x, x
    return sign * c, sign * s
