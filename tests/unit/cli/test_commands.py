"""What each command prints; battles are fought by a stand-in."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from rich.console import Console

import fake_battle
from kalkan import _kernel
from kalkan import scenario as scenarios
from kalkan.campaign import compiling, door
from kalkan.campaign.study import Study
from kalkan.catalogue import load
from kalkan.cli import main
from kalkan.cli.summary import number, summary_table
from kalkan.results.store import is_run


@pytest.fixture
def ankara(root: Path) -> str:
    return str(root / "scenarios" / "ankara.yaml")


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a stand-in fight, and nothing compile."""
    module = ModuleType("kalkan.campaign.fighter")
    module.fighter_of = lambda *_: fake_battle.fighter()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "kalkan.campaign.fighter", module)
    monkeypatch.setattr(door, "prepare", lambda: None)


def run(*words: object) -> None:
    assert main([str(word) for word in words]) == 0


def test_run__prints_a_table(ankara, capsys):
    run("run", ankara, "--replicates", 30, "--worlds", 3, "--seed", 5)
    out, err = capsys.readouterr()
    assert "Ankara 2019, a notional raid · option s400" in out
    assert "30 battles in 3 worlds · seed 5" in out
    words = " ".join(out.split())
    for head in ("launched", "leaked", "sampling", "worlds", "P(none", "killed"):
        assert head in words
    for line in ("cruise missile 3", "all 4", "decoys, apart 1", "value lost"):
        assert line in words
    for line in ("rounds fired", "friendly engaged 1.00", "neutral engaged 0"):
        assert line in words
    assert err == "nothing was written; `--out DIR` keeps tables and events\n"


def test_run__keeps_the_run_where_it_is_told(ankara, tmp_path, capsys):
    run("run", ankara, "--replicates", 30, "--option", "none", "--out", tmp_path / "a")
    assert is_run(tmp_path / "a")
    assert (tmp_path / "a" / "scenario.yaml").read_bytes() == Path(ankara).read_bytes()
    study = Study.read(tmp_path / "a")
    assert study.summary["option"] == "none"
    assert study.provenance["hashes"]["catalogue"] == load().digest
    assert capsys.readouterr().err.strip() == f"written to {tmp_path / 'a'}"


def test_run__json_prints_the_summary_and_nothing_else(ankara, tmp_path, capsys):
    run("run", ankara, "--replicates", 9, "--worlds", 1, "--json", "--out", tmp_path)
    out = capsys.readouterr().out
    assert out == (tmp_path / "summary.json").read_text("utf-8")
    summary = json.loads(out)
    assert summary["worlds"] == 1
    assert {
        "scenario",
        "option",
        "replicates",
        "worlds",
        "seed",
        "total",
        "by_class",
        "seconds",
        "battles_per_second",
        "rules",
        "engagements",
        "picture",
    } <= summary.keys()


def test_run__looks_into_as_many_pictures_as_it_is_told(ankara, capsys):
    for picture, found in ((0, None), (4, 4)):
        words = ("--replicates", 9, "--picture", picture, "--json")
        run("run", ankara, *words)
        summary = json.loads(capsys.readouterr().out)
        assert (summary["picture"] or {}).get("replicates") == found
        assert summary["rules"]["iff"]["S-400"] == ["civil"]
    assert summary["picture"]["union"]["hostile"]["completeness_mean"] > 0.0
    assert summary["engagements"]["rounds_at"]["hostile_mean"] == 1.0


def test_run__prints_rules_causes_and_pictures(ankara, capsys):
    run("run", ankara, "--replicates", 9)
    words = " ".join(capsys.readouterr().out.split())
    assert "rules: engagement tight · IFF S-400 civil" in words
    assert "friendly engaged 1.00 0 shot down, ghost 1.00" in words
    assert "raid held 13 % s400 0 %, nato 13 %" in words
    run("run", ankara, "--replicates", 9, "--picture", 0)
    assert "raid held" not in capsys.readouterr().out


def test_summary_table__says_what_rounds_were_wasted_on():
    summary = fake_battle_study().summary
    summary["engagements"]["rounds_at"] |= {"nothing_mean": 0.25, "gone_mean": 1.5}
    summary["engagements"]["rounds_duplicated_mean"] = 0.5
    console = Console(width=100, file=open(os.devnull, "w"), record=True)  # noqa: PTH123, SIM115
    console.print(summary_table(summary, 100))
    text = " ".join(console.export_text().split())
    console.file.close()
    line = "rounds wasted 2.25 at false tracks 0.25, at flyers gone 1.50, twice 0.50"
    assert line in text


