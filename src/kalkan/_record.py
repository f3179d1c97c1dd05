"""Records of arrays: one structured array an axis, its fields read as attributes.

``threats.position[i, 0]`` reads the same compiled and interpreted.  One array
argument per axis instead of one per field keeps compilation short: 240 fields
took 60 s to compile as separate arrays and 3 s as 24 records
(docs/decisions/0002-records.md).
"""

from typing import Any, Self, cast, get_type_hints

import numba
import numpy as np

_READ: dict[type, dict[str, Any]] = {}  # annotations: slow to read, always the same


class _Views:
    """The interpreted stand-in for a record array: plain views, quick to read."""

    def __init__(self, array: np.ndarray) -> None:
        self._array = array
        for name in array.dtype.names or ():
            setattr(self, name, array[name])

    @property
    def shape(self) -> tuple[int, ...]:
        return self._array.shape

    def copy(self) -> "_Views":
        return _Views(self._array.copy())


class Record:
    """Base of every record; a subclass annotates each field with shape and unit.

    The leading named dimensions of the annotations are the axes and must be the
    same for every field; trailing numbers are the size of a small vector.
    """

    @classmethod
    def dims(cls) -> tuple[str, ...]:
        """Return the names of the axes, as ``("sensor", "threat")``."""
        found = {_split(hint)[0] for hint in _hints(cls).values()}
        if len(found) != 1:
            raise TypeError(f"{cls.__name__}: fields disagree on their axes: {found}")
        return found.pop()

    @classmethod
    def dtype(cls) -> np.dtype:
        """Return the structured type of one entry.

        Raises
        ------
        TypeError
            When a field is named like an attribute of every array (``mean``, ``size``),
            which compiled code would read instead.
        """
        taken = [name for name in _hints(cls) if hasattr(np.ndarray, name)]
        if taken:
            raise TypeError(f"{cls.__name__}: arrays already have {taken}")
        return np.dtype(
            [
                (name, np.dtype(hint.dtypes[0]), _split(hint)[1])
                for name, hint in _hints(cls).items()
            ],
            align=True,
        )

    @classmethod
    def zeros(cls, *lengths: int) -> Self:
        """Return a fresh record, dormant: every field zero.

        Raises
        ------
        TypeError
            When the number of lengths is not the number of axes.
        """
        if len(lengths) != len(cls.dims()):
            raise TypeError(f"{cls.__name__} has axes {cls.dims()}, got {lengths}")
        return cast(Self, wrap(np.zeros(lengths, cls.dtype())))


def wrap(array: np.ndarray) -> Any:
    """Return a structured array as a record."""
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return _Views(array)
    return array.view(np.recarray)


def unwrap(record: Any) -> np.ndarray:
    """Return the structured array behind a record."""
    if isinstance(record, _Views):
        return record._array
    return np.asarray(record)


def blank(kind: Any, **lengths: int) -> Any:
    """Return `kind`, a record, an array or a tuple of them, with every entry nought.

    Parameters
    ----------
    kind
        As an annotation says it.
    lengths
        Of axes by name; one that is not named is empty.

    Examples
    --------
    >>> from jaxtyping import Float64
    >>> blank(Float64[np.ndarray, "sensor 3"], sensor=2).shape
    (2, 3)
    >>> blank(Float64[np.ndarray, "2 cluster"], cluster=4).shape
    (2, 4)
    """
    if hasattr(kind, "_fields"):
        hints = _hints(kind)
        return kind(*(blank(hints[name], **lengths) for name in kind._fields))
    if isinstance(kind, type) and issubclass(kind, Record):
        return kind.zeros(*(lengths.get(axis, 0) for axis in kind.dims()))
    words = kind.dim_str.split()
    shape = [int(word) if word.isdigit() else lengths.get(word, 0) for word in words]
    return np.zeros(shape, kind.dtypes[0])


def duplicate(value: Any) -> Any:
    """Return a deep copy of a record, an array, or a tuple of them."""
    if hasattr(value, "_fields"):
        return type(value)(*map(duplicate, value))
    return value.copy() if hasattr(value, "copy") else value


def check_shapes(*records: Any) -> None:
    """Raise TypeError where an axis has two lengths among `records`.

    Axis names mean the same length in every tuple of records passed together, so
    one call checks a whole battle: ``check_shapes(model, state, log)``.
    """
    lengths: dict[str, tuple[int, str]] = {}
    for record in records:
        _check(type(record), record, type(record).__name__, lengths)


def _check(
    kind: Any, value: Any, path: str, lengths: dict[str, tuple[int, str]]
) -> None:
    if hasattr(kind, "_fields"):
        for name, hint in get_type_hints(kind).items():
            _check(hint, getattr(value, name), f"{path}.{name}", lengths)
        return
    if isinstance(kind, type) and issubclass(kind, Record):
        axes, dtype = kind.dims(), kind.dtype()
        if unwrap(value).dtype != dtype:
            raise TypeError(f"{path}: not a {kind.__name__}")
    elif hasattr(kind, "dims"):
        axes, dtype = tuple(str(dim) for dim in kind.dim_str.split()), None
        found = getattr(value, "dtype", type(value).__name__)
        if str(found) not in kind.dtypes:
            raise TypeError(f"{path}: {found} is not {kind.__name__}")
    else:
        return
    if len(axes) != len(value.shape):
        raise TypeError(f"{path}: {value.shape} has not the axes {axes}")
    for axis, length in zip(axes, value.shape, strict=True):
        expected = int(axis) if axis.isdigit() else lengths.get(axis, (length,))[0]
        if length != expected:
            raise TypeError(f"{path}: axis {axis} is {length}, elsewhere {expected}")
        lengths.setdefault(axis, (length, path))


def _hints(cls: type) -> dict[str, Any]:
    if cls not in _READ:
        _READ[cls] = get_type_hints(cls)
    return _READ[cls]


def _split(hint: Any) -> tuple[tuple[str, ...], tuple[int, ...]]:
    words = hint.dim_str.split()
    axes = tuple(word for word in words if not word.isdigit())
    return axes, tuple(int(word) for word in words if word.isdigit())
