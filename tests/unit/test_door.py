"""`import kalkan`: light, and what is behind it."""

import pytest

import kalkan


def test_door__opens_on_what_it_names():
    assert callable(kalkan.run)
    assert callable(kalkan.load)
    assert callable(kalkan.track)
    assert kalkan.Study.__name__ == "Study"
    assert issubclass(kalkan.UserError, Exception)
    assert isinstance(kalkan.__version__, str)
    assert {"run", "load", "track", "Study", "__version__"} <= set(dir(kalkan))


def test_door__has_nothing_else():
    with pytest.raises(AttributeError, match="no attribute 'fight'"):
        _ = kalkan.fight
