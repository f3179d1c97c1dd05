"""A person's mistake is one line and code 2; a bug keeps its traceback."""

from pathlib import Path

import pytest

from kalkan.cli import app, main


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("run", "kalkan run: Missing argument 'SCENARIO'; see `kalkan run --help`"),
        (
            "rn",
            "kalkan: No such command 'rn'. Did you mean 'run'?; see `kalkan --help`",
        ),
        (
            "run ankara --replicate 3",
            "kalkan run: No such option: --replicate (Possible options: --picture, "
            "--replicates); see `kalkan run --help`",
        ),
        (
            "run ankara --replicates -3",
            "--replicates: -3 is out of bounds; give a whole number from 1 to "
            "4294967295",
        ),
        (
            "run ankara --worlds 0",
            "--worlds: 0 is out of bounds; give a whole number from 1 to 4294967295",
        ),
        (
            "run ankara --seed -1",
            "--seed: -1 is out of bounds; give a whole number from 0 to 4294967295",
        ),
        (
            "run ankara --picture -1",
            "--picture: -1 is out of bounds; give a whole number from 0 to 4294967295",
        ),
        ("run ankara --picture some", None),
        ("run ankara --threads 0", "--threads: 0 is out of bounds; give 1 or more"),
        (
            "run ankara --option s40",
            "--option: Ankara 2019, a notional raid has no option 's40'; did you mean "
            "s400?",
        ),
        (
            "run ankara extra",
            "kalkan run: Got unexpected extra argument(s) (extra); see "
            "`kalkan run --help`",
        ),
        ("catalogue S-40", None),
        ("check ankra", None),
        ("run ankara --replicates many", None),
        ("run ankara --out /dev/null", "/dev/null: is a file; give a folder"),
    ],
)
def test_mistake__is_one_line(typed, line, root, capsys):
    ankara = str(root / "scenarios" / "ankara.yaml")
    words = [ankara if word == "ankara" else word for word in typed.split()]
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert line is None or err.strip() == line


def test_mistake__a_folder_that_holds_something_else(root, tmp_path, capsys):
    (tmp_path / "thesis.tex").write_text("precious")
    ankara = str(root / "scenarios" / "ankara.yaml")
    assert main(["run", ankara, "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"{tmp_path}: holds something else than a run of kalkan, as thesis.tex; give a "
        "new or an empty folder\n"
    )


def test_bug__keeps_its_traceback(monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kalkan.cli.schema.json_schema", broken)
    with pytest.raises(ZeroDivisionError):
        main(["schema"])


@pytest.mark.parametrize("error", [KeyboardInterrupt, "abort"])
def test_interrupt__is_130(error, monkeypatch):
    def interrupt(*_: object) -> None:
        raise app.typer.Abort if error == "abort" else error

    monkeypatch.setattr(app, "_invoke", interrupt)
    assert main(["schema"]) == 130


def test_interrupt__before_a_command_could_begin(monkeypatch):
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "main", interrupt)
    assert main(["schema"]) == 130


def test_closed_pipe__is_quiet(monkeypatch, capsys):
    def closed(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(app, "_close_quietly", lambda: None)
    monkeypatch.setattr(app, "_invoke", closed)
    assert main(["schema"]) == 1
    assert capsys.readouterr().err == ""


def test_full_disk__is_one_line(monkeypatch, capsys):
    def full(*_: object) -> None:
        raise OSError(app.errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(app, "_close_quietly", lambda: None)
    monkeypatch.setattr(app, "_invoke", full)
    assert main(["schema"]) == 2
    assert capsys.readouterr().err == "cannot write: the disk is full\n"


def test_other_system_error__is_a_bug(monkeypatch):
    def odd(*_: object) -> None:
        raise OSError(app.errno.EIO, "Input/output error")

    monkeypatch.setattr(app, "_invoke", odd)
    with pytest.raises(OSError, match="Input/output"):
        main(["schema"])


def test_close_quietly__sends_the_rest_nowhere(monkeypatch, tmp_path):
    with (tmp_path / "out").open("w") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        app._close_quietly()
        stream.write("unread")
    assert Path(tmp_path / "out").read_text() == ""
