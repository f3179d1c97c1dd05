from typing import NamedTuple

import numba
import numpy as np
import pytest
from jaxtyping import Float64, Int64, UInt32

from kalkan import _record
from kalkan._kernel import kernel
from kalkan._record import Record, check_shapes, duplicate, unwrap, wrap


class Boats(Record):
    id: UInt32[np.ndarray, " boat"]
    place: Float64[np.ndarray, "boat 3"]
    crew: Int64[np.ndarray, " boat"]


class Sightings(Record):
    time: Float64[np.ndarray, "boat port"]


class Mixed(Record):
    here: Float64[np.ndarray, " boat"]
    there: Float64[np.ndarray, " port"]


class Sea(NamedTuple):
    depth: float
    frame: Float64[np.ndarray, " 12"]
    tide: Float64[np.ndarray, " port"]
    boats: Boats
    sightings: Sightings


class Statistics(Record):
    mean: Float64[np.ndarray, " boat"]
    time: Float64[np.ndarray, " boat"]


class Fleet(NamedTuple):
    boats: Boats


def sea(boats=2, ports=3):
    return Sea(
        depth=10.0,
        frame=np.zeros(12),
        tide=np.zeros(ports),
        boats=Boats.zeros(boats),
        sightings=Sightings.zeros(boats, ports),
    )


@kernel
def crew_ashore(boats):
    total = 0
    for i in range(boats.shape[0]):
        boats.place[i, 2] = 5.0
        total += boats.crew[i]
    return total


@pytest.fixture(params=[False, True], ids=["compiled", "interpreted"])
def interpreted(request, monkeypatch):
    monkeypatch.setattr(numba.config, "DISABLE_JIT", request.param)
    return request.param


def test_record__says_its_axes():
    assert Boats.dims() == ("boat",)
    assert Sightings.dims() == ("boat", "port")


def test_record__refuses_fields_of_two_axes():
    with pytest.raises(TypeError, match="Mixed: fields disagree on their axes"):
        Mixed.dims()


def test_record__has_the_type_of_its_annotations():
    dtype = Boats.dtype()
    assert dtype.names == ("id", "place", "crew")
    assert dtype["id"] == np.uint32
    assert dtype["place"] == np.dtype((np.float64, (3,)))
    assert dtype.isalignedstruct


def test_record__refuses_names_that_arrays_have():
    with pytest.raises(TypeError, match=r"Statistics: arrays already have \['mean'\]"):
        Statistics.dtype()


def test_zeros__are_dormant_and_as_long_as_asked(interpreted):
    sightings = Sightings.zeros(2, 3)
    assert isinstance(sightings, _record._Views) == interpreted
    assert sightings.shape == (2, 3)
    assert sightings.time.shape == (2, 3)
    assert not sightings.time.any()


@pytest.mark.parametrize("lengths", [(), (1,), (1, 2, 3)])
def test_zeros__needs_a_length_for_each_axis(lengths):
    with pytest.raises(TypeError, match=r"Sightings has axes \('boat', 'port'\), got"):
        Sightings.zeros(*lengths)


def test_field__is_a_view_of_the_record(interpreted):
    boats = Boats.zeros(2)
    boats.place[1, 2] = 7.0
    boats.crew[0] = 4
    raw = unwrap(boats)
    assert raw["place"][1].tolist() == [0.0, 0.0, 7.0]
    assert raw["crew"].tolist() == [4, 0]
    raw["id"][1] = 9
    assert boats.id[1] == 9


def test_unwrap__gives_back_what_was_wrapped(interpreted):
    raw = np.zeros(2, Boats.dtype())
    again = unwrap(wrap(raw))
    assert again.dtype == raw.dtype
    again["crew"][0] = 3
    assert raw["crew"][0] == 3


def test_views__of_a_plain_array_have_no_fields():
    assert _record._Views(np.zeros(3)).shape == (3,)


def test_kernel__reads_and_writes_a_record():
    boats = Boats.zeros(3)
    boats.crew[:] = 2
    assert crew_ashore(boats) == 6
    assert boats.place[:, 2].tolist() == [5.0] * 3


def test_duplicate__shares_nothing(interpreted):
    old = sea()
    new = duplicate(old)
    assert isinstance(new, Sea)
    new.boats.crew[0] = 5
    new.tide[0] = 5.0
    new.sightings.time[0, 0] = 5.0
    assert not old.boats.crew.any()
    assert not old.tide.any()
    assert not old.sightings.time.any()
    assert new.depth == 10.0


def test_check__accepts_what_fits_together(interpreted):
    check_shapes(sea())
    check_shapes(sea(), Fleet(Boats.zeros(2)))
    check_shapes()


def test_check__finds_one_axis_of_two_lengths(interpreted):
    with pytest.raises(TypeError, match=r"Sea.sightings: axis boat is 4, elsewhere 2"):
        check_shapes(sea()._replace(sightings=Sightings.zeros(4, 3)))


def test_check__compares_the_records_passed_together():
    with pytest.raises(TypeError, match=r"Fleet.boats: axis boat is 5, elsewhere 2"):
        check_shapes(sea(), Fleet(Boats.zeros(5)))


def test_check__holds_a_length_that_is_written():
    with pytest.raises(TypeError, match=r"Sea.frame: axis 12 is 11, elsewhere 12"):
        check_shapes(sea()._replace(frame=np.zeros(11)))


def test_check__tells_one_record_from_another(interpreted):
    with pytest.raises(TypeError, match=r"Fleet.boats: not a Boats"):
        check_shapes(Fleet(Sightings.zeros(2, 3)))


def test_check__tells_one_number_from_another():
    with pytest.raises(TypeError, match=r"Sea.tide: int64 is not Float64"):
        check_shapes(sea()._replace(tide=np.zeros(3, np.int64)))


def test_check__counts_the_axes():
    with pytest.raises(TypeError, match=r"Sea.tide: \(3, 1\) has not the axes"):
        check_shapes(sea()._replace(tide=np.zeros((3, 1))))
