import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kalkan.catalogue import Quantity
from kalkan.catalogue.quantity import Measure


def quantity(low: float, best: float, high: float, spread: str = "linear") -> Quantity:
    return Quantity.model_validate(
        {
            "low": low,
            "best": best,
            "high": high,
            "status": "assumed",
            "reason": "of a test",
            "spread": spread,
        }
    )


def test_draw__of_an_exact_value_is_it() -> None:
    assert quantity(3.0, 3.0, 3.0).draw(0.7) == 3.0
    assert quantity(0.0, 0.0, 0.0, "log").draw(0.7) == 0.0


@given(
    st.tuples(*[st.floats(1e-6, 1e6)] * 3).map(sorted),
    st.sampled_from(["linear", "log"]),
    st.floats(0.0, 1.0, exclude_max=True),
)
def test_draw__stays_inside(ends: list[float], spread: str, u: float) -> None:
    drawn = quantity(*ends, spread=spread)
    slack = 1e-9 * ends[2]
    assert ends[0] - slack <= drawn.draw(u) <= ends[2] + slack


def test_draw__rises_with_its_probability() -> None:
    for spread in ("linear", "log"):
        drawn = [
            quantity(1.0, 2.0, 10.0, spread).draw(u) for u in np.linspace(0, 1, 99)
        ]
        assert np.all(np.diff(drawn) > 0.0)


def test_draw__linear_has_the_mean_of_a_triangle() -> None:
    drawn = quantity(1.0, 2.0, 6.0)
    grid = (np.arange(20000) + 0.5) / 20000
    mean = np.mean([drawn.draw(u) for u in grid])
    assert mean == pytest.approx((1.0 + 2.0 + 6.0) / 3.0, rel=1e-4)


def test_draw__log_has_the_mean_of_a_triangle_in_its_logarithm() -> None:
    drawn = quantity(1e-4, 1e-3, 1e-1, "log")
    grid = (np.arange(20000) + 0.5) / 20000
    mean = np.mean([math.log10(drawn.draw(u)) for u in grid])
    assert mean == pytest.approx((-4 - 3 - 1) / 3.0, rel=1e-4)


@pytest.mark.parametrize("best", [1.0, 5.0])
def test_draw__mode_may_be_at_an_end(best: float) -> None:
    drawn = quantity(1.0, best, 5.0)
    assert drawn.draw(0.0) == pytest.approx(1.0)
    assert drawn.draw(1.0 - 1e-12) == pytest.approx(5.0, rel=1e-5)


def test_quantity__cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        quantity(1.0, 2.0, 3.0).best = 9.0  # type: ignore[misc]


def test_quantity__without_a_source_is_refused() -> None:
    with pytest.raises(ValidationError, match="a published number needs sources"):
        Quantity(low=1.0, best=1.0, high=1.0, status="published")


def test_measure__takes_a_quantity_as_it_is() -> None:
    known = quantity(1.0, 2.0, 3.0)
    assert Measure("length", "0 m", "1 km").read(known) is known
