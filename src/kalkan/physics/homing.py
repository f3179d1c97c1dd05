"""The linear theory of homing: misses of proportional navigation with one lag.

About a collision course the law of `kalkan.physics.guidance` is linear in the offset y
of the target from the line of sight.  With n what the round flies, T its lag, t the
time to go and N the navigation ratio,

    y'' = n_target - n,    T n' = c - n,    c = N (y + y' t) / t².

The miss is y in the end.  `linear_engagement` integrates this, forward in time and by
the law itself; the closed forms hold for every N above 2; `noise_variances` integrates
the adjoint system.

References
----------
.. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapters 2 (zero lag), 3 (adjoint method) and 4 (noise).
.. [2] NIST, *Digital Library of Mathematical Functions*, section 13.2 (Kummer).
"""

import math

from kalkan._kernel import kernel
from kalkan.physics.guidance import proportional

State = tuple[float, float, float]  #: offset, its rate, and what is flown
Adjoint = tuple[float, float, float, float, float]

_LAG_SHARE, _GO_SHARE = 0.01, 0.02  # steps over lag and over time to go
_END = 1e-8  # time to go at which the engagement is over, over lag and duration
_NARROW = 1e5  # distance at the end over the greatest offset: lines of sight are narrow
_TERMS = 500  # of Kummer's series, at most


@kernel
def linear_engagement(
    ratio: float, lag: float, duration: float, drift: float, pull: float, until: float
) -> tuple[float, float, float]:
    """Fly a linear engagement by proportional navigation.

    Parameters
    ----------
    ratio
        Navigation ratio. [1]
    lag
        Time constant of the round's one lag, 0 or more. [s]
    duration
        Time to go at the start, positive. [s]
    drift
        Rate at which the offset grows at the start: minus speed times heading error.
        [m s⁻¹]
    pull
        Acceleration of the target across the line of sight, from the start on. [m s⁻²]
    until
        Time at which to look; the end of the engagement when it is `duration`. [s]

    Returns
    -------
    Offset, which at the end is the miss; its rate; acceleration of the round.
    [m, m s⁻¹, m s⁻²]

    Examples
    --------
    >>> miss, _, _ = linear_engagement(3.0, 1.0, 5.0, 0.0, 9.81, 5.0)
    >>> round(miss / 9.81, 8)
    0.08422434
    """
    scale = max(abs(drift) * duration, abs(pull) * duration * duration)
    last = _END * (min(duration, lag) if lag > 0.0 else duration)
    closing = _NARROW * scale / last + 1.0
    last = max(duration - until, last)
    state, left = (0.0, drift, 0.0), duration
    while left > last:
        step = _GO_SHARE * left
        if lag > 0.0:
            step = min(step, _LAG_SHARE * lag)
        step = min(step, left - last)
        state = _step(ratio, lag, closing, pull, left, step, state)
        left = max(left - step, last)
    y, rate, flown = state
    if lag <= 0.0:
        flown = _asked(ratio, closing, left, state)
    if until >= duration:
        y += rate * left
    return y, rate, flown


@kernel
def _asked(ratio: float, closing: float, left: float, state: State) -> float:
    """Return what the law asks for across the line of sight [m s⁻²]."""
    away, drift = (closing * left, state[0], 0.0), (-closing, state[1], 0.0)
    return proportional(ratio, away, drift)[1]


@kernel
def _rates(
    ratio: float, lag: float, closing: float, pull: float, left: float, state: State
) -> State:
    asked = _asked(ratio, closing, left, state)
    if lag <= 0.0:
        return state[1], pull - asked, 0.0
    return state[1], pull - state[2], (asked - state[2]) / lag


@kernel
def _ahead(state: State, rates: State, step: float) -> State:
    return (
        state[0] + step * rates[0],
        state[1] + step * rates[1],
        state[2] + step * rates[2],
    )


