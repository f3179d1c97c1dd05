"""A study from question to answer, fought by a stand-in."""

import errno
import hashlib
import json
import signal
import threading
from pathlib import Path

import numpy as np
import pytest

from fake_battle import LOADED, NAMES, fighter, question
from kalkan.campaign.conduct import conduct
from kalkan.campaign.monte_carlo import Fighter, Stop, stoppable
from kalkan.campaign.recorder import Recorder
from kalkan.campaign.study import Study
from kalkan.errors import UserError
from kalkan.results.digest import Digest


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file but the summary, which holds times."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "summary.json"
    }


def without_times(study: Study) -> dict[str, object]:
    times = ("seconds", "battles_per_second", "picture_seconds")
    return {key: value for key, value in study.summary.items() if key not in times}


def interrupted_after(number: int) -> Fighter:
    """Return a fighter during whose work somebody presses Ctrl-C."""
    real = fighter()
    main = threading.main_thread()

    def fight(world, replicate):
        if replicate == number:
            threading.Event().wait(0.5)  # the others are booked meanwhile
            signal.pthread_kill(main.ident, signal.SIGINT)
        if replicate >= number:
            threading.Event().wait(0.2)
        return real.fight(world, replicate)

    return Fighter(real.muster, fight)


def test_conduct__answers_what_was_asked(tmp_path):
    study = conduct(question(20, 4, seed=7), fighter(), 2, tmp_path / "run")
    summary = study.summary
    assert summary["scenario"] == "a fake raid"
    assert summary["option"] == "s400"
    assert (summary["replicates"], summary["worlds"], summary["seed"]) == (20, 4, 7)
    assert summary["partial"] is False
    assert summary["seconds"] >= 0.0
    assert summary["battles_per_second"] > 0.0
    outcomes = study.outcomes
    assert outcomes.height == 20 * len(NAMES.threats)
    assert (outcomes["world"] == outcomes["replicate"] % 4).all()
    assert outcomes["replicate"].is_sorted()
    assert study.events["replicate"].n_unique() == 20
    assert study.rounds.height == study.battles["rounds_fired"].sum()


def test_conduct__writes_what_it_returns(tmp_path):
    study = conduct(question(), fighter(), 1, tmp_path / "run")
    again = Study.read(tmp_path / "run")
    assert again.summary == study.summary
    assert again.provenance == study.provenance
    assert again.outcomes.equals(study.outcomes)
    assert (tmp_path / "run" / "scenario.yaml").read_bytes() == LOADED.text


def test_conduct__leaves_enough_to_fight_any_battle_again(tmp_path):
    conduct(question(6, 50, seed=3), fighter(), 1, tmp_path / "run")
    origin = json.loads((tmp_path / "run" / "provenance.json").read_text())
    assert (origin["option"], origin["seed"]) == ("s400", 3)
    assert (origin["replicates"], origin["worlds"]) == (6, 6)
    assert (origin["replicates_asked"], origin["worlds_asked"]) == (6, 50)
    assert origin["values"] == "drawn"
    assert origin["hashes"] == {
        "scenario": hashlib.sha256(LOADED.text).hexdigest(),
        "catalogue": "cat",
        "terrain": "none",
        "outcomes": Digest().update(Study.read(tmp_path / "run").outcomes).hexdigest(),
    }


def test_conduct__gives_the_same_files_on_any_number_of_threads(tmp_path):
    for threads in (1, 2, 5):
        conduct(question(60, 7), fighter(), threads, tmp_path / str(threads))
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert contents(tmp_path / "1") == contents(tmp_path / "5")


def test_conduct__gives_the_same_summary_with_and_without_tables(tmp_path):
    with_tables = conduct(question(30), fighter(), 2, tmp_path / "run")
    without = conduct(question(30), fighter(), 2, keeps_tables=False)
    assert without_times(with_tables) == without_times(without)
    assert without.folder is None
    with pytest.raises(ValueError, match="without keeping"):
        _ = without.events


