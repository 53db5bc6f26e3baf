"""However a run ends, what was graded is kept, and the same command again comes to the same gradebook."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import command, content, environment, scores
from .made import KINDS, make_class, make_course

QUICK = {name: KINDS[name] for name in ("right", "wrong", "half", "syntax", "aborts", "notebook", "link", "no Python")}


# Enough that a run is not over while the test looks at it.
CLASS = 28


def rows(gradebook: Path) -> int:
    """How many gradings are kept, as another program reads them meanwhile."""
    try:
        with closing(sqlite3.connect(f"file:{gradebook}?mode=ro", uri=True, timeout=5)) as reader:
            return int(reader.execute("SELECT count(*) FROM gradings").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0


def killed_at(count: int, course: Path, gradebook: Path, sign: int = signal.SIGKILL) -> int:
    """Start grading and send ``sign`` once ``count`` rows are there; how many there were in the end."""
    process = subprocess.Popen(
        command("handed-in", "--seed", 5, "--workers", 2, gradebook=gradebook),
        cwd=course,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and rows(gradebook) < count:
        time.sleep(0.002)
    process.send_signal(sign)
    process.wait()
    return rows(gradebook)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gradebook of a run that nobody disturbed."""
    root = tmp_path_factory.mktemp("undisturbed")
    course, gradebook = make_course(root / "course"), root / "gradebook.db"
    make_class(course, CLASS, QUICK)
    done = command("handed-in", "--seed", 5, "--workers", 2, gradebook=gradebook)
    subprocess.run(done, cwd=course, env=environment(), stdout=subprocess.DEVNULL)
    return gradebook


@pytest.fixture
def undisturbed(course: Path, kept: Path) -> list[object]:
    """What that gradebook says of the class that is in the course too, to be graded."""
    make_class(course, CLASS, QUICK)
    return content(kept)


def test_killed_and_run_again(course: Path, batch, gradebook: Path, kept: Path, undisturbed: list[object]) -> None:
    assert 7 <= killed_at(7, course, gradebook) < CLASS
    said = batch("handed-in", "--seed", 5, "--workers", 2).stdout
    assert "going on where it was interrupted" in said
    assert content(gradebook) == undisturbed
    # What was kept was not graded again: each submission once, and what crashed once more.
    assert rows(gradebook) <= rows(kept)


@pytest.mark.thorough
def test_killed_fifty_times(course: Path, batch, gradebook: Path, kept: Path, undisturbed: list[object]) -> None:
    drawn = random.Random(1)
    total, amid = rows(kept), 0
    for _ in range(50):
        amid += 0 < killed_at(drawn.randrange(total - 2), course, gradebook) < total
        batch("handed-in", "--seed", 5, "--workers", 2)
        assert content(gradebook) == undisturbed
        assert rows(gradebook) <= total  # the last one left runs alone, and is not tried once more
        gradebook.unlink()
    assert amid >= 40


def test_an_interrupt_keeps_what_there_is_and_says_how_to_go_on(
    course: Path, batch, gradebook: Path, undisturbed: list[object]
) -> None:
    process = subprocess.Popen(
        command("handed-in", "--seed", 5, "--workers", 2, gradebook=gradebook),
        cwd=course,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while rows(gradebook) < 5:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert "interrupted: what was graded is kept" in out
    assert "Traceback" not in err
    assert 5 <= rows(gradebook) < CLASS
    batch("handed-in", "--seed", 5, "--workers", 2)
    assert content(gradebook) == undisturbed


@pytest.mark.thorough
def test_nothing_of_a_killed_run_stays_behind(course: Path, batch, gradebook: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    make_class(course, 6, {"right": KINDS["right"]})
    process = subprocess.Popen(
        command("handed-in", gradebook=gradebook), cwd=course, env=environment(TMPDIR=str(scratch))
    )
    while rows(gradebook) < 1:
        time.sleep(0.002)
    process.kill()
    process.wait()
    assert [each.name.startswith("grade-batch-") for each in scratch.iterdir()] == [True]
    batch("handed-in", TMPDIR=str(scratch))
    assert list(scratch.iterdir()) == []


@pytest.mark.thorough
def test_a_worker_that_is_killed_costs_nobody_a_grade(course: Path, gradebook: Path, standings) -> None:
    psutil = pytest.importorskip("psutil")
    must = make_class(course, 12, {"right": KINDS["right"], "half": KINDS["half"]})
    process = subprocess.Popen(command("handed-in", "--workers", 2, gradebook=gradebook), cwd=course, env=environment())
    while rows(gradebook) < 3:
        time.sleep(0.002)
    for worker in psutil.Process(process.pid).children():
        worker.kill()
    process.wait()
    assert scores(standings()) == must


def test_a_runner_that_is_killed_costs_nobody_a_grade(course: Path, gradebook: Path, standings) -> None:
    """As the kernel does where memory is short. The worker would go on without one, and grade nothing."""
    psutil = pytest.importorskip("psutil")
    must = make_class(course, 8, {"right": KINDS["right"], "half": KINDS["half"]})
    process = subprocess.Popen(command("handed-in", "--workers", 1, gradebook=gradebook), cwd=course, env=environment())
    while rows(gradebook) < 2:
        time.sleep(0.002)
    (worker,) = psutil.Process(process.pid).children()
    (runner,) = worker.children()
    runner.kill()
    process.wait()
    assert scores(standings()) == must


FILLED = """
import sqlite3, subprocess, sys, time
from contextlib import closing
from pathlib import Path
disk, kept, command = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", disk], check=True)
sys.path.insert(0, ".")
from tests.batch.test_nothing_is_lost import rows
graded = subprocess.Popen(command)
while rows(disk / "gradebook.db") < 5:
    time.sleep(0.002)
with open(disk / "filler", "wb", buffering=0) as filler:
    try:
        while filler.write(bytes(4096)):
            pass
    except OSError:
        pass
print("code", graded.wait(), rows(disk / "gradebook.db"), flush=True)
(disk / "filler").unlink()
print("code", subprocess.run(command).returncode, flush=True)
with closing(sqlite3.connect(disk / "gradebook.db")) as there, closing(sqlite3.connect(kept)) as here:
    there.backup(here)
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="there is no `unshare` here")
def test_a_full_disk_loses_nothing(
    course: Path, batch, gradebook: Path, undisturbed: list[object], tmp_path: Path
) -> None:
    disk, copy = tmp_path / "disk", tmp_path / "copy.db"
    disk.mkdir()
    if subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", disk], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a file system of their own")
    grading = command("handed-in", "--seed", 5, gradebook=disk / "gradebook.db")
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", FILLED, disk, copy, *grading],
        cwd=course,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert "the disk is full. What was graded so far is kept" in done.stderr
    full, kept_then = (int(word) for word in done.stdout.splitlines()[0].split()[1:])
    assert full == 3
    assert 5 <= kept_then < CLASS
    assert "going on where it was interrupted" in done.stdout
    assert content(copy) == undisturbed


def test_two_at_a_time_are_one(course: Path, batch, gradebook: Path) -> None:
    from filelock import FileLock

    make_class(course, 1, {"right": KINDS["right"]})
    with FileLock(gradebook.with_name(f".{gradebook.name}.lock")):
        done = batch("handed-in")
    assert "another `grade batch` is at work on" in done.stderr
    assert (done.returncode, os.path.exists(gradebook)) == (2, False)