@kernel
def _step(
    ratio: float,
    lag: float,
    closing: float,
    pull: float,
    left: float,
    step: float,
    state: State,
) -> State:
    """Take one step of the classical Runge-Kutta method of fourth order."""
    half = 0.5 * step
    a = _rates(ratio, lag, closing, pull, left, state)
    b = _rates(ratio, lag, closing, pull, left - half, _ahead(state, a, half))
    c = _rates(ratio, lag, closing, pull, left - half, _ahead(state, b, half))
    d = _rates(ratio, lag, closing, pull, left - step, _ahead(state, c, step))
    sixth = step / 6.0
    return (
        state[0] + sixth * (a[0] + 2.0 * b[0] + 2.0 * c[0] + d[0]),
        state[1] + sixth * (a[1] + 2.0 * b[1] + 2.0 * c[1] + d[1]),
        state[2] + sixth * (a[2] + 2.0 * b[2] + 2.0 * c[2] + d[2]),
    )


@kernel
def linear_miss(
    ratio: float, lag: float, duration: float, drift: float, pull: float
) -> float:
    """Return the offset at the end of a `linear_engagement` [m]."""
    return linear_engagement(ratio, lag, duration, drift, pull, duration)[0]


# ------------------------------------------------------------------ closed forms


@kernel
def kummer(a: float, b: float, x: float) -> float:
    """Return e⁻ˣ times Kummer's confluent hypergeometric function M(a, b, x).

    Parameters
    ----------
    a, b
        Parameters, b positive. [1]
    x
        Argument, 0 or more. [1]

    References
    ----------
    .. [1] NIST, *Digital Library of Mathematical Functions*, equation 13.2.2.

    Examples
    --------
    >>> round(kummer(-1.0, 2.0, 1.0), 8)  # e⁻¹ (1 - 1/2)
    0.18393972
    """
    term, total = math.exp(-x), 0.0
    for n in range(_TERMS):
        total += term
        term *= (a + n) / (b + n) * x / (n + 1.0)
        if abs(term) < 1e-17 and n > x:
            break
    return total


@kernel
def heading_miss(ratio: float, x: float) -> float:
    """Return the miss after a heading error over -speed · error · duration.

    It is e⁻ˣ M(2 - N, 2, x): for N = 3, 4, 5 e⁻ˣ times 1 - x/2, 1 - x + x²/6 and
    1 - 3x/2 + x²/2 - x³/24.

    Parameters
    ----------
    ratio
        Navigation ratio N. [1]
    x
        Duration over lag. [1]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 3: the adjoint of the loop is (s / (s + 1))ᴺ / s².

    Examples
    --------
    >>> round(heading_miss(4.0, 5.0), 8)
    0.00112299
    """
    return kummer(2.0 - ratio, 2.0, x)


@kernel
def target_miss(ratio: float, x: float) -> float:
    """Return the miss against a step of acceleration over acceleration · lag².

    It is e⁻ˣ x²/2 M(3 - N, 3, x): for N = 3, 4, 5 e⁻ˣ x² times 1/2, 1/2 - x/6 and
    1/2 - x/3 + x²/24.

    Parameters
    ----------
    ratio
        Navigation ratio N. [1]
    x
        Duration over lag. [1]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 3: the adjoint of the loop is (s / (s + 1))ᴺ / s³.

    Examples
    --------
    >>> round(target_miss(5.0, 10.0), 8)
    0.00605332
    """
    return 0.5 * x * x * kummer(3.0 - ratio, 3.0, x)


@kernel
def heading_error_miss(
    ratio: float, lag: float, duration: float, speed: float, error: float
) -> float:
    """Return the miss that a heading error leaves: `heading_miss` in metres."""
    if lag <= 0.0 or duration <= 0.0:
        return 0.0
    return -speed * error * duration * heading_miss(ratio, duration / lag)


@kernel
def step_miss(ratio: float, lag: float, duration: float, pull: float) -> float:
    """Return the miss against a steady turn: `target_miss` in metres."""
    if lag <= 0.0:
        return 0.0
    return pull * lag * lag * target_miss(ratio, duration / lag)


@kernel
def heading_pull(ratio: float, share: float) -> float:
    """Return what a round without lag flies against a heading error.

    Over -speed · error / duration: N (1 - t/t_F)ᴺ⁻².

    Parameters
    ----------
    ratio
        Navigation ratio N. [1]
    share
        Time over duration, t/t_F. [1]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 2.

    Examples
    --------
    >>> heading_pull(4.0, 0.5)
    1.0
    """
    return float(ratio * (1.0 - share) ** (ratio - 2.0))