def test_conduct__gives_the_same_summary_however_parts_are_cut(tmp_path, monkeypatch):
    whole = conduct(question(30), fighter(), 2, tmp_path / "whole")
    defaults = Recorder.__init__.__defaults__
    monkeypatch.setattr(Recorder.__init__, "__defaults__", (50,))
    parts = conduct(question(30), fighter(), 2, tmp_path / "parts")
    assert defaults != (50,)
    assert len(list((tmp_path / "parts" / "events.parquet").iterdir())) > 3
    assert len(list((tmp_path / "whole" / "events.parquet").iterdir())) == 1
    assert without_times(parts) == without_times(whole)
    assert parts.events.equals(whole.events)


def test_conduct__a_replicate_is_the_same_battle_in_a_longer_study():
    short = conduct(question(10, 5), fighter(), 2).outcomes
    long = conduct(question(40, 5), fighter(), 2).outcomes
    assert long.head(short.height).equals(short)


def test_conduct__tables_without_a_folder_pass_with_the_study():
    study = conduct(question(), fighter(), 1)
    place = study.folder
    assert place is not None
    assert study.outcomes.height > 0
    del study
    assert not place.exists()


def test_conduct__interrupted_keeps_what_is_finished(tmp_path):
    study = conduct(question(1000, 4), interrupted_after(9), 1, tmp_path / "run")
    done = study.summary["replicates"]
    assert study.summary["partial"] is True
    assert 4 <= done <= 10
    again = Study.read(tmp_path / "run")
    assert again.outcomes["replicate"].unique().to_list() == list(range(done))
    assert again.provenance["partial"] is True
    assert again.provenance["replicates_asked"] == 1000


def test_conduct__interrupted_before_the_first_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        conduct(question(1000, 4), interrupted_after(0), 1, tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_conduct__a_bug_leaves_nothing(tmp_path, monkeypatch):
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(passing))

    def fight(world, replicate):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        conduct(question(), Fighter(fighter().muster, fight), 2, tmp_path / "run")
    with pytest.raises(ZeroDivisionError):
        conduct(question(), Fighter(fighter().muster, fight), 2)
    with pytest.raises(ZeroDivisionError):
        conduct(question(), Fighter(fighter().muster, fight), 2, keeps_tables=False)
    assert list(passing.iterdir()) == []
    assert list(tmp_path.iterdir()) == [passing]


