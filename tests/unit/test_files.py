import errno
import hashlib
import os

import pytest

from kalkan import files
from kalkan.errors import UserError


def test_write__puts_bytes_or_text(tmp_path):
    files.write_atomically(tmp_path / "a", b"\x00\xff")
    files.write_atomically(str(tmp_path / "b"), "é = 1\n")
    assert (tmp_path / "a").read_bytes() == b"\x00\xff"
    assert (tmp_path / "b").read_bytes() == "é = 1\n".encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_write__replaces_what_was_there(tmp_path):
    for content in ("old", "new"):
        files.write_atomically(tmp_path / "a", content)
    assert (tmp_path / "a").read_text() == "new"


def test_write__gives_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "plain").write_text("")
    files.write_atomically(tmp_path / "a", "")
    expected = (tmp_path / "plain").stat().st_mode
    assert (tmp_path / "a").stat().st_mode == expected


def test_write__on_a_full_disk_says_so_and_leaves_the_old_file(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(UserError) as caught:
        files.write_atomically(tmp_path / "a", "new")
    assert str(caught.value) == f"{tmp_path}/a: cannot write: No space left on device"
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_write__stopped_midway_leaves_nothing(tmp_path, monkeypatch):
    def stopped(descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomically(tmp_path / "a", "new")
    assert list(tmp_path.iterdir()) == []


def test_write__names_a_missing_folder(tmp_path):
    with pytest.raises(UserError, match=r"/no/a: cannot write: No such file or dir"):
        files.write_atomically(tmp_path / "no" / "a", "new")


def test_sha256__is_the_same_of_a_file_and_of_its_bytes(tmp_path):
    content = bytes(range(256)) * 1000
    (tmp_path / "a").write_bytes(content)
    expected = hashlib.sha256(content).hexdigest()
    assert files.sha256_of(content) == expected
    assert files.sha256_of(tmp_path / "a") == expected
    assert files.sha256_of(str(tmp_path / "a")) == expected


def test_sha256__names_a_missing_file(tmp_path):
    with pytest.raises(UserError, match=r"/a: cannot read: No such file"):
        files.sha256_of(tmp_path / "a")
