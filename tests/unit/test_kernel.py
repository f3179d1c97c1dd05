import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numba
import numpy as np
import pytest
from jaxtyping import Float64, Int64
from numba import types

from kalkan import _kernel
from kalkan._kernel import cache_directory, entry, fingerprint, kernel, pinned, slot
from kalkan._record import Record

PACKAGE = Path(_kernel.__file__).parent
COMPILED = not numba.config.DISABLE_JIT
needs_compiler = pytest.mark.compiled


class Boats(Record):
    place: Float64[np.ndarray, "boat 3"]


class Sightings(Record):
    time: Float64[np.ndarray, "boat port"]


class Sea(NamedTuple):
    depth: float
    tide: Float64[np.ndarray, "port 2"]
    boats: Boats


class Pair(NamedTuple):
    near: Float64[np.ndarray, " port"]
    far: Float64[np.ndarray, " port"]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package that the fingerprint takes for its own."""
    (tmp_path / "physics").mkdir()
    for name in ("_kernel.py", "draw.py", "physics/radar.py"):
        (tmp_path / name).write_text(f"# {name}\n")
    (tmp_path / "data.yaml").write_text("range: 300 km\n")
    monkeypatch.setattr(_kernel, "__file__", str(tmp_path / "_kernel.py"))
    return tmp_path


# ---------------------------------------------------------------- cache


def test_fingerprint__is_the_same_for_the_same_source(package, tmp_path_factory):
    first = fingerprint()
    assert first == fingerprint()
    assert len(first) == 16
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "kalkan"
    shutil.copytree(package, elsewhere)
    _kernel.__file__ = str(elsewhere / "_kernel.py")  # undone with the fixture
    assert fingerprint() == first


@pytest.mark.parametrize("name", ["_kernel.py", "draw.py", "physics/radar.py"])
def test_fingerprint__changes_with_any_source_file(package, name):
    before = fingerprint()
    (package / name).write_text("# changed\n")
    assert fingerprint() != before


def test_fingerprint__changes_when_a_file_comes_goes_or_moves(package):
    seen = {fingerprint()}
    (package / "new.py").write_text("")
    seen.add(fingerprint())
    (package / "new.py").rename(package / "physics" / "new.py")
    seen.add(fingerprint())
    (package / "draw.py").unlink()
    seen.add(fingerprint())
    assert len(seen) == 4


def test_fingerprint__does_not_care_for_data(package):
    before = fingerprint()
    (package / "data.yaml").write_text("range: 400 km\n")
    assert fingerprint() == before


def test_cache__is_where_the_variable_says(monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/somewhere")
    assert cache_directory() == Path("/somewhere")


def test_cache__has_a_folder_for_each_source(package, monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    assert cache_directory() == Path("/cache/kalkan/kernels") / fingerprint()
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/someone")
    expected = Path("/home/someone/.cache/kalkan/kernels") / fingerprint()
    assert cache_directory() == expected


def test_cache__is_in_force():
    assert Path(numba.config.CACHE_DIR) == cache_directory()


@needs_compiler
def test_cache__never_runs_an_old_callee(tmp_path):
    """Numba alone would: it looks only at the file of the function called first."""
    folder = tmp_path / "kalkan"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    for name in ("_kernel.py", "_record.py"):
        shutil.copy(PACKAGE / name, folder)
    (folder / "inner.py").write_text(
        "from kalkan._kernel import kernel\n@kernel\ndef inner(x):\n    return x + 1\n"
    )
    (folder / "outer.py").write_text(
        "from kalkan._kernel import kernel\nfrom kalkan.inner import inner\n"
        "@kernel\ndef outer(x):\n    return 10 * inner(x)\n"
    )

    def answer():
        environment = os.environ | {
            "PYTHONPATH": str(tmp_path),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        }
        environment.pop("NUMBA_CACHE_DIR", None)
        command = "from kalkan.outer import outer; print(outer(1))"
        done = subprocess.run(
            [sys.executable, "-c", command],
            env=environment, cwd=tmp_path, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return int(done.stdout)

    assert answer() == 20
    inner = folder / "inner.py"
    inner.write_text(inner.read_text().replace("x + 1", "x + 2"))
    assert answer() == 30
    kept = sorted((tmp_path / "cache" / "kalkan" / "kernels").iterdir())
    assert len(kept) == 2


# ---------------------------------------------------------------- types


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (None, types.void),
        (bool, types.boolean),
        (int, types.int64),
        (float, types.float64),
        (types.uint32, types.uint32),
        (Float64[np.ndarray, "port 3"], types.float64[:, ::1]),
        (Int64[np.ndarray, " port"], types.int64[::1]),
    ],
)
def test_type__reads_annotations(hint, expected):
    assert _kernel._type(hint) == expected


def test_type__of_a_record_is_a_structured_array():
    boats, sightings = _kernel._type(Boats), _kernel._type(Sightings)
    assert (boats.ndim, sightings.ndim) == (1, 2)
    assert boats.dtype == numba.from_dtype(Boats.dtype())
    assert boats.layout == "C"


def test_type__of_a_record_is_that_of_its_arrays():
    if COMPILED:
        assert numba.typeof(Boats.zeros(2)) == _kernel._type(Boats)
        assert numba.typeof(Sightings.zeros(2, 3)) == _kernel._type(Sightings)


def test_type__of_records_of_records_is_that_of_the_tuple():
    expected = _kernel._type(Sea)
    assert expected.instance_class is Sea
    assert [*expected.types] == [
        types.float64,
        types.float64[:, ::1],
        _kernel._type(Boats),
    ]
    alike = _kernel._type(Pair)
    assert (alike.instance_class, alike.count) == (Pair, 2)
    if COMPILED:
        sea = Sea(1.0, np.zeros((2, 2)), Boats.zeros(1))
        assert numba.typeof(sea) == expected
        assert numba.typeof(Pair(np.zeros(1), np.zeros(2))) == alike


# ---------------------------------------------------------------- kernels


@kernel
def inverse(x):
    """Return 1 / x."""
    return 1.0 / x


@entry(Sea, int, returns=float)
def deepest(sea, i):
    return sea.depth + sea.boats.place[i, 2]


@entry(slot(Boats, float), slot(Boats, float), Boats, float)
def turn_each(first, second, boats, amount):
    first(boats, amount)
    second(boats, amount)


@kernel
def raise_all(boats, amount):
    for i in range(boats.shape[0]):
        boats.place[i, 2] += amount


@kernel
def double_all(boats, amount):
    for i in range(boats.shape[0]):
        boats.place[i, 2] *= 2.0


def test_kernel__keeps_its_name_and_docstring():
    assert inverse.__name__ == "inverse"
    assert inverse.__doc__ == "Return 1 / x."


@needs_compiler
def test_kernel__divides_as_numpy_does_and_lets_threads_run():
    assert inverse(0.0) == np.inf
    assert inverse.targetoptions["nogil"]
    assert (
        "fastmath" not in inverse.targetoptions
        or not (inverse.targetoptions["fastmath"])
    )


def test_entry__takes_a_tuple_of_records():
    sea = Sea(10.0, np.zeros((2, 2)), Boats.zeros(2))
    sea.boats.place[1, 2] = 5.0
    assert deepest(sea, 1) == 15.0


@needs_compiler
def test_entry__takes_nothing_else():
    assert len(deepest.signatures) == 1
    with pytest.raises(TypeError, match="No matching definition"):
        deepest(Sea(10.0, np.zeros((2, 2), np.float32), Boats.zeros(2)), 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(raise_all, double_all, 8.0), (double_all, raise_all, 5.0)],
)
def test_slot__takes_any_kernel_of_its_type(first, second, expected):
    boats = Boats.zeros(2)
    boats.place[:, 2] = 1.0
    turn_each(first, second, boats, 3.0)
    assert boats.place[:, 2].tolist() == [expected] * 2


def test_pinned__is_taken_by_a_slot_like_the_kernel_itself():
    boats, place = Boats.zeros(2), slot(Boats, float)
    first, second = (pinned(one, place) for one in (raise_all, double_all))
    for _ in range(2):
        turn_each(first, second, boats, 3.0)
    assert boats.place[:, 2].tolist() == [18.0] * 2
    turn_each(raise_all, second, boats, 1.0)
    assert boats.place[:, 2].tolist() == [38.0] * 2


@needs_compiler
def test_pinned__is_the_kernel_where_numba_hides_addresses(monkeypatch):
    monkeypatch.delattr(_kernel.function_type, "_get_wrapper_address")
    assert pinned(raise_all, slot(Boats, float)) is raise_all


@needs_compiler
def test_kernel__cannot_make_an_array():
    @_kernel.kernel
    def wasteful(n: int) -> float:
        return float(np.zeros(n)[0])

    @_kernel.builder
    def builds(n: int) -> np.ndarray:
        return np.zeros(n)

    with pytest.raises(numba.NumbaError, match="array passed into the function"):
        wasteful(3)
    assert builds(3).shape == (3,)