def test_run__says_when_it_is_interrupted(ankara, tmp_path, monkeypatch, capsys):
    study = Study({"partial": True, "replicates": 312}, {}, None)
    monkeypatch.setattr("kalkan.cli.run.ask", lambda *_, **__: study)
    assert main(["run", ankara]) == 130
    assert capsys.readouterr().err == ("312 of 1,000 battles were fought; not kept\n")
    assert main(["run", ankara, "--out", "a"]) == 130
    assert capsys.readouterr().err == (
        "312 of 1,000 battles were fought; kept in a, marked partial\n"
    )


def test_python_door__is_the_same_study(ankara, tmp_path):
    study = door.run(scenarios.read(ankara), replicates=12, worlds=3, seed=2, threads=1)
    run(
        "run", ankara, "--replicates", 12, "--worlds", 3, "--seed", 2, "--out", tmp_path
    )
    assert Study.read(tmp_path).outcomes.equals(study.outcomes)


def test_python_door__interrupted_raises(ankara, monkeypatch):
    study = Study({"partial": True}, {}, None)
    monkeypatch.setattr(door, "ask", lambda *_: study)
    with pytest.raises(KeyboardInterrupt):
        door.run(scenarios.read(ankara))


def test_summary_table__fits_80_columns():
    study = fake_battle_study()
    console = Console(width=80, file=open(os.devnull, "w"), record=True)  # noqa: PTH123, SIM115
    console.print(summary_table(study.summary, 80))
    lines = console.export_text().splitlines()
    console.file.close()
    assert max(map(len, lines)) <= 80
    assert not any("…" in line for line in lines)


def fake_battle_study() -> Study:
    question = fake_battle.question(200, 1)
    conduct = door.conduct
    return conduct(question, fake_battle.fighter(), 1, keeps_tables=False)


def test_summary_table__shows_warnings():
    summary = fake_battle_study().summary
    del summary["decoys"]
    summary["warnings"] = ["something is odd"]
    console = Console(width=100, file=open(os.devnull, "w"), record=True)  # noqa: PTH123, SIM115
    console.print(summary_table(summary, 100))
    console.file.close()
    text = console.export_text()
    assert "warning: something is odd" in text
    assert "decoys" not in text
    assert "in 1 world ·" in text


def test_number__keeps_small_means_apart_from_zero():
    assert [number(x) for x in (0.0, 1e-5, 0.0049, 0.005, 1.0, 1234.5)] == [
        "0",
        "1e-05",
        "0.005",
        "0.01",
        "1.00",
        "1234",
    ]


def test_check__says_what_is_late_or_out_of_reach(ankara, capsys):
    run("check", ankara)
    out = capsys.readouterr().out
    assert out.startswith(f"{ankara}: Ankara 2019, a notional raid: 20 in the raid")
    assert "s400 (default)" in out
    assert "nothing is shot at" in out


def test_check__shows_who_reads_whose_answer(ankara, tmp_path, capsys):
    run("check", ankara)
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["reads", "civil", "mode-4", "mode-5"] in rows
    assert ["S-400", "yes", "-", "-"] in rows
    assert ["Patriot", "yes", "-", "yes"] in rows
    assert ["AN/TPY-2", "-", "-", "-"] in rows
    assert ["engagement:", "tight;", "corridors:", "none"] in rows
    text = Path(ankara).read_text("utf-8")
    path = tmp_path / "other.yaml"
    both = "engagement: {all: tight, patriot-battery: free, autonomous: hold}"
    west = (
        "corridors: {west: {route: [[40 deg, 31 deg], [40 deg, 33 deg]], "
        "width: 20 km, altitude: {between: [9 km, 12 km]}, for: neutral}}"
    )
    text = text.replace("engagement: tight", both).replace("corridors: none", west)
    path.write_text(text, "utf-8")
    run("check", path)
    out = " ".join(capsys.readouterr().out.split())
    said = "engagement: all: tight, patriot-battery: free, autonomous: hold; "
    assert f"{said}corridors: west (neutral)" in out


def test_check__does_not_fold_a_long_path(ankara, tmp_path, capsys):
    folder = tmp_path / ("a" * 120) / ("b" * 120)
    folder.mkdir(parents=True)
    path = folder / "ankara.yaml"
    path.write_bytes(Path(ankara).read_bytes())
    run("check", str(path))
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"{path}: Ankara 2019")
    assert first.endswith("both-integrated")