def test_conduct__a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise UserError(f"part: cannot write: {errno.errorcode[errno.ENOSPC]}")

    monkeypatch.setattr("kalkan.results.store.write_atomically", full)
    with pytest.raises(UserError, match="ENOSPC"):
        conduct(question(), fighter(), 2, tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_conduct__refuses_a_folder_before_it_fights(tmp_path):
    (tmp_path / "notes.txt").write_text("precious")

    def muster(world: int) -> None:
        raise AssertionError("fought")

    with pytest.raises(UserError, match=r"notes\.txt"):
        conduct(question(), Fighter(muster, fighter().fight), 2, tmp_path)


def test_conduct__warns_of_what_is_unresolved():
    real = fighter()

    def fight(world, replicate):
        fate = np.full(7, 7)
        return real.fight(world, replicate)._replace(
            fate=fate, by=np.full(7, -1), spilled=np.array([3, 1])
        )

    summary = conduct(question(), Fighter(real.muster, fight), 1).summary
    assert summary["total"]["unresolved_mean"] == 4.0
    unresolved, spilled = summary["warnings"]
    assert unresolved.startswith("4 hostile flyers a battle are unresolved")
    assert spilled.startswith("4 plots or tracks a battle were dropped")


def test_conduct__worlds_that_disagree_on_who_is_there_are_a_bug():
    real = fighter()

    def muster(world: int):
        made = real.muster(world)
        names = type(NAMES)(assets=(f"asset-{world}", "base"))
        return made._replace(names=names)

    with pytest.raises(AssertionError, match="disagree"):
        conduct(question(), Fighter(muster, real.fight), 1)


def test_conduct__looks_into_the_pictures_of_the_first_battles(tmp_path):
    study = conduct(question(20, picture=3), fighter(), 2, tmp_path / "run")
    picture = study.summary["picture"]
    assert (picture["replicates"], picture["interval_s"]) == (3, 4.0)
    assert picture["by_picture"].keys() == {"s400", "nato"}
    nato = picture["by_picture"]["nato"]["hostile"]
    assert nato["completeness_mean"] == pytest.approx(2.0 / 15.0)
    assert nato["position_error_m_mean"] == nato["position_error_95_m_mean"] == 300.0
    assert picture["by_picture"]["s400"]["hostile"]["completeness_mean"] == 0.0
    assert picture["union"]["hostile"]["completeness_mean"] == pytest.approx(2.0 / 15.0)
    assert study.picture["replicate"].unique().to_list() == [0, 1, 2]
    assert study.picture.height == 3 * 3 * (len(NAMES.threats) + 2)
    assert study.summary["picture_seconds"] >= 0.0
    assert study.engagements["at"].to_list() == ["hostile"] * 20
    assert study.summary["rules"]["engagement"] == {"all": "tight"}


def test_conduct__looks_into_no_picture_when_told(tmp_path):
    study = conduct(question(picture=0), fighter(), 1, tmp_path / "run")
    assert study.summary["picture"] is None
    assert study.picture.is_empty()
    real = fighter()
    blind = conduct(question(), Fighter(real.muster, real.fight), 1)
    assert blind.summary["picture"] is None


def test_conduct__looks_into_no_more_battles_than_there_are():
    assert conduct(question(2), fighter(), 1).summary["picture"]["replicates"] == 2


def test_conduct__a_second_fight_that_ends_otherwise_is_a_bug(tmp_path):
    real = fighter()

    def watch(world, replicate, events):
        log = real.watch(world, replicate, events)
        return log._replace(battle=log.battle._replace(value_lost=-1.0))

    with pytest.raises(AssertionError, match="battle 0, fought again"):
        conduct(question(), Fighter(real.muster, real.fight, watch), 1, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_conduct__interrupted_while_it_looks_keeps_all_battles(tmp_path):
    real, main = fighter(), threading.main_thread()

    def watch(world, replicate, events):
        if replicate == 2:
            threading.Event().wait(0.5)  # the others are booked meanwhile
            signal.pthread_kill(main.ident, signal.SIGINT)
            threading.Event().wait(0.2)
        return real.watch(world, replicate, events)

    cut = Fighter(real.muster, real.fight, watch)
    study = conduct(question(), cut, 1, tmp_path / "run")
    assert study.summary["partial"] is True
    assert study.summary["replicates"] == 20
    done = study.summary["picture"]["replicates"]
    assert 1 <= done <= 2
    again = Study.read(tmp_path / "run").picture
    assert again["replicate"].max() == done - 1


def test_progress__is_shown_on_a_terminal_only(monkeypatch, capsys):
    conduct(question(), fighter(), 1)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    conduct(question(), fighter(), 1)
    assert "battles" in capsys.readouterr().err


def test_study__shows_itself_in_a_notebook():
    study = conduct(question(), fighter(), 1)
    assert repr(study).startswith("<Study of a fake raid, option s400: ")
    assert repr(study).endswith(" of 4 leak, 20 battles>")
    html = study._repr_html_()
    assert html.startswith("<table>")
    assert "<td>cruise missile</td>" in html
    assert html.count("<tr>") == 4
    assert "a fake raid · s400" in html


def test_study__is_read_from_finished_runs_only(tmp_path):
    with pytest.raises(UserError, match="no finished run"):
        Study.read(tmp_path)


def test_stop__asked_twice_interrupts_at_once():
    stop = Stop()
    stop.ask(signal.SIGINT, None)
    assert stop.is_asked
    with pytest.raises(KeyboardInterrupt):
        stop.ask(signal.SIGINT, None)


def test_stoppable__restores_signals_and_is_quiet_elsewhere():
    before = signal.getsignal(signal.SIGINT)
    with stoppable() as stop:
        assert signal.getsignal(signal.SIGINT) == stop.ask
    assert signal.getsignal(signal.SIGINT) is before

    def elsewhere() -> None:
        with stoppable() as stop:
            assert not stop.is_asked
            assert signal.getsignal(signal.SIGINT) is before

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()


def test_stoppable__leaves_an_ignored_signal_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with stoppable():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