@kernel
def target_pull(ratio: float, share: float) -> float:
    """Return what a round without lag flies over the target's acceleration.

    N / (N - 2) [1 - (1 - t/t_F)ᴺ⁻²], and -2 ln(1 - t/t_F) for N = 2.

    Parameters
    ----------
    ratio
        Navigation ratio N. [1]
    share
        Time over duration, t/t_F. [1]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 2.

    Examples
    --------
    >>> [round(target_pull(ratio, 1.0), 6) for ratio in (3.0, 4.0, 5.0)]
    [3.0, 2.0, 1.666667]
    """
    if ratio == 2.0:
        if share >= 1.0:
            return math.inf
        return -2.0 * math.log(1.0 - share)
    return float(ratio / (ratio - 2.0) * (1.0 - (1.0 - share) ** (ratio - 2.0)))


# ------------------------------------------------------------------ noise


@kernel
def noise_variances(ratio: float, x: float) -> tuple[float, float, float]:
    r"""Return the variances of the miss that white noise makes.

    The adjoint p of the loop, run from the end backwards, is the miss per unit of
    y + y' t at time to go t, and q that per unit of n.  With t and all else in lags,
    p' = N q / t², q' = -p t - q.  White noise of density Φ makes a miss of variance
    Φ ∫ h² dt, where h is

    - -N (p + q/t) for an offset of the target (glint), when the line of sight so
      measured is differentiated: the usual model;
    - t times that for an angle (noise of the seeker that does not depend on range);
    - p' for an offset of the target whose rate is known, as the battle's seekers see.

    Parameters
    ----------
    ratio
        Navigation ratio N. [1]
    x
        Duration over lag. [1]

    Returns
    -------
    Variance over Φ / T of glint; over Φ V² T of angle noise, V the closing speed; over
    Φ / T of glint with a known rate. [1]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapters 3 and 4.

    Examples
    --------
    >>> glint, angle, _ = noise_variances(3.0, 40.0)
    >>> round(glint**0.5, 2), round(angle**0.5, 2)
    (1.44, 0.53)
    """
    t = _END * min(1.0, x)
    p = 1.0 - 0.5 * ratio * t, -0.5 * t * t, 0.0, 0.0, 0.0
    while t < x:
        step = min(min(_GO_SHARE * t, _LAG_SHARE), x - t)
        p = _back(ratio, t, step, p)
        t += step
    return p[2], p[3], p[4]


@kernel
def _back(ratio: float, t: float, step: float, p: Adjoint) -> Adjoint:
    """Take one step of the classical Runge-Kutta method of the adjoint system."""
    half, sixth = 0.5 * step, step / 6.0
    a = _growth(ratio, t, p[0], p[1])
    b = _growth(ratio, t + half, p[0] + half * a[0], p[1] + half * a[1])
    c = _growth(ratio, t + half, p[0] + half * b[0], p[1] + half * b[1])
    d = _growth(ratio, t + step, p[0] + step * c[0], p[1] + step * c[1])
    return (
        p[0] + sixth * (a[0] + 2.0 * b[0] + 2.0 * c[0] + d[0]),
        p[1] + sixth * (a[1] + 2.0 * b[1] + 2.0 * c[1] + d[1]),
        p[2] + sixth * (a[2] + 2.0 * b[2] + 2.0 * c[2] + d[2]),
        p[3] + sixth * (a[3] + 2.0 * b[3] + 2.0 * c[3] + d[3]),
        p[4] + sixth * (a[4] + 2.0 * b[4] + 2.0 * c[4] + d[4]),
    )


@kernel
def _growth(ratio: float, t: float, p: float, q: float) -> Adjoint:
    glint, known = ratio * (p + q / t), ratio * q / (t * t)
    return known, -p * t - q, glint * glint, (t * glint) ** 2, known * known


@kernel
def glint_miss(ratio: float, lag: float, duration: float, density: float) -> float:
    """Return the standard deviation of the miss by glint of a density [m]."""
    return math.sqrt(noise_variances(ratio, duration / lag)[0] * density / lag)


@kernel
def angle_noise_miss(
    ratio: float, lag: float, duration: float, closing: float, density: float
) -> float:
    """Return the standard deviation of the miss by angle noise of a density [m]."""
    return closing * math.sqrt(
        noise_variances(ratio, duration / lag)[1] * density * lag
    )
