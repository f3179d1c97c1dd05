"""What holds between the rooms, the files and the documents."""

import ast
import importlib.metadata
import inspect
import itertools
import re
import subprocess
import sys
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

from kalkan.doctrine import ASSIGN, doctrine_named
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import TargetClass
from kalkan.engine.plan import Plan

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kalkan"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS = {each["id"]: each for each in PROJECT["tool"]["importlinter"]["contracts"]}
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
CORE = ("doctrine", "draw", "engine", "numerics", "physics", "terrain")
WORDS = re.compile(r"[(]?(\w+)[)]?")


def sources(*rooms: str) -> Iterator[Path]:
    """Yield every source file, or those of some rooms."""
    for path in sorted(SOURCE.rglob("*.py")):
        if not rooms or path.relative_to(SOURCE).parts[0].removesuffix(".py") in rooms:
            yield path


def imports(path: Path) -> set[str]:
    """Return the dotted names of the modules that a file imports, at any level."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def third_party(path: Path) -> set[str]:
    """Return the top names of what a file imports from outside."""
    known = sys.stdlib_module_names | {"kalkan"}
    return {name.split(".")[0] for name in imports(path)} - known


# ---------------------------------------------------------------- rooms


def test_imports__keep_every_contract():
    """The contracts are in pyproject.toml; this says the same as `lint-imports`."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c"
         "; c(['--no-cache'])"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_rooms__are_in_parentheses_only_until_built():
    layers = " | ".join(CONTRACTS["rooms"]["layers"]).split("|")
    waiting = {name.strip(" ()") for name in layers if name.strip().startswith("(")}
    built = {path.stem for path in SOURCE.iterdir() if path.suffix in ("", ".py")}
    assert waiting & built == set(), "take these out of their parentheses"


def test_core__imports_only_numpy_numba_and_shapes():
    reads_rasters = SOURCE / "terrain" / "gdal.py"
    for path in sources(*CORE):
        allowed = {"jaxtyping", "numba", "numpy"}
        allowed |= {"rasterio"} if path == reads_rasters else set()
        assert third_party(path) <= allowed, path


def test_numba__is_switched_in_one_place():
    for path in sources():
        if path.name not in ("_kernel.py", "_record.py"):
            assert "numba" not in third_party(path), path


def test_files__stay_short():
    """Documentation may take what it takes; the rest fits 300 lines."""
    long = {}
    for path in sources():
        text = path.read_text("utf-8")
        spoken = sum(map(docstring_lines, ast.walk(ast.parse(text))))
        if (lines := len(text.splitlines()) - spoken) > 300:
            long[path.relative_to(ROOT)] = lines
    assert long == {}


def docstring_lines(node: ast.AST) -> int:
    """Return how many lines the docstring of a node takes."""
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef
    if not isinstance(node, kinds) or ast.get_docstring(node) is None:
        return 0
    return (node.body[0].end_lineno or 0) - node.body[0].lineno + 1