def test_check__has_nothing_to_remark(ankara, monkeypatch, capsys):
    monkeypatch.setattr("kalkan.cli.check.findings_of", lambda *_: ())
    run("check", ankara)
    assert capsys.readouterr().out.endswith("nothing to remark\n")


def test_catalogue__lists_every_system(capsys):
    run("catalogue")
    out = capsys.readouterr().out
    for name in load().systems:
        assert name in out


def test_catalogue__shows_numbers_with_their_sources(capsys):
    run("catalogue", "48N6E2")
    out = capsys.readouterr().out
    assert "range_max" in out
    assert "published" in out
    assert "[1] " in out
    assert "https://" in out


def test_catalogue__assumed_shows_reasons_only_of_what_no_source_prints(capsys):
    run("catalogue", "--assumed")
    out = capsys.readouterr().out
    assert "assumed" in out
    assert " published " not in out


def test_catalogue__without_an_assumption_says_so(monkeypatch, capsys):
    monkeypatch.setattr("kalkan.cli.catalogue.rows", lambda *_: [])
    run("catalogue", "48N6E2", "--assumed")
    assert capsys.readouterr().out == "every number has a source\n"


def test_schema__is_json(capsys):
    run("schema")
    assert json.loads(capsys.readouterr().out)["title"] == "Kalkan scenario"


def test_version__and_help(capsys):
    run("--version")
    assert capsys.readouterr().out.startswith("kalkan ")
    run()
    shown = capsys.readouterr().out
    run("--help")
    assert capsys.readouterr().out.split() == shown.split()
    for command in ("run", "track", "check", "catalogue", "schema", "warm-up"):
        assert command in shown


@pytest.mark.parametrize("terminal", ["", "1"])
def test_warm_up__says_what_it_compiles(terminal, monkeypatch, capsys):
    warm = SimpleNamespace(warm_up=lambda report: report("the battle"))
    monkeypatch.setattr(compiling, "import_module", lambda _: warm)
    monkeypatch.setenv("FORCE_COLOR", terminal)
    run("warm-up")
    err = capsys.readouterr().err
    assert "compiling the battle" in err or terminal
    assert "compiled code is in" in err


def test_prepare__says_that_it_compiles_once(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(_kernel, "cache_directory", lambda: tmp_path / "cache")
    monkeypatch.setattr(compiling, "compile_all", lambda report: report("it"))
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "0")
    monkeypatch.setitem(_kernel.SWITCHES, "cache", True)
    for terminal in ("", "1"):
        monkeypatch.setenv("FORCE_COLOR", terminal)
        compiling.prepare()
        assert "compiling the battle for this machine" in capsys.readouterr().err
    (tmp_path / "cache" / "engine_1").mkdir(parents=True)
    assert not compiling.is_warm()
    (tmp_path / "cache" / "engine_1" / "battle.fight-80.py311.nbi").touch()
    assert compiling.is_warm()
    compiling.prepare()
    assert capsys.readouterr().err == ""


def test_is_warm__when_nothing_compiles(monkeypatch):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert compiling.is_warm()


def child(code: str, *words: str) -> subprocess.Popen[str]:
    """Run Python with the stand-in as its fighter."""
    start = (
        "import sys, types, fake_battle\n"
        "module = types.ModuleType('kalkan.campaign.fighter')\n"
        "module.fighter_of = lambda *_: fake_battle.fighter(pause=0.02)\n"
        "sys.modules['kalkan.campaign.fighter'] = module\n"
        "import kalkan.campaign.door as door\n"
        "door.prepare = lambda: None\n"
    )
    tests = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (tests, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-c", start + code, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


def test_interrupted_run__leaves_a_partial_study(ankara, tmp_path):
    code = "from kalkan.cli import main; sys.exit(main())"
    words = ("run", ankara, "--replicates", "100000", "--out", str(tmp_path / "a"))
    process = child(code, *words)
    deadline = time.monotonic() + 60.0
    while not (tmp_path / "a" / ".partial").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert out == ""
    assert "kept in" in err
    assert "Traceback" not in err
    study = Study.read(tmp_path / "a")
    assert study.summary["partial"] is True
    assert study.battles.height == study.summary["replicates"] > 0


def test_import__is_light():
    code = (
        "before = set(sys.modules); import kalkan\n"
        "print(sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import sys\n" + code],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(done.stdout.replace("'", '"')))
    assert "kalkan" in loaded
    heavy = {"numpy", "numba", "polars", "pydantic", "scipy", "rich", "typer"}
    assert not loaded & heavy


def test_module__runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "kalkan", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("kalkan ")
