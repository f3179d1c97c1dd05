"""Blocks inside entries."""

import pytest
from pydantic import ValidationError

from kalkan.catalogue import Jammer, Stage
from kalkan.constants import GRAVITY


def fact(written: str) -> dict[str, str]:
    return {
        "low": written,
        "best": written,
        "high": written,
        "status": "assumed",
        "reason": "a guess",
    }


def stage(**changed: object) -> Stage:
    stated = {
        "burn_time": fact("60 s"),
        "propellant_mass": fact("3600 kg"),
        "dry_mass": fact("1 t"),
    }
    return Stage.model_validate(stated | changed)


def test_stage__of_a_thrust_has_its_impulse() -> None:
    one = stage(thrust=fact("120 kN"))
    assert one.impulse == pytest.approx(120e3 / (3600.0 / 60.0) / GRAVITY)
    assert one.specific_impulse is None


def test_stage__of_an_impulse_keeps_it() -> None:
    assert stage(specific_impulse=fact("240 s")).impulse == 240.0


@pytest.mark.parametrize("thrust", ["50 kN", "400 kN"])
def test_stage__of_an_impossible_thrust_is_refused(thrust: str) -> None:
    with pytest.raises(ValidationError, match="engines lie between 150 and 480 s"):
        stage(thrust=fact(thrust))


def test_stage__without_either_is_refused() -> None:
    with pytest.raises(ValidationError, match="thrust or specific_impulse, one of"):
        stage()


def test_jammer__is_drawn_in_the_logarithm() -> None:
    jammer = Jammer.model_validate(
        {
            "power": fact("2 kW") | {"low": "1 kW", "high": "4 kW"},
            "bandwidth": fact("50 MHz"),
            "bands": ["X"],
        }
    )
    assert jammer.power.spread == "log"
    assert jammer.power.draw(0.5) == pytest.approx(2e3)
    assert jammer.bandwidth.best == 5e7