def test_functions__have_a_median_under_ten_lines():
    lengths = [
        len(lines)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and (lines := body_lines(node)) is not None
    ]
    assert sorted(lengths)[len(lengths) // 2] < 10


def body_lines(function: ast.FunctionDef) -> range:
    """Return the lines of a function's body, without its docstring."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    if not body:
        return range(0)
    return range(body[0].lineno, (body[-1].end_lineno or body[-1].lineno) + 1)


# ---------------------------------------------------------------- truth and belief


TRUTHS = {"Interceptors", "Looks", "Model", "State", "Threats", "Truth", "World"}


def test_doctrine__cannot_name_the_truth():
    for path in sources("doctrine"):
        names = {
            node.id if isinstance(node, ast.Name) else node.attr
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Name | ast.Attribute)
        }
        assert names & (TRUTHS | {"truth", "world"}) == set(), path


@pytest.mark.parametrize("assign", sorted(ASSIGN))
def test_decisions__take_plan_and_belief(assign):
    for decision in doctrine_named(assign):
        function = getattr(decision, "py_func", decision)
        hints = typing.get_type_hints(function)
        assert hints.pop("return") is type(None), function
        assert list(hints.values()) == [Plan, Belief], function


def test_belief__holds_no_truth():
    """No record of the truth can be reached from what a decision is handed."""
    for handed in (Plan, Belief):
        inside = {
            inspect.getmodule(kind).__name__
            for kind in handed.__annotations__.values()
            if inspect.isclass(kind)
        }
        assert not inside & {"kalkan.engine.truth", "kalkan.engine.world"}


# ---------------------------------------------------------------- classes


def class_names() -> set[str]:
    """Return the target classes as people write them."""
    return {kind.name.lower() for kind in TargetClass if kind is not TargetClass.UNSET}


def test_classes__are_the_twelve_of_the_product():
    assert class_names() == {
        "fighter", "bomber", "airliner", "airborne_early_warning", "male_drone",
        "one_way_drone", "cruise_missile", "supersonic_missile",
        "short_range_ballistic", "medium_range_ballistic", "anti_radiation", "decoy",
    }  # fmt: skip


def test_classes__of_scenarios_are_those_of_the_engine():
    scenario = pytest.importorskip("kalkan.scenario")
    schema = scenario.Scenario.model_json_schema(by_alias=True)
    group = schema["$defs"]["Group"]["properties"]["class"]
    while "enum" not in group:
        group = schema["$defs"][group["$ref"].rsplit("/", 1)[-1]]
    assert set(group["enum"]) == class_names()


def test_classes__of_the_catalogue_are_those_of_the_engine():
    catalogue = pytest.importorskip("kalkan.catalogue").load()
    for name, system in catalogue.systems.items():
        flown = getattr(system, "class_", None)
        assert flown is None or str(flown) in class_names(), name
        assert set(map(str, getattr(system, "pk", {}))) <= class_names(), name


# ---------------------------------------------------------------- dependencies


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_lock__holds_versions_and_hashes_and_no_address(path):
    text = path.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)  # no option: no index, no link
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9.-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_locks__agree_on_every_version():
    pins: dict[str, set[str]] = {}
    for path in LOCKS:
        text = path.read_text("utf-8")
        for name, version in re.findall(r"^([\w.-]+)==(.+?) *\\$", text, re.MULTILINE):
            pins.setdefault(name, set()).add(f"{path.stem} {version}")
    for name, seen in pins.items():
        by_lock: dict[str, set[str]] = {}
        for each in seen:
            lock, version = each.split(" ", 1)
            by_lock.setdefault(lock, set()).add(version)
        assert len(set(map(frozenset, by_lock.values()))) == 1, name


def test_dependencies__are_those_that_are_imported():
    declared = {
        re.split(r"[<>=\[]", line)[0] for line in PROJECT["project"]["dependencies"]
    }
    other = {"ruamel": "ruamel.yaml", "pydantic_core": "pydantic"}
    used = {other.get(name, name) for path in sources() for name in third_party(path)}
    optional = {"pandas", "pyarrow"}
    assert used - optional == declared


def test_dependencies__are_all_accounted_for():
    table = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    groups = PROJECT["dependency-groups"].values()
    lines = PROJECT["project"]["dependencies"] + [
        each for group in groups for each in group
    ]
    for line in lines:
        assert f"| {re.split('[<>=]', line)[0]} |" in table, line


# ---------------------------------------------------------------- documents


def documents() -> Iterator[Path]:
    """Yield every text that a person reads here."""
    kept = {"benchmarks", "docs", "requirements", "scenarios", "src", "tests", "tools"}
    places = [ROOT.glob("*.*"), *((ROOT / name).rglob("*.*") for name in sorted(kept))]
    for path in itertools.chain(*places):
        if path.suffix in (".md", ".py", ".sh", ".toml", ".txt", ".yaml"):
            yield path
    yield from (ROOT / "Makefile", ROOT / ".ci" / "run")


def test_documents__name_no_path_of_one_machine():
    places = re.compile(r"(?<![\w.])/(root|tmp|work)/")
    for path in documents():
        if path != Path(__file__):
            assert not places.search(path.read_text("utf-8")), path


def test_documents__point_at_files_that_exist():
    for path in ROOT.glob("*.md"):
        for target in re.findall(
            r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")
        ):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_sources__point_at_documents_that_exist():
    for path in documents():
        for name in re.findall(r"\b(docs/[\w/.-]+\.md)", path.read_text("utf-8")):
            assert (ROOT / name).exists(), f"{path.name}: {name}"


def test_version__is_said_once():
    assert importlib.metadata.version("kalkan") == PROJECT["project"]["version"]
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## {PROJECT['project']['version']}" in changes
