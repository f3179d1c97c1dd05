"""The one place where Numba's switches are set."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast, get_type_hints

import numba
import numpy as np
from numba import types
from numba.experimental import function_type

from kalkan._record import Record

F = TypeVar("F", bound=Callable[..., object])

SWITCHES: dict[str, Any] = {
    "cache": os.environ.get("KALKAN_KERNEL_CACHE", "1") == "1",
    "nogil": True,  # replicates run in threads and share one compilation
    "error_model": "numpy",  # 1/0 is inf, as in NumPy
    "fastmath": False,  # the same bits everywhere; NaN stays NaN
    "_nrt": False,  # no memory is ever allocated, so none is counted: 2.4 times as fast
}

_SCALARS = {bool: types.boolean, int: types.int64, float: types.float64}


def fingerprint() -> str:
    """Return a hash of every source file of the package.

    Numba's cache notices a change in a function's own file, but not in the
    files of the functions it calls (numba issue 1833); a cache directory per
    fingerprint is never stale.
    """
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for source in sorted(package.rglob("*.py")):
        digest.update(source.relative_to(package).as_posix().encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def cache_directory() -> Path:
    """Return the folder where compiled kernels of exactly this source are kept."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "kalkan" / "kernels" / fingerprint()


numba.config.CACHE_DIR = str(cache_directory())  # type: ignore[attr-defined]


#: A private kernel that takes records is called from kernels alone: without the
#: wrappers that unpack Python objects, a phase compiles in two fifths of the time.
UNWRAPPED: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def kernel(function: F) -> F:
    """Compile `function` on first call; the type checker sees it unchanged.

    A kernel cannot make an array, which the compiler holds it to.  One whose name
    begins with an underscore is inlined, since a call hands over every array by value;
    if it takes records, it can be called from other kernels only.
    """
    switches = dict(SWITCHES)
    if function.__name__.startswith("_"):
        switches["forceinline"] = True
        if any(map(_is_record, function.__annotations__.values())):
            switches |= UNWRAPPED
    return cast(F, numba.njit(**switches)(function))


def _is_record(hint: object) -> bool:
    """Return whether an annotation is a record or a tuple of them."""
    return isinstance(hint, type) and (
        issubclass(hint, Record) or hasattr(hint, "_fields")
    )


def builder(function: F) -> F:
    """Compile a function that makes arrays, before any battle and never in one."""
    return cast(F, numba.njit(**{**SWITCHES, "_nrt": True})(function))


def entry(*arguments: Any, returns: Any = None) -> Callable[[F], F]:
    """Compile a function for exactly these types, when it is defined.

    Only a function with a stated signature may take other kernels as arguments
    and still be cached.
    """

    def compile_(function: F) -> F:
        signature = _type(returns)(*map(_type, arguments))
        return cast(F, numba.njit([signature], **SWITCHES)(function))

    return compile_


def compile_for(function: Any, *arguments: Any) -> None:
    """Compile a kernel for the types of its arguments, into the cache."""
    if not numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        function.compile(tuple(map(_type, arguments)))


def is_cached(pattern: str) -> bool:
    """Return whether a kernel needs no compiling: cached, or nothing is compiled.

    Parameters
    ----------
    pattern
        Of its file among those of this state of the sources.
    """
    if os.environ.get("NUMBA_DISABLE_JIT", "0") == "1":
        return True
    kept = bool(SWITCHES["cache"]) and cache_directory().is_dir()
    return kept and any(cache_directory().glob(pattern))


def slot(*arguments: Any) -> Any:
    """Return the type of a kernel passed as an argument: a place for a plug-in."""
    return types.FunctionType(types.void(*map(_type, arguments)))


class _Pinned(types.WrapperAddressProtocol):
    """A compiled kernel, its address looked up once."""

    def __init__(self, function: Any, place: Any, find: Any) -> None:
        self._kernel, self._signature = function, place.signature
        self._address = find(function, place.signature)

    def __wrapper_address__(self) -> Any:
        return self._address

    def signature(self) -> Any:
        return self._signature


def pinned(function: F, place: Any) -> F:
    """Return a kernel for a slot that costs next to nothing to pass.

    An entry looks a kernel's address up in every call, which takes 0.2 ms of Python:
    much for one that is called hundreds of times in a battle, by several threads.  A
    Numba that does not show how it finds an address is left to do it each time.
    """
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return function
    find = getattr(function_type, "_get_wrapper_address", None)
    return function if find is None else cast(F, _Pinned(function, place, find))


def _type(hint: Any) -> Any:
    """Read a Numba type off an annotation."""
    if hint is None:
        return types.void
    if isinstance(hint, types.Type):
        return hint
    if hint in _SCALARS:
        return _SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, Record):
        element = numba.from_dtype(hint.dtype())
        return types.Array(element, len(hint.dims()), "C")
    if hasattr(hint, "_fields"):  # a NamedTuple: a record of records
        fields = [_type(field) for field in get_type_hints(hint).values()]
        if len(set(fields)) == 1:
            return types.NamedUniTuple(  # type: ignore[no-untyped-call]
                fields[0], len(fields), hint
            )
        return types.NamedTuple(fields, hint)  # type: ignore[no-untyped-call]
    # jaxtyping, e.g. Float64[np.ndarray, "threat 3"]
    dtype = numba.from_dtype(np.dtype(hint.dtypes[0]))
    return types.Array(dtype, len(hint.dims), "C")
