"""Reading fits, and when there are none."""

import json
import shutil

import numpy as np
import pytest

from kalkan.catalogue import Catalogue, Quantity, load
from kalkan.catalogue.fits import (
    FOLDER,
    TIME_STEP,
    Envelope,
    digest_of,
    fits_of,
    grid,
    launcher_of,
    packed,
    unpacked,
)
from kalkan.errors import UserError

NAME = "9M96E"


@pytest.fixture
def folder(tmp_path):
    for path in FOLDER.glob(f"{NAME}.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def _with(**facts):
    known = load()
    kind = known[NAME].model_copy(update=facts)
    return Catalogue(known.systems | {NAME: kind}, known.sources, "0"), kind


def test_fits__are_found_for_the_facts_they_were_made_of():
    known = load()
    fits = fits_of(known, known[NAME])
    assert fits.name == NAME
    assert 0 <= fits.nearest < len(fits) == len(fits.envelopes)
    envelope, p = fits.envelopes[0], fits.members[0].parameters
    assert envelope.reach[[0, -1]].tolist() == [p.range_min, p.range_max]
    assert envelope.height[[0, -1]].tolist() == [p.altitude_min, p.altitude_max]
    assert envelope.speed.tolist() == [0.0, 300.0, 1000.0, 2000.0]


def test_fits__are_none_for_other_facts():
    known, kind = _with(
        loft=Quantity(low=0, best=0, high=0, status="assumed", reason="x")
    )
    assert fits_of(known, kind) is None
    other, costly = _with(unit_cost=load()[NAME].unit_cost, note="other")
    assert fits_of(other, costly) is not None


def test_fits__are_none_for_a_round_without_a_file():
    known = load()
    kind = known[NAME].model_copy(update={"name": "Dart"})
    assert fits_of(known, kind, FOLDER) is None


def test_digest__changes_with_the_launcher():
    known = load()
    rail = launcher_of(known, NAME)
    lower = rail.model_copy(
        update={
            "elevation": Quantity(low=0, best=0, high=0, status="assumed", reason="x")
        }
    )
    changed = Catalogue(known.systems | {rail.name: lower}, known.sources, "0")
    assert digest_of(changed, known[NAME]) != digest_of(known, known[NAME])


def test_launcher__of_a_round_that_nobody_fires_is_a_mistake():
    with pytest.raises(UserError, match="Dart: no launcher of the catalogue fires it"):
        launcher_of(load(), "Dart")


@pytest.mark.parametrize("damage", ["{", "{}", '{"members": [{"parameters": {}}]}'])
def test_fits__that_are_damaged_are_a_mistake(folder, damage):
    (folder / f"{NAME}.json").write_text(damage)
    with pytest.raises(UserError, match=r"9M96E.json: damaged, make it anew"):
        fits_of(load(), load()[NAME], folder)


def test_fits__without_their_envelopes_are_a_mistake(folder):
    (folder / f"{NAME}.npz").unlink()
    with pytest.raises(UserError, match="damaged"):
        fits_of(load(), load()[NAME], folder)


def test_fits__of_an_older_kind_are_made_anew(folder):
    path = folder / f"{NAME}.json"
    raw = json.loads(path.read_text())
    path.write_text(json.dumps(raw | {"digest": "0"}))
    assert fits_of(load(), load()[NAME], folder) is None


def test_envelope__survives_packing_but_for_a_step():
    known = load()
    p = fits_of(known, known[NAME]).members[0].parameters
    rng, shape = np.random.default_rng(1), (2, 16, 12)
    time = rng.uniform(1.0, 300.0, shape)
    time[0, 3] = np.inf
    left, load_ = rng.uniform(0.0, 3e3, shape), rng.uniform(0.0, 9e9, shape)
    speed = np.array([0.0, 300.0])
    whole = Envelope(*grid(p, 16, 12), speed, time, left, load_)
    again = unpacked(packed(whole), speed, p)
    np.testing.assert_allclose(again.time, time, atol=0.51 * TIME_STEP)
    np.testing.assert_allclose(again.left, left, atol=0.051)
    assert again.load.max() == pytest.approx(6553.4)
    assert np.array_equal(again.reach, whole.reach)
