"""Reading the catalogue's files; errors name file, line, field and the mend."""

import difflib
import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from kalkan.catalogue.complaint import complaint, line_of
from kalkan.catalogue.parts import Source
from kalkan.catalogue.references import dangling
from kalkan.catalogue.schema import AnySystem, System
from kalkan.errors import UserError

DATA = Path(__file__).parent / "data"
SOURCES = "sources.yaml"
FITS = "fits"  #: folder beside the data

_SYSTEM: TypeAdapter[System] = TypeAdapter(AnySystem)
_SOURCES: TypeAdapter[dict[str, Source]] = TypeAdapter(dict[str, Source])


@dataclass(frozen=True)
class Catalogue:
    """Systems by name, the sources of their numbers, and what they were read from.

    Examples
    --------
    >>> catalogue = load()
    >>> catalogue["48N6E2"].range_max.best
    200000.0
    """

    systems: Mapping[str, System]
    sources: Mapping[str, Source]
    digest: str  #: SHA-256 of every data file
    aliases: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, name: object) -> bool:
        return name in self.systems or name in self.aliases

    def __getitem__(self, name: str) -> System:
        found = self.systems.get(self.aliases.get(name, name))
        if found is None:
            raise UserError(f"no system {name!r} in the catalogue; {self._near(name)}")
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.systems)

    def __len__(self) -> int:
        return len(self.systems)

    def _near(self, name: str) -> str:
        folded = {known.casefold(): known for known in [*self.systems, *self.aliases]}
        close = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.6)
        if close:
            return f"near it: {', '.join(folded[each] for each in close)}"
        return "`kalkan catalogue` lists them"


def load(folder: str | Path | None = None) -> Catalogue:
    """Return the catalogue that comes with the package, or that of a folder.

    Parameters
    ----------
    folder
        Folder of YAML files, one of them ``sources.yaml``.

    Raises
    ------
    UserError
        When a file cannot be read or says what it may not.
    """
    return _builtin() if folder is None else _read(Path(folder))


@functools.cache
def _builtin() -> Catalogue:
    return _read(DATA)


def _read(folder: Path) -> Catalogue:
    contents = _contents(folder)
    digest = _digest(contents | _fits(folder))
    sources = _sources(folder / SOURCES, contents.pop(SOURCES, b"{}"))
    systems: dict[str, System] = {}
    homes: dict[str, Path] = {}
    for name, content in contents.items():
        path = folder / name
        for title, body in _mapping(path, content).items():
            if title in systems:
                raise _error(path, content, (title,), f"is also in {homes[title].name}")
            systems[title] = _system(path, content, title, body, sources)
            homes[title] = path
    for title, where, what in dangling(systems):
        path = homes[title]
        raise _error(path, contents[path.name], (title, *where), what)
    return Catalogue(
        systems=dict(sorted(systems.items())),
        sources=sources,
        digest=digest,
        aliases={also: name for name, one in systems.items() for also in one.aliases},
    )


def _contents(folder: Path) -> dict[str, bytes]:
    try:
        found = {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    except OSError as error:
        raise UserError(f"{error.filename}: {error.strerror}") from None
    if not found:
        raise UserError(
            f"{folder}: holds no catalogue, which is a folder of .yaml files"
        )
    return found


def _fits(folder: Path) -> dict[str, bytes]:
    """Return what was fitted to the facts, which decides battles as they do."""
    found = sorted(path for path in (folder / FITS).glob("*") if path.is_file())
    return {f"{FITS}/{path.name}": path.read_bytes() for path in found}


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()


def _mapping(path: Path, content: bytes) -> dict[str, Any]:
    # Texts only: what a number is, its field decides; and three times as quick.
    try:
        document = YAML(typ="base").load(content)
    except YAMLError:
        document = _slowly(path, content)
    if not isinstance(document, dict):
        raise UserError(f"{path}, line 1: a file maps names to what is known of them")
    return document


def _slowly(path: Path, content: bytes) -> Any:
    """Read without the C library, whose messages differ from release to release."""
    try:
        return YAML(typ="base", pure=True).load(content)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = str(error.problem).split(" with value ")[0]
        raise UserError(f"{path}, line {line}: {problem}") from None
    except YAMLError as error:
        raise UserError(f"{path}: {str(error).splitlines()[0]}") from None


def _sources(path: Path, content: bytes) -> dict[str, Source]:
    raw = _mapping(path, content)
    try:
        return _SOURCES.validate_python(raw)
    except ValidationError as error:
        where, what = complaint(error)
        raise _error(path, content, where, what) from None


def _system(
    path: Path, content: bytes, name: str, body: object, sources: Mapping[str, Source]
) -> System:
    if not isinstance(body, dict):
        raise _error(path, content, (name,), "says nothing; give at least its kind")
    try:
        return _SYSTEM.validate_python(
            {**body, "name": name}, context={"sources": sources}
        )
    except ValidationError as error:
        where, what = complaint(error)
        raise _error(path, content, (name, *where[1:]), what) from None


def _error(
    path: Path, content: bytes, where: tuple[str | int, ...], what: str
) -> UserError:
    line = line_of(content, where)
    dotted = ".".join(str(step) for step in where)
    return UserError(f"{path}, line {line}: {dotted}: {what}")
