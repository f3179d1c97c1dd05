"""What the README tells people to type does what it says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = re.sub(  # as it stands, but for how often the battle is fought
    r"(replicates[ =])\d+", r"\g<1>4", (ROOT / "README.md").read_text("utf-8")
)
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(text: str, first: str) -> list[list[str]]:
    """Return the words of every shell line that starts with one command."""
    lines = "".join(blocks(text, "sh")).splitlines()
    words = [shlex.split(line, comments=True) for line in lines]
    return [each for each in words if each and each[0] == first]


def test_readme__has_what_is_checked_here():
    assert len(commands(README, "kalkan")) >= 7
    assert commands(README, "make") == [["make", "demo"], ["make", "test"]]
    assert len(blocks(README, "python")) == 3


def test_make_targets__that_documents_name_exist():
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    for words in commands(README, "make") + commands(GUIDE, "make"):
        assert words[1] in targets
    for word in re.findall(r"`make (\w+)`", README + GUIDE):
        assert word in targets


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a folder that looks like this one and can be written to."""
    for name in ("scenarios", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(*arguments: str, cwd: Path) -> str:
    """Return what Python said; fail with what it complained of."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.compiled
@pytest.mark.parametrize("words", commands(README, "kalkan"), ids=" ".join)
def test_readme__command_works(words, clone):
    assert run("-m", "kalkan", *words[1:], cwd=clone)


@pytest.mark.compiled
@pytest.mark.parametrize(
    "code", blocks(README, "python"), ids=("door", "physics", "pairs")
)
def test_readme__python_works(code, clone):
    run("-W", "error", "-c", code, cwd=clone)
