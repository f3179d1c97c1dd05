"""A number of the catalogue: low, best, high, and where it is from."""

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from kalkan import units

Status = Literal["published", "compiled", "fitted", "assumed"]
Spread = Literal["linear", "log"]

_BOUNDS = ("low", "best", "high")
_TEXT = re.compile(r"\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*(.*?)\s*")


class Basis(BaseModel):
    """Where something is from: what makes a number admissible."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: ``published``: a source prints it; ``compiled``: computed from published
    #: figures; ``fitted``: fitted to them; ``assumed``: argued, without a figure.
    status: Status
    sources: tuple[str, ...] = ()  #: identifiers of the list of sources
    reason: str = ""  #: one line: how it was had, or why it is believed

    @model_validator(mode="after")
    def _grounded(self, info: ValidationInfo) -> Self:
        if self.status != "assumed" and not self.sources:
            raise ValueError(
                f"a {self.status} number needs sources; without one it is"
                " `status: assumed` with a reason"
            )
        if self.status != "published" and not self.reason.strip():
            raise ValueError(f"a number that is {self.status} needs a reason, one line")
        if "\n" in self.reason.strip():
            raise ValueError("a reason is one line")
        known = (info.context or {}).get("sources")
        for source in self.sources:
            if known is not None and source not in known:
                raise ValueError(
                    f"source {source!r} is not in sources.yaml; add it there"
                    " with its title and url"
                )
        return self


class Quantity(Basis):
    """An interval known to someone: least, best and greatest value, SI.

    Parameters
    ----------
    low, best, high
        In the SI unit of the field that holds the quantity.
    unit
        Unit that the file prints, empty for a plain number.
    spread
        Whether a world draws it evenly spaced in its value or in its logarithm.

    Examples
    --------
    >>> reach = Quantity(
    ...     low=1.0, best=2.0, high=4.0, status="published", sources=("book",)
    ... )
    >>> reach.draw(0.0), round(reach.draw(1 / 3), 3)
    (1.0, 2.0)
    """

    low: float
    best: float
    high: float
    unit: str = ""
    printed: tuple[float, float, float] = (math.nan, math.nan, math.nan)
    spread: Spread = "linear"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.best <= self.high:
            raise ValueError("low, best and high are not in rising order")
        if self.spread == "log" and self.low <= 0.0 < self.high:
            raise ValueError("a logarithmic spread needs a low above zero")
        return self

    @property
    def exact(self) -> bool:
        """Whether the interval is one value."""
        return self.low == self.high

    def draw(self, u: float) -> float:
        """Return the value at probability `u` of a triangular distribution.

        Parameters
        ----------
        u
            Uniform draw, 0 <= u < 1. [1]

        Returns
        -------
        float
            Value between low and high, the mode at best; with a logarithmic spread
            the triangle stands over the logarithm. [SI unit of the field]

        References
        ----------
        .. [1] C. Forbes, M. Evans, N. Hastings, B. Peacock, *Statistical
           Distributions*, 4th ed., Wiley, 2011, chapter 44 (triangular).

        Examples
        --------
        >>> rcs = Quantity(
        ...     low=1e-4,
        ...     best=1e-3,
        ...     high=1e-2,
        ...     status="assumed",
        ...     reason="-",
        ...     spread="log",
        ... )
        >>> round(rcs.draw(0.5), 6)
        0.001
        """
        if self.exact:
            return self.best
        if self.spread == "log":
            return math.exp(
                _triangular(
                    u, math.log(self.low), math.log(self.best), math.log(self.high)
                )
            )
        return _triangular(u, self.low, self.best, self.high)


def _triangular(u: float, low: float, mode: float, high: float) -> float:
    width = high - low
    if u * width < mode - low:
        return low + math.sqrt(u * width * (mode - low))
    return high - math.sqrt((1.0 - u) * width * (high - mode))


@dataclass(frozen=True)
class Measure:
    """What a field measures and between which bounds it is physical.

    Parameters
    ----------
    dimension
        Dimension known to `kalkan.units`.
    least, most
        Physical bounds, with their units, inclusive.
    spread
        Spread of a quantity that does not state its own.
    """

    dimension: str
    least: str
    most: str
    spread: Spread = "linear"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read what the file says before the quantity is checked."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def read(self, raw: object) -> object:
        """Return the fields of a quantity, SI, from those a file states.

        Raises
        ------
        ValueError
            When a bound has a wrong unit or is outside what is physical.
        """
        if isinstance(raw, Quantity):
            return raw
        if not isinstance(raw, Mapping):
            raise ValueError(
                f"{raw!r} alone is no interval; write {{low: …, best: …, high: …,"
                " status: …, sources: […]}"
            )
        stated = {key: raw[key] for key in _BOUNDS if raw.get(key) is not None}
        return {
            "spread": self.spread,
            **raw,
            **{key: self._value(key, text) for key, text in stated.items()},
            **_as_printed(stated),
        }

    def _value(self, key: str, text: object) -> float:
        try:
            value = units.parse(text, self.dimension)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
        least, most = _bounds(self)
        if not least <= value <= most:
            raise ValueError(f"{key}: {text} is outside {self.least} … {self.most}")
        return value


@functools.cache
def _bounds(measure: Measure) -> tuple[float, float]:
    return (
        units.parse(measure.least, measure.dimension),
        units.parse(measure.most, measure.dimension),
    )


def _as_printed(stated: Mapping[str, object]) -> dict[str, object]:
    """Return the unit and the numbers as a person wrote them."""
    matches = [_TEXT.fullmatch(str(text)) for text in stated.values()]
    found = {match[2] for match in matches if match}
    if len(found) > 1:
        raise ValueError(f"one unit for low, best and high, not {sorted(found)}")
    if len(stated) < len(_BOUNDS) or None in matches:
        return {}
    numbers = [float(match[1]) for match in matches if match]
    return {"unit": found.pop(), "printed": tuple(numbers)}
